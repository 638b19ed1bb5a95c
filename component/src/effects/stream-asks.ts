import type { Element } from 'ltx'
import { StanzaError } from '../protocol/stanza-error.ts'
import { randomText } from './random.ts'

interface Ask {
  /** Asks are numbered as they are sent. */
  readonly number: number
  readonly from: string
  readonly to: string
  readonly done: (result: Element) => void
  readonly reject: (error: StanzaError) => void
  readonly timeout: number
  /** When it is late, by `performance.now()`, unless the server is still busy with what was asked before. */
  due: number
}

/** All questions share one timer, which looks for those that are late; not more often than this, ms. */
const SELDOM = 5

/** The server folds case in what comes before the resource (RFC 7622 §3.2, §3.3). */
function folded(jid: string): string {
  const slash = jid.indexOf('/')
  return slash < 0 ? jid.toLowerCase() : jid.slice(0, slash).toLowerCase() + jid.slice(slash)
}

const isSame = (a: string, b: string): boolean => a === b || folded(a) === folded(b)

const late = (to: string, timeout: number): StanzaError =>
  new StanzaError('wait', 'remote-server-timeout', `${to} did not answer within ${timeout} ms`)

/**
 * The questions that wait for their answer. A reply counts when its id **and** its sender are the right ones.
 *
 * A server reads a stream in order. While it still answers what was asked before, it has not come to this question yet: the
 * time for it begins anew. So a rush that takes the server half a minute is no failure of everything at its end.
 */
export class Asks {
  readonly #open = new Map<string, Ask>()
  /** 96 random bits: nobody outside can guess an id. */
  readonly #prefix = randomText(12, 'base64url')
  #last = 0
  #answered = { number: 0, at: 0 }
  /** When the timer rings, by `performance.now()`. */
  #wakesAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  get size(): number {
    return this.#open.size
  }

  /**
   * Gives the IQ an id; `send` is called with it at once. `timeout` in ms, from when it is its turn. Resolves with what is
   * read of the result: whatever is not read is let go at once.
   */
  ask<T>(
    iq: Element,
    timeout: number,
    send: (iq: Element) => void,
    read: (result: Element) => T,
  ): Promise<T> {
    const { from, to } = iq.attrs as { from?: string; to?: string }
    if (from === undefined || to === undefined)
      return Promise.reject(new TypeError('an IQ needs from and to'))
    const number = ++this.#last
    const id = `${this.#prefix}-${number}`
    iq.attrs.id = id
    const due = performance.now() + timeout
    return new Promise((resolve, reject) => {
      const done = (result: Element) => resolve(read(result))
      this.#open.set(id, { number, from, to, done, reject, timeout, due })
      this.#wake(due)
      try {
        send(iq)
      } catch (error) {
        this.#take(id)?.reject(new StanzaError('cancel', 'internal-server-error', String(error)))
      }
    })
  }

  /** Hands a result or error to whom it belongs; false when nobody asked, or somebody else answers. */
  settle(reply: Element): boolean {
    const { id, from, to } = reply.attrs as { id?: string; from?: string; to?: string }
    const ask = id === undefined ? undefined : this.#open.get(id)
    if (id === undefined || !ask || !isSame(from ?? '', ask.to) || !isSame(to ?? '', ask.from)) {
      return false
    }
    this.#take(id)
    this.#answered = { number: ask.number, at: performance.now() }
    const error = StanzaError.fromStanza(reply)
    if (error) ask.reject(error)
    else ask.done(reply)
    return true
  }

  /** The connection broke: nobody knows whether the questions arrived. */
  rejectAll(text: string): void {
    for (const id of [...this.#open.keys()])
      this.#take(id)?.reject(new StanzaError('wait', 'remote-server-timeout', text))
  }

  #wake(at: number): void {
    if (at >= this.#wakesAt) return
    clearTimeout(this.#timer)
    this.#wakesAt = at
    this.#timer = setTimeout(() => this.#look(), Math.max(SELDOM, at - performance.now())).unref()
  }

  /** Who is late is told so; the timer is set for the next of the others. */
  #look(): void {
    const now = performance.now()
    const { number, at } = this.#answered
    this.#wakesAt = Number.POSITIVE_INFINITY
    let next = Number.POSITIVE_INFINITY
    for (const [id, ask] of this.#open) {
      if (ask.due <= now && number < ask.number) ask.due = at + ask.timeout
      if (ask.due <= now) this.#take(id)?.reject(late(ask.to, ask.timeout))
      else next = Math.min(next, ask.due)
    }
    this.#wake(next)
  }

  #take(id: string): Ask | undefined {
    const ask = this.#open.get(id)
    this.#open.delete(id)
    return ask
  }
}
