import { expect, test, vi } from 'vitest'
import { erlang } from './erlang.ts'
import { leastMedianError, Oracle } from './oracle.ts'
import { type Pattern, readPattern } from './pattern.ts'
import { deviations, drawnIn, type Result, resultOf, theoryOf } from './report.ts'
import { World } from './world.ts'

vi.setConfig({ testTimeout: 300_000 }) // some seconds of work, on a machine that may have much else to do

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

const play = (pattern: Pattern, moments: number): Result => resultOf(new World(pattern, moments).play())

test('Q1 R2: the rules against a virtual clock agree with Erlang A', () => {
  const world = new World(busy, 0).play()
  const result = resultOf(world)
  const theory = theoryOf(busy, drawnIn(world))
  expect(theory).toBeDefined()
  for (const { what, by } of theory ? deviations(result, theory) : [])
    expect(by, `${what} is too far from Erlang A`).toBeLessThan(0.05)
  expect(result.told?.error).toBeLessThan(0.3)
  expect(result.overtaken).toBe(0)
  expect(result.broken).toEqual([])
})

/** Seconds, not minutes: a part of the visitors, always the same ones. */
const someOf = (name: string, visitors: number): Pattern => ({
  ...readPattern(new URL(`./patterns/${name}.json`, import.meta.url).pathname),
  visitors,
})

test.each(['erlang-a', 'support-rush'])(
  'Q1: with a steady load what visitors are told is off by less than 30 percent in the median: %s',
  (name) => {
    const { told, broken } = play(someOf(name, 12_000), 0)
    expect(told?.error).toBeLessThan(0.3)
    expect(told?.longer).toBeGreaterThan(0.4)
    expect(told?.longer).toBeLessThan(0.6)
    expect(broken).toEqual([])
  },
)

test('Q1: where queues are so short that nobody could tell, what visitors are told is as good as can be', () => {
  const { told, broken } = play(someOf('erlang-c', 12_000), 400)
  expect(told?.floor).toBeGreaterThan(0.3)
  expect(told?.error).toBeLessThan(1.1 * (told?.floor ?? 0))
  expect(broken).toEqual([])
})

test('nobody can tell when one exponential chat is over: half of all guesses are off by 63 %, of five by 29 %', () => {
  const oracle = new Oracle({ ...busy, patience: { distribution: 'fixed', seconds: 1e6 } })
  const seats = Array.from({ length: 12 }, () => 0)
  const floorAfter = (before: number) =>
    leastMedianError(
      Array.from({ length: 20 }, () =>
        oracle.waitsAfter({ chats: seats, rings: [], before: seats.slice(0, before), overtakingPerHour: 0 }),
      ),
    )
  expect(floorAfter(0)).toBeCloseTo(0.629, 1)
  expect(floorAfter(4)).toBeCloseTo(0.295, 1)
})

test.each(['random', 'round-robin', 'longest-idle', 'least-busy'] as const)(
  'R2: %s is fair to operators',
  (strategy) => {
    const result = play({ ...busy, visitors: 3_000, perHour: 250, strategies: [strategy] }, 0)
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
