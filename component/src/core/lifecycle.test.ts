import { expect, test } from 'vitest'
import { advance, LifeCycleError, lifeCycle, type PhaseName } from './lifecycle.ts'
import { rulesWith, Stage } from './testing/stage.kit.ts'

test('Q4: every phase but the last leads to an end', () => {
  const phases = Object.keys(lifeCycle) as PhaseName[]
  for (const phase of phases.filter((one) => one !== 'ended')) expect(lifeCycle[phase].end).toBe('ended')
  expect(lifeCycle.ended).toEqual({})
})

test('a step the table does not have is refused loudly', () => {
  const stage = new Stage(rulesWith({}))
  stage.joins('mia')
  expect(() => advance(stage.case('mia'), 'lost', { is: 'waiting' })).toThrow(LifeCycleError)
  expect(() => advance(stage.case('mia'), 'ring', { is: 'waiting' })).toThrow("case mia: no step 'ring'")
})
