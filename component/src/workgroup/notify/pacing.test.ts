import { expect, test } from 'vitest'
import { handMovedClock } from '../../effects/clock.kit.ts'
import { costOf, Paced } from './pacing.ts'

function telling(cost: () => number) {
  const { clock, move } = handMovedClock()
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
