/** A chat room made by hand, as the desk makes them: for tests of the server without the desk. */
import type { Element } from 'ltx'
import type { RawPeer } from './raw.ts'

/** As most servers call it; ejabberd archives by a field of its own. */
export const ROOM_CONFIG = {
  'muc#roomconfig_persistentroom': '1',
  'muc#roomconfig_membersonly': '1',
  'muc#roomconfig_publicroom': '0',
  'muc#roomconfig_whois': 'moderators',
  'muc#roomconfig_enablearchiving': '1',
  'muc#roomconfig_maxusers': '2',
} as const

const OTHER_NAMES: Readonly<Record<string, string>> = { 'muc#roomconfig_enablearchiving': 'mam' }

/** Creates and configures a room from outside, in the words of its own form, then grants membership to each. */
export async function makeRoom(desk: RawPeer, room: string, members: readonly string[]): Promise<Element> {
  const owner = `from='support@${desk.jid}'`
  const from = desk.seen.length
  desk.send(
    `<presence ${owner} to='${room}/Desk'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
  )
  await desk.next((stanza) => stanza.is('presence') && stanza.attrs.from === `${room}/Desk`, from)
  const shown = await as(desk, owner, 'get', room, "<query xmlns='http://jabber.org/protocol/muc#owner'/>")
  const offered = shown.getChild('query')?.getChild('x')?.getChildren('field') ?? []
  const known = new Set(offered.map((field) => field.attrs.var))
  const named = (name: string) => (known.has(name) ? name : (OTHER_NAMES[name] ?? name))
  const fields = Object.entries({ FORM_TYPE: 'http://jabber.org/protocol/muc#roomconfig', ...ROOM_CONFIG })
  const form = fields
    .map(([name, value]) => `<field var='${named(name)}'><value>${value}</value></field>`)
    .join('')
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
