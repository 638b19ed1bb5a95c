import { expect, test } from 'vitest'
import type { Clock } from '../effects/types.ts'
import { costOf, Paced } from './pacing.ts'

/** A clock that is moved by hand. */
function handMoved() {
  let now = 1_000_000
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

function telling(cost: () => number) {
  const { clock, move } = handMoved()
  const told: number[] = []
  const start = clock.now()
  const paced = new Paced(clock, 0.1, cost, () => void told.push(clock.now() - start))
  return { paced, move, told }
}

test('what costs little is told after a moment, changes within it together', () => {
  const { paced, move, told } = telling(() => costOf(3, 10))
  for (let change = 0; change < 4; change += 1) {
    paced.changed()
    move(50)
  }
  move(1_000)
  expect(told).toEqual([200])
})

test('what costs much waits, so that it takes no more than its share', () => {
  const { paced, move, told } = telling(() => costOf(200, 100))
  for (let change = 0; change < 600; change += 1) {
    paced.changed()
    move(100)
  }
  const cost = costOf(200, 100)
  expect(told.length).toBeGreaterThan(1)
  expect((told.length * cost) / 60_000).toBeLessThanOrEqual(0.1)
})

test('when there is less to tell it is told sooner', () => {
  let rows = 100
  const { paced, move, told } = telling(() => costOf(200, rows))
  paced.changed()
  move(2_000)
  rows = 0
  move(5_000)
  expect(told).toHaveLength(1)
  expect(told[0]).toBeLessThan(3_500)
})

test('nothing is told after the stop', () => {
  const { paced, move, told } = telling(() => 1)
  paced.changed()
  paced.stop()
  move(60_000)
  expect(told).toEqual([])
})
