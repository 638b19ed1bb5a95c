import { useCallback, useSyncExternalStore } from 'react'
import type { Desk } from '../model/types.ts'
import { useApp } from './use-app.ts'

/** One timer for all clocks on the screen: they tick together, and stop when nobody watches. */
let timer: ReturnType<typeof setInterval> | undefined
let tick = 0
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    tick += 1
    for (const each of [...listeners]) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The server's time, renewed each second. */
export function useNow(): number {
  const { clock } = useApp()
  useSyncExternalStore(subscribe, () => tick)
  return clock.now()
}

/** Something plain made of the time: what shows it is drawn again only when it changes. */
export function useLive<T extends string | number | boolean>(of: (now: number) => T): T {
  const { clock } = useApp()
  return useSyncExternalStore(subscribe, () => of(clock.now()))
}

/** The same of the desk and the time: at each change of the one, and each second of the other. */
export function useLiveDesk<T extends string | number | boolean>(of: (desk: Desk, now: number) => T): T {
  const { desk, clock } = useApp()
  const both = useCallback(
    (listener: () => void) => {
      const stops = [desk.subscribe(listener), subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [desk],
  )
  return useSyncExternalStore(both, () => of(desk.get(), clock.now()))
}
