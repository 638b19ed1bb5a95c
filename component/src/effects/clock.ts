import type { Clock } from './types.ts'

/**
 * The longest single sleep, ms. `setTimeout` takes 2^31-1 at most; far shorter, so that a clock that is set, or a machine
 * that slept, is noticed within a minute.
 */
const LONGEST_NAP = 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  wake(at, callback) {
    let timer: NodeJS.Timeout
    // A timer may also fire a millisecond early: only the wall clock decides.
    const nap = (): void => {
      const left = at - Date.now()
      timer = setTimeout(
        () => (Date.now() >= at ? callback() : nap()),
        Math.min(Math.max(left, 0), LONGEST_NAP),
      )
    }
    nap()
    return () => clearTimeout(timer)
  },
}
