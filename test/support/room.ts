/** A chat room made by hand, as the desk makes them: for tests of the server without the desk. */
import type { Element } from 'ltx'
import type { RawPeer } from './raw.ts'

export const ROOM_CONFIG = {
  'muc#roomconfig_persistentroom': '1',
  'muc#roomconfig_membersonly': '1',
  'muc#roomconfig_publicroom': '0',
  'muc#roomconfig_whois': 'moderators',
  'muc#roomconfig_enablearchiving': '1',
  'muc#roomconfig_maxusers': '2',
} as const

/** The same on servers that call one thing otherwise, or count the desk among the people. */
const OTHERWISE: Readonly<Record<string, readonly [name: string, value: string]>> = {
  'muc#roomconfig_enablearchiving': ['mam', '1'],
  'muc#roomconfig_maxusers': ['muc#roomconfig_maxusers', '30'],
}

/** `ROOM_CONFIG` in the words of the room's own form. */
export function configFor(form: Element): [name: string, value: string][] {
  const fields = form.getChild('query')?.getChild('x')?.getChildren('field') ?? []
  const takes = (name: string, value: string) => {
    const field = fields.find((one) => one.attrs.var === name)
    const options = field?.getChildren('option').map((one) => one.getChildText('value')) ?? []
    return field !== undefined && (options.length === 0 || options.includes(value))
  }
  return Object.entries(ROOM_CONFIG).map(([name, value]) => {
    const [otherName, otherValue] = OTHERWISE[name] ?? [name, value]
    return takes(name, value) ? [name, value] : [otherName, otherValue]
  })
}

/** Creates and configures a room from outside, in the words of its own form, then grants membership to each. */
export async function makeRoom(desk: RawPeer, room: string, members: readonly string[]): Promise<Element> {
  const owner = `from='support@${desk.jid}'`
  const from = desk.seen.length
  desk.send(
    `<presence ${owner} to='${room}/Desk'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
  )
  await desk.next((stanza) => stanza.is('presence') && stanza.attrs.from === `${room}/Desk`, from)
  const shown = await as(desk, owner, 'get', room, "<query xmlns='http://jabber.org/protocol/muc#owner'/>")
  const fields = [['FORM_TYPE', 'http://jabber.org/protocol/muc#roomconfig'], ...configFor(shown)]
  const form = fields.map(([name, value]) => `<field var='${name}'><value>${value}</value></field>`).join('')
  const result = await as(
    desk,
    owner,
    'set',
    room,
    `<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${form}</x></query>`,
  )
  for (const member of members) await occupant(desk, room, member)
  return result
}

/** Gives or takes a membership (XEP-0045 §9.3); Prosody carries out only the first item of a set. */
export function occupant(
  desk: RawPeer,
  room: string,
  member: string,
  affiliation = 'member',
): Promise<Element> {
  return as(
    desk,
    `from='support@${desk.jid}'`,
    'set',
    room,
    `<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}' jid='${member.split('/')[0]}'/></query>`,
  )
}

/** Enters and waits for the own presence (status 110) or the error. */
export async function enter(peer: RawPeer, room: string, nick: string): Promise<Element> {
  const from = peer.seen.length
  peer.send(`<presence to='${room}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`)
  return peer.next(
    (stanza) => stanza.is('presence') && (stanza.attrs.from ?? '').startsWith(room) && own(stanza),
    from,
  )
}

const own = (presence: Element) =>
  presence.attrs.type === 'error' ||
  presence
    .getChild('x', 'http://jabber.org/protocol/muc#user')
    ?.getChildren('status')
    .some((status) => status.attrs.code === '110') === true

let count = 0

/** An IQ of the component, whose stanzas need a `from`. */
export async function as(
  desk: RawPeer,
  from: string,
  type: 'get' | 'set',
  to: string,
  payload: string,
): Promise<Element> {
  count += 1
  const id = `as-${count}`
  const answer = desk.next((stanza) => stanza.is('iq') && stanza.attrs.id === id, desk.seen.length)
  desk.send(`<iq ${from} type='${type}' id='${id}' to='${to}'>${payload}</iq>`)
  return answer
}
