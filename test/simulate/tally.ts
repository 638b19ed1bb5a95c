import type { Moment } from './moment.ts'

interface Told {
  readonly toldMs?: number
  readonly moment?: Moment
}

/** What is counted under way. The first visitors fill the place and are not counted. */
export class Tally {
  counted = 0
  served = 0
  left = 0
  waited = 0
  waitMs = 0
  overtaken = 0
  readonly waits: number[] = []
  /** Of those who were told a wait: |told - real| / real, and |told - real| in ms. */
  readonly errors: number[] = []
  readonly missesMs: number[] = []
  /** Waited longer than they were told. */
  longer = 0
  /** By operator: time with chats, and their number. */
  readonly busyMs = new Map<string, number>()
  readonly chats = new Map<string, number>()

  leaves(waitMs: number): void {
    this.#wait(waitMs)
    this.left += 1
  }

  /** When those who were told something joined, of some. */
  readonly moments: Moment[] = []

  serves(waitMs: number, { toldMs, moment }: Told): void {
    this.#wait(waitMs)
    this.served += 1
    if (toldMs === undefined || waitMs <= 0) return
    if (moment) this.moments.push(moment)
    const miss = Math.abs(toldMs - waitMs)
    this.missesMs.push(miss)
    this.errors.push(miss / waitMs)
    if (waitMs > toldMs) this.longer += 1
  }

  #wait(waitMs: number): void {
    this.counted += 1
    this.waitMs += waitMs
    this.waits.push(waitMs)
    if (waitMs > 0) this.waited += 1
  }

  works(operator: string, ms: number): void {
    this.busyMs.set(operator, (this.busyMs.get(operator) ?? 0) + ms)
    this.chats.set(operator, (this.chats.get(operator) ?? 0) + 1)
  }
}

/** Of a sorted list. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Jain's index: 1 when all have the same, 1/n when one has everything. */
export function fairness(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  const squares = values.reduce((total, value) => total + value * value, 0)
  return squares === 0 ? 1 : (sum * sum) / (values.length * squares)
}
