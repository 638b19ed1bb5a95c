/** RFC 6120 and RFC 6121: the three stanzas, and the parts of theirs that need no extension. */
import type { Element } from 'ltx'
import type { Resource, Show } from '../core/types.ts'
import { cleanLine, shorten } from './clean.ts'
import { copied } from './copied.ts'
import { BadRequest } from './stanza-error.ts'
import { type Child, el, own, ownText, text } from './xml.ts'

export * as jid from './jid.ts'
export { attr, type Child, child, children, el, elements, is, own, ownText, text } from './xml.ts'

export type IqType = 'get' | 'set' | 'result' | 'error'
export type MessageType = 'chat' | 'error' | 'groupchat' | 'headline' | 'normal'
export type PresenceType =
  | 'error'
  | 'probe'
  | 'subscribe'
  | 'subscribed'
  | 'unavailable'
  | 'unsubscribe'
  | 'unsubscribed'

type Address = string | undefined

/** An IQ; `Stream.ask` gives the id when it is left out. */
export const iq = (type: IqType, to: Address, from: Address, id?: string, ...children: Child[]): Element =>
  el('iq', { type, to, from, id }, ...children)

export const message = (
  type: MessageType | undefined,
  to: Address,
  from: Address,
  id?: string,
  ...children: Child[]
): Element => el('message', { type, to, from, id }, ...children)

export const presence = (
  type: PresenceType | undefined,
  to: Address,
  from: Address,
  id?: string,
  ...children: Child[]
): Element => el('presence', { type, to, from, id }, ...children)

/** What it takes to answer a stanza later, when nothing else of it is kept, nor of the packet that it came in. */
export const envelope = ({ name, attrs: { type, from, to, id } }: Element): Element =>
  el(name, { type, from, to: to && copied(to), id: id && copied(id) })

/** The result that answers an IQ. */
export const result = (request: Element, ...payload: Child[]): Element =>
  iq('result', request.attrs.from, request.attrs.to, request.attrs.id, ...payload)

export const body = (words: string): Element => el('body', {}, words)

/** `<show/>` and `<status/>` as children of a presence. `available` and `offline` have no `<show/>`. */
export const showAndStatus = (show: Show, status?: string): Element[] => [
  ...(show === 'available' || show === 'offline' ? [] : [el('show', {}, show)]),
  ...(status ? [el('status', {}, status)] : []),
]

/** The body of a message as it was written (without trimming); `undefined` when there is none. */
export const bodyOf = (stanza: Element): string | undefined => own(stanza, 'body')?.getText()

const SHOWS: Readonly<Record<string, Show>> = {
  '': 'available',
  available: 'available', // COMPAT: clients that spell out what has no word
  online: 'available',
  chat: 'chat',
  away: 'away',
  xa: 'xa',
  dnd: 'dnd',
}

/** Characters; everybody on duty is told of it. */
const LONGEST_STATUS = 500

/**
 * Availability as told by a presence without type or of type `unavailable`; `undefined` for the other types.
 * RFC 6121 §4.7.2; an unknown show or priority is `BadRequest`.
 */
export function parsePresence(stanza: Element): Pick<Resource, 'show' | 'priority' | 'status'> | undefined {
  const type: unknown = stanza.attrs.type
  if (type !== undefined && type !== 'unavailable') return undefined
  const words = shorten(cleanLine(ownText(stanza, 'status') ?? ''), LONGEST_STATUS)
  const status = words ? { status: words } : {}
  if (type === 'unavailable') return { show: 'offline', priority: 0, ...status }
  const word = text(own(stanza, 'show'))
  const show = Object.hasOwn(SHOWS, word) ? SHOWS[word] : undefined
  if (!show) throw new BadRequest('The show of a presence must be chat, away, xa or dnd.')
  return { show, priority: priorityOf(stanza), ...status }
}

function priorityOf(stanza: Element): number {
  const words = text(own(stanza, 'priority')) || '0'
  const priority = /^[+-]?\d{1,3}$/.test(words) ? Number(words) : Number.NaN
  if (!(priority >= -128 && priority <= 127)) throw new BadRequest('The priority must be from -128 to 127.')
  return priority
}
