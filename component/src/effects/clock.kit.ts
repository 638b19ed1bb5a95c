/** A clock that is moved by hand: alarms go off on the way, in order. */
import type { Clock } from './types.ts'

export interface HandMoved {
  readonly clock: Clock
  move(ms: number): void
}

export function handMovedClock(start = 1_000_000): HandMoved {
  let now = start
  const alarms = new Map<symbol, { readonly at: number; readonly callback: () => void }>()
  const clock: Clock = {
    now: () => now,
    wake(at, callback) {
      const id = Symbol()
      alarms.set(id, { at, callback })
      return () => alarms.delete(id)
    },
  }
  const move = (ms: number): void => {
    const until = now + ms
    for (;;) {
      const due = [...alarms].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]
      if (!due) break
      alarms.delete(due[0])
      now = Math.max(now, due[1].at)
      due[1].callback()
    }
    now = until
  }
  return { clock, move }
}
