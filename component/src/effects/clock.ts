import type { Duration } from '../core/types.ts'
import type { FollowedClock } from './types.ts'

/**
 * The longest single sleep, ms. `setTimeout` takes 2^31-1 at most; far shorter, so that a clock that is set forward, or a
 * machine that slept, is noticed within a minute.
 */
const LONGEST_NAP = 60_000

/** How fast time goes on while it is ahead of the wall clock. */
const SLOWED = 0.9

/** The wall clock may run so much ahead of time that passes, between two looks, before it counts as set, ms. */
const DRIFT: Duration = 2_000

/**
 * The wall clock, but never back: when that is set back (NTP after a boot, somebody's hand), offers would ring and graces run
 * for as long as it was wrong. Instead time goes on from where it was, a tenth slower, until the wall clock has caught up.
 * When it is set forward, or the machine has slept, it is followed at once, and whoever has something under way is told
 * before anybody sees the new time.
 */
export function openClock(): FollowedClock {
  let [last, lookedAt] = [Date.now(), performance.now()]
  const followers = new Set<(by: Duration) => void>()
  const now = (): number => {
    const passed = performance.now() - lookedAt
    lookedAt += passed
    const set = Date.now() - (last + passed)
    last = Math.max(Date.now(), last + passed * SLOWED)
    if (set > DRIFT) for (const follow of followers) follow(Math.round(set))
    return Math.floor(last)
  }
  return {
    now,
    wake(at, callback) {
      let timer: NodeJS.Timeout | undefined
      let isOver = false
      // A timer may also fire a millisecond early: only the clock decides. Looking at it may end the wait.
      const look = (): void => {
        const isDue = now() >= at
        if (isOver) return
        if (isDue) callback()
        else nap()
      }
      const nap = (): void => {
        const rest = at - now()
        if (!isOver) timer = setTimeout(look, Math.min(Math.max(rest, 0), LONGEST_NAP))
      }
      nap()
      return () => {
        isOver = true
        clearTimeout(timer)
      }
    },
    onSet(follow) {
      followers.add(follow)
      return () => followers.delete(follow)
    },
  }
}

export const systemClock = openClock()
