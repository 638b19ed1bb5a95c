import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openClock } from './clock.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

test('wakes once, at the instant and not before', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  clock.wake(1_000_500, woken)
  vi.advanceTimersByTime(499)
  expect(woken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  vi.advanceTimersByTime(100_000)
  expect(woken).toHaveBeenCalledOnce()
})

test('an instant in the past wakes at the next turn, not inside the call', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  clock.wake(5, woken)
  expect(woken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(0)
  expect(woken).toHaveBeenCalledOnce()
})

test('can be cancelled, also between two naps', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  const cancel = clock.wake(1_000_000 + 10 * 60_000, woken)
  vi.advanceTimersByTime(5 * 60_000)
  cancel()
  vi.advanceTimersByTime(10 * 60_000)
  expect(woken).not.toHaveBeenCalled()
})

test('sleeps longer than setTimeout can', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  const fortyDays = 40 * 24 * 3_600_000
  clock.wake(1_000_000 + fortyDays, woken)
  vi.advanceTimersByTime(fortyDays - 1)
  expect(woken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(woken).toHaveBeenCalledOnce()
})

test('notices within a minute that the clock was set forward', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  clock.wake(1_000_000 + 3_600_000, woken)
  vi.advanceTimersByTime(60_000)
  vi.setSystemTime(1_000_000 + 3_600_000)
  vi.advanceTimersByTime(60_000)
  expect(woken).toHaveBeenCalledOnce()
})

test('a clock that is set back by an hour holds nothing up, and nothing comes twice', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  clock.wake(clock.now() + 3_000, woken)
  vi.advanceTimersByTime(1_000)
  const before = clock.now()
  vi.setSystemTime(1_000_000 - 3_600_000)
  expect(clock.now()).toBe(before)
  vi.advanceTimersByTime(2_500)
  expect(woken).toHaveBeenCalledOnce()
})

test('set back, it is slower by a tenth until the wall clock has caught up, and then the same again', () => {
  const clock = openClock()
  const before = clock.now()
  vi.setSystemTime(1_000_000 - 10_000)
  vi.advanceTimersByTime(50_000)
  expect(clock.now()).toBe(before + 45_000)
  vi.advanceTimersByTime(60_000)
  expect(clock.now()).toBe(Date.now())
})

test('P3: when it is set forward, whoever follows hears it before the new time is seen, and what they put off does not wake', () => {
  const [woken, clock] = [vi.fn(), openClock()]
  const cancel = clock.wake(clock.now() + 30 * 60_000, woken)
  const stop = clock.onSet((by) => {
    expect(by).toBe(3_600_000)
    cancel()
    clock.wake(1_000_000 + 30 * 60_000 + by, woken)
  })
  vi.advanceTimersByTime(10 * 60_000)
  vi.setSystemTime(1_000_000 + 10 * 60_000 + 3_600_000)
  vi.advanceTimersByTime(20 * 60_000 - 1)
  expect(woken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(woken).toHaveBeenCalledOnce()
  stop()
})

test('P3: time that only passes, however long nobody looks, is no setting of the clock', () => {
  const [set, clock] = [vi.fn(), openClock()]
  clock.onSet(set)
  for (const ms of [10, 3_600_000, 40 * 24 * 3_600_000]) {
    vi.advanceTimersByTime(ms)
    clock.now()
  }
  expect(set).not.toHaveBeenCalled()
})
