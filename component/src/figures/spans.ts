/** Lengths of time that may overlap, held as few that do not. */
import type { Instant } from '../core/types.ts'

interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** So many may lie about before they are put together. */
const LOOSE = 1_000

export class Spans {
  #whole: Span[] = []
  #loose: Span[] = []

  add(from: Instant, until: Instant): void {
    if (until <= from) return
    this.#loose.push({ from, until })
    if (this.#loose.length >= LOOSE + this.#whole.length) this.#join()
  }

  /** In their order, none touching another. */
  all(): readonly Span[] {
    this.#join()
    return this.#whole
  }

  length(): number {
    return this.all().reduce((sum, { from, until }) => sum + until - from, 0)
  }

  /** How long both were. */
  with(other: Spans): number {
    const [mine, theirs] = [this.all(), other.all()]
    let sum = 0
    let at = 0
    for (const { from, until } of mine) {
      while (at < theirs.length && (theirs[at]?.until ?? 0) <= from) at += 1
      for (let next = at; next < theirs.length; next++) {
        const one = theirs[next] as Span
        if (one.from >= until) break
        sum += Math.min(until, one.until) - Math.max(from, one.from)
      }
    }
    return sum
  }

  #join(): void {
    if (this.#loose.length === 0) return
    const joined: Span[] = []
    for (const span of [...this.#whole, ...this.#loose].sort((a, b) => a.from - b.from)) {
      const last = joined.at(-1)
      if (!last || span.from > last.until) joined.push(span)
      else if (span.until > last.until) joined[joined.length - 1] = { from: last.from, until: span.until }
    }
    this.#whole = joined
    this.#loose = []
  }
}
