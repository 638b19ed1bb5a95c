/** A clock that is moved by hand: alarms go off on the way, in order. */
import type { FollowedClock } from './types.ts'

export interface HandMoved {
  readonly clock: FollowedClock
  /** Sets it forward, as somebody's hand does. */
  set(by: number): void
  move(ms: number): void
}

export function handMovedClock(start = 1_000_000): HandMoved {
  let now = start
  const followers = new Set<(by: number) => void>()
  const alarms = new Map<symbol, { readonly at: number; readonly callback: () => void }>()
  const clock: FollowedClock = {
    now: () => now,
    wake(at, callback) {
      const id = Symbol()
      alarms.set(id, { at, callback })
      return () => alarms.delete(id)
    },
    onSet(follow) {
      followers.add(follow)
      return () => followers.delete(follow)
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
  const set = (by: number): void => {
    now += by
    for (const follow of followers) follow(by)
  }
  return { clock, set, move }
}
