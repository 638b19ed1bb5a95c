import { expect, test } from 'vitest'
import { position, queueRows, summary } from './decide.ts'
import { jidOf, minute, rulesWith, Stage, second, visitorJid } from './testing/stage.kit.ts'

const order = (stage: Stage): string[] => queueRows(stage.state, stage.now, 100).map(({ id }) => id)

test('Q1: first come, first served, within a priority', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('plain')
  stage.joins('vip', 5)
  stage.joins('later')
  stage.joins('vip-too', 5)
  expect(order(stage)).toEqual(['vip', 'vip-too', 'plain', 'later'])
  expect(position(stage.state, 'later')).toBe(3)
  expect(position(stage.state, 'nobody')).toBeUndefined()
  stage.shows('anna', 'available')
  expect(stage.ringsAt('vip')).toEqual(['anna'])
})

test('Q1: the summary tells who is on duty, who waits, since when', () => {
  const stage = new Stage(rulesWith({ anna: 2, ben: 3 }))
  expect(summary(stage.state, stage.now)).toEqual({
    open: true,
    onDuty: 0,
    bestShow: 'offline',
    waiting: 0,
    currentChats: 0,
    seats: 0,
  })
  stage.shows('anna', 'xa')
  stage.shows('ben', 'available', { maxChats: 1 })
  const since = stage.now
  stage.joins('mia')
  stage.talks('ben', 'mia')
  stage.joins('noah')
  stage.advance(minute)
  stage.joins('vip', 9)
  expect(summary(stage.state, stage.now)).toMatchObject({
    onDuty: 1,
    bestShow: 'available',
    waiting: 2,
    oldestJoinedAt: since,
    currentChats: 1,
    seats: 1,
  })
})

test('Q2: an away visitor keeps the place and is skipped until ready again', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('first')
  stage.visitorShows('first', 'away', 'back in 5 minutes')
  stage.joins('second')
  stage.shows('anna', 'available')
  expect(order(stage)).toEqual(['first', 'second'])
  expect(stage.ringsAt('second')).toEqual(['anna'])
  stage.visitorShows('first', 'available')
  expect(stage.case('first').visitor).not.toHaveProperty('status')
  stage.rejects('anna', 'second')
  expect(stage.ringsAt('first')).toEqual(['anna'])
})

test('Q2: what rings stops when its visitor goes away, and nobody is blamed', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.visitorShows('mia', 'xa')
  expect(stage.did('revoke')).toMatchObject([{ why: 'visitor-gone' }])
  expect(stage.case('mia')).toMatchObject({ phase: { is: 'waiting' }, refusedBy: [] })
  stage.visitorShows('mia', 'chat')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})

test('Q3: a visitor has no event that names an operator; answering for one is refused', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  const self = stage.case('mia').visitor.jid
  for (const type of ['accept', 'take', 'reject'] as const)
    expect(stage.event({ type, case: 'mia', operator: self })).toBe('not-an-operator')
  expect(stage.event({ type: 'close', case: 'mia', operator: self })).toBe('not-your-chat')
  expect(stage.phase('mia')).toBe('ringing')
})

test('Q4: freed capacity is refilled from the queue, in order, at once', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  for (const id of ['c1', 'c2', 'c3']) stage.joins(id)
  stage.talks('anna', 'c1')
  stage.event({ type: 'depart', case: 'c1' })
  expect(stage.ringsAt('c2')).toEqual(['anna'])
  stage.event({ type: 'depart', case: 'c2' })
  expect(stage.did('revoke')).toMatchObject([{ case: 'c2', why: 'visitor-gone' }])
  expect(stage.ringsAt('c3')).toEqual(['anna'])
})

test('Q4: who has waited too long is told so', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { maxWait: 10 * minute }))
  stage.joins('mia')
  stage.advance(10 * minute)
  expect(stage.did('end')).toEqual([
    { do: 'end', case: 'mia', reason: 'waited-too-long', otherwise: 'message' },
  ])
})

test('Q4: what rings when the wait is over may ring out, and ends then', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { maxWait: minute, strategies: ['least-busy'] }))
  stage.joins('mia')
  stage.advance(50 * second)
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.advance(20 * second)
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.advance(10 * second)
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long', otherwise: 'message' }])
})

test('Q4: a refusal after the wait is over is the last one', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { maxWait: minute, strategies: ['least-busy'] }))
  stage.joins('mia')
  stage.advance(50 * second)
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.advance(20 * second)
  stage.rejects('anna', 'mia')
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long', otherwise: 'message' }])
})

test('Q4: who accepts while it still rings has it, though the wait is over', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { maxWait: minute }))
  stage.joins('mia')
  stage.advance(50 * second)
  stage.shows('anna', 'available')
  stage.advance(20 * second)
  expect(stage.phase('mia')).toBe('ringing')
  stage.accepts('anna', 'mia')
  expect(stage.phase('mia')).toBe('opening')
})

test('Q4: with ring-all the last of those it rings at counts, and when the wait is over it rings at nobody new', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1, carol: 1 }, { maxWait: minute }))
  stage.joins('mia')
  stage.advance(50 * second)
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.advance(20 * second)
  stage.shows('carol', 'available')
  expect(stage.ringsAt('mia')).toEqual(['anna', 'ben'])
  stage.rejects('anna', 'mia')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  stage.advance(10 * second)
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long' }])
})

test('Q4: a room that cannot be opened: three times, each time back in front, then the end', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    stage.accepts('anna', 'mia')
    stage.event({ type: 'open-failed', case: 'mia', operator: jidOf('anna') })
    expect(stage.did('dismiss')).toHaveLength(1)
    expect(stage.case('mia')).toMatchObject({ front: true, openFailures: attempt })
    expect(stage.ringsAt('mia')).toEqual(['anna'])
  }
  stage.accepts('anna', 'mia')
  stage.event({ type: 'open-failed', case: 'mia', operator: jidOf('anna') })
  expect(stage.did('end')).toMatchObject([{ reason: 'room-failed' }])
})

test('Q4: a room nobody reports anything of counts as failed', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.accepts('anna', 'mia')
  stage.advance(minute)
  expect(stage.case('mia')).toMatchObject({ openFailures: 1, phase: { is: 'ringing' } })
})

test('Q4: joining is refused with a named reason', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { whenNobody: 'refuse', maxQueue: 2 }))
  expect(stage.joins('mia')).toBe('nobody-on-duty')
  stage.shows('anna', 'dnd')
  expect(stage.joins('mia')).toBe('nobody-on-duty')
  stage.shows('anna', 'available')
  expect(stage.joins('mia')).toBeUndefined()
  expect(stage.event({ type: 'join', case: 'again', visitor: visitorJid('mia'), priority: 0 })).toBe(
    'already-joined',
  )
  expect(stage.joins('noah')).toBeUndefined()
  expect(stage.joins('olga')).toBe('queue-full')
  stage.event({ type: 'configured', rules: stage.state.rules, open: false })
  expect(stage.joins('paul')).toBe('workgroup-closed')
})

test('Q4: an operator with all seats taken is still on duty', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { whenNobody: 'refuse' }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  expect(stage.joins('noah')).toBeUndefined()
  expect(stage.phase('noah')).toBe('waiting')
})

test('Q4: whose case has ended may join anew before the transcript is safe', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('mia')
  stage.event({ type: 'depart', case: 'mia' })
  expect(stage.event({ type: 'join', case: 'mia2', visitor: visitorJid('mia'), priority: 0 })).toBeUndefined()
})
