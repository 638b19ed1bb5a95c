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
export const buildInvite = (room: string, id: string, sid: string, kind: Kind): Element =>
  xml(
    'message',
    { to: room, type: 'groupchat', id },
    xml(
      'invite',
      { xmlns: CALL.invites, audio: String(kind !== 'screen'), video: String(kind === 'video') },
      ...(kind === 'screen' ? [xml('category', { xmlns: CALL.category, name: CATEGORIES.screen })] : []),
      xml('jingle', { sid }),
    ),
    STORE(),
  )

/** `id` is the room's. */
export const buildEnd = (room: string, id: string, what: 'retract' | 'left'): Element =>
  xml('message', { to: room, type: 'groupchat' }, xml(what, { xmlns: CALL.invites, id }), STORE())

export const buildServices = (): Element =>
  xml('iq', { type: 'get' }, xml('services', { xmlns: CALL.services }))

export const servicesOf = (answer: Element): RTCIceServer[] => iceServers(plainOf(answer))

export const buildJingle = (to: string, jingle: Plain): Element =>
  xml('iq', { type: 'set', to }, elementOf(jingle))

export const jingleIn = (iq: Element): Plain | undefined => {
  const jingle = iq.getChild('jingle', CALL.jingle)
  return jingle && plainOf(jingle)
}

/** The room's id of our own invitation, when this is its reflection. */
export const reflectedIn = (message: Element, room: string, id: string): string | undefined =>
  message.attrs.id === id && message.getChild('invite', CALL.invites) ? stanzaIdBy(message, room) : undefined

const ANSWERS = ['accept', 'reject', 'left'] as const

/** What the visitor says to this invitation. */
export const acceptedIn = (message: Element, id: string): (typeof ANSWERS)[number] | undefined =>
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
