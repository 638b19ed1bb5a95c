import { expect, test } from 'vitest'
import { jidOf, minute, rulesWith, Stage, second, visitorJid } from './testing/stage.kit.ts'
import type { Rules } from './types.ts'

const otherwise: Rules['otherwise'] = {
  nobody: { workgroup: 'sales@desk' },
  closed: { redirect: 'https://example.com/hours' },
  waited: { workgroup: 'sales@desk' },
}

const join = (stage: Stage, id: string) =>
  stage.decide({ type: 'join', case: id, visitor: visitorJid(id), priority: 0 })

test('Q5: nobody on duty, closed, full: refused with the configured answer, a message form where nothing is said', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { whenNobody: 'refuse', maxQueue: 0, otherwise }))
  expect(join(stage, 'mia')).toMatchObject({
    fault: 'nobody-on-duty',
    otherwise: { workgroup: 'sales@desk' },
  })
  stage.shows('anna', 'available')
  expect(join(stage, 'mia')).toMatchObject({ fault: 'queue-full', otherwise: 'message' })
  stage.event({ type: 'configured', rules: stage.state.rules, open: false })
  expect(join(stage, 'mia')).toMatchObject({
    fault: 'workgroup-closed',
    otherwise: { redirect: 'https://example.com/hours' },
  })
})

test('Q5: waited too long, all declined: ended with the configured answer', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { maxWait: minute, askAgainAtMost: 0, otherwise }))
  stage.joins('mia')
  stage.advance(minute)
  expect(stage.did('end')).toMatchObject([
    { reason: 'waited-too-long', otherwise: { workgroup: 'sales@desk' } },
  ])
  stage.shows('anna', 'available')
  stage.joins('tim')
  stage.rejects('anna', 'tim')
  expect(stage.did('end')).toMatchObject([{ reason: 'nobody-answered', otherwise: 'message' }])
})

test('Q5: keep waiting, as configured: for nobody, for a long time, and though all declined', () => {
  const wait = { nobody: 'wait', waited: 'wait', declined: 'wait' } as const
  const stage = new Stage(
    rulesWith({ anna: 1 }, { whenNobody: 'refuse', maxWait: minute, askAgainAtMost: 0, otherwise: wait }),
  )
  expect(stage.joins('mia')).toBeUndefined()
  stage.advance(60 * minute)
  stage.shows('anna', 'available')
  stage.rejects('anna', 'mia')
  expect(stage.phase('mia')).toBe('waiting')
  stage.advance(30 * second)
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})

test('Q5: at closing time those who wait are served while somebody is there, or sent home, as configured', () => {
  const close = (afterHours: 'finish' | 'end') => {
    const rules = rulesWith({ anna: 1 }, { afterHours })
    const stage = new Stage(rules)
    stage.shows('anna', 'available')
    stage.joins('talks')
    stage.talks('anna', 'talks')
    stage.joins('waits')
    stage.event({ type: 'configured', rules, open: false })
    return stage
  }
  const finishing = close('finish')
  expect(finishing.did('end')).toEqual([])
  finishing.closes('anna', 'talks')
  expect(finishing.ringsAt('waits')).toEqual(['anna'])
  const ending = close('end')
  expect(ending.did('end')).toMatchObject([
    { case: 'waits', reason: 'workgroup-closed', otherwise: 'message' },
  ])
  expect(ending.phase('talks')).toBe('active')
})

test('Q5: when the last operator goes home after hours nobody is left waiting for tomorrow', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.event({ type: 'configured', rules: stage.state.rules, open: false })
  stage.shows('anna', 'offline')
  expect(stage.did('end')).toMatchObject([{ reason: 'workgroup-closed' }])
})

test('R7: an operator opens the conversation: the case begins with its room and both are invited', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  const opens = (name: string, id: string, at = visitorJid(id)) =>
    stage.event({ type: 'open-conversation', case: id, visitor: at, operator: jidOf(name) })
  expect(opens('anna', 'mia')).toBe('not-on-duty')
  expect(opens('zoe', 'mia')).toBe('not-an-operator')
  stage.shows('anna', 'dnd')
  expect(opens('anna', 'mia')).toBeUndefined()
  expect(stage.did('open')).toEqual([{ do: 'open', case: 'mia', operator: jidOf('anna') }])
  expect(opens('anna', 'again', visitorJid('mia'))).toBeUndefined()
  expect(opens('anna', 'tim')).toBe('no-free-seat')
  stage.event({ type: 'opened', case: 'mia' })
  stage.enters('mia', 'operator')
  stage.enters('mia', 'visitor')
  stage.advance(10 * minute)
  expect(stage.phase('mia')).toBe('active')
})

test('R7: a visitor who does not come is no chat; one who waits already is taken', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'dnd')
  const opens = (id: string, at: string) =>
    stage.event({ type: 'open-conversation', case: id, visitor: visitorJid(at), operator: jidOf('anna') })
  opens('mia', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  stage.enters('mia', 'operator')
  stage.advance(60 * second)
  expect(stage.did('end')).toMatchObject([{ reason: 'visitor-declined' }])
  stage.joins('tim')
  expect(opens('new', 'tim')).toBeUndefined()
  expect(stage.owner('tim')).toBe('anna')
})

test('Q2: away keeps the place and is skipped; ready again, it is their turn at once', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('first')
  stage.joins('second')
  stage.visitorShows('first', 'away', 'back in 5 minutes')
  stage.shows('anna', 'available')
  expect(stage.ringsAt('second')).toEqual(['anna'])
  expect([...stage.state.queue.values()]).toEqual(['first', 'second'])
  stage.rejects('anna', 'second')
  stage.visitorShows('first', 'available')
  expect(stage.ringsAt('first')).toEqual(['anna'])
})

test('R8: an operator whose connection is lost: the visitor is told, after the grace it is offered at the front', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  for (const id of ['w1', 'w2']) stage.joins(id)
  stage.shows('anna', 'offline')
  stage.goesOut('anna', 'mia')
  stage.advance(45 * second)
  expect(stage.said()).toEqual(['operator-lost', 'looking-for-another'])
  expect([...stage.state.queue.values()][0]).toBe('mia')
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
})
