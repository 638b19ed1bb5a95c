import { expect, test } from 'vitest'
import { rebuild } from './decide.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { Rules } from './types.ts'

function alone(changes: Partial<Rules> = {}): Stage {
  const stage = new Stage(rulesWith({ anna: 1 }, { missedAtMost: 2, askAgainAtMost: 9, ...changes }))
  stage.shows('anna', 'available')
  return stage
}

const isResting = (stage: Stage, name = 'anna') =>
  stage.state.operators.get(jidOf(name))?.resting !== undefined

test('R10: whoever misses two offers in a row goes off duty, and nothing rings at them until they say that they are there', () => {
  const stage = alone()
  stage.joins('mia')
  stage.advance(30 * second)
  expect(isResting(stage)).toBe(false)
  const effects = stage.advance(minute)
  expect(effects.filter((effect) => effect.do === 'rest')).toMatchObject([{ operator: jidOf('anna') }])
  expect(effects.filter((effect) => effect.do === 'offer')).toHaveLength(1)
  stage.shows('anna', 'available', { status: 'here' })
  stage.shows('anna', 'available', { resource: 'phone' })
  expect(stage.ringsAt('mia')).toEqual([])
  stage.event({ type: 'back-on-duty', operator: jidOf('anna') })
  expect(stage.did('back-on-duty')).toHaveLength(1)
  stage.advance(31 * second)
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})

test('R10: an answer in between forgets what was missed; being away is no miss', () => {
  const stage = alone({ offerAway: true })
  stage.joins('mia')
  stage.advance(30 * second)
  stage.advance(30 * second)
  stage.rejects('anna', 'mia')
  stage.advance(minute)
  expect(isResting(stage)).toBe(false)
  stage.rejects('anna', 'mia')
  stage.shows('anna', 'away')
  stage.advance(10 * minute)
  expect(isResting(stage)).toBe(false)
})

test('R10: who comes back from being away, at the same client, is there again; who only reconnects is not', () => {
  const stage = alone()
  stage.event({ type: 'rest', operator: jidOf('anna'), resting: { since: stage.now, missed: 2 } })
  stage.shows('anna', 'offline')
  stage.shows('anna', 'available')
  expect(isResting(stage)).toBe(true)
  stage.shows('anna', 'away')
  stage.shows('anna', 'available')
  expect(isResting(stage)).toBe(false)
})

test('R10: it survives a restart, and the last one at rest leaves nobody on duty', () => {
  const stage = alone({ whenNobody: 'refuse' })
  const resting = { since: stage.now, missed: 2 }
  const { rules } = stage.state
  const again = new Stage(
    rules,
    rebuild(
      rules,
      true,
      [],
      { idleSince: new Map(), resting: new Map([[jidOf('anna'), resting]]) },
      stage.now,
    ),
  )
  again.shows('anna', 'available')
  expect(again.joins('mia')).toBe('nobody-on-duty')
})
