import { expect, test } from 'vitest'
import { advance, LifeCycleError, lifeCycle, type PhaseName, type Step } from './lifecycle.ts'
import { rulesWith, Stage } from './testing/stage.kit.ts'
import type { Case, Phase } from './types.ts'

test('Q4: every phase but the last leads to an end', () => {
  const phases = Object.keys(lifeCycle) as PhaseName[]
  for (const phase of phases.filter((one) => one !== 'ended')) expect(lifeCycle[phase].end).toBe('ended')
  expect(lifeCycle.ended).toEqual({})
})

const someone = { operator: 'anna@localhost', since: 0 }
const examples: { readonly [P in PhaseName]: Extract<Phase, { is: P }> } = {
  waiting: { is: 'waiting' },
  ringing: { is: 'ringing', offers: [] },
  opening: { is: 'opening', ...someone },
  active: { is: 'active', ...someone, operatorIn: true },
  ended: { is: 'ended', reason: 'operator-closed', at: 0 },
}
const phases = Object.values(examples)
const steps: readonly Step[] = ['ring', 'unanswered', 'take', 'opened', 'failed', 'lost', 'end']
const mia = (phase: Phase): Case => {
  const stage = new Stage(rulesWith({}))
  stage.joins('mia')
  return { ...stage.case('mia'), phase }
}

test.each(phases.flatMap((from) => steps.map((step) => [from, step] as const)))(
  'Q4: from $is only the steps of the table lead on, and where it says: %s',
  (from, step) => {
    const one = mia(from)
    for (const to of phases) {
      if (lifeCycle[from.is][step] === to.is) expect(advance(one, step, to).phase).toBe(to)
      else expect(() => advance(one, step, to), `to ${to.is}`).toThrow(LifeCycleError)
    }
  },
)

test('the steps that are tried are all there are', () => {
  const known = new Set(Object.values(lifeCycle).flatMap((leads) => Object.keys(leads)))
  expect([...known].sort()).toEqual([...steps].sort())
})

test('a step the table does not have is named', () => {
  expect(() => advance(mia(examples.waiting), 'ring', examples.waiting)).toThrow("case mia: no step 'ring'")
})
