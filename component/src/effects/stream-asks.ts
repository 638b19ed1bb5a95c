/** Questions to the server and to clients: each IQ is matched with its answer by address and id, or fails in time. */
import type { Element } from 'ltx'
import { StanzaError } from '../protocol/stanza-error.ts'
import { randomText } from './random.ts'
import { withResolvers } from './resolvers.ts'

/** In a rush there are thousands for seconds: what an ask keeps costs more than what it does. */
interface Ask {
  readonly from: string
  readonly to: string
  readonly asker: Pick<Asker, 'heard' | 'failed'>
  readonly timeout: number
  /** When it is late, by `performance.now()`, unless the server is still busy with what was asked before. */
  due: number
}

type Send = (iq: Element) => void

/** Who waits for the answer, or for the answers to several questions. */
abstract class Asker<T = unknown> {
  readonly waiting = withResolvers<T>()

  abstract heard(result: Element): void

  failed(error: Error): void {
    this.waiting.reject(error)
  }
}

/** Waits for what is read of one result. */
class Reader<T> extends Asker<T> {
  readonly #read: (result: Element) => T

  constructor(read: (result: Element) => T) {
    super()
    this.#read = read
  }

  heard(result: Element): void {
    this.waiting.resolve(this.#read(result))
  }
}

/** Waits until so many things are done. */
class Counter extends Asker<void> {
  #left: number

  constructor(many: number) {
    super()
    this.#left = many
    if (many === 0) this.waiting.resolve()
  }

  heard(): void {
    this.#left -= 1
    if (this.#left === 0) this.waiting.resolve()
  }
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
  /** By their number, which is given in the order of sending. */
  readonly #open = new Map<number, Ask>()
  /** 96 random bits: nobody outside can guess an id. */
  readonly #prefix = `${randomText(12, 'base64url')}-`
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
  ask<T>(iq: Element, timeout: number, send: Send, read: (result: Element) => T): Promise<T> {
    const reader = new Reader(read)
    this.#send(iq, timeout, send, reader)
    return reader.waiting.promise
  }

  /** The same for several, in order: resolves when all are done, rejects with the first error. */
  tell(iqs: readonly Element[], timeout: number, send: Send): Promise<void> {
    const counter = new Counter(iqs.length)
    for (const iq of iqs) this.#send(iq, timeout, send, counter)
    return counter.waiting.promise
  }

  /** Makes no function here: it would keep the question until it is answered. */
  #send(iq: Element, timeout: number, send: Send, asker: Ask['asker']): void {
    const { from, to } = iq.attrs as { from?: string; to?: string }
    if (from === undefined || to === undefined) {
      asker.failed(new TypeError('an IQ needs from and to'))
      return
    }
    const number = ++this.#last
    iq.attrs.id = this.#prefix + number
    const due = performance.now() + timeout
    this.#open.set(number, { from, to, asker, timeout, due })
    this.#wake(due)
    try {
      send(iq)
    } catch (error) {
      this.#take(number)?.asker.failed(new StanzaError('cancel', 'internal-server-error', String(error)))
    }
  }

  /** Hands a result or error to whom it belongs; false when nobody asked, or somebody else answers. */
  settle(reply: Element): boolean {
    const { id, from, to } = reply.attrs as { id?: string; from?: string; to?: string }
    const number = this.#numberIn(id)
    const ask = this.#open.get(number)
    if (!ask || !isSame(from ?? '', ask.to) || !isSame(to ?? '', ask.from)) return false
    this.#take(number)
    this.#answered = { number, at: performance.now() }
    const error = StanzaError.fromStanza(reply)
    if (error) ask.asker.failed(error)
    else ask.asker.heard(reply)
    return true
  }

  /** The connection broke: nobody knows whether the questions arrived. */
  rejectAll(text: string): void {
    for (const number of [...this.#open.keys()])
      this.#take(number)?.asker.failed(new StanzaError('wait', 'remote-server-timeout', text))
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
    for (const [own, ask] of this.#open) {
      if (ask.due <= now && number < own) ask.due = at + ask.timeout
      if (ask.due <= now) this.#take(own)?.asker.failed(late(ask.to, ask.timeout))
      else next = Math.min(next, ask.due)
    }
    this.#wake(next)
  }

  #numberIn(id: string | undefined): number {
    return id?.startsWith(this.#prefix) ? Number(id.slice(this.#prefix.length)) : Number.NaN
  }

  #take(number: number): Ask | undefined {
    const ask = this.#open.get(number)
    this.#open.delete(number)
    return ask
  }
}
