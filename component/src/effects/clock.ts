import type { Clock } from './types.ts'

/**
 * The longest single sleep, ms. `setTimeout` takes 2^31-1 at most; far shorter, so that a clock that is set forward, or a
 * machine that slept, is noticed within a minute.
 */
const LONGEST_NAP = 60_000

/** How fast time goes on while it is ahead of the wall clock. */
const SLOWED = 0.9

/**
 * The wall clock, but never back: when that is set back (NTP after a boot, somebody's hand), offers would ring and graces run
 * for as long as it was wrong. Instead time goes on from where it was, a tenth slower, until the wall clock has caught up.
 */
export function openClock(): Clock {
  let [last, lookedAt] = [Date.now(), performance.now()]
  const now = (): number => {
    const passed = performance.now() - lookedAt
    lookedAt += passed
    last = Math.max(Date.now(), last + passed * SLOWED)
    return Math.floor(last)
  }
  return {
    now,
    wake(at, callback) {
      let timer: NodeJS.Timeout
      // A timer may also fire a millisecond early: only the clock decides.
      const nap = (): void => {
        timer = setTimeout(
          () => (now() >= at ? callback() : nap()),
          Math.min(Math.max(at - now(), 0), LONGEST_NAP),
        )
      }
      nap()
      return () => clearTimeout(timer)
    },
  }
}

export const systemClock = openClock()
