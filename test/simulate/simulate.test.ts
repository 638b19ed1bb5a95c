import { expect, test } from 'vitest'
import { erlang } from './erlang.ts'
import type { Pattern } from './pattern.ts'
import { deviations, drawnIn, type Result, resultOf, theoryOf } from './report.ts'
import { World } from './world.ts'

const exponential = (seconds: number) => ({ distribution: 'exponential', seconds }) as const

const busy: Pattern = {
  name: 'a busy hour that does not end',
  visitors: 40_000,
  seed: 7,
  strategies: ['least-busy'],
  staff: [{ count: 10, seats: 3 }],
  perHour: 400,
  service: exponential(300),
  patience: exponential(600),
}

const play = (pattern: Pattern): Result => resultOf(new World(pattern).play())

test('Q1 R2: the rules against a virtual clock agree with Erlang A, and tell visitors honestly how long it takes', () => {
  const world = new World(busy).play()
  const result = resultOf(world)
  const theory = theoryOf(busy, drawnIn(world))
  expect(theory).toBeDefined()
  for (const { what, by } of theory ? deviations(result, theory) : [])
    expect(by, `${what} is too far from Erlang A`).toBeLessThan(0.05)
  expect(result.waitError).toBeLessThan(0.3)
  expect(Math.abs(result.waitBias - 1)).toBeLessThan(0.1)
  expect(result.overtaken).toBe(0)
  expect(result.broken).toEqual([])
})

test.each(['random', 'round-robin', 'longest-idle', 'least-busy'] as const)(
  'R2: %s is fair to operators',
  (strategy) => {
    const result = play({ ...busy, visitors: 3_000, perHour: 250, strategies: [strategy] })
    expect(result.fairness).toBeGreaterThan(0.97)
    expect(result.broken).toEqual([])
  },
)

test('the formulas are those of the tables: Erlang C of 10 erlangs on 12 seats', () => {
  const theory = erlang({ arrivalsPerMs: 120 / 3_600_000, serviceMs: 300_000, seats: 12 })
  expect(theory?.waits).toBeCloseTo(0.4494, 3)
  expect(theory?.meanWaitMs).toBeCloseTo((0.4494 * 300_000) / 2, -3)
  expect(erlang({ arrivalsPerMs: 1, serviceMs: 12, seats: 12 })).toBeUndefined()
})
