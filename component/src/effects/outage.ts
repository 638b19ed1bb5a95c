/**
 * What fails again and again is told when it begins, with the whole error; then briefly and seldom; and when it is over.
 * Hours of it must not push out of the log what came before.
 */
import type { Duration, Instant } from '../core/types.ts'
import type { Logger } from './log.ts'
import type { Clock } from './types.ts'

export const REMIND_EVERY: Duration = 10 * 60_000

interface Ongoing {
  readonly since: Instant
  told: Instant
  tries: number
}

export class Outage {
  #now: Ongoing | undefined

  /** `what`: the beginning of each line, such as `store: not written`. `about`: what else is in them. */
  constructor(
    readonly what: string,
    readonly about: object,
    readonly ports: { readonly clock: Pick<Clock, 'now'>; readonly log: Pick<Logger, 'error' | 'warn'> },
  ) {}

  get isOn(): boolean {
    return this.#now !== undefined
  }

  failed(error: unknown): void {
    const { clock, log } = this.ports
    const now = clock.now()
    if (!this.#now) {
      this.#now = { since: now, told: now, tries: 1 }
      log.error({ ...this.about, err: error }, `${this.what}; it is tried again until it is`)
      return
    }
    this.#now.tries += 1
    if (now - this.#now.told < REMIND_EVERY) return
    this.#now.told = now
    const why = error instanceof Error ? error.message : String(error)
    log.error({ ...this.about, ...this.#counted(this.#now), why }, `${this.what} for a while now`)
  }

  over(): void {
    if (!this.#now) return
    this.ports.log.warn({ ...this.about, ...this.#counted(this.#now) }, `${this.what}: that is over`)
    this.#now = undefined
  }

  #counted({ since, tries }: Ongoing): object {
    return { tries, seconds: Math.round((this.ports.clock.now() - since) / 1000) }
  }
}
