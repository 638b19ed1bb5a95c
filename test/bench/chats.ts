/**
 * Two ways to the same chat: made by hand, with no more stanzas than it takes, and by Parlor. The people are the same, and
 * so is the server.
 */
import type { Element } from 'ltx'
import { buildConfigure } from '../../component/src/protocol/muc-room.ts'
import { el, NS, type Occupant, Operator, Visitor } from '../support/people/index.ts'
import type { TestProsody } from '../support/prosody.ts'
import { type RawPeer, rawComponent } from '../support/raw.ts'
import { saysYes } from './says-yes.ts'

export const WORKGROUP = 'support@support.localhost'
export const PASSWORD = 'bench'
const OWNER = `${WORKGROUP}/Desk`

/** A visitor and an operator who were just invited; `took` is the time in ms from the wish to both invitations. */
export interface Opened {
  readonly visitor: Visitor
  readonly room: string
  readonly took: number
  /** Ends the chat, and waits until everything about it is done. */
  end(): Promise<void>
}

export interface OpenOptions {
  /** Awaited when the visitor is connected and has not yet asked. */
  readonly ready?: () => Promise<void>
  /** How long the operator looks at the offer this time, ms. */
  readonly thinks?: number
}

export interface Way {
  readonly operator: Operator
  open(how?: OpenOptions): Promise<Opened>
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

/** Both come into the room. */
export async function enterBoth(
  way: Way,
  { visitor, room }: Opened,
): Promise<{ visitor: Occupant; operator: Occupant }> {
  const [one, other] = await Promise.all([visitor.enter(room, 'Mia'), way.operator.enter(room, 'Anna')])
  return { visitor: one, operator: other }
}

export interface ByHandOptions {
  /**
   * `steps`: as XEP-0045 §10.1 tells it, each answer awaited: enter, configure, two members, two invitations.
   * `burst`: no more stanzas than this server needs, all sent at once; nothing can be faster.
   */
  readonly how: 'steps' | 'burst'
  /** The operator is asked first (XEP-0142 offer, acceptance), and looks at it for so long, ms. */
  readonly asks?: { readonly thinks: number }
}

/** A bare component that answers a wish to join with a room of the same configuration and two invitations. */
export class ByHand implements Way {
  readonly #desk: RawPeer
  readonly #options: ByHandOptions
  readonly #server: TestProsody

  private constructor(
    server: TestProsody,
    desk: RawPeer,
    readonly operator: Operator,
    options: ByHandOptions,
  ) {
    this.#server = server
    this.#desk = desk
    this.#options = options
  }

  static async start(server: TestProsody, options: ByHandOptions): Promise<ByHand> {
    const desk = await rawComponent(server.componentPort, 'support.localhost', server.componentSecret)
    return new ByHand(server, desk, await signIn(server), options)
  }

  async open({ ready, thinks = this.#options.asks?.thinks }: OpenOptions = {}): Promise<Opened> {
    const { websocket } = this.#server
    const visitor = await Visitor.bare({ websocket, domain: 'visitors.localhost', workgroup: WORKGROUP })
    const room = `${process.hrtime.bigint().toString(36)}bench@rooms.localhost`
    await ready?.()
    const asks = this.#options.asks !== undefined
    const yes = asks
      ? saysYes(this.operator, this.operator.connection.stanzas.mark(), thinks ?? 0)
      : undefined
    const served = this.#serve(visitor.jid, room)
    const start = performance.now()
    const both = Promise.all([visitor.invited({ room }), this.operator.invited({ room })])
    await visitor.join()
    await both
    const took = performance.now() - start - (yes?.thought() ?? 0)
    await Promise.all([served, yes?.done])
    return { visitor, room, took, end: () => this.#end(visitor, room) }
  }

  async #serve(visitor: string, room: string): Promise<void> {
    const wish = await this.#heard((stanza) => stanza.attrs.from === visitor && stanza.is('iq'))
    const answer = el('case', { xmlns: NS.parlor, id: room, number: '1', token: 'none', phase: 'waiting' })
    this.#send('iq', { type: 'result', to: visitor, id: String(wish.attrs.id) }, [
      el('join-queue', { xmlns: NS.workgroup }, answer),
    ])
    if (this.#options.asks) await this.#ask(visitor, room)
    await this.#makeRoom(room, [visitor, this.operator.jid])
    // Owners need not be there; without a third occupant the messages cost what they must.
    this.#send('presence', { from: OWNER, to: `${room}/Desk`, type: 'unavailable' })
  }

  async #ask(visitor: string, room: string): Promise<void> {
    const accepted = this.#heard(
      (stanza) => stanza.is('iq') && stanza.getChild('offer-accept', NS.workgroup) !== undefined,
    )
    const details = el('case', { xmlns: NS.parlor, id: room })
    this.#send('iq', { type: 'set', to: this.operator.jid, id: `offer-${room}` }, [
      el('offer', { xmlns: NS.workgroup, jid: visitor, id: room }, el('timeout', {}, '30'), details),
    ])
    const { id } = (await accepted).attrs
    this.#send('iq', { type: 'result', to: this.operator.jid, id: String(id) })
  }

  async #makeRoom(room: string, people: readonly string[]): Promise<void> {
    const inSteps = this.#options.how === 'steps'
    const entered = this.#heard((stanza) => stanza.is('presence') && stanza.attrs.from === `${room}/Desk`)
    this.#send('presence', { from: OWNER, to: `${room}/Desk` }, [
      el('x', { xmlns: NS.muc }, el('history', { maxstanzas: '0' })),
    ])
    if (inSteps) await entered
    const configure = buildConfigure(room, OWNER, { name: 'Support', maxUsers: 2 })
    configure.attrs.id = `configure-${room}`
    const configured = this.#answer(configure.attrs.id)
    this.#desk.send(configure)
    if (inSteps) await configured
    // An invitation by the owner makes a member too (Prosody); the protocol does not promise it.
    if (inSteps) for (const person of people) await this.#grant(room, person)
    for (const person of people) this.#invite(room, person)
    await Promise.all([entered, configured])
  }

  #grant(room: string, person: string): Promise<Element> {
    const id = `grant-${room}-${person}`
    const item = el('item', { jid: person.split('/')[0], affiliation: 'member' })
    const done = this.#answer(id)
    this.#send('iq', { from: OWNER, type: 'set', to: room, id }, [
      el('query', { xmlns: 'http://jabber.org/protocol/muc#admin' }, item),
    ])
    return done
  }

  #answer(id: string): Promise<Element> {
    return this.#heard((stanza) => stanza.attrs.id === id)
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
