/**
 * News for many are told soon, but not sooner than the server can bear: the picture of a long queue for two hundred desks
 * is megabytes, and a rush, when it changes most, is when the server has other things to do. What costs little is told
 * after a moment; what costs much waits until it takes no more than its share.
 */
import type { Duration, Instant } from '../../core/types.ts'
import type { Clock } from '../../effects/types.ts'

/** Changes within this are told together, ms. */
const TOGETHER = 200
/** What costs much now may cost little soon, when the queue is short again; ms. */
const LOOK_AGAIN = 1_000

/** Milliseconds of Prosody 0.12 for a stanza to a client, and for a row of 300 bytes in it; measured, roughly. */
const STANZA = 0.2
const ROW = 0.07

export const costOf = (stanzas: number, rows = 0): Duration => stanzas * (STANZA + rows * ROW)

export class Paced {
  #since: Instant | undefined
  #cancel: (() => void) | undefined

  /**
   * `share`: how much of the server's time this news may take, of 1; `cost`: what telling it now would take of it
   * (`costOf`).
   */
  constructor(
    readonly clock: Clock,
    readonly share: number,
    readonly cost: () => Duration,
    readonly tell: () => void,
  ) {}

  changed(): void {
    if (this.#since !== undefined) return
    this.#since = this.clock.now()
    this.#lookAt(this.#since + TOGETHER)
  }

  stop(): void {
    this.#cancel?.()
  }

  #lookAt(at: Instant): void {
    this.#cancel = this.clock.wake(at, () => this.#look())
  }

  #look(): void {
    const now = this.clock.now()
    const due = (this.#since ?? now) + Math.max(TOGETHER, this.cost() / this.share)
    if (due > now) {
      this.#lookAt(Math.min(due, now + LOOK_AGAIN))
      return
    }
    this.#since = undefined
    this.tell()
  }
}
