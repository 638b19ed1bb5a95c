/** What the screens ask of the desk. Pure, small, and tested without a screen. */

import { t } from '../words/index.ts'
import { lastSaid } from './lines.ts'
import type { Attention, BareJid, CaseData, Chat, Desk, Instant, Offer, Request, Workgroup } from './types.ts'
import { whereWords } from './words.ts'

/** How long somebody has waited, as a word the screen gives a colour and a shape. */
export type Wait = 'calm' | 'late' | 'overdue'

export const waitOf = (waited: number, [late, overdue]: Attention['waiting']): Wait =>
  waited >= overdue ? 'overdue' : waited >= late ? 'late' : 'calm'

/** `0:40`, `12:05`, `1:02:03`. Never negative: the clocks of two machines differ. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
}

/** `now`, `4 m`, `2 h`: how long ago, in a list. */
export function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return t('now')
  return minutes < 60 ? t('{minutes} m', { minutes }) : t('{hours} h', { hours: Math.floor(minutes / 60) })
}

/** What to call somebody of whom only the address is known: `anna@localhost` is Anna. */
export function nameOf(jid: string): string {
  const name = jid.split('@')[0] || jid
  return capital(name)
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Offers that wait for an answer, the most urgent first. */
export const ringing = (desk: Desk): readonly Offer[] =>
  desk.offers.filter((offer) => !desk.answering.has(offer.case.id))

/** The queue without what rings here: that stands above it as a card. */
export function unoffered(queue: readonly Request[], offers: readonly Offer[]): readonly Request[] {
  const offered = new Set(offers.map((offer) => offer.case.id))
  return queue.filter((request) => !offered.has(request.case.id))
}

/** What comes next, where no chat is open: the request that rings goes before those that can be picked. */
export function nextWords(desk: Desk): string {
  const offer = ringing(desk)[0]
  if (offer) return ringWords(offer)
  if (desk.answering.size > 0) return t('Opening the chat ...')
  const waiting = unoffered(desk.queue, desk.offers)
  if (waiting.length === 0) return t('All quiet')
  return waiting.every(({ show }) => show === 'away')
    ? t('Who waits is away for a moment')
    : t('Pick the next one from the queue')
}

/** What rings, for those who hear the screen: who, why, and the keys that answer it. */
export function heardWords(desk: Desk): string {
  const offer = ringing(desk)[0]
  if (!offer) return ''
  const { asks, case: it } = offer
  const why = asks ? asks.note : it.problem
  const said = why ? `${ringWords(offer)}: ${why}` : ringWords(offer)
  return `${sentence(said)} ${asks?.as === 'colleague' ? t('Press Alt Enter to join, Alt Backspace to pass.') : t('Press Alt Enter to take, Alt Backspace to pass.')}`
}

/** With a stop at its end, and one only. */
const sentence = (words: string): string => words.trim().replace(/[^.!?…]$/u, '$&.')

function ringWords({ asks, case: { name } }: Offer): string {
  if (!asks) return t('{name} is waiting for you', { name })
  const by = nameOf(asks.by)
  return asks.as === 'owner'
    ? t('{by} hands you the chat with {name}', { by, name })
    : t('{by} asks you into the chat with {name}', { by, name })
}

export const openChat = (desk: Desk): Chat | undefined =>
  desk.open === undefined ? undefined : desk.chats.get(desk.open)

/** It has not ended for the visitor: somebody else goes on with it. */
export const hasMoved = ({ ended }: Pick<Chat, 'ended'>): boolean =>
  ended === 'handed-over' || ended === 'taken-over' || ended === 'went-on'

export const unreadTotal = (desk: Desk): number =>
  [...desk.chats.values()].reduce((total, chat) => total + chat.unread, 0)

/** The case in the right column: a request looked at before it is taken, else the open chat's. */
export function shownCase(desk: Desk): CaseData | undefined {
  const preview =
    desk.preview && [...desk.offers, ...desk.queue].find((item) => item.case.id === desk.preview)
  return preview ? preview.case : (openChat(desk)?.case ?? ringing(desk)[0]?.case)
}

/** Where the shown case belongs. */
export function shownWorkgroup(desk: Desk): BareJid | undefined {
  const id = shownCase(desk)?.id
  return [...desk.offers, ...desk.queue, ...desk.chats.values()].find((item) => item.case.id === id)
    ?.workgroup
}

/** May this word be said to the workgroup? */
export const mayUse = (desk: Desk, workgroup: BareJid | undefined, word: string): boolean =>
  (workgroup !== undefined && desk.workgroups.get(workgroup)?.commands.includes(word)) ?? false

/** The workgroups where this operator supervises. */
export const supervised = (desk: Desk): readonly Workgroup[] =>
  onDuty(desk).filter(({ commands }) => commands.includes('assign'))

/** Whose words these are: with a colleague's the house speaks, as with our own. */
export type Side = 'mine' | 'colleague' | 'visitor'
export function sideOf(line: { readonly mine: boolean; readonly nick: string }, visitor: string): Side {
  if (line.mine) return 'mine'
  return line.nick === visitor ? 'visitor' : 'colleague'
}

/** More than two talk here, or have talked: then each group of messages says whose it is. */
export function isGroup({ colleagues, lines, with: visitor }: Chat): boolean {
  if (colleagues.length > 0) return true
  return lines.some((line) => line.is === 'said' && sideOf(line, visitor) === 'colleague')
}

export const onDuty = (desk: Desk): readonly Workgroup[] =>
  [...desk.workgroups.values()].filter((workgroup) => workgroup.duty === 'on')

/** Signed in, asked everywhere, and nobody knows this operator. */
export const isStranger = (desk: Desk): boolean =>
  desk.workgroups.size > 0 && [...desk.workgroups.values()].every((workgroup) => workgroup.duty === 'refused')

export const isOnline = (desk: Desk): boolean => desk.session.is === 'online'

export const activeChats = (desk: Desk): number =>
  [...desk.chats.values()].filter((chat) => chat.state !== 'ended').length

/** Those that are not put by. */
export const chatsInHand = (desk: Desk): number =>
  [...desk.chats.values()].filter((chat) => chat.state !== 'ended' && !chat.hold).length

/** Whose the words of the teaser are, if they are our own. */
export function isOwnTeaser(chat: Chat, draft: string | undefined): boolean {
  if (hasMoved(chat) || (draft?.trim() && chat.unread === 0)) return false
  return lastSaid(chat.lines)?.mine ?? false
}

/** One line about a chat for the list: where it went, what is unread, else the draft, the last words, or the state. */
export function teaser(chat: Chat, draft: string | undefined): string {
  if (hasMoved(chat)) return capital(whereWords(chat))
  if (draft?.trim() && chat.unread === 0) return t('Draft: {text}', { text: draft.trim() })
  const last = lastSaid(chat.lines)
  const words = last?.retracted ? t('taken back') : (last?.file?.name ?? last?.body)
  if (last) return words ?? ''
  return chat.case.problem ?? (chat.state === 'entering' ? t('Opening ...') : t('Nothing said yet'))
}

export const lastAt = (chat: Chat): Instant => chat.lines.at(-1)?.at ?? chat.openedAt

/** Is the other person's "is typing" still to be believed? */
export const isTyping = (chat: Chat, now: Instant): boolean => (chat.typingUntil ?? 0) > now
