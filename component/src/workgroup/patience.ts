/** Somebody may mistype a few words in a row; a machine that answers every answer must not keep us talking. */
import type { Instant } from '../core/types.ts'

const MOST = 5
/** ms */
const WITHIN = 30_000
const MOST_REMEMBERED = 1_000

export class Patience {
  readonly #used = new Map<string, { readonly since: Instant; count: number }>()

  /** Is there an answer left for this one? Counts it. */
  has(who: string, now: Instant): boolean {
    const known = this.#used.get(who)
    if (!known || now - known.since > WITHIN) {
      if (this.#used.size >= MOST_REMEMBERED) this.#used.clear()
      this.#used.set(who, { since: now, count: 1 })
      return true
    }
    known.count += 1
    return known.count <= MOST
  }
}

/** Nobody who answers by machine gets more than one of our answers in this time, ms. */
const POLITE_EVERY = 30_000

/** Who was told, and when, that nobody reads what is written to a workgroup. */
export class Politeness {
  readonly #told = new Map<string, Instant>()

  /** May this one be told (again)? Then it counts as done. */
  mayTell(who: string, now: Instant): boolean {
    if (now - (this.#told.get(who) ?? 0) < POLITE_EVERY) return false
    if (this.#told.size > MOST_REMEMBERED) this.#told.clear()
    this.#told.set(who, now)
    return true
  }
}
