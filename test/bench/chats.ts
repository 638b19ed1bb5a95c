/**
 * Two ways to the same chat: made by hand, with no more stanzas than it takes, and by Parlor. The people are the same, and
 * so is the server.
 */
import type { Element } from 'ltx'
import { buildConfigure } from '../../component/src/protocol/muc-room.ts'
import { el, NS, Operator, type Seat, Visitor } from '../support/people/index.ts'
import type { TestProsody } from '../support/prosody.ts'
import { type RawPeer, rawComponent } from '../support/raw.ts'

export const WORKGROUP = 'support@support.localhost'
export const PASSWORD = 'bench'

/** A visitor and an operator who were just invited; `took` is the time in ms from the wish to both invitations. */
export interface Opened {
  readonly visitor: Visitor
  readonly room: string
  readonly took: number
  /** Ends the chat, and waits until everything about it is done. */
  end(): Promise<void>
}

export interface Way {
  readonly name: string
  readonly operator: Operator
  open(): Promise<Opened>
  stop(): Promise<void>
}

export const signIn = (server: TestProsody): Promise<Operator> =>
  Operator.signIn({
    websocket: server.websocket,
    domain: server.domain,
    username: 'anna',
    password: PASSWORD,
    resource: 'desk',
  })

/** Both take their seats. */
export async function seats(way: Way, { visitor, room }: Opened): Promise<{ visitor: Seat; operator: Seat }> {
  const [one, other] = await Promise.all([visitor.enter(room, 'Mia'), way.operator.enter(room, 'Anna')])
  return { visitor: one, operator: other }
}

export interface ByHandOptions {
  /** Ask the operator first, as XEP-0142 does: offer, accept, and only then the room. */
  readonly ring: boolean
}

/** A bare component that answers a wish to join with a room of the same configuration and two invitations. */
export class ByHand implements Way {
  readonly name: string
  readonly #desk: RawPeer
  readonly #ring: boolean
  readonly #server: TestProsody

  private constructor(
    server: TestProsody,
    desk: RawPeer,
    readonly operator: Operator,
    { ring }: ByHandOptions,
  ) {
    this.#server = server
    this.#desk = desk
    this.#ring = ring
    this.name = ring ? 'by hand, after a ring' : 'by hand'
  }

  static async start(server: TestProsody, options: ByHandOptions): Promise<ByHand> {
    const desk = await rawComponent(server.componentPort, 'support.localhost', server.componentSecret)
    return new ByHand(server, desk, await signIn(server), options)
  }

  async open(): Promise<Opened> {
    const { websocket } = this.#server
    const visitor = await Visitor.bare({ websocket, domain: 'visitors.localhost', workgroup: WORKGROUP })
    const room = `${process.hrtime.bigint().toString(36)}bench@rooms.localhost`
    const served = this.#serve(visitor.jid, room)
    const start = performance.now()
    const both = Promise.all([
      visitor.invited('mediated', { room }),
      this.operator.invited('mediated', { room }),
    ])
    await visitor.join()
    await both
    const took = performance.now() - start
    await served
    return { visitor, room, took, end: () => this.#end(visitor, room) }
  }

  async #serve(visitor: string, room: string): Promise<void> {
    const wish = await this.#heard((stanza) => stanza.attrs.from === visitor && stanza.is('iq'))
    const answer = el('case', { xmlns: NS.parlor, id: room, number: '1', token: 'none', phase: 'waiting' })
    this.#send('iq', { type: 'result', to: visitor, id: String(wish.attrs.id) }, [
      el('join-queue', { xmlns: NS.workgroup }, answer),
    ])
    if (this.#ring) await this.#askOperator(visitor, room)
    const owner = `${WORKGROUP}/Desk`
    this.#send('presence', { from: owner, to: `${room}/Desk` }, [
      el('x', { xmlns: NS.muc }, el('history', { maxstanzas: '0' })),
    ])
    const configure = buildConfigure(room, owner, { name: 'Support', maxUsers: 2 })
    configure.attrs.id = `configure-${room}`
    this.#desk.send(configure)
    for (const person of [visitor, this.operator.jid]) this.#invite(room, person)
    await this.#heard((stanza) => stanza.attrs.id === configure.attrs.id)
    // Owners need not be there; without a third occupant the messages cost what they must.
    this.#send('presence', { from: owner, to: `${room}/Desk`, type: 'unavailable' })
  }

  async #askOperator(visitor: string, id: string): Promise<void> {
    const offer = el('offer', { xmlns: NS.workgroup, jid: visitor, id }, el('timeout', {}, '30'))
    this.#send('iq', { type: 'set', to: this.operator.jid, id: `offer-${id}` }, [offer])
    const ringing = await this.operator.offer(id)
    const accepted = this.operator.accept({ ...ringing, workgroup: WORKGROUP })
    const accept = await this.#heard((stanza) => stanza.getChild('offer-accept')?.attrs.id === id)
    this.#send('iq', { type: 'result', to: this.operator.jid, id: String(accept.attrs.id) })
    await accepted
  }

  #invite(room: string, person: string): void {
    this.#send('message', { to: room }, [el('x', { xmlns: NS.mucUser }, el('invite', { to: person }))])
    this.#send('message', { to: person }, [el('x', { xmlns: NS.conference, jid: room })])
  }

  async #end(visitor: Visitor, room: string): Promise<void> {
    const id = `destroy-${room}`
    this.#send('iq', { type: 'set', to: room, id }, [
      el('query', { xmlns: 'http://jabber.org/protocol/muc#owner' }, el('destroy')),
    ])
    await this.#heard((stanza) => stanza.attrs.id === id)
    await visitor.stop()
  }

  #send(name: string, attributes: Record<string, string>, payload: readonly Element[] = []): void {
    this.#desk.send(el(name, { from: WORKGROUP, ...attributes }, ...payload))
  }

  #heard(fits: (stanza: Element) => boolean): Promise<Element> {
    return this.#desk.next(fits, this.#desk.seen.length)
  }

  async stop(): Promise<void> {
    await this.operator.stop()
    await this.#desk.close()
  }
}
