/** A crowd of visitors and operators that do at once whatever is their turn, and note when. */
import { attribute, LightClient, openMany } from '../../support/light.ts'
import type { TestProsody } from '../../support/prosody.ts'

export const WORKGROUP = 'support@support.localhost'
const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const PASSWORD = 'crowd'
/** Logins at once; more would only wait in the server. */
const AT_ONCE = 20

export interface Guest {
  readonly client: LightClient
  /** By `performance.now()`; 0: not yet. */
  joinedAt: number
  invitedAt: number
  room: string
  error: string | undefined
}

export interface Worker {
  readonly client: LightClient
  readonly rooms: Set<string>
  /** The last time; by `performance.now()`. */
  invitedAt: number
}

export const nameOf = (index: number): string => `op${index}`

export const accounts = (server: TestProsody, operators: number): void => {
  for (let index = 0; index < operators; index += 1) server.addUser(nameOf(index), PASSWORD)
}

/** Anonymous clients on the port of all clients; what a WebSocket costs the server is the same for everybody. */
export const guests = (server: TestProsody, count: number): Promise<Guest[]> =>
  openMany(count, AT_ONCE, async () => {
    const client = await LightClient.open(server.c2sPort, `visitors.${server.domain}`)
    return { client, joinedAt: 0, invitedAt: 0, room: '', error: undefined }
  })

/** Signed in, and not yet on duty. */
export const workers = (server: TestProsody, count: number): Promise<Worker[]> =>
  openMany(count, AT_ONCE, async (index) => {
    const credentials = { name: nameOf(index), password: PASSWORD }
    const client = await LightClient.open(server.c2sPort, server.domain, credentials)
    client.send('<presence/>')
    return { client, rooms: new Set<string>(), invitedAt: 0 }
  })

/**
 * On duty from now on, or with more seats than before. Their client speaks XEP-0142 and asks for colleagues, as the desk
 * does; each offer is accepted the moment it is heard.
 */
export function work(worker: Worker, seats: number): void {
  const { client } = worker
  worker.rooms.clear()
  worker.invitedAt = 0
  client.onStanza = (xml) => {
    if (xml.startsWith('<message')) {
      const room = invitedTo(xml)
      if (room === undefined) return
      worker.rooms.add(room)
      worker.invitedAt = performance.now()
    } else if (xml.startsWith('<iq') && xml.includes('<offer ')) accept(client, xml)
    else if (xml.startsWith('<iq') && attribute(xml, 'type') === 'set') answer(client, xml)
  }
  client.send(`<iq type='get' id='a' to='${WORKGROUP}'><agent-status-request ${WG}/></iq>`)
  client.send(
    `<presence to='${WORKGROUP}'><agent-status ${WG}><max-chats>${seats}</max-chats></agent-status></presence>`,
  )
}

const answer = (client: LightClient, iq: string): void =>
  client.send(`<iq type='result' id='${attribute(iq, 'id')}' to='${attribute(iq, 'from')}'/>`)

function accept(client: LightClient, iq: string): void {
  answer(client, iq)
  const offer = iq.slice(iq.indexOf('<offer '))
  const about = `jid='${attribute(offer, 'jid')}' id='${attribute(offer, 'id')}'`
  client.send(`<iq type='set' id='k' to='${WORKGROUP}'><offer-accept ${WG} ${about}/></iq>`)
}

/** The room of a direct invitation (XEP-0249), the second of the two. */
function invitedTo(message: string): string | undefined {
  const direct = message.indexOf('jabber:x:conference')
  if (direct < 0) return undefined
  const opening = message.lastIndexOf('<', direct)
  return attribute(message.slice(opening), 'jid')
}

/** Asks to talk, appears, and waits for the invitation. */
export function arrive(guest: Guest, ticket: string | undefined): void {
  const { client } = guest
  client.onStanza = (xml) => {
    if (xml.startsWith('<iq')) {
      if (attribute(xml, 'type') === 'error') guest.error = xml
      else client.send(`<presence to='${WORKGROUP}'/>`)
      return
    }
    const room = invitedTo(xml)
    if (room === undefined || guest.invitedAt > 0) return
    guest.invitedAt = performance.now()
    guest.room = room
  }
  guest.joinedAt = performance.now()
  client.send(joinQueue(ticket))
}

const joinQueue = (ticket: string | undefined): string =>
  `<iq type='set' id='j' to='${WORKGROUP}'><join-queue ${WG}><queue-notifications/>` +
  "<x xmlns='jabber:x:data' type='submit'><field var='name'><value>Mia</value></field>" +
  "<field var='problem'><value>How long does delivery to Denmark take?</value></field></x>" +
  (ticket === undefined ? '' : `<ticket xmlns='urn:parlor:1'>${ticket}</ticket>`) +
  '</join-queue></iq>'
