import { expect, test } from 'vitest'
import { jidOf, rulesWith, Stage } from './testing/stage.kit.ts'

test('Q4: a request rings, is accepted, opened, talked, closed and archived', () => {
  const stage = new Stage(rulesWith({ anna: 2 }))
  stage.shows('anna', 'available')
  expect(stage.joins('mia')).toBeUndefined()
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  expect(stage.did('offer')).toEqual([
    { do: 'offer', case: 'mia', operator: jidOf('anna'), until: stage.now + 30_000 },
  ])
  expect(stage.accepts('anna', 'mia')).toBeUndefined()
  expect(stage.did('open')).toEqual([{ do: 'open', case: 'mia', operator: jidOf('anna') }])
  stage.event({ type: 'opened', case: 'mia' })
  expect(stage.phase('mia')).toBe('active')
  stage.enters('mia', 'visitor')
  stage.enters('mia', 'operator')
  expect(stage.closes('anna', 'mia')).toBeUndefined()
  expect(stage.did('end')).toEqual([{ do: 'end', case: 'mia', reason: 'operator-closed', by: jidOf('anna') }])
  stage.event({ type: 'archived', case: 'mia' })
  expect(stage.changed).toEqual(['mia'])
  expect(stage.state.cases.size).toBe(0)
})
