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
