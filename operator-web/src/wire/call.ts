// XEP-0482: Call Invites (version 0.1.0), XEP-0166: Jingle (version 1.1.2) and XEP-0215: External Service Discovery (version 1.0.0), as far
// as an operator's calls need them. What Jingle says is built and read in `widget/src/call`, the same for both sides.
import type { Plain } from '../../../widget/src/shared/call/element.ts'
import { NS as CALL, CATEGORIES } from '../../../widget/src/shared/call/names.ts'
import type { Kind } from '../../../widget/src/shared/call/peer.ts'
import { iceServers } from '../../../widget/src/shared/call/services.ts'
import { stanzaIdBy } from './muc.ts'
import { type Element, xml } from './xml.ts'

const STORE = () => xml('store', { xmlns: 'urn:xmpp:hints' })

/** Kept in the archive, so that the record shows it. `screen` asks for nothing but the other one's screen (XEP-0507). */
export const buildInvite = (room: string, id: string, sid: string, kind: Kind, byRelay = false): Element =>
  xml(
    'message',
    { to: room, type: 'groupchat', id },
    xml(
      'invite',
      { xmlns: CALL.invites, audio: String(kind !== 'screen'), video: String(kind === 'video') },
      ...(kind === 'screen' ? [xml('category', { xmlns: CALL.category, name: CATEGORIES.screen })] : []),
      xml('jingle', { sid }),
      ...relay(byRelay),
    ),
    STORE(),
  )

/** By the TURN server only (urn-parlor-1.md §3). */
const relay = (byRelay: boolean) => (byRelay ? [xml('relay', { xmlns: CALL.parlor })] : [])

interface About {
  readonly id: string
  /** The room's id of the invitation. */
  readonly invite: string
  readonly sid: string
  readonly byRelay: boolean
}

/** To what the visitor has asked. */
export const buildAnswer = (
  room: string,
  what: 'accept' | 'reject',
  { id, invite, sid, byRelay }: About,
): Element => {
  const way = what === 'accept' ? [xml('jingle', { sid }), ...relay(byRelay)] : []
  const answer = xml(what, { xmlns: CALL.invites, id: invite }, ...way)
  return xml('message', { to: room, type: 'groupchat', id }, answer, STORE())
}

/** `id` is the room's; `gone`: the page goes away, and the next one asks again. */
export const buildEnd = (room: string, id: string, what: 'retract' | 'left', gone = false): Element =>
  xml(
    'message',
    { to: room, type: 'groupchat' },
    xml(what, { xmlns: CALL.invites, id }, ...(gone ? [xml('gone', { xmlns: CALL.parlor })] : [])),
    STORE(),
  )

export const goneIn = (message: Element): boolean =>
  message.getChild('left', CALL.invites)?.getChild('gone', CALL.parlor) !== undefined

/** Of the server itself: an account is not asked for it. */
export const buildServices = (host: string): Element =>
  xml('iq', { type: 'get', to: host }, xml('services', { xmlns: CALL.services }))

export const servicesOf = (answer: Element): RTCIceServer[] => iceServers(plainOf(answer))

export const buildJingle = (to: string, jingle: Plain): Element =>
  xml('iq', { type: 'set', to }, elementOf(jingle))

export const jingleIn = (iq: Element): Plain | undefined => {
  const jingle = iq.getChild('jingle', CALL.jingle)
  return jingle && plainOf(jingle)
}

/** The room's id of our own invitation, in its reflection. */
export const reflectedIn = (message: Element, room: string): string | undefined =>
  message.getChild('invite', CALL.invites) && stanzaIdBy(message, room)

/** What a visitor asks for. */
export function askedIn(
  message: Element,
  room: string,
): { readonly id: string; readonly sid: string; readonly kind: Kind } | undefined {
  const invite = message.getChild('invite', CALL.invites)
  const sid = invite?.getChild('jingle')?.attrs.sid
  const id = stanzaIdBy(message, room)
  return invite && sid && id
    ? { id, sid, kind: invite.attrs.video === 'true' ? 'video' : 'audio' }
    : undefined
}

const ANSWERS = ['accept', 'reject', 'left', 'retract'] as const

/** What is said to this invitation. */
export const answeredIn = (message: Element, id: string): (typeof ANSWERS)[number] | undefined =>
  ANSWERS.find((name) => message.getChild(name, CALL.invites)?.attrs.id === id)

export function plainOf(element: Element): Plain {
  const children = element.children.filter((child): child is Element => typeof child !== 'string')
  const text = element.getText()
  return {
    name: element.name,
    attrs: Object.fromEntries(
      Object.entries({ ...element.attrs, xmlns: element.getNS() }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    ),
    children: children.map(plainOf),
    ...(children.length === 0 && { text }),
  }
}

export const elementOf = ({ name, attrs, children, text }: Plain): Element =>
  xml(name, { ...attrs }, ...(text ? [text] : []), ...children.map(elementOf))

export const JINGLE = [CALL.jingle, 'jingle'] as const
