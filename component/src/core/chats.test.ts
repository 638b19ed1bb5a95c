import { expect, test } from 'vitest'
import { chatsOf, loadOf } from './decide.ts'
import { jidOf, minute, rulesWith, Stage } from './testing/stage.kit.ts'
import { talking } from './testing/talking.kit.ts'
import type { Event } from './types.ts'

test('Q4: who is in the room before it is reported open is not expected again', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.accepts('anna', 'mia')
  stage.enters('mia', 'visitor')
  stage.enters('mia', 'operator')
  stage.event({ type: 'opened', case: 'mia' })
  expect(stage.advance(60 * minute)).toEqual([])
  expect(stage.phase('mia')).toBe('active')
})

test('Q4: only its operator closes a chat; a supervisor does it by removing the visitor', () => {
  const stage = talking()
  expect(stage.closes('ben', 'mia')).toBe('not-your-chat')
  expect(stage.closes('ben', 'nobody')).toBe('no-such-case')
  stage.event({ type: 'depart', case: 'mia', by: jidOf('carol') })
  expect(stage.did('end')).toEqual([
    { do: 'end', case: 'mia', reason: 'supervisor-closed', by: jidOf('carol') },
  ])
  expect(stage.case('mia').phase).toMatchObject({ by: jidOf('carol'), operator: jidOf('anna') })
})

test('Q4: an ended case takes no seat and stays until its transcript is safe', () => {
  const stage = talking()
  expect(chatsOf(stage.state, jidOf('anna')).map(({ id }) => id)).toEqual(['mia'])
  stage.closes('anna', 'mia')
  expect(stage.phase('mia')).toBe('ended')
  const anna = stage.state.operators.get(jidOf('anna'))
  expect(anna && loadOf(anna)).toBe(0)
  stage.event({ type: 'archived', case: 'mia' })
  expect(stage.state.cases.size).toBe(0)
  expect(stage.changed).toEqual(['mia'])
})

const twice: readonly Event[] = [
  { type: 'opened', case: 'mia' },
  { type: 'entered', case: 'mia', who: 'operator' },
  { type: 'entered', case: 'mia', who: 'visitor' },
  { type: 'open-failed', case: 'mia', operator: jidOf('anna') },
  { type: 'accept', case: 'mia', operator: jidOf('anna') },
  { type: 'take', case: 'mia', operator: jidOf('anna') },
  { type: 'archived', case: 'mia' },
  { type: 'load', operator: jidOf('anna'), elsewhere: 0 },
  { type: 'load', operator: jidOf('eve'), elsewhere: 3 },
  { type: 'opened', case: 'nobody' },
  { type: 'open-failed', case: 'nobody', operator: jidOf('anna') },
  { type: 'entered', case: 'nobody', who: 'visitor' },
  { type: 'left', case: 'nobody', who: 'operator' },
  { type: 'archived', case: 'nobody' },
  { type: 'visitor-presence', visitor: 'nobody@visitors/x', show: 'offline' },
  { type: 'tick' },
]

test.each(twice)('Q4: said twice, or of nobody, is no news: $type of $case$operator$visitor', (event) => {
  const stage = talking()
  const before = stage.state
  expect(stage.decide(event)).toEqual({ state: before, effects: [], changed: [], changedOperators: [] })
})

test('Q4: closing, leaving and refusing twice are no faults', () => {
  const stage = talking()
  stage.closes('anna', 'mia')
  expect(stage.closes('anna', 'mia')).toBeUndefined()
  expect(stage.event({ type: 'depart', case: 'mia' })).toBeUndefined()
  stage.joins('noah')
  stage.rejects('anna', 'noah')
  expect(stage.rejects('anna', 'noah')).toBeUndefined()
  expect(stage.did('end')).toEqual([])
})
