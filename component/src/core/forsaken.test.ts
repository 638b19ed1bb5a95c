import { expect, test } from 'vitest'
import { lossIsToldAfter } from './graces.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { Rules } from './types.ts'

/** Anna is busy with omar, and mia waits. */
function waiting(changes: Partial<Rules> = {}): Stage {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { whenNobody: 'refuse', ...changes }))
  stage.shows('anna', 'available')
  stage.joins('omar')
  stage.talks('anna', 'omar')
  stage.joins('mia')
  return stage
}

test('Q5: the last operator goes off duty: those who wait are told what somebody new would be told', () => {
  const stage = waiting({ otherwise: { nobody: 'callback' } })
  stage.shows('anna', 'dnd')
  expect(stage.phase('mia')).toBe('waiting')
  stage.advance(lossIsToldAfter)
  expect(stage.did('end')).toEqual([
    { do: 'end', case: 'mia', reason: 'nobody-on-duty', otherwise: 'callback' },
  ])
  expect(stage.phase('omar')).toBe('active')
  expect(stage.joins('late')).toBe('nobody-on-duty')
})

test('Q5: a reload of the only desk ends nobody', () => {
  const stage = waiting()
  stage.shows('anna', 'offline')
  stage.advance(3 * second)
  stage.shows('anna', 'available')
  stage.advance(minute)
  expect(stage.phase('mia')).toBe('waiting')
})

test('R10: all are dead: whoever waits hears it within seconds of its being found out', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { whenNobody: 'refuse' }))
  for (const name of ['anna', 'ben']) stage.shows(name, 'available')
  stage.joins('mia')
  for (const name of ['anna', 'ben'])
    stage.event({ type: 'operator-silent', operator: jidOf(name), resource: 'desk', since: stage.now })
  stage.advance(lossIsToldAfter)
  expect(stage.did('end')).toEqual([
    { do: 'end', case: 'mia', reason: 'nobody-on-duty', otherwise: 'message' },
  ])
})

test('R8: the last operator is lost in mid-chat: after the grace the visitor waits for nobody', () => {
  const stage = waiting()
  stage.shows('anna', 'offline')
  stage.leaves('omar', 'operator')
  stage.advance(45 * second + lossIsToldAfter)
  expect(stage.case('omar').phase).toMatchObject({ is: 'ended', reason: 'nobody-on-duty' })
})

test('Q5: where the workgroup lets them wait for somebody, they wait', () => {
  const stage = waiting({ otherwise: { nobody: 'wait' } })
  stage.shows('anna', 'offline')
  stage.advance(10 * minute)
  expect(stage.phase('mia')).toBe('waiting')
})

test('Q5: after a restart nobody is sent home before it is known who is there', () => {
  const stage = waiting().afterRestart()
  stage.advance(30 * second)
  expect(stage.phase('mia')).toBe('waiting')
  stage.shows('anna', 'available')
  stage.advance(5 * minute)
  expect(stage.phase('mia')).toBe('waiting')
})
