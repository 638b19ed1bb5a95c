/** What deserves a sound, a notification and a flash of the title. Derived from two states: nothing is remembered. */

import { many, t } from '../words/index.ts'
import { nameOf, ringing, unreadTotal } from './select.ts'
import type { Chat, Desk } from './types.ts'
import { systemWords } from './words.ts'

export type Alarm =
  | { readonly is: 'ended'; readonly key: string; readonly name: string; readonly text: string }
  | { readonly is: 'request'; readonly key: string; readonly name: string; readonly text: string }
  | { readonly is: 'message'; readonly key: string; readonly name: string; readonly text: string }

export function newAlarms(before: Desk, after: Desk): readonly Alarm[] {
  return [
    ...newRequests(before, after),
    ...newMessages(before, after),
    ...newTalk(before, after),
    ...newEnds(before, after),
  ]
}

function newRequests(before: Desk, after: Desk): Alarm[] {
  if (before.offers === after.offers) return []
  const known = new Set(before.offers.map((offer) => offer.case.id))
  return after.offers
    .filter((offer) => !known.has(offer.case.id))
    .map(({ case: { id, name, problem }, asks }) => ({
      is: 'request',
      key: id,
      name,
      text: asks?.note ?? problem ?? t('New request'),
    }))
}

function newMessages(before: Desk, after: Desk): Alarm[] {
  if (before.chats === after.chats) return []
  return [...after.chats.values()].flatMap((chat) => {
    const was = before.chats.get(chat.room)
    if (chat.unread <= (was?.unread ?? 0)) return []
    const line = chat.lines.findLast((candidate) => candidate.is === 'said' && !candidate.mine)
    const text = line?.is === 'said' ? line.body : ''
    return [{ is: 'message' as const, key: chat.room, name: chat.with, text }]
  })
}

/** What a colleague writes to us; in a team's room only where they mean us. */
function newTalk(before: Desk, after: Desk): Alarm[] {
  if (before.talks === after.talks || before.talks.size === 0) return []
  return [...after.talks.values()].flatMap((talk) => {
    const was = before.talks.get(talk.with)
    const line = talk.lines.at(-1)
    if (!line || talk.unread <= (was?.unread ?? 0) || (talk.team && !line.mentions)) return []
    return [{ is: 'message' as const, key: talk.with, name: line.by ?? nameOf(talk.with), text: line.body }]
  })
}

/** What we asked for is no surprise. */
const QUIET_ENDS: readonly Chat['ended'][] = ['operator-closed', 'handed-over']

function newEnds(before: Desk, after: Desk): Alarm[] {
  if (before.chats === after.chats) return []
  return [...after.chats.values()].flatMap((chat) => {
    const was = before.chats.get(chat.room)
    if (
      chat.state !== 'ended' ||
      !was ||
      was.state === 'ended' ||
      QUIET_ENDS.includes(chat.ended ?? 'unknown')
    )
      return []
    return [
      {
        is: 'ended' as const,
        key: chat.room,
        name: chat.with,
        text: systemWords(`ended:${chat.ended ?? 'unknown'}`, chat.with, chat.endedBy),
      },
    ]
  })
}

/** A new request rings until it is taken, refused or gone. */
export const isRinging = (desk: Desk): boolean => ringing(desk).length > 0

/** The window's title; `flash` alternates while something waits for the operator; `mute`: the title has to do it alone. */
export function titleOf(desk: Desk, flash: boolean, mute = false): string {
  const plain = t('Parlor desk')
  const offer = ringing(desk)[0]
  if (offer && mute)
    return `${flash ? '●●●' : '○○○'} ${t('{name} is waiting', { name: offer.case.name }).toUpperCase()}`
  if (offer) return flash ? `● ${t('{name} is waiting', { name: offer.case.name })}` : plain
  const unread = unreadTotal(desk)
  if (unread === 0) return plain
  return flash ? `(${unread}) ${many(unread, 'New message', 'New messages')}` : `(${unread}) ${plain}`
}
