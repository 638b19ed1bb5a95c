/** Is a workgroup open, and when does that change? Read `types.ts` first. */
import type { Instant } from '../core/types.ts'
import type { Hours, Span } from './types.ts'
import { DAY, dateOf, dayOf, MINUTE, offsetsAround, shiftAround, wallOf, weekdayOf } from './wall-clock.ts'

/** Farther nobody looks: whoever is open on no day of a year is closed. */
const HORIZON_DAYS = 400

const spansOf = ({ week, holidays }: Hours, day: number): readonly Span[] =>
  holidays.get(dateOf(day)) ?? week[weekdayOf(day)] ?? []

export const isOpen = (hours: Hours, now: Instant): boolean =>
  isOpenByWall(hours, wallOf(hours.timeZone, now))

function isOpenByWall(hours: Hours, wall: number): boolean {
  const day = dayOf(wall)
  const minute = (wall - day) / MINUTE
  return spansOf(hours, day).some(({ from, to }) => from <= minute && minute < to)
}

interface Outlook {
  readonly from: Instant
  readonly to: Instant
  readonly change: Instant | undefined
}
/** Asked again and again; the answer holds until the change comes. */
const outlooks = new WeakMap<Hours, Outlook>()

/** The first instant after `now` at which `isOpen` is another; undefined when that is more than a year away. */
export function nextChange(hours: Hours, now: Instant): Instant | undefined {
  const known = outlooks.get(hours)
  if (known && known.from <= now && now < known.to) return known.change
  const change = findChange(hours, now)
  outlooks.set(hours, { from: now, to: change ?? now + DAY, change })
  return change
}

function findChange(hours: Hours, now: Instant): Instant | undefined {
  const open = isOpen(hours, now)
  const today = dayOf(wallOf(hours.timeZone, now))
  for (let day = today; day <= today + HORIZON_DAYS * DAY; day += DAY) {
    const change = changeOn(hours, day, now, open)
    if (change !== undefined) return change
  }
  return undefined
}

/** The next time it opens, as people are told while it is closed. */
export function nextOpening(hours: Hours, now: Instant): Instant | undefined {
  const change = nextChange(hours, now)
  if (change === undefined || isOpen(hours, change)) return change
  return findChange(hours, change)
}

/** The first change on a wall clock's day after `now`: at the beginning or end of a span, or when the clock is shifted. */
function changeOn(hours: Hours, day: number, now: Instant, open: boolean): Instant | undefined {
  const { timeZone } = hours
  const offsets = offsetsAround(timeZone, day)
  const minutes = spansOf(hours, day).flatMap(({ from, to }) => [from, to])
  // With two offsets some of these are not what the clock shows; looking at the clock sorts them out.
  const instants = [0, ...minutes].flatMap((minute) =>
    offsets.map((offset) => day + minute * MINUTE - offset),
  )
  if (offsets.length > 1) instants.push(shiftAround(timeZone, day))
  return instants
    .sort((a, b) => a - b)
    .find((at) => {
      if (at <= now) return false
      const wall = wallOf(timeZone, at)
      return dayOf(wall) === day && isOpenByWall(hours, wall) !== open
    })
}
