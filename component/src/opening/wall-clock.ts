/** What a wall clock in a time zone shows, by `Intl` alone. */
import type { Instant } from '../core/types.ts'

export const MINUTE = 60_000
export const DAY = 86_400_000

/** One costs half a millisecond to make and microseconds to use. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** Is it a time zone that `Intl` knows? An offset (`+02:00`) is none: it has no summer. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** The wall clock as if it were UTC, so that it can be reckoned with; whole seconds. */
export function wallOf(timeZone: string, now: Instant): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = formatOf(timeZone)
    .format(now)
    .split(/\D+/)
    .map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** What the clock is ahead of UTC, ms. */
const offsetAt = (timeZone: string, now: Instant): number =>
  wallOf(timeZone, now) - Math.floor(now / 1_000) * 1_000

/** Midnight at the beginning of a wall clock's day. */
export const dayOf = (wall: number): number => Math.floor(wall / DAY) * DAY

/** `2026-12-25` */
export const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10)

/** Monday is 0. */
export const weekdayOf = (day: number): number => (new Date(day).getUTCDay() + 6) % 7

/** The offsets a wall clock's day can have: one, or two when the clock is shifted about then. */
export function offsetsAround(timeZone: string, day: number): number[] {
  // No zone is farther from UTC than 14 h.
  return [...new Set([offsetAt(timeZone, day - DAY), offsetAt(timeZone, day + 2 * DAY)])]
}

/** When the clock is put forward or back about a wall clock's day on which `offsetsAround` finds two. */
export function shiftAround(timeZone: string, day: number): Instant {
  const from = day - DAY
  const before = offsetAt(timeZone, from)
  let [early, late] = [from / 1_000, (day + 2 * DAY) / 1_000]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (offsetAt(timeZone, middle * 1_000) === before) early = middle
    else late = middle
  }
  return late * 1_000
}
