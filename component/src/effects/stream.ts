/**
 * The component's stream to the XMPP server (XEP-0114). `Stream` connects, comes back with growing pauses, matches answers
 * with questions and holds what cannot be sent yet. The parts: `stream-link` is one connection, `stream-parser` and
 * `stream-writer` its two directions, `stream-gulps` how much is read at once, `stream-keepalive` notices a dead peer,
 * `stream-asks` waits for answers, `stream-outbox` holds what waits, `stream-errors` names refusals, `stream-debug` prints.
 */
import { Element } from 'ltx'
import { PING } from '../../protocol/namespaces.js'
import { domain } from '../protocol/jid.ts'
import { remembered } from '../protocol/remembered.ts'
import { envelope } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import type { Logger } from './log.ts'
import { Asks } from './stream-asks.ts'
import { watchTraffic } from './stream-debug.ts'
import { refusal, streamCondition } from './stream-errors.ts'
import { keepalive } from './stream-keepalive.ts'
import { type Link, openLink } from './stream-link.ts'
import { Outbox } from './stream-outbox.ts'
import type { StanzaListener, Stream } from './types.ts'

export interface StreamOptions {
  readonly host: string
  readonly port: number
  /** The component's domain: `support.localhost`. */
  readonly domain: string
  readonly secret: string
  /** Gets every stanza but replies to `ask`. May throw: a request is then answered with an error. */
  readonly onStanza: StanzaListener
  readonly log: Logger
  /** Prints the traffic, with secrets and text masked (`PARLOR_DEBUG=xmpp`). */
  readonly debug?: boolean
  /** How many stanzas wait while offline, at most. */
  readonly outboxLimit?: number
  /** Of one stanza, bytes: more, and Prosody would close the stream (`component_stanza_size_limit`, 512 KiB). */
  readonly maxStanza?: number
  readonly keepalive?: { readonly idle: number; readonly patience: number }
  /** Wait before the second attempt, at most, and the most it grows to, ms. */
  readonly backOff?: { readonly first: number; readonly most: number }
}

const defaults = {
  outboxLimit: 5_000,
  maxStanza: 500_000,
  // A server that no longer answers, or whose stream is torn in the middle of a stanza, is noticed within ten seconds.
  keepalive: { idle: 3_000, patience: 6_000 },
  backOff: { first: 500, most: 30_000 },
  connectPatience: 10_000,
  askTimeout: 15_000,
} as const

/** The component's link to the server: hardened, and mended by itself when it breaks. See `Stream` for the contract. */
export function openStream(options: StreamOptions): Stream {
  return new ComponentStream(options)
}

class ComponentStream implements Stream {
  readonly domain: string
  readonly #options: StreamOptions
  readonly #log: Logger
  readonly #outbox: Outbox
  readonly #asks = new Asks()
  /** Is this sender on the component? */
  readonly #isOurs = remembered((from) => domain(from).toLowerCase() === this.domain)
  readonly #onlineListeners: (() => void)[] = []
  readonly #offlineListeners: (() => void)[] = []
  #link: Link | undefined
  #alive: ReturnType<typeof keepalive> | undefined
  #retry: NodeJS.Timeout | undefined
  #failures = 0
  #dropped = 0
  #unsent = 0
  #online = false
  #stopped = false
  #starting: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(options: StreamOptions) {
    this.domain = options.domain
    this.#options = options
    this.#log = options.log
    this.#outbox = new Outbox(options.outboxLimit ?? defaults.outboxLimit)
  }

  get online(): boolean {
    return this.#online
  }

  get unsent(): number {
    return this.#unsent
  }

  onOnline(listener: () => void): void {
    this.#onlineListeners.push(listener)
  }

  onOffline(listener: () => void): void {
    this.#offlineListeners.push(listener)
  }

  /** Resolves when online for the first time, however long the server takes; rejects with `StreamRefused` only. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#starting = { resolve, reject }
      this.#connect()
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    this.#starting?.reject(new Error('stopped before the server was reached'))
    this.#starting = undefined
    await this.#link?.close()
  }

  send(stanza: Element): void {
    if (this.#online) this.#write(stanza)
    else this.#keep(stanza)
  }

  ask(iq: Element, { timeout = defaults.askTimeout }: Patience = {}): Promise<Element> {
    if (!this.#online) return notConnected()
    return this.#asks.ask(this.#addressed(iq), timeout, this.#sendAsked, whole)
  }

  tell(iqs: Element | readonly Element[], { timeout = defaults.askTimeout }: Patience = {}): Promise<void> {
    if (!this.#online) return notConnected()
    const all = iqs instanceof Element ? [iqs] : iqs
    return this.#asks.tell(
      all.map((iq) => this.#addressed(iq)),
      timeout,
      this.#sendAsked,
    )
  }

  readonly #sendAsked = (iq: Element): void => {
    const refused = this.#write(iq)
    if (refused !== undefined) throw new TypeError(refused)
  }

  #connect(): void {
    const { host, port, domain, secret, debug } = this.#options
    this.#link = openLink(
      {
        host,
        port,
        domain,
        secret,
        patience: defaults.connectPatience,
        maxStanza: this.#options.maxStanza ?? defaults.maxStanza,
        ...(debug ? { watch: watchTraffic } : {}),
      },
      {
        online: () => this.#onOnline(),
        heard: () => this.#alive?.heard(),
        stanza: (stanza) => this.#receive(stanza),
        closed: (why) => this.#onClosed(why),
      },
    )
  }

  #onOnline(): void {
    this.#online = true
    this.#failures = 0
    this.#alive = keepalive({
      ...(this.#options.keepalive ?? defaults.keepalive),
      ping: () => this.#write(selfPing(this.domain)),
      dead: () => this.#link?.abandon(new Error('the server no longer answers')),
    })
    const waited = this.#outbox.takeAll()
    this.#log.info(
      { domain: this.domain, waited: waited.length, dropped: this.#dropped },
      'stream: online; what waited is sent',
    )
    this.#dropped = 0
    for (const stanza of waited) this.#write(stanza)
    this.#starting?.resolve()
    this.#starting = undefined
    this.#tell(this.#onlineListeners)
  }

  #onClosed(why: Error): void {
    const wasOnline = this.#online
    this.#online = false
    this.#alive?.stop()
    this.#asks.rejectAll('the connection to the XMPP server broke')
    if (wasOnline) this.#tell(this.#offlineListeners)
    if (this.#stopped) return
    const { host, port } = this.#options
    const refused = refusal(why, this.domain, `${host}:${port}`)
    if (refused && this.#starting) {
      this.#starting.reject(refused)
      this.#starting = undefined
      return
    }
    this.#tryAgain(refused ?? why, wasOnline)
  }

  #tryAgain(why: Error, wasOnline: boolean): void {
    const { first, most } = this.#options.backOff ?? defaults.backOff
    // Replaced by another component of the same domain: coming back at once would throw that one out, and so on.
    const replaced = wasOnline && streamCondition(why) === 'conflict'
    const longest = replaced ? most : Math.min(most, first * 2 ** this.#failures++)
    const wait = Math.round(longest * (0.5 + Math.random() / 2))
    const line = { domain: this.domain, why: why.message, condition: streamCondition(why), retryInMs: wait }
    if (replaced)
      this.#log.error(
        line,
        'stream: another component of this domain has taken over; this one tries again later',
      )
    else if (streamCondition(why))
      this.#log.error(line, 'stream: the XMPP server refused it; it is tried again')
    else
      this.#log.warn(
        line,
        wasOnline
          ? 'stream: the connection to the XMPP server was lost; it is tried again'
          : 'stream: the XMPP server cannot be reached; it is tried again',
      )
    this.#retry = setTimeout(() => this.#connect(), wait)
  }

  #receive(stanza: Element): void {
    const { name, attrs } = stanza
    try {
      if (name === 'iq' && (attrs.type === 'result' || attrs.type === 'error')) {
        if (!this.#asks.settle(stanza))
          this.#log.debug({ from: attrs.from }, 'stream: an answer came to no question, and is dropped')
      } else if (!isSelfPing(stanza, this.domain)) this.#await(this.#options.onStanza(stanza), stanza)
    } catch (error) {
      this.#failed(stanza, error)
    }
  }

  #await(handled: Promise<void> | void, stanza: Element): void {
    if (!handled) return
    const asked = envelope(stanza)
    handled.catch((error: unknown) => this.#failed(asked, error))
  }

  /** An exception that no handler caught: the request is answered, the process lives on. */
  #failed(stanza: Element, error: unknown): void {
    const { from, to, type } = stanza.attrs
    const expected = error instanceof StanzaError
    if (!expected) {
      this.#log.error(
        { err: error, kind: stanza.name, type, from, to },
        'stream: a stanza could not be handled; its sender is told',
      )
    }
    if (stanza.name !== 'iq' || (type !== 'get' && type !== 'set')) return
    const said = expected ? error : new StanzaError('cancel', 'internal-server-error')
    this.send(said.toStanza(stanza))
  }

  /** Writes if it can be written; otherwise logs and returns why not. */
  #write(stanza: Element): string | undefined {
    const refused = this.#tryWrite(this.#addressed(stanza))
    if (refused !== undefined) {
      const { from, to, type } = stanza.attrs
      this.#unsent += 1
      this.#log.error(
        { kind: stanza.name, from, to, refused },
        'stream: a stanza was not sent, and is dropped',
      )
      if (stanza.name === 'iq' && type === 'result') this.#sayTooLarge(stanza)
    }
    return refused
  }

  /** Whoever asked is not left waiting for an answer that cannot be sent. */
  #sayTooLarge({ attrs: { from, to, id } }: Element): void {
    const asked = new Element('iq', { from: to, to: from, id, type: 'get' })
    const error = new StanzaError('wait', 'resource-constraint', 'The answer is too large to be sent.')
    this.#tryWrite(this.#addressed(error.toStanza(asked)))
  }

  #tryWrite(stanza: Element): string | undefined {
    const { from, to } = stanza.attrs
    if (typeof to !== 'string' || to === '') return 'no address in `to`'
    // Prosody closes the stream with invalid-from.
    if (!this.#isOurs(String(from))) return '`from` is not on the component'
    try {
      this.#link?.send(stanza)
      return undefined
    } catch (error) {
      return String(error)
    }
  }

  /** With a sender; the namespace is the stream's. A copy of the outside where something is missing. */
  #addressed(stanza: Element): Element {
    if (stanza.attrs.from !== undefined && stanza.attrs.xmlns === undefined) return stanza
    const from = stanza.attrs.from ?? this.domain
    const copy = new Element(stanza.name, { ...stanza.attrs, from, xmlns: undefined })
    copy.children = stanza.children
    return copy
  }

  #keep(stanza: Element): void {
    if (!this.#outbox.add(this.#addressed(stanza))) return
    this.#dropped += 1
    // The first at once, then only now and then: offline for long, this would be the whole log.
    if (this.#dropped % 1_000 === 1) {
      const line = { dropped: this.#dropped, limit: this.#outbox.limit }
      this.#log.warn(line, 'stream: the outbox is full; the oldest stanza is dropped')
    }
  }

  #tell(listeners: readonly (() => void)[]): void {
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        this.#log.error({ err: error }, 'stream: a listener failed; the others are called')
      }
    }
  }
}

interface Patience {
  /** ms */
  readonly timeout?: number
}

const whole = (result: Element): Element => result

const notConnected = (): Promise<never> =>
  Promise.reject(new StanzaError('wait', 'remote-server-timeout', 'not connected to the XMPP server'))

const PING_RESOURCE = 'keepalive'

/** A stanza to ourselves goes through every server's router and comes back: no other host has to be known. */
function selfPing(domain: string): Element {
  const iq = new Element('iq', {
    type: 'get',
    from: domain,
    to: `${domain}/${PING_RESOURCE}`,
    id: PING_RESOURCE,
  })
  iq.c('ping', { xmlns: PING })
  return iq
}

function isSelfPing({ attrs }: Element, domain: string): boolean {
  return attrs.from === domain && attrs.to === `${domain}/${PING_RESOURCE}`
}
