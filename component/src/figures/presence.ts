/** How long operators were on duty, and how much of it with somebody (M3). */
import type { BareJid, Instant } from '../core/types.ts'
import type { RequestFacts } from '../store/types.ts'
import { Spans } from './spans.ts'
import type { Figures, Period } from './types.ts'

type Presence = Pick<Figures, 'presence' | 'occupancy'>

export class Attendance {
  readonly #duty = new Map<BareJid, Spans>()
  readonly #busy = new Map<BareJid, Spans>()
  readonly #from: Instant
  readonly #until: Instant

  /** What has not ended yet has lasted until `now`. */
  constructor({ from, until }: Period, now: Instant) {
    this.#from = from
    this.#until = Math.max(from, Math.min(until, now))
  }

  onDuty(operator: BareJid, began: Instant, until: Instant): void {
    this.#put(this.#duty, operator, began, until)
  }

  /** A chat is its last operator's, as everywhere in the figures. */
  served({ operator, openedAt, endedAt }: RequestFacts): void {
    if (operator !== undefined && openedAt !== undefined)
      this.#put(this.#busy, operator, openedAt, endedAt ?? this.#until)
  }

  #put(where: Map<BareJid, Spans>, operator: BareJid, from: Instant, until: Instant): void {
    const spans = where.get(operator) ?? new Spans()
    where.set(operator, spans)
    spans.add(Math.max(from, this.#from), Math.min(until, this.#until))
  }

  operators(): readonly BareJid[] {
    return [...this.#duty.keys()].filter((one) => this.#lengthOf(one) > 0)
  }

  of(operator: BareJid): Presence {
    return presenceOf(this.#lengthOf(operator), this.#busyOf(operator))
  }

  total(): Presence {
    const all = this.operators()
    const sum = (each: (one: BareJid) => number) => all.reduce((whole, one) => whole + each(one), 0)
    return presenceOf(
      sum((one) => this.#lengthOf(one)),
      sum((one) => this.#busyOf(one)),
    )
  }

  #lengthOf(operator: BareJid): number {
    return this.#duty.get(operator)?.length() ?? 0
  }

  #busyOf(operator: BareJid): number {
    const [duty, busy] = [this.#duty.get(operator), this.#busy.get(operator)]
    return duty && busy ? duty.with(busy) : 0
  }
}

const presenceOf = (presence: number, busy: number): Presence =>
  presence > 0 ? { presence, occupancy: busy / presence } : {}
