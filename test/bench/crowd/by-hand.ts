/**
 * As many chats by hand: a bare component that answers each wish with an offer and a room, with the stanzas Parlor sends for
 * a chat and none besides: offer, room, configuration, its seats and nicknames, four invitations. It thinks nothing, stores nothing and parses nothing but attributes; what remains is the server's work.
 */

import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { buildConfigure } from '../../../component/src/protocol/muc-room.ts'
import { attribute, cutter } from '../../support/light.ts'
import { WORKGROUP } from './people.ts'

const OWNER = `${WORKGROUP}/Desk`
const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const CONFIGURE = buildConfigure('ROOM', OWNER, { name: 'Support', maxUsers: 2 }).toString()

interface Chat {
  readonly visitor: string
  readonly operator: string
  readonly room: string
}

export class HandMade {
  readonly #socket
  /** How many seats each has, the taken ones, too. */
  readonly #seats = new Map<string, number>()
  /** Those with a free seat, whose turn it is first. */
  readonly #free: { readonly jid: string; seats: number }[] = []
  readonly #chats = new Map<string, Chat>()
  #count = 0

  private constructor(port: number, secret: string, online: () => void) {
    this.#socket = connect({ host: '127.0.0.1', port })
    this.#socket.setEncoding('utf8').setNoDelay(true)
    this.#socket.on('error', () => {})
    let header = ''
    const cut = cutter((xml) => (xml.startsWith('<handshake') ? online() : this.#hear(xml)))
    this.#socket.on('data', (data) => {
      if (header !== '') return cut(String(data))
      header = String(data)
      const digest = createHash('sha1')
        .update(`${attribute(header, 'id')}${secret}`)
        .digest('hex')
      this.#send(`<handshake>${digest}</handshake>`)
    })
    const namespaces = "xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'"
    this.#send(`<stream:stream ${namespaces} to='support.localhost'>`)
  }

  static async start(port: number, secret: string): Promise<HandMade> {
    let online = () => {}
    const ready = new Promise<void>((resolve) => {
      online = resolve
    })
    const made = new HandMade(port, secret, online)
    await ready
    return made
  }

  #send(xml: string): void {
    this.#socket.write(xml)
  }

  #hear(xml: string): void {
    if (xml.startsWith('<presence') && xml.includes('<agent-status ')) {
      this.#onDuty(attribute(xml, 'from') ?? '', Number(/<max-chats>(\d+)/.exec(xml)?.[1]))
      return
    }
    if (!xml.startsWith('<iq') || attribute(xml, 'type') === 'result') return
    if (xml.includes('<join-queue')) this.#joined(xml)
    else if (xml.includes('<offer-accept')) this.#accepted(xml)
    else this.#answer(xml)
  }

  #onDuty(jid: string, seats: number): void {
    this.#free.push({ jid, seats: seats - (this.#seats.get(jid) ?? 0) })
    this.#seats.set(jid, seats)
  }

  #answer(iq: string, payload = ''): void {
    const way = `from='${WORKGROUP}' to='${attribute(iq, 'from')}' id='${attribute(iq, 'id')}'`
    this.#send(`<iq type='result' ${way}>${payload}</iq>`)
  }

  #next(): string {
    const one = this.#free.shift()
    if (!one) throw new Error('nobody has a free seat')
    one.seats -= 1
    if (one.seats > 0) this.#free.push(one)
    return one.jid
  }

  /** The offer goes to one operator after the other; the room is made while it rings. */
  #joined(iq: string): void {
    this.#count += 1
    const id = `c${this.#count}`
    const visitor = attribute(iq, 'from') ?? ''
    const operator = this.#next()
    const room = `${randomBytes(16).toString('hex')}@rooms.localhost`
    this.#chats.set(id, { visitor, operator, room })
    const token = randomBytes(32).toString('base64url')
    const about = `<case xmlns='urn:parlor:1' id='${id}' number='${this.#count}' token='${token}' phase='waiting'/>`
    this.#answer(iq, `<join-queue ${WG}>${about}</join-queue>`)
    this.#send(
      `<iq type='set' from='${WORKGROUP}' to='${operator}' id='o${id}'><offer ${WG} jid='${visitor}' id='${id}'>` +
        `<timeout>30</timeout>${describe(id, this.#count)}</offer></iq>`,
    )
    this.#make(room, visitor)
  }

  #make(room: string, visitor: string): void {
    this.#send(
      `<presence from='${OWNER}' to='${room}/Desk'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
    )
    this.#send(CONFIGURE.replace('ROOM', room).replace('<iq ', `<iq id='${room}' `))
    this.#seat(room, `affiliation='owner' jid='${WORKGROUP}' nick='Desk'`)
    this.#seat(room, `affiliation='member' jid='${visitor.split('/')[0]}'`)
  }

  /** Also keeps the nickname for its owner (T10). */
  #seat(room: string, item: string): void {
    this.#send(
      `<iq type='set' id='s' from='${OWNER}' to='${room}'><query xmlns='http://jabber.org/protocol/muc#admin'><item ${item}/></query></iq>`,
    )
  }

  #accepted(iq: string): void {
    const id = attribute(iq.slice(iq.indexOf('<offer-accept')), 'id') ?? ''
    const chat = this.#chats.get(id)
    this.#answer(iq)
    if (!chat) return
    const { visitor, operator, room } = chat
    const short = `<case xmlns='urn:parlor:1' id='${id}' nick='Mia' with='Operator'/>`
    const whole = `${describe(id, 1)}<offer ${WG} jid='${visitor}'/>`
    this.#invite(room, visitor, 'Operator is here for you.', short)
    this.#invite(room, operator, 'Chat with Mia.', whole)
    this.#seat(room, `affiliation='member' jid='${operator.split('/')[0]}' nick='Operator'`)
  }

  #invite(room: string, to: string, reason: string, payload: string): void {
    const mediated = `<invite to='${to}'><reason>${reason}</reason></invite>`
    this.#send(
      `<message from='${WORKGROUP}' to='${room}'><x xmlns='http://jabber.org/protocol/muc#user'>${mediated}</x>${payload}</message>`,
    )
  }

  close(): void {
    this.#socket.end('</stream:stream>')
  }
}

/** The case as an operator sees it, about as long as Parlor's. */
const describe = (id: string, number: number): string =>
  `<case xmlns='urn:parlor:1' id='${id}' number='${number}' name='Mia' phase='ringing'>` +
  "<x xmlns='jabber:x:data' type='submit'><field var='name' label='Name'><value>Mia</value></field>" +
  "<field var='problem' label='What is it about?'><value>How long does delivery to Denmark take?</value></field></x></case>"
