/**
 * The connection: signs in, keeps the stream, comes back by itself. Everything above it speaks stanzas through `Link`
 * and never sees the library.
 *
 *     idle -> connecting -> online -> waiting -> connecting -> online (resumed, or a new session)
 *                  |                                  |
 *                  +------------> refused <-----------+
 */
import * as NS from '../../../component/protocol/namespaces.js'
import type { SignInProblem } from '../model/types.ts'
import { Questions } from './ask.ts'
import { backOff } from './backoff.ts'
import { buildInfo } from './caps.ts'
import type { Secret } from './keeper.ts'
import { type Client, client, type Element, xml } from './library.js'
import { requests } from './routes.ts'
import { mechanisms } from './scram.ts'
import { refusalOf } from './size.ts'
import { bare, local } from './xml.ts'

export type LinkStatus =
  | { readonly is: 'connecting' }
  | { readonly is: 'online'; readonly jid: string; readonly resumed: boolean }
  | { readonly is: 'waiting'; readonly retryAt: number }
  | { readonly is: 'refused'; readonly problem: SignInProblem }

/** What the desk needs of a connection; `desk/fake-link.ts` is the other one. */
export interface Link {
  /** Our bare JID. */
  readonly jid: string
  send(stanza: Element): void
  ask(iq: Element, timeout?: number): Promise<Element>
  onStanza(listener: (stanza: Element) => void): void
  onStatus(listener: (status: LinkStatus) => void): void
  start(): void
  /** Try again now: the network is back, or the operator asks for it. */
  hurry(): void
  stop(): Promise<void>
}

/** Whose connection, to where, and what opens it. */
export interface Address {
  readonly service: string
  readonly domain: string
  readonly jid: string
  readonly secret: Secret
}

export interface LinkOptions extends Address {
  /** A FAST token (XEP-0484) was given, renewed, or refused. */
  readonly onToken: (token: Secret['token']) => void
}

/** A sign-in or a resumption that takes longer than this is broken off and tried again. */
const PATIENCE = 15_000
/**
 * A WebSocket that does not open for so long was begun when there was no network: the next one finds the one that is there
 * now. Every so often it may take longer, for whoever has a network that is that slow.
 */
const OPENING = 3_000
const SLOW_EVERY = 6
/**
 * Silence for this long is questioned (XEP-0198 §4), and after `ANSWER` more taken for a dead connection: the operator is
 * told within ten seconds (P9).
 */
const SILENCE = 5_500
const ANSWER = 4_000

/** Failures that no second attempt mends. */
const HOPELESS: Record<string, SignInProblem> = {
  'not-authorized': 'wrong-password',
  'account-disabled': 'wrong-password',
  'credentials-expired': 'expired',
  'invalid-authzid': 'bad-address',
  'host-unknown': 'bad-address',
}

export class WebSocketLink implements Link {
  readonly jid: string
  readonly #client: Client
  readonly #questions: Questions
  readonly #onStanza: ((stanza: Element) => void)[] = []
  readonly #onStatus: ((status: LinkStatus) => void)[] = []
  /** What the stream carried, unconfirmed, when it was lost. */
  readonly #carried = new WeakSet<Element>()
  #attempt = 0
  #wanted = false
  #wasOnline = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: LinkOptions) {
    this.jid = bare(options.jid)
    this.#client = makeClient(options)
    this.#questions = new Questions(
      (stanza) => this.send(stanza),
      () => this.#client.jid?.toString() ?? this.jid,
    )
    this.#client.on('stanza', (stanza) => this.#receive(stanza))
    this.#client.on('error', (error) => this.#fail(error))
    this.#client.on('online', () => this.#online(false))
    // The library says so a moment before it lets us send.
    this.#client.streamManagement.on('resumed', () => queueMicrotask(() => this.#online(true)))
    this.#client.on('disconnect', () => this.#lost())
  }

  onStanza(listener: (stanza: Element) => void): void {
    this.#onStanza.push(listener)
  }

  onStatus(listener: (status: LinkStatus) => void): void {
    this.#onStatus.push(listener)
  }

  start(): void {
    this.#wanted = true
    void this.#connect()
  }

  /** While offline it is dropped: whoever sends knows from `onStatus` what to send again. */
  send(stanza: Element): void {
    if (this.#client.status !== 'online') return
    const refusal = refusalOf(stanza)
    if (refusal) queueMicrotask(() => this.#receive(refusal))
    else this.#client.send(stanza).catch(() => {})
  }

  ask(iq: Element, timeout?: number): Promise<Element> {
    return this.#questions.ask(iq, timeout)
  }

  hurry(): void {
    if (!this.#wanted || this.#client.status === 'online') return
    this.#attempt = 0
    // What is under way may have begun when there was no network.
    if (this.#timer === undefined) void this.#client.disconnect()
    else void this.#connect()
  }

  async stop(): Promise<void> {
    this.#wanted = false
    this.#clearTimer()
    this.#questions.giveUp()
    // Said properly, or the server would keep the session for us (RFC 7395 §3.6).
    if (this.#client.status === 'online')
      await this.#client.write('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>')
    await this.#client.disconnect()
  }

  async #connect(): Promise<void> {
    this.#clearTimer()
    this.#tell({ is: 'connecting' })
    const { service, domain } = this.options
    const turn = ++this.#turn
    const patience = (ms: number) => {
      this.#settled()
      const timer = setTimeout(() => void this.#client.disconnect(), ms)
      this.#settled = () => clearTimeout(timer)
    }
    patience(this.#attempt % SLOW_EVERY === SLOW_EVERY - 1 ? PATIENCE : OPENING)
    try {
      await this.#client.connect(service)
      if (turn !== this.#turn) return
      patience(PATIENCE)
      await this.#client.open({ domain })
    } catch {
      // Whatever it was: `disconnect` is where the next attempt begins. An attempt that was given up says nothing any more.
      if (turn === this.#turn) await this.#client.disconnect()
    }
  }

  /** Which attempt this is. */
  #turn = 0

  #settled: () => void = () => {}

  #online(resumed: boolean): void {
    this.#settled()
    this.#attempt = 0
    this.#wasOnline = true
    this.#tell({ is: 'online', jid: this.#client.jid?.toString() ?? this.jid, resumed })
  }

  /**
   * The library sends again what was not confirmed. What was under way twice when the stream ended may be what ends it:
   * then nothing of it is repeated, and a new session begins. Whoever sent it knows what is still missing.
   */
  #spareTheNext(): void {
    const { streamManagement: management } = this.#client
    const unconfirmed = management.outbound_q.map(({ stanza }) => stanza)
    if (unconfirmed.some((stanza) => this.#carried.has(stanza))) {
      management.id = ''
      management.outbound_q.length = 0
    } else for (const stanza of unconfirmed) this.#carried.add(stanza)
  }

  #lost(): void {
    this.#settled()
    this.#spareTheNext()
    if (!this.#wanted || this.#timer !== undefined) return
    const delay = backOff(this.#attempt++, Math.random())
    this.#timer = setTimeout(() => void this.#connect(), delay)
    this.#tell({ is: 'waiting', retryAt: Date.now() + delay })
  }

  #fail(error: Error & { condition?: string }): void {
    const problem = error.name === 'NoMechanism' ? ('no-mechanism' as const) : HOPELESS[error.condition ?? '']
    if (!this.#wanted || !problem) return
    void this.stop()
    // After a good sign-in a refusal means that the password was changed or the token ran out.
    const told = this.#wasOnline && problem === 'wrong-password' ? 'expired' : problem
    this.#tell({ is: 'refused', problem: told })
  }

  #receive(stanza: Element): void {
    if (this.#questions.take(stanza)) return
    for (const listener of this.#onStanza) listener(stanza)
  }

  #tell(status: LinkStatus): void {
    for (const listener of this.#onStatus) listener(status)
  }

  #clearTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

/** The library's client with our sign-in, our SCRAM and our own way of coming back. */
export function makeClient({ service, domain, jid, secret, onToken }: LinkOptions): Client {
  const userAgent = xml('user-agent', { id: secret.agent }, xml('software', {}, 'Parlor desk'))
  const made: Client = client({
    service,
    domain,
    // Names us in the stream's header, without which no token is offered (XEP-0484 §3.2).
    username: local(jid),
    timeout: 8_000,
    userAgent,
    credentials: async (authenticate, offered, fast) => {
      const token = await fast?.fetch()
      const mechanism = offered.find((name) => mechanisms.some((known) => known.name === name))
      if (!mechanism && !token)
        throw Object.assign(new Error('No SCRAM is offered.'), { name: 'NoMechanism' })
      await authenticate({ username: local(jid), key: secret.key, token }, mechanism, userAgent)
    },
  })
  made.reconnect.stop()
  // The library's own takes its time to say goodbye, and when the connection is dead it ends by closing the next one.
  made.disconnect = async () => {
    const { socket } = made
    socket?.end()
    socket?.emit('close', true)
  }
  // Bound together with the sign-in (XEP-0386) the library asks for a new session each time, and the old one can no longer
  // be resumed unless the server resumes inline, which Prosody 0.12 does not. So: sign in, then resume or bind.
  made.sasl2.use(NS.BIND_2, async () => undefined)
  // PLAIN is never used: a proxy that ends TLS would read every operator's password.
  made.saslFactory._mechs = [...mechanisms]
  made.iqCallee.get(NS.DISCO_INFO, 'query', ({ element }) => buildInfo(element))
  for (const [namespace, name] of requests) made.iqCallee.set(namespace, name, () => true)
  made.streamManagement.requestAckInterval = SILENCE
  made.streamManagement.timeout = ANSWER
  let { token } = secret
  const keep = async (changed: Secret['token']) => {
    token = changed
    onToken(changed)
  }
  made.fast.saveToken = keep
  made.fast.fetchToken = async () => token
  made.fast.deleteToken = () => keep(undefined)
  return made
}
