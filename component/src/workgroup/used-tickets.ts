/**
 * Tickets used since the start. The store knows all of them (a ticket may be older than this process), but its answer takes
 * a transaction; a second use is mostly found here, at once.
 */
import type { Instant } from '../core/types.ts'

/** How many are added until the expired ones are thrown out. */
const SWEEP_EVERY = 1_000

export class UsedTickets {
  readonly #expiry = new Map<string, Instant>()
  #added = 0

  /** False when it was used before. `expiry`: from then on the ticket is no good anyway, and is forgotten. */
  use(id: string, expiry: Instant, now: Instant): boolean {
    if (this.#expiry.has(id)) return false
    this.#expiry.set(id, expiry)
    this.#added += 1
    if (this.#added % SWEEP_EVERY === 0) this.#sweep(now)
    return true
  }

  /** It could not be written down: whoever has it may try again. */
  giveBack(id: string): void {
    this.#expiry.delete(id)
  }

  get size(): number {
    return this.#expiry.size
  }

  #sweep(now: Instant): void {
    for (const [id, expiry] of this.#expiry) if (expiry < now) this.#expiry.delete(id)
  }
}
