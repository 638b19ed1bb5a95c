// XEP-0045: Multi-User Chat (version 1.34.6), as an occupant; invitations also as XEP-0249; ids as XEP-0359.
import type { Fact, Noticed, Said } from '../model/facts.ts'
import type { EndReason, GuestRole, Notice } from '../model/types.ts'
import { handingIn, parseCase } from './case.ts'
import { NS } from './namespaces.ts'
import { bare, type Element, instantOf, resource, sendable, textOf, xml } from './xml.ts'

/** Without the room's own history: what was said meanwhile comes from the archive, with its ids. */
export const buildEntry = (room: string, nick: string): Element =>
  xml('presence', { to: `${room}/${nick}` }, xml('x', { xmlns: NS.muc }, xml('history', { maxstanzas: '0' })))

export const buildLeave = (room: string, nick: string): Element =>
  xml('presence', { to: `${room}/${nick}`, type: 'unavailable' })

export const buildMessage = (room: string, id: string, body: string): Element =>
  xml(
    'message',
    { to: room, type: 'groupchat', id },
    xml('body', {}, sendable(body)),
    xml('active', { xmlns: NS.chatStates }),
    xml('origin-id', { xmlns: NS.stanzaId, id }),
  )

/** XEP-0085 in a room: no body, and nothing for the archive. */
export const buildChatState = (room: string, state: 'composing' | 'paused' | 'active'): Element =>
  xml('message', { to: room, type: 'groupchat' }, xml(state, { xmlns: NS.chatStates }))

/** Only an id by the room itself counts: others can be forged (XEP-0359 §6). */
export const stanzaIdBy = (message: Element, room: string): string | undefined =>
  message.getChildren('stanza-id', NS.stanzaId).find((id) => id.attrs.by === room)?.attrs.id

/** The message of an occupant, live or out of the archive (`by` names the archive's id). */
export function parseSaid(message: Element, archived?: { id: string; at?: number }): Said | undefined {
  const from = message.attrs.from ?? ''
  const room = bare(from)
  const nick = resource(from)
  const body = message.getChildText('body')
  if (!nick || body === null) return undefined
  const id = message.attrs.id
  const stanzaId = archived?.id ?? stanzaIdBy(message, room)
  const at = archived?.at ?? instantOf(message.getChild('delay', NS.delay)?.attrs.stamp)
  return {
    room,
    nick,
    body,
    ...(id && { id }),
    ...(stanzaId && { stanzaId }),
    ...(at !== undefined && { at }),
  }
}

export function parseOccupant(presence: Element, x: Element): Fact {
  const from = presence.attrs.from ?? ''
  const codes = x.getChildren('status').flatMap((status) => status.attrs.code ?? [])
  return {
    is: 'occupant',
    room: bare(from),
    nick: resource(from),
    here: presence.attrs.type !== 'unavailable',
    self: codes.includes('110'),
    codes,
    destroyed: x.getChild('destroy', NS.mucUser) !== undefined,
  }
}

/** `<invite from='support@support.localhost'/>` out of a room. */
export function parseMediated(message: Element, x: Element): Fact | undefined {
  const workgroup = x.getChild('invite')?.attrs.from
  return workgroup ? invitation(message, message.attrs.from ?? '', bare(workgroup)) : undefined
}

/** XEP-0249, from the workgroup itself. */
export function parseDirect(message: Element, x: Element): Fact | undefined {
  const room = x.attrs.jid
  return room ? invitation(message, room, bare(message.attrs.from ?? '')) : undefined
}

/** Without `<case/>` it is not about a chat of the workgroup, and is left alone. */
function invitation(message: Element, room: string, workgroup: string): Fact | undefined {
  const element = message.getChild('case', NS.parlor)
  if (!element) return undefined
  const { nick, with: other, as } = element.attrs
  const visitor = message.getChild('offer', NS.workgroup)?.attrs.jid ?? ''
  return {
    is: 'invited',
    room: bare(room),
    workgroup,
    case: parseCase(message, visitor),
    ...(nick && { nick }),
    ...(other && { with: other }),
    ...(as && GUESTS.includes(as) && { as: as as GuestRole }),
    ...handingIn(element),
  }
}

const GUESTS: readonly string[] = ['colleague', 'supervisor', 'silent']

const NOTICES: readonly string[] = [
  'operator-lost',
  'operator-back',
  'visitor-lost',
  'visitor-back',
  'looking-for-another',
  'colleague-joined',
  'colleague-left',
  'transferred',
]

/** In a room only the desk's own occupant is believed (urn-parlor-1.md §8). */
const byDesk = (message: Element): boolean => resource(message.attrs.from ?? '') === 'Desk'

/** A word of the desk's own occupant, for programs; live or out of the archive. */
export function parseNoticed(message: Element, archived?: { id: string; at?: number }): Noticed | undefined {
  const { what, who } = message.getChild('notice', NS.parlor)?.attrs ?? {}
  if (!what || !NOTICES.includes(what) || !byDesk(message)) return undefined
  const room = bare(message.attrs.from ?? '')
  const key = archived?.id ?? stanzaIdBy(message, room) ?? message.attrs.id ?? what
  const at = archived?.at ?? instantOf(message.getChild('delay', NS.delay)?.attrs.stamp)
  return { what: what as Notice, key, ...(at !== undefined && { at }), ...(who && { who }) }
}

export function parseNotice(message: Element): Fact | undefined {
  const notice = parseNoticed(message)
  return notice && { is: 'notice', room: bare(message.attrs.from ?? ''), notice }
}

const REASONS: readonly string[] = [
  'visitor-left',
  'visitor-lost',
  'operator-closed',
  'operator-left',
  'supervisor-closed',
  'waited-too-long',
  'nobody-answered',
  'nobody-on-duty',
  'workgroup-closed',
  'room-failed',
  'visitor-declined',
]

/** The end, told by the workgroup (by case) or by the desk in the room. */
export function parseEnded(message: Element, ended: Element): Fact | undefined {
  const { case: id, reason } = ended.attrs
  const inRoom = message.attrs.type === 'groupchat'
  if (inRoom && !byDesk(message)) return undefined
  return {
    is: 'ended',
    reason: reason && REASONS.includes(reason) ? (reason as EndReason) : 'unknown',
    ...(id && { case: id }),
    ...(inRoom && { room: bare(message.attrs.from ?? '') }),
  }
}

/** The condition of an error stanza: `forbidden`, `item-not-found` ... */
export function errorCondition(stanza: Element): string {
  const error = stanza.getChild('error')
  const condition = error
    ?.getChildElements()
    .find((child) => child.is(child.name, NS.stanzas) && child.name !== 'text')
  return condition?.name ?? 'undefined-condition'
}

export const errorText = (stanza: Element): string | undefined => {
  const error = stanza.getChild('error')
  return error && textOf(error, 'text', NS.stanzas)
}
