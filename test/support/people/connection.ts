/** One XMPP session of a test person, over WebSocket as browsers have it. */
import { EventEmitter } from 'node:events'
import { type Client, client } from '@xmpp/client'
import type { Element } from 'ltx'
import { WebSocket } from 'ws'
import { NS } from './namespaces.ts'
import { bare, el } from './stanza.ts'
import { Watched } from './watched.ts'

/** `@xmpp/client` wants the browser's global; a browser also says from which page it comes. */
class BrowserSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { origin: new URL(url).origin.replace(/^ws/, 'http') })
    // In a browser, closing a socket that is not open yet throws at nobody.
    this.on('error', () => {})
  }
}

/** For each step of the sign-in, ms; the library's own two seconds are short on a busy machine. */
const STEP = 30_000
/** For an answer, ms. */
const ANSWER = 20_000

export interface Login {
  /** `ws://127.0.0.1:8080/xmpp-websocket` */
  readonly websocket: string
  readonly domain: string
  /** None of the two: anonymous. */
  readonly username?: string
  readonly password?: string
  readonly resource?: string
}

/**
 * `@xmpp/client` 0.14 is "online" after SASL2 with Bind 2 and asks for stream management only then. Whoever sends presence
 * at once may be answered before `<enabled/>` was handled; the library then forgets what it has counted, and the server
 * ends the stream: "Client acknowledged less stanzas than already acknowledged".
 */
function streamManagement(xmpp: Client): Promise<void> {
  return new Promise((resolve) => {
    const hear = (nonza: Element) => {
      const authenticated = nonza.is('features') && nonza.getChild('mechanisms') === undefined
      const offered = nonza.getChild('sm', NS.streamManagement) !== undefined
      const answered = nonza.is('enabled', NS.streamManagement) || nonza.is('failed', NS.streamManagement)
      if (!answered && !(authenticated && !offered)) return
      xmpp.off('nonza', hear)
      // The library handles the element a few microtasks later than we see it.
      setImmediate(resolve)
    }
    xmpp.on('nonza', hear)
  })
}

export class Connection {
  readonly stanzas: Watched<Element>
  /** Socket and stream errors, for the message of a test that fails. */
  readonly errors: Error[] = []
  readonly #client: Client

  private constructor(whose: string, xmpp: Client) {
    this.stanzas = new Watched(whose, (stanza) => stanza.toString().slice(0, 600))
    this.#client = xmpp
    xmpp.reconnect.stop()
    xmpp.on('error', (error: Error) => this.errors.push(error))
    xmpp.on('stanza', (stanza: Element) => this.stanzas.add(stanza))
    // What still arrives while the stream closes is not for us; the library would throw at it.
    xmpp.on('close', () => {
      xmpp.parser = Object.assign(new EventEmitter(), { write: () => {} })
    })
    // Whoever waits then hears why at once instead of nothing for a long time.
    xmpp.on('disconnect', () =>
      this.stanzas.close(`the connection ended. ${this.errors.map(String).join(' ')}`),
    )
  }

  static async open(whose: string, login: Login): Promise<Connection> {
    globalThis.WebSocket = BrowserSocket as unknown as typeof globalThis.WebSocket
    const { websocket, domain, username, password, resource } = login
    const xmpp = client({
      service: websocket,
      domain,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(resource === undefined ? {} : { resource }),
    })
    xmpp.timeout = STEP
    const connection = new Connection(whose, xmpp)
    const settled = streamManagement(xmpp)
    await xmpp.start()
    await settled
    return connection
  }

  get jid(): string {
    return this.#client.jid?.toString() ?? ''
  }

  get bareJid(): string {
    return bare(this.jid)
  }

  send(stanza: Element): Promise<void> {
    return this.#client.send(stanza)
  }

  /** Rejects with the library's `StanzaError` (`condition`, `type`, `text`, `element`), or after the time. */
  ask(iq: Element, within = ANSWER): Promise<Element> {
    return this.#client.iqCaller.request(iq, within)
  }

  get(to: string, payload: Element): Promise<Element> {
    return this.ask(el('iq', { type: 'get', to }, payload))
  }

  set(to: string, payload: Element): Promise<Element> {
    return this.ask(el('iq', { type: 'set', to }, payload))
  }

  /** IQ sets with this payload are answered with an empty result; they are seen in `stanzas`. */
  accept(ns: string, name: string): void {
    this.#client.iqCallee.set(ns, name, () => true)
  }

  /** Leaves as one should. */
  async stop(): Promise<void> {
    this.stanzas.close('has left')
    if (this.#client.status === 'online') await this.#client.stop().catch(() => {})
    else this.cut()
  }

  /** The network goes: no goodbye, no closing of the stream. */
  cut(): void {
    this.stanzas.close('has lost the connection')
    this.#client.socket?.socket?.terminate()
  }
}
