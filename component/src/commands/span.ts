/** Lengths of time in words. */
import type { Duration } from '../core/types.ts'

const MINUTE = 60_000

/** `under 1 min`, `2 min`, `1 h 5 min`, `3 d`. Rounded down: nobody waits less than it says. */
export function span(length: Duration): string {
  const minutes = Math.floor(length / MINUTE)
  if (minutes < 1) return 'under 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} d`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}
