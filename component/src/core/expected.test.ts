import { expect, test } from 'vitest'
import { expectedWait, queueRows, rebuild, summary } from './decide.ts'
import type { Past } from './pace.ts'
import { minute, rulesWith, Stage, second } from './testing/stage.kit.ts'

const waitOf = (stage: Stage, id: string): number | undefined => expectedWait(stage.state, stage.case(id))

/** Of so many exponential times in a row, near enough. */
const medianOf = (steps: number): number => steps - 1 / 3

test('Q1: the expected wait follows service times and seats, and is unknown before the first chat has ended', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  for (const id of ['c1', 'c2', 'c3', 'c4']) stage.joins(id)
  expect(waitOf(stage, 'c2')).toBeUndefined()
  stage.talks('anna', 'c1')
  stage.advance(4 * minute)
  stage.closes('anna', 'c1')
  stage.talks('anna', 'c2')
  expect(waitOf(stage, 'c4')).toBeCloseTo(4 * minute * medianOf(2))
  const [row] = queueRows(stage.state, stage.now, 1)
  expect(row).toMatchObject({ id: 'c3', position: 0, waitMs: expect.closeTo(4 * minute * medianOf(1)) })
  expect(summary(stage.state, stage.now).expectedWaitMs).toBeCloseTo(4 * minute * medianOf(3))
  stage.shows('ben', 'available')
  stage.accepts('ben', 'c3')
  expect(waitOf(stage, 'c4')).toBeCloseTo(2 * minute * medianOf(1))
  stage.shows('anna', 'dnd')
  stage.shows('ben', 'dnd')
  expect(waitOf(stage, 'c4')).toBeUndefined()
})

test('Q1: the first chat to end, a short one, does not speak for those that go on', () => {
  const stage = new Stage(rulesWith({ anna: 10 }))
  stage.shows('anna', 'available')
  for (let n = 0; n < 11; n += 1) stage.joins(`c${n}`)
  for (let n = 0; n < 10; n += 1) stage.talks('anna', `c${n}`)
  stage.advance(minute)
  stage.closes('anna', 'c0')
  stage.joins('last')
  stage.accepts('anna', 'c10')
  expect(waitOf(stage, 'last')).toBeCloseTo(minute * medianOf(1)) // ten minutes for one chat, ten seats
})

test('Q1: a chat that was left open over night is not taken for how long chats are', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  const chat = (id: string, ms: number) => {
    stage.joins(id)
    stage.talks('anna', id)
    stage.advance(ms)
    stage.closes('anna', id)
  }
  for (let n = 0; n < 10; n += 1) chat(`c${n}`, 5 * minute)
  chat('over-night', 14 * 60 * minute)
  chat('next', 5 * minute)
  for (const id of ['now', 'then']) stage.joins(id)
  stage.talks('anna', 'now')
  expect(waitOf(stage, 'then')).toBeGreaterThan(5 * minute * medianOf(1))
  expect(waitOf(stage, 'then')).toBeLessThan(8 * minute * medianOf(1))
})

test('Q1: who joins while somebody is free waits only for the ringing', () => {
  const stage = new Stage(rulesWith({ anna: 2 }))
  stage.shows('anna', 'available')
  stage.joins('c1')
  stage.advance(9 * second)
  stage.talks('anna', 'c1')
  expect(summary(stage.state, stage.now).expectedWaitMs).toBeCloseTo(6 * second)
})

test('Q1: the ringing counts, also for those at whom nobody has to finish first', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('c1')
  stage.advance(9 * second)
  stage.talks('anna', 'c1')
  stage.advance(51 * second)
  stage.closes('anna', 'c1')
  for (const id of ['c2', 'c3']) stage.joins(id)
  expect(waitOf(stage, 'c2')).toBeCloseTo(6 * second)
  expect(waitOf(stage, 'c3')).toBeGreaterThan(6 * second + minute * medianOf(1))
  expect(waitOf(stage, 'c3')).toBeLessThan(9 * second + minute)
})

test('Q1: those before who will give up are counted on', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) stage.joins(id)
  stage.talks('anna', 'c1')
  stage.advance(4 * minute)
  stage.event({ type: 'depart', case: 'c4' })
  stage.closes('anna', 'c1')
  stage.accepts('anna', 'c2')
  expect(waitOf(stage, 'c3')).toBeCloseTo(4 * minute * medianOf(1))
  expect(waitOf(stage, 'c5')).toBeLessThan(4 * minute * medianOf(2))
})

test('Q1: a priority is before those at whom it does not ring yet, and not before who is served already', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('c1')
  stage.talks('anna', 'c1')
  stage.joins('c2')
  stage.advance(4 * minute)
  stage.closes('anna', 'c1')
  stage.joins('plain')
  stage.joins('vip', 5)
  expect(stage.ringsAt('c2')).toEqual(['anna'])
  expect(waitOf(stage, 'vip')).toBeCloseTo(4 * minute * medianOf(1))
})

test('Q1: those who will overtake are counted on, and who is away is passed over', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('c1')
  stage.talks('anna', 'c1')
  stage.advance(4 * minute)
  stage.closes('anna', 'c1')
  for (const id of ['c2', 'away', 'plain']) stage.joins(id)
  stage.talks('anna', 'c2')
  const alone = waitOf(stage, 'plain') ?? 0
  stage.visitorShows('away', 'away')
  expect(waitOf(stage, 'plain')).toBeLessThan(alone)
  stage.visitorShows('away', 'available')
  stage.joins('vip', 5)
  stage.event({ type: 'depart', case: 'vip' })
  expect(waitOf(stage, 'plain')).toBeGreaterThan(alone)
})

test('Q1: after a restart the wait is told from the cases in the store', () => {
  const rules = rulesWith({ anna: 1 })
  const past: Past[] = [
    { joinedAt: 0, openedAt: minute, endedAt: 7 * minute },
    { joinedAt: 0, openedAt: minute, endedAt: 7 * minute },
    { joinedAt: minute, endedAt: 2 * minute },
  ]
  const before = new Stage(rules)
  before.shows('anna', 'available')
  for (const id of ['c1', 'c2']) before.joins(id)
  before.talks('anna', 'c1')
  const now = before.now + 60 * minute
  const stage = new Stage(
    rules,
    rebuild(rules, true, before.state.cases.values(), { idleSince: new Map(), past }, now),
  )
  stage.now = now
  stage.shows('anna', 'available')
  expect(waitOf(stage, 'c2')).toBeCloseTo(6 * minute * medianOf(1), -3)
})
