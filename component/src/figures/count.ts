/** Counts requests (M3). What each figure means is in `README.md` beside this file. */
import { WEEKDAYS } from '../../protocol/names.js'
import type { BareJid, Instant } from '../core/types.ts'
import { DAY, dateOf, dayOf, wallOf, weekdayOf } from '../opening/wall-clock.ts'
import type { RequestFacts } from '../store/types.ts'
import { Attendance } from './presence.ts'
import type { Figures, Group, Grouping, Period, Report } from './types.ts'

export const SERVICE_LEVEL_MS = 60_000
const HOUR = 3_600_000
const QUARTER = 900_000

const LEFT: ReadonlySet<string> = new Set(['visitor-left', 'visitor-lost', 'visitor-declined'])

class Tally {
  #requests = 0
  #served = 0
  #abandoned = 0
  #unserved = 0
  #within = 0
  #transferred = 0
  #declined = 0
  #missed = 0
  #messages = 0
  readonly #waits: number[] = []
  readonly #responses: number[] = []
  readonly #handlings: number[] = []
  readonly #ratings: number[] = []

  add(one: RequestFacts): void {
    if (one.isMessage) {
      this.#messages += 1
      return
    }
    this.#requests += 1
    if (one.openedAt !== undefined) this.#addServed(one, one.openedAt)
    else if (one.endedAt !== undefined) {
      if (LEFT.has(one.reason ?? '')) this.#abandoned += 1
      else this.#unserved += 1
    }
    if (one.rating !== undefined) this.#ratings.push(one.rating)
  }

  #addServed(one: RequestFacts, openedAt: number): void {
    this.#served += 1
    const wait = Math.max(openedAt - one.joinedAt, 0)
    this.#waits.push(wait)
    if (wait <= SERVICE_LEVEL_MS) this.#within += 1
    if (one.answeredAt !== undefined) this.#responses.push(Math.max(one.answeredAt - openedAt, 0))
    if (one.endedAt !== undefined) this.#handlings.push(Math.max(one.endedAt - openedAt, 0))
    if (one.transfers > 0) this.#transferred += 1
  }

  refused(declined: number, missed: number): void {
    this.#declined += declined
    this.#missed += missed
  }

  figures(): Figures {
    const judged = this.#served + this.#abandoned
    return {
      requests: this.#requests,
      served: this.#served,
      abandoned: this.#abandoned,
      unserved: this.#unserved,
      ...shareAt('waitMedian', this.#waits, 0.5),
      ...shareAt('waitP90', this.#waits, 0.9),
      ...(judged > 0 && { serviceLevel: this.#within / judged }),
      ...shareAt('firstResponseMedian', this.#responses, 0.5),
      ...shareAt('handlingMedian', this.#handlings, 0.5),
      ...shareAt('handlingP90', this.#handlings, 0.9),
      transferred: this.#transferred,
      declined: this.#declined,
      missed: this.#missed,
      ratings: this.#ratings.length,
      ...(this.#ratings.length > 0 && {
        ratingMean: this.#ratings.reduce((sum, one) => sum + one, 0) / this.#ratings.length,
      }),
      messages: this.#messages,
    }
  }
}

/** The smallest value that so many do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)]
}

function shareAt<K extends string>(name: K, values: readonly number[], share: number): { [P in K]?: number } {
  const found = percentile(values, share)
  return (found === undefined ? {} : { [name]: found }) as { [P in K]?: number }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** By time of the place: the hour that the clock there showed, also on days that have it twice. */
function keysOf(
  wall: (at: number) => number,
): Readonly<Record<Grouping, (one: RequestFacts) => string | undefined>> {
  return {
    operator: ({ operator }) => operator,
    day: ({ joinedAt }) => dateOf(dayOf(wall(joinedAt))),
    weekday: ({ joinedAt }) => WEEKDAYS[weekdayOf(dayOf(wall(joinedAt)))],
    hour: ({ joinedAt }) => `${two(Math.floor((wall(joinedAt) % (24 * HOUR)) / HOUR))}:00`,
    site: ({ site }) => site,
    language: ({ language }) => language?.split('-')[0]?.toLowerCase(),
    reason: ({ reason }) => reason,
  }
}

/** Worked out once for each day, or, where the clock is changed, for each quarter of an hour: no zone shifts within one. */
function wallClock(timeZone: string): (at: number) => number {
  const days = new Map<number, number>()
  const quarters = new Map<number, number>()
  const offsetAt = (at: number): number => wallOf(timeZone, at) - at
  const known = (where: Map<number, number>, key: number, find: () => number): number => {
    const found = where.get(key) ?? find()
    where.set(key, found)
    return found
  }
  return (at) => {
    const day = Math.floor(at / DAY) * DAY
    const whole = known(days, day, () => {
      const [first, last] = [offsetAt(day), offsetAt(day + DAY)]
      return first === last ? first : Number.NaN
    })
    if (!Number.isNaN(whole)) return at + whole
    const quarter = Math.floor(at / QUARTER) * QUARTER
    return at + known(quarters, quarter, () => offsetAt(quarter))
  }
}

const GROUPINGS = ['operator', 'day', 'weekday', 'hour', 'site', 'language', 'reason'] as const

/** Takes requests one by one, so that a year of them need not be in memory at once. */
export class Counting {
  readonly #total = new Tally()
  readonly #groups = new Map<Grouping, Map<string, Tally>>(GROUPINGS.map((name) => [name, new Map()]))
  readonly #keys: ReturnType<typeof keysOf>
  readonly #attendance: Attendance

  constructor(
    readonly period: Period,
    readonly timeZone: string,
    now = period.until,
  ) {
    this.#attendance = new Attendance(period, now)
    this.#keys = keysOf(wallClock(timeZone))
  }

  onDuty(operator: BareJid, began: Instant, until: Instant): void {
    this.#attendance.onDuty(operator, began, until)
  }

  add(one: RequestFacts): void {
    this.#attendance.served(one)
    this.#total.add(one)
    this.#total.refused(one.declinedBy.length, one.missedBy.length)
    for (const grouping of GROUPINGS) {
      const key = this.#keys[grouping](one)
      if (key === undefined) continue
      const tally = this.#tally(grouping, key)
      tally.add(one)
      if (grouping !== 'operator') tally.refused(one.declinedBy.length, one.missedBy.length)
    }
    for (const jid of one.declinedBy) this.#tally('operator', jid).refused(1, 0)
    for (const jid of one.missedBy) this.#tally('operator', jid).refused(0, 1)
  }

  #tally(grouping: Grouping, key: string): Tally {
    const group = this.#groups.get(grouping) ?? new Map<string, Tally>()
    const tally = group.get(key) ?? new Tally()
    group.set(key, tally)
    return tally
  }

  report(): Report {
    // Who was there all day and was not needed has hours, too.
    for (const operator of this.#attendance.operators()) this.#tally('operator', operator)
    const groups = (name: Grouping): Group[] => {
      const order =
        name === 'weekday'
          ? (key: string) => two(WEEKDAYS.findIndex((one) => one === key))
          : (key: string) => key
      return [...(this.#groups.get(name) ?? [])]
        .map(([key, tally]) => ({
          key,
          figures: { ...tally.figures(), ...(name === 'operator' && this.#attendance.of(key)) },
        }))
        .sort((a, b) => (order(a.key) < order(b.key) ? -1 : 1))
    }
    const { period, timeZone } = this
    const by = Object.fromEntries(GROUPINGS.map((name) => [name, groups(name)])) as unknown as Report['by']
    return { period, timeZone, total: { ...this.#total.figures(), ...this.#attendance.total() }, by }
  }
}
