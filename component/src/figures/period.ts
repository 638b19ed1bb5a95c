/** Periods as people name them, on the clock of a place. */
import type { Instant } from '../core/types.ts'
import { DAY, dateOf, dayOf, offsetsAround, wallOf, weekdayOf } from '../opening/wall-clock.ts'
import type { Period } from './types.ts'

/** When a wall clock showed this midnight; where the clock skips it, when it showed what came next. */
export function midnight(timeZone: string, day: number): Instant {
  const found = offsetsAround(timeZone, day).map((offset) => day - offset)
  return found.find((at) => wallOf(timeZone, at) === day) ?? Math.max(...found)
}

const monthOf = (day: number, later = 0): number => {
  const date = new Date(day)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1)
}
const yearOf = (day: number, later = 0): number => Date.UTC(new Date(day).getUTCFullYear() + later, 0, 1)
const mondayOf = (day: number): number => day - weekdayOf(day) * DAY

type Days = readonly [from: number, until: number]

/** The days of a wall clock from which, and before which. */
const named: Readonly<Record<string, (today: number) => Days>> = {
  today: (day) => [day, day + DAY],
  yesterday: (day) => [day - DAY, day],
  week: (day) => [mondayOf(day), day + DAY],
  'last week': (day) => [mondayOf(day) - 7 * DAY, mondayOf(day)],
  month: (day) => [monthOf(day), day + DAY],
  'last month': (day) => [monthOf(day, -1), monthOf(day)],
  year: (day) => [yearOf(day), day + DAY],
  'last year': (day) => [yearOf(day, -1), yearOf(day)],
}

export const PERIODS: readonly string[] = Object.keys(named)

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
/** Longer is no question of a day. */
const LONGEST_DAYS = 366 * 5

function asDay(words: string): number | undefined {
  const [, year, month, day] = DATE.exec(words) ?? []
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return year !== undefined && dateOf(at) === words ? at : undefined
}

function daysIn(words: string, today: number): Days | undefined {
  const known = Object.hasOwn(named, words) ? named[words] : undefined
  if (known) return known(today)
  const [, count] = /^(?:last )?(\d{1,4}) days?$/.exec(words) ?? []
  if (count !== undefined && Number(count) > 0) return [today - (Number(count) - 1) * DAY, today + DAY]
  const [first = '', last = first] = words.split(/\s*(?:\s(?:to|until|-)\s|\.\.|\s)\s*/)
  const [from, to] = [asDay(first), asDay(last)]
  return from === undefined || to === undefined || to < from ? undefined : [from, to + DAY]
}

/** `undefined`: no period that we know. */
export function periodOf(words: string, timeZone: string, now: Instant): Period | undefined {
  const wanted =
    words
      .trim()
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/^this /, '') || 'today'
  const days = daysIn(wanted, dayOf(wallOf(timeZone, now)))
  if (!days || (days[1] - days[0]) / DAY > LONGEST_DAYS) return undefined
  const [from, until] = days
  const isNamed = Object.hasOwn(named, wanted)
  const dates = until - from === DAY ? dateOf(from) : `${dateOf(from)} to ${dateOf(until - DAY)}`
  return {
    from: midnight(timeZone, from),
    until: midnight(timeZone, until),
    label: isNamed ? `${wanted} (${dates})` : dates,
  }
}

/** What running weeks, months and years are compared with: the same part of the one before. Others with as many days before. */
const earlier: Readonly<Record<string, (first: number, last: number) => Days>> = {
  week: (first, last) => [first - 7 * DAY, last - 7 * DAY],
  month: (first, last) => [monthOf(first, -1), Math.min(monthOf(first, -1) + (last - first), first)],
  year: (first, last) => [yearOf(first, -1), Math.min(yearOf(first, -1) + (last - first), first)],
  'last month': (first) => [monthOf(first, -1), first],
  'last year': (first) => [yearOf(first, -1), first],
}

/** To compare with: as long, before it; of a period that has not ended, no more than has passed of it. */
export function before({ from, until, label }: Period, timeZone: string, now: Instant): Period {
  const [first, last] = [dayOf(wallOf(timeZone, from)), dayOf(wallOf(timeZone, until))]
  const name = label.replace(/ \(.*/, '')
  const like = Object.hasOwn(earlier, name) ? earlier[name] : undefined
  const [start, end] = like?.(first, last) ?? [first - (last - first), first]
  const rest = Math.max(0, until - Math.max(now, from))
  return {
    from: midnight(timeZone, start),
    until: Math.max(midnight(timeZone, start), midnight(timeZone, end) - rest),
    label: end - start === DAY ? dateOf(start) : `${dateOf(start)} to ${dateOf(end - DAY)}`,
  }
}
