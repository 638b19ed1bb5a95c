/** Stanzas that wait while there is no connection. */
import type { Element } from 'ltx'

/** Availability replaces older availability; each step of a subscription (RFC 6121 §3) stands for itself. */
function presenceKey({ name, attrs }: Element): string | undefined {
  if (name !== 'presence') return undefined
  const kind = attrs.type === undefined || attrs.type === 'unavailable' ? 'availability' : attrs.type
  return JSON.stringify([attrs.from, attrs.to, kind])
}

/** What waits for the connection, in order. Bounded; of presence between the same two addresses only the newest. */
export class Outbox {
  #waiting = new Map<string | symbol, Element>()

  constructor(readonly limit: number) {}

  get size(): number {
    return this.#waiting.size
  }

  /** Returns what had to be dropped to make room. */
  add(stanza: Element): Element | undefined {
    const key = presenceKey(stanza) ?? Symbol()
    // Deleted first, so that it moves to the end: order is kept with whatever came between.
    this.#waiting.delete(key)
    this.#waiting.set(key, stanza)
    if (this.#waiting.size <= this.limit) return undefined
    const [oldest] = this.#waiting
    if (!oldest) return undefined
    this.#waiting.delete(oldest[0])
    return oldest[1]
  }

  takeAll(): Element[] {
    const stanzas = [...this.#waiting.values()]
    this.#waiting = new Map()
    return stanzas
  }
}
