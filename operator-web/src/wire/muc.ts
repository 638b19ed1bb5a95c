// XEP-0045: Multi-User Chat (version 1.34.6), as an occupant; invitations also as XEP-0249; ids as XEP-0359.
import { DESK, END_REASONS, GUEST_ROLES, NOTICES } from '../../../component/protocol/names.js'
import * as NS from '../../../component/protocol/namespaces.js'
import type { Fact, Noticed, Said } from '../model/facts.ts'
import type { Reply, SharedFile } from '../model/types.ts'
import { parseReply, replyParts } from './amend.ts'
import { parseCase, transferringIn } from './case.ts'
import { fileChildren, parseFile } from './file.ts'
import { bare, type Element, instantOf, resource, sendable, textOf, xml } from './xml.ts'

/** Without the room's own history: what was said meanwhile comes from the archive, with its ids. */
export const buildEntry = (room: string, nick: string): Element =>
  xml('presence', { to: `${room}/${nick}` }, xml('x', { xmlns: NS.MUC }, xml('history', { maxstanzas: '0' })))

export const buildLeave = (room: string, nick: string): Element =>
  xml('presence', { to: `${room}/${nick}`, type: 'unavailable' })

export function buildMessage(
  room: string,
  id: string,
  text: string,
  { reply, file }: { readonly reply?: Reply | undefined; readonly file?: SharedFile | undefined } = {},
): Element {
  const { body, children } = reply ? replyParts(room, text, reply) : { body: text, children: [] }
  return xml(
    'message',
    { to: room, type: 'groupchat', id },
    xml('body', {}, sendable(body)),
    ...children,
    ...(file ? fileChildren(file) : []),
    xml('active', { xmlns: NS.CHAT_STATES }),
    xml('markable', { xmlns: NS.MARKERS }),
    xml('origin-id', { xmlns: NS.STANZA_ID, id }),
  )
}

/** XEP-0085 in a room: no body, and nothing for the archive. */
export const buildChatState = (room: string, state: 'composing' | 'paused' | 'active'): Element =>
  xml('message', { to: room, type: 'groupchat' }, xml(state, { xmlns: NS.CHAT_STATES }))

/** Only an id by the room itself counts: others can be forged (XEP-0359 §6). */
export const stanzaIdBy = (message: Element, room: string): string | undefined =>
  message.getChildren('stanza-id', NS.STANZA_ID).find((id) => id.attrs.by === room)?.attrs.id

/** The message of an occupant, live or out of the archive (`by` names the archive's id). */
export function parseSaid(message: Element, archived?: { id: string; at?: number }): Said | undefined {
  const from = message.attrs.from ?? ''
  const room = bare(from)
  const nick = resource(from)
  const body = message.getChildText('body')
  if (!nick || body === null) return undefined
  const id = message.attrs.id
  const stanzaId = archived?.id ?? stanzaIdBy(message, room)
  const at = archived?.at ?? instantOf(message.getChild('delay', NS.DELAY)?.attrs.stamp)
  const file = parseFile(message, body)
  return {
    room,
    nick,
    ...parseReply(message, body),
    ...(file && { file }),
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
    destroyed: x.getChild('destroy', NS.MUC_USER) !== undefined,
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
  const element = message.getChild('case', NS.PARLOR)
  if (!element) return undefined
  const { nick, with: other } = element.attrs
  const as = GUEST_ROLES.find((known) => known === element.attrs.as)
  const since = instantOf(element.attrs.since)
  const visitor = message.getChild('offer', NS.WORKGROUP)?.attrs.jid ?? ''
  return {
    is: 'invited',
    room: bare(room),
    workgroup,
    case: parseCase(message, visitor),
    ...(nick && { nick }),
    ...(other && { with: other }),
    ...(as && { as }),
    ...transferringIn(element),
    ...(since !== undefined && { since }),
  }
}

/** In a room only the desk's own occupant is believed (urn-parlor-1.md §8). */
export const byDesk = (message: Element): boolean => resource(message.attrs.from ?? '') === DESK

/** A word of the desk's own occupant, for programs; live or out of the archive. */
export function parseNoticed(message: Element, archived?: { id: string; at?: number }): Noticed | undefined {
  const { what: said, who } = message.getChild('notice', NS.PARLOR)?.attrs ?? {}
  const what = NOTICES.find((known) => known === said)
  if (!what || !byDesk(message)) return undefined
  const room = bare(message.attrs.from ?? '')
  const key = archived?.id ?? stanzaIdBy(message, room) ?? message.attrs.id ?? what
  const at = archived?.at ?? instantOf(message.getChild('delay', NS.DELAY)?.attrs.stamp)
  return { what, key, ...(at !== undefined && { at }), ...(who && { who }) }
}

export function parseNotice(message: Element): Fact | undefined {
  const notice = parseNoticed(message)
  return notice && { is: 'notice', room: bare(message.attrs.from ?? ''), notice }
}

/** The end, told by the workgroup (by case) or by the desk in the room. */
export function parseEnded(message: Element, ended: Element): Fact | undefined {
  const { case: id, reason } = ended.attrs
  const inRoom = message.attrs.type === 'groupchat'
  if (inRoom && !byDesk(message)) return undefined
  return {
    is: 'ended',
    reason: END_REASONS.find((known) => known === reason) ?? 'unknown',
    ...(id && { case: id }),
    ...(inRoom && { room: bare(message.attrs.from ?? '') }),
  }
}

/** The condition of an error stanza: `forbidden`, `item-not-found` ... */
export function errorCondition(stanza: Element): string {
  const error = stanza.getChild('error')
  const condition = error
    ?.getChildElements()
    .find((child) => child.is(child.name, NS.STANZAS) && child.name !== 'text')
  return condition?.name ?? 'undefined-condition'
}

export const errorText = (stanza: Element): string | undefined => {
  const error = stanza.getChild('error')
  return error && textOf(error, 'text', NS.STANZAS)
}
