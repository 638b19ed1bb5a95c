/**
 * urn:parlor:1 §4: what operators do with each other's chats; and §2: what a visitor is offered instead of a chat, and
 * the message that is left. `parse*` take the element or stanza that contains the element.
 */
import type { Element } from 'ltx'
import { ALTERNATIVES, NEWS, type News, OFFERED_AS } from '../../protocol/names.js'
import type { BareJid, CaseId, Instant, OfferKind, Otherwise } from '../core/types.ts'
import { buildDateTime } from './datetime.ts'
import { parseSubmit, type Submit } from './forms.ts'
import { NS } from './parlor-case.ts'
import { BadRequest } from './stanza-error.ts'
import { count, flag, needed, oneOf } from './values.ts'
import { attr, child, el, ownText, text } from './xml.ts'

/** In an `<offer/>` of a chat that has an owner: who asks, to be what, and why. */
export const buildTransfer = ({ by, as, note }: OfferKind): Element =>
  el('transfer', { xmlns: NS, by, as }, note ? el('note', {}, note) : undefined)

export function parseTransfer(parent: Element): OfferKind | undefined {
  const transfer = child(parent, 'transfer', NS)
  if (!transfer) return undefined
  const note = ownText(transfer, 'note')
  return {
    by: needed(transfer, 'by'),
    as: oneOf(OFFERED_AS, attr(transfer, 'as'), 'As what'),
    ...(note && { note }),
  }
}

/** What an operator is told about a chat; the words for people are the message's body. */
export interface CaseNews {
  readonly case: CaseId
  readonly what: News
  /** The colleague it is about. */
  readonly who?: BareJid | undefined
}

export const buildNews = (news: CaseNews): Element =>
  el('news', { xmlns: NS, case: news.case, what: news.what, who: news.who })

export function parseNews(stanza: Element): CaseNews | undefined {
  const news = child(stanza, 'news', NS)
  if (!news) return undefined
  const who = attr(news, 'who')
  return {
    case: needed(news, 'case'),
    what: oneOf(NEWS, attr(news, 'what'), 'The news'),
    ...(who && { who }),
  }
}

/** What a visitor said of a chat when it was over (C8): from 1, bad, to 5, good. */
export interface Rated {
  readonly case: CaseId
  readonly rating: number
  readonly comment?: string | undefined
}

export const buildRated = ({ case: id, rating, comment }: Rated): Element =>
  el('rated', { xmlns: NS, case: id, rating }, comment)

export function parseRated(stanza: Element): Rated | undefined {
  const rated = child(stanza, 'rated', NS)
  if (!rated) return undefined
  const comment = text(rated)
  return {
    case: needed(rated, 'case'),
    rating: count(needed(rated, 'rating'), 'The rating') ?? 0,
    ...(comment && { comment }),
  }
}

/** To operators' clients: a message was left, answered or settled, and `messages` lists others than before. */
export const buildMessagesChanged = (): Element => el('messages', { xmlns: NS })

export const parseMessagesChanged = (stanza: Element): true | undefined =>
  child(stanza, 'messages', NS) && true

/** `wait` is no answer: whoever waits all the same is not told otherwise. */
export type Alternative = Exclude<Otherwise, 'wait'>

/** In an error of `join-queue`, and in `<ended/>`: what the visitor may do instead (Q5). */
export function buildAnswer(instead: Alternative): Element {
  if (instead === 'message') return el('answer', { xmlns: NS, do: 'message' })
  if (instead === 'callback') return el('answer', { xmlns: NS, do: 'message', callback: 'true' })
  return 'workgroup' in instead
    ? el('answer', { xmlns: NS, do: 'workgroup', jid: instead.workgroup })
    : el('answer', { xmlns: NS, do: 'redirect', url: instead.redirect })
}

export function parseAnswer(parent: Element): Alternative | undefined {
  const answer = child(parent, 'answer', NS)
  if (!answer) return undefined
  return read[oneOf(ALTERNATIVES, attr(answer, 'do'), 'What to do')](answer)
}

const read: { readonly [A in (typeof ALTERNATIVES)[number]]: (answer: Element) => Alternative } = {
  message: (answer) => (flag(attr(answer, 'callback'), 'callback') ? 'callback' : 'message'),
  workgroup: (answer) => ({ workgroup: needed(answer, 'jid') }),
  redirect: (answer) => ({ redirect: address(needed(answer, 'url')) }),
}

/** Somebody will click on it. */
function address(url: string): string {
  if (!/^https?:\/\/[^\s]+$/i.test(url)) throw new BadRequest('The url must be a web address.')
  return url
}

/** A visitor whom nobody can serve now leaves a message: it becomes a case (Q5). */
export interface LeaveMessage {
  readonly ticket?: string | undefined
  readonly form?: Submit | undefined
  readonly text: string
}

export const buildLeaveMessage = (...payload: (Element | undefined)[]): Element =>
  el('leave-message', { xmlns: NS }, payload)

export const buildLeaveMessageText = (words: string): Element => el('body', {}, words)

export function parseLeaveMessage(iq: Element): LeaveMessage | undefined {
  const message = child(iq, 'leave-message', NS)
  if (!message) return undefined
  const words = ownText(message, 'body')
  if (!words) throw new BadRequest('The message needs a body.')
  const form = parseSubmit(message)
  const ticket = text(child(message, 'ticket', NS))
  return { text: words, ...(ticket && { ticket }), ...(form && { form }) }
}

export interface MessageLeft {
  readonly id: CaseId
  readonly number: number
}

export const buildMessageLeft = ({ id, number }: MessageLeft): Element =>
  el('leave-message', { xmlns: NS }, el('case', { id, number }))

export function parseMessageLeft(iq: Element): MessageLeft | undefined {
  const message = child(iq, 'leave-message', NS)
  const found = message && child(message, 'case', NS)
  if (!found) return undefined
  return { id: needed(found, 'id'), number: count(needed(found, 'number'), 'The number') ?? 0 }
}

/** Why nobody new is let in. */
export const CLOSED = ['paused', 'hours', 'nobody'] as const

/** Beside `notify-agents` (§4): what XEP-0142 does not say of a workgroup. Thresholds are in seconds. */
export interface WorkgroupNotice {
  readonly closed?: (typeof CLOSED)[number] | undefined
  /** The supervisor who has paused it. */
  readonly by?: BareJid | undefined
  /** The supervisor who has opened it outside its hours. */
  readonly openedBy?: BareJid | undefined
  /** When what they have said is over. */
  readonly until?: Instant | undefined
  readonly waiting: readonly [late: number, overdue: number]
  readonly answer: readonly [late: number, overdue: number]
  /** Who may ask for a call. */
  readonly calls?: 'operator' | 'either'
  /** By the TURN server only. */
  readonly byRelay?: boolean
}

export const buildWorkgroupNotice = (notice: WorkgroupNotice): Element => {
  const { closed, by, openedBy, until, waiting, answer, calls, byRelay } = notice
  return el('workgroup', {
    xmlns: NS,
    closed,
    by,
    'opened-by': openedBy,
    until: until === undefined ? undefined : buildDateTime(until),
    late: waiting[0],
    overdue: waiting[1],
    answer: answer[0],
    'answer-overdue': answer[1],
    calls,
    relay: byRelay ? 'true' : undefined,
  })
}

/** §4: where operators talk among themselves, and what they are called there. */
export const buildTeam = ({ room, nick }: { readonly room: BareJid; readonly nick: string }): Element =>
  el('team', { xmlns: NS, room, nick })

/** In `agent-status` (§4): this client shows every chat of its operator, on whatever client it was taken. */
export const buildSharing = (): Element => el('sharing', { xmlns: NS })

export const isSharing = (status: Element): boolean => child(status, 'sharing', NS) !== undefined

/** §4: the operator is off duty for having missed offers. */
export const buildOffDuty = (since: Instant, missed: number): Element =>
  el('off-duty', { xmlns: NS, missed: String(missed), since: buildDateTime(since) })

/** §4: and is on duty again. */
export const buildOnDuty = (): Element => el('on-duty', { xmlns: NS })
