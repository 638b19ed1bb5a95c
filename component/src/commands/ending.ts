/** When something that was said to last a while is over: `2 h`, `17:30`. */
import { parseDuration } from '../config/duration.ts'
import type { Duration, Instant } from '../core/types.ts'
import { DAY, dayOf, MINUTE, wallOf } from '../opening/wall-clock.ts'

const MOST: Duration = 366 * DAY

/** In words of a message: `for 2 h`, `until 17:30`, at its end; with what stands before it. */
export function atEnd(rest: string): { readonly head: string; readonly for: string } {
  const [, head = '', length, time] =
    /^(.*?)(?:^|\s+)(?:for\s+(\d.*?)|until\s+(\d{1,2}:\d\d))\s*$/is.exec(rest) ?? []
  const found = length ?? time
  return found === undefined ? { head: rest.trim(), for: '' } : { head: head.trim(), for: found }
}

/** `undefined`: it is neither a length nor a time of day. Times are those of this clock. */
export function endOf(words: string, now: Instant, timeZone: string): Instant | undefined {
  const length = parseDuration(words)
  if (length !== undefined) return length > 0 && length <= MOST ? now + length : undefined
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(words.trim()) ?? []
  if (hour === undefined) return undefined
  const wall = wallOf(timeZone, now)
  const today = dayOf(wall) + (Number(hour) * 60 + Number(minute)) * MINUTE
  const wanted = today > wall ? today : today + DAY
  const guess = now + (wanted - wall)
  // The clock may be put forward or back until then.
  return Math.floor((guess - (wallOf(timeZone, guess) - wanted)) / MINUTE) * MINUTE
}

/** `17:30`, with the day where it is not today; `Europe/Berlin` beside it, since people travel. */
export function endText(until: Instant, now: Instant, timeZone: string): string {
  const wall = wallOf(timeZone, until)
  const at = new Date(wall).toISOString()
  const day = dayOf(wall) === dayOf(wallOf(timeZone, now)) ? '' : `${at.slice(0, 10)} `
  return `${day}${at.slice(11, 16)} (${timeZone})`
}

export const NO_END = 'How long? Write a time like 30 min, 2 h or 3 d, or an end like 17:30; a year at most.'
