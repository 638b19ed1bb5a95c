import { randomUUID } from 'node:crypto'
import { Element } from 'ltx'
import { StanzaError } from '../protocol/stanza-error.ts'

interface Ask {
  readonly from: string
  readonly to: string
  readonly resolve: (result: Element) => void
  readonly reject: (error: StanzaError) => void
  readonly timer: NodeJS.Timeout
}

/** The server folds case in what comes before the resource (RFC 7622 §3.2, §3.3). */
function folded(jid: string): string {
  const slash = jid.indexOf('/')
  return slash < 0 ? jid.toLowerCase() : jid.slice(0, slash).toLowerCase() + jid.slice(slash)
}

/** The questions that wait for their answer. A reply counts when its id **and** its sender are the right ones. */
export class Asks {
  readonly #open = new Map<string, Ask>()
  /** Nobody outside can guess an id. */
  readonly #prefix = randomUUID()
  #last = 0

  get size(): number {
    return this.#open.size
  }

  /** Gives a copy of the IQ an id; `send` is called with it at once. `timeout` in ms. */
  ask(iq: Element, timeout: number, send: (iq: Element) => void): Promise<Element> {
    const { from, to } = iq.attrs as { from?: string; to?: string }
    if (from === undefined || to === undefined) throw new TypeError('an IQ needs from and to')
    const id = `${this.#prefix}-${++this.#last}`
    const copy = new Element('iq', { ...iq.attrs, id })
    copy.children = iq.children
    return new Promise((resolve, reject) => {
      const late = new StanzaError(
        'wait',
        'remote-server-timeout',
        `${to} did not answer within ${timeout} ms`,
      )
      const timer = setTimeout(() => this.#take(id)?.reject(late), timeout)
      this.#open.set(id, { from, to, resolve, reject, timer })
      try {
        send(copy)
      } catch (error) {
        this.#take(id)?.reject(new StanzaError('cancel', 'internal-server-error', String(error)))
      }
    })
  }

  /** Hands a result or error to whom it belongs; false when nobody asked, or somebody else answers. */
  settle(reply: Element): boolean {
    const { id, from, to } = reply.attrs as { id?: string; from?: string; to?: string }
    const ask = id === undefined ? undefined : this.#open.get(id)
    if (
      id === undefined ||
      !ask ||
      folded(from ?? '') !== folded(ask.to) ||
      folded(to ?? '') !== folded(ask.from)
    ) {
      return false
    }
    this.#take(id)
    const error = StanzaError.fromStanza(reply)
    if (error) ask.reject(error)
    else ask.resolve(reply)
    return true
  }

  /** The connection broke: nobody knows whether the questions arrived. */
  rejectAll(text: string): void {
    for (const id of [...this.#open.keys()])
      this.#take(id)?.reject(new StanzaError('wait', 'remote-server-timeout', text))
  }

  #take(id: string): Ask | undefined {
    const ask = this.#open.get(id)
    this.#open.delete(id)
    clearTimeout(ask?.timer)
    return ask
  }
}
