import { expect, test } from 'vitest'
import { loadOf } from './decide.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { Rules } from './types.ts'

const idle: NonNullable<Rules['idle']> = { after: 10 * minute, warning: 2 * minute }

function talking(seats: Record<string, number> = { anna: 1 }): Stage {
  const stage = new Stage(rulesWith(seats, { idle, strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  return stage
}

const writes = (stage: Stage, name: string, who: 'visitor' | 'operator' = 'visitor') =>
  stage.event({ type: 'wrote', case: name, who })
const holds = (stage: Stage, name: string) =>
  stage.event({ type: 'hold', case: name, operator: jidOf('anna') })
const phaseOf = (stage: Stage, name: string) => stage.state.cases.get(name)?.phase
const load = (stage: Stage) => loadOf(stage.state.operators.get(jidOf('anna')) ?? expect.fail('no anna'))

test('Q6: a chat in which nobody writes is warned, both are told, and ends by itself', () => {
  const stage = talking()
  expect(stage.advance(8 * minute - 1)).toEqual([])
  stage.advance(1)
  expect(stage.said()).toEqual(['quiet'])
  expect(stage.advance(2 * minute - 1)).toEqual([])
  stage.advance(1)
  expect(stage.did('end')).toMatchObject([{ case: 'mia', reason: 'idle' }])
})

test('Q6: a word of either side, before the warning or after it, and the time begins anew', () => {
  const stage = talking()
  stage.advance(7 * minute)
  writes(stage, 'mia', 'operator')
  stage.advance(8 * minute)
  expect(stage.said()).toEqual(['quiet'])
  writes(stage, 'mia')
  expect(stage.advance(8 * minute - 1)).toEqual([])
  stage.advance(1)
  expect(stage.said()).toEqual(['quiet'])
})

test('Q6: who writes all the time costs no record each time', () => {
  const stage = talking()
  stage.advance(20 * second)
  writes(stage, 'mia')
  expect(stage.changed).toEqual(['mia'])
  stage.advance(second)
  writes(stage, 'mia')
  expect(stage.changed).toEqual([])
})

test('Q6: a restart is nobody’s silence, and without the setting no chat ends', () => {
  const stage = talking()
  stage.advance(9 * minute)
  expect(stage.said()).toEqual(['quiet'])
  const again = stage.afterRestart()
  again.shows('anna', 'available')
  again.enters('mia', 'operator')
  again.enters('mia', 'visitor')
  again.advance(7 * minute)
  expect(again.said()).toEqual([])
  again.event({ type: 'configured', rules: rulesWith({ anna: 1 }), open: true })
  expect(again.advance(90 * minute)).toEqual([])
})

test('Q6: on hold a chat frees its seat, is not warned, and returns with the next word', () => {
  const stage = talking()
  stage.joins('jon')
  expect(load(stage)).toBe(1)
  holds(stage, 'mia')
  expect(stage.said()).toEqual(['on-hold'])
  expect(stage.did('offer')).toMatchObject([{ case: 'jon', operator: jidOf('anna') }])
  expect(holds(stage, 'mia')).toBeUndefined()
  stage.event({ type: 'reject', case: 'jon', operator: jidOf('anna') })
  stage.event({ type: 'depart', case: 'jon' })
  expect(load(stage)).toBe(0)
  expect(stage.advance(30 * minute)).toEqual([])
  writes(stage, 'mia')
  expect(stage.said()).toEqual(['off-hold'])
  expect(load(stage)).toBe(1)
  stage.advance(8 * minute)
  expect(stage.said()).toEqual(['quiet'])
})

test('Q6: where all seats are taken meanwhile, the chat on hold has the next free one, before the queue', () => {
  const stage = talking()
  stage.joins('jon')
  holds(stage, 'mia')
  stage.talks('anna', 'jon')
  stage.joins('lea')
  writes(stage, 'mia')
  expect(stage.did('tell')).toMatchObject([{ operator: jidOf('anna'), news: 'hold-waits' }])
  expect(phaseOf(stage, 'mia')).toMatchObject({ is: 'active', hold: { wanted: true } })
  stage.event({ type: 'close', case: 'jon', operator: jidOf('anna') })
  expect(stage.said()).toEqual(['off-hold'])
  expect(stage.did('offer')).toEqual([])
  expect(load(stage)).toBe(1)
})

test('Q6: on hold over a restart, handed on, and ended: the seat is right each time', () => {
  const stage = talking({ anna: 1, ben: 1 })
  stage.shows('ben', 'available')
  holds(stage, 'mia')
  const again = stage.afterRestart()
  expect(load(again)).toBe(0)
  again.shows('anna', 'available')
  again.shows('ben', 'available')
  again.enters('mia', 'operator')
  again.enters('mia', 'visitor')
  again.event({ type: 'transfer', case: 'mia', operator: jidOf('anna'), to: { operator: jidOf('ben') } })
  expect(holds(again, 'mia')).toBe('transfer-under-way')
  again.event({ type: 'accept', case: 'mia', operator: jidOf('ben') })
  expect(holds(again, 'mia')).toBe('not-your-chat')
  again.event({ type: 'opened', case: 'mia' })
  again.enters('mia', 'operator')
  expect(load(again)).toBe(0)
  stage.event({ type: 'close', case: 'mia', operator: jidOf('anna') })
  expect(load(stage)).toBe(0)
})
