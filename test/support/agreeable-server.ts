/**
 * An XMPP server in this process that agrees to everything: the component's side of XEP-0114 with rooms that are made at
 * once, archives that are empty, and people who do what they are asked. What is measured against it is the component alone.
 */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { ServerAddress } from './component.ts'
import { attribute, cutter } from './light.ts'

const MUC = 'http://jabber.org/protocol/muc'
const DOMAIN = 'localhost'

const NOBODY = { domain: DOMAIN, httpPort: 9, componentSecret: 'agreed' }

export interface AgreeableServer extends ServerAddress {
  /** Somebody says something to the component. */
  send(xml: string): void
  /** Everything the component says that is no answer to be given here; replaced by whoever uses this server. */
  onStanza: (xml: string) => void
  /** What the component has sent so far. */
  readonly sent: { count: number; bytes: number }
  /** Of it, what is about one case: no presence for many, no place in the queue. Those come by the clock, not by the chat. */
  readonly addressed: number
  /** Occupants of a room, other than Desk: shown to Desk (XEP-0045 §7.2). */
  enters(room: string, nick: string, jid: string): void
  close(): Promise<void>
}

/** The settings it has, as Prosody names them: what a form does not show is not submitted. */
const FIELDS = [
  ...[
    'roomname',
    'persistentroom',
    'membersonly',
    'publicroom',
    'enablearchiving',
    'whois',
    'presencebroadcast',
  ],
  ...['changesubject', 'moderatedroom', 'allowpm', 'historylength', 'maxusers'],
].map((name) => `muc#roomconfig_${name}`)
const FORM =
  `<x xmlns='jabber:x:data' type='form'>` +
  [
    ...FIELDS,
    '{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites',
    '{urn:parlor:1}roomconfig_uploads',
  ]
    .map((name) => `<field var='${name}'/>`)
    .join('') +
  '</x>'

/** The last configuration that was submitted is the one that is read back, as it was. */
const CONFIG = new RegExp(`<query xmlns="${MUC}#owner">(.*)</query>`)

export async function agreeableServer(): Promise<AgreeableServer> {
  let link: Socket | undefined
  let config = FORM
  const write = (xml: string): void => void link?.write(xml)
  /** Addresses by nickname, by room: a room remembers who is in it, whatever becomes of the component. */
  const occupants = new Map<string, Map<string, string>>()
  /** Who has a membership in it, and which: affiliations by bare address. */
  const members = new Map<string, Map<string, string>>()
  const sent = { count: 0, bytes: 0 }
  let addressed = 0

  const answer = (iq: string, payload = ''): void =>
    write(
      `<iq type='result' id='${attribute(iq, 'id')}' from='${attribute(iq, 'to')}' to='${attribute(iq, 'from')}'>${payload}</iq>`,
    )

  const toRoom = (xml: string): void => {
    const room = attribute(xml, 'to') ?? ''
    if (xml.startsWith('<presence') && attribute(xml, 'type') === undefined) deskEnters(room, xml)
    // As Prosody has it: whom the owner invites is a member.
    const invited = /<invite to="([^"/]*)/.exec(xml)?.[1]
    if (invited) membersIn(room).set(invited, 'member')
    if (!xml.startsWith('<iq')) return
    const submitted = CONFIG.exec(xml)?.[1]
    if (submitted?.includes('type="submit"')) config = submitted.replace('type="submit"', 'type="form"')
    if (xml.includes('<destroy')) {
      occupants.delete(room)
      members.delete(room)
    }
    if (xml.includes('"urn:xmpp:mam:2"')) answer(xml, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>")
    else if (attribute(xml, 'type') === 'get' && xml.includes(`${MUC}#owner`))
      answer(xml, `<query xmlns='${MUC}#owner'>${config}</query>`)
    else if (xml.includes(`"${MUC}#admin"`)) answer(xml, administered(room, xml))
    else answer(xml)
  }

  const membersIn = (room: string): Map<string, string> => {
    const known = members.get(room) ?? new Map<string, string>()
    members.set(room, known)
    return known
  }

  /** XEP-0045 §9: gives or takes a membership, or lists those of one kind. */
  const administered = (room: string, xml: string): string => {
    const item = xml.slice(xml.indexOf('<item '))
    const affiliation = attribute(item, 'affiliation') ?? ''
    const jid = attribute(item, 'jid')
    if (attribute(xml, 'type') === 'set') {
      if (jid !== undefined) membersIn(room).set(jid, affiliation)
      return ''
    }
    const listed = [...membersIn(room)].filter(([, one]) => one === affiliation)
    const items = listed.map(([one]) => `<item affiliation='${affiliation}' jid='${one}'/>`)
    return `<query xmlns='${MUC}#admin'>${items.join('')}</query>`
  }

  const showIn = (room: string, nick: string, jid: string): void => {
    const item = `<item affiliation='member' role='participant' jid='${jid}'/>`
    write(
      `<presence from='${room}/${nick}' to='support@support.${DOMAIN}/Desk'><x xmlns='${MUC}#user'>${item}</x></presence>`,
    )
  }

  const deskEnters = (occupant: string, presence: string): void => {
    const room = occupant.split('/')[0] ?? ''
    const created = occupants.has(room) ? '' : "<status code='201'/>"
    occupants.set(room, occupants.get(room) ?? new Map<string, string>())
    for (const [nick, jid] of occupants.get(room) ?? []) showIn(room, nick, jid)
    write(
      `<presence from='${occupant}' to='${attribute(presence, 'from')}'><x xmlns='${MUC}#user'>` +
        `<item affiliation='owner' role='moderator'/><status code='110'/>${created}</x></presence>`,
    )
  }

  const server: AgreeableServer = {
    ...NOBODY,
    componentPort: 0,
    sent,
    get addressed() {
      return addressed
    },
    onStanza: () => {},
    send: write,
    enters(room, nick, jid) {
      occupants.set(room, (occupants.get(room) ?? new Map<string, string>()).set(nick, jid))
      showIn(room, nick, jid)
    },
    async close() {
      link?.destroy()
      listening.close()
      await once(listening, 'close')
    },
  }

  const hear = (xml: string): void => {
    sent.count += 1
    sent.bytes += xml.length
    const isNews = xml.includes('<queue-status') || (xml.startsWith('<presence') && !xml.includes('/Desk'))
    if (!isNews) addressed += 1
    const to = attribute(xml, 'to') ?? ''
    if (to.includes(`@rooms.${DOMAIN}`)) {
      toRoom(xml)
      server.onStanza(xml)
    } else if (to.startsWith(`support.${DOMAIN}`)) write(xml)
    else server.onStanza(xml)
  }

  const listening = createServer((socket) => {
    link = socket
    socket.setEncoding('utf8').setNoDelay(true)
    socket.on('error', () => {})
    let greeted = false
    const cut = cutter(hear)
    socket.on('data', (data) => {
      let text = String(data)
      if (!greeted && text.includes('<stream:stream')) {
        greeted = true
        socket.write(
          `<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='support.${DOMAIN}' id='1'>`,
        )
        text = text.replace(/^.*<stream:stream[^>]*>/s, '')
      }
      if (text.includes('<handshake')) {
        socket.write('<handshake/>')
        text = text.replace(/<handshake>[^<]*<\/handshake>/, '')
      }
      cut(text)
    })
  })
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  Object.assign(server, { componentPort: (listening.address() as AddressInfo).port })
  return server
}
