import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, empty, nextAlarm } from './decide.ts'
import { someHappenings, someRules } from './testing/chaos.kit.ts'
import { minute, rulesWith, Stage } from './testing/stage.kit.ts'
import { Witness } from './testing/witness.kit.ts'

const HOUR = 60 * minute
/** The runs begin later than this; what is counted stays below. */
const EARLIEST = 900_000

/** What of a case is an instant, and what it says. */
const instants = (value: unknown, path = ''): [string, number][] => {
  if (typeof value === 'number') return value > EARLIEST ? [[path, value]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => instants(each, `${path}/${key}`))
}

test('P3: when the clock is set forward, whatever is under way has as much time left as before', () =>
  fc.assert(
    fc.property(someRules, someHappenings, (rules, happenings) => {
      const witness = new Witness(empty(rules, true))
      for (const happening of happenings) {
        if (happening.kind === 'event') witness.event(happening.event)
        else if (happening.kind === 'likely') witness.likely(happening)
        else if (happening.kind === 'time') witness.advance(happening.ms)
      }
      const { state, now } = witness
      const after = decide(state, { type: 'clock-set', by: HOUR }, now + HOUR).state
      for (const [id, one] of state.cases.entries()) {
        const moved = one.phase.is === 'ended' ? 0 : HOUR
        const now = new Map(instants(after.cases.get(id)))
        for (const [path, at] of instants(one)) expect([path, now.get(path)]).toEqual([path, at + moved])
      }
      const due = nextAlarm(state)
      expect(nextAlarm(after)).toBe(due === undefined ? undefined : due + HOUR)
      expect(after.pace.past).toBe(state.pace.past)
    }),
    { numRuns: 60 },
  ))

test('P3: a clock that is set forward by an hour ends no visitor who waits', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { maxWait: 30 * minute, whenNobody: 'wait' }))
  stage.joins('mia')
  stage.advance(10 * minute)
  stage.now += HOUR
  stage.event({ type: 'clock-set', by: HOUR })
  stage.advance(19 * minute)
  expect(stage.phase('mia')).toBe('waiting')
  stage.advance(2 * minute)
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long' }])
})
