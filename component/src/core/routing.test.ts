import { expect, test } from 'vitest'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { Show } from './types.ts'

const show: readonly [Show, boolean][] = [
  ['chat', true],
  ['available', true],
  ['away', false],
  ['xa', false],
  ['dnd', false],
  ['offline', false],
]

test.each(show)('R1: does an operator who is %s get an offer? %s', (presence, rings) => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', presence)
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual(rings ? ['anna'] : [])
})

test('R1: away is offered where the workgroup allows it, and only when nobody better is free', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { offerAway: true }))
  stage.shows('anna', 'away')
  stage.shows('ben', 'available')
  stage.joins('first')
  stage.joins('second')
  expect(stage.ringsAt('first')).toEqual(['ben'])
  expect(stage.ringsAt('second')).toEqual(['anna'])
})

test('R1: dnd on any client means the person, otherwise the best client speaks for them', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('mia')
  stage.shows('anna', 'xa', { resource: 'phone' })
  expect(stage.ringsAt('mia')).toEqual([])
  stage.shows('anna', 'available', { resource: 'desk' })
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.shows('anna', 'dnd', { resource: 'phone' })
  expect(stage.ringsAt('mia')).toEqual([])
  expect(stage.did('revoke')).toMatchObject([{ case: 'mia', why: 'not-available' }])
})

test('R1: a change of presence applies at once, and the request goes to the next', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.shows('anna', 'dnd')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  expect(stage.case('mia').refusedBy).toEqual([])
})

test('R2: ring-all asks everybody; the first to answer has it and the others hear who', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1, carol: 1 }))
  for (const name of ['anna', 'ben', 'carol']) stage.shows(name, 'available')
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual(['anna', 'ben', 'carol'])
  stage.accepts('ben', 'mia')
  expect(stage.did('revoke')).toEqual(
    ['anna', 'carol'].map((name) => ({
      do: 'revoke',
      case: 'mia',
      operator: jidOf(name),
      why: 'taken',
      by: jidOf('ben'),
    })),
  )
  expect(stage.did('open')).toHaveLength(1)
})

test('R2: with ring-all, who comes on duty while it rings hears it too', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 2 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['anna', 'ben'])
})

test('R2: with ring-all, who has one free seat is asked for one request at a time, in order', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 2 }))
  stage.joins('first')
  stage.joins('second')
  stage.shows('anna', 'available')
  expect([stage.ringsAt('first'), stage.ringsAt('second')]).toEqual([['anna'], []])
  stage.shows('ben', 'available')
  expect([stage.ringsAt('first'), stage.ringsAt('second')]).toEqual([['anna', 'ben'], ['ben']])
})

test('R2: least-busy asks the one with the least load, then the one idle longest', () => {
  const stage = new Stage(rulesWith({ anna: 3, ben: 3, carol: 3 }, { strategies: ['least-busy'] }))
  for (const name of ['anna', 'ben', 'carol']) stage.shows(name, 'available')
  for (const [id, name] of [
    ['c1', 'anna'],
    ['c2', 'ben'],
    ['c3', 'carol'],
  ] as const) {
    stage.joins(id)
    expect(stage.ringsAt(id)).toEqual([name])
    stage.talks(name, id)
  }
  stage.advance(minute)
  stage.closes('carol', 'c3')
  stage.advance(minute)
  stage.closes('anna', 'c1')
  stage.joins('c4')
  expect(stage.ringsAt('c4')).toEqual(['carol'])
  stage.joins('c5')
  expect(stage.ringsAt('c5')).toEqual(['anna'])
})

test('R2: least-busy counts what an operator does in other workgroups', () => {
  const stage = new Stage(rulesWith({ anna: 3, ben: 3 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.event({ type: 'load', operator: jidOf('anna'), elsewhere: 1 })
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
})

test('R2: a list of strategies: the next decides what the one before left open', () => {
  const stage = new Stage(
    rulesWith({ anna: 2, ben: 2, carol: 2 }, { strategies: ['least-busy', 'ring-all'] }),
  )
  for (const name of ['anna', 'ben', 'carol']) stage.shows(name, 'available')
  stage.joins('first')
  expect(stage.ringsAt('first')).toEqual(['anna', 'ben', 'carol'])
  stage.talks('anna', 'first')
  stage.joins('second')
  expect(stage.ringsAt('second')).toEqual(['ben', 'carol'])
})

test('R3: an offer that nobody answers goes to the next, and who let it ring out is not asked again', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.advance(30 * second)
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('anna'), why: 'expired' }])
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  stage.rejects('ben', 'mia')
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('ben'), why: 'rejected' }])
  expect(stage.ringsAt('mia')).toEqual([])
})

test('R3: when everybody has refused it rests, is asked again, and ends with a reason: never a circle', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { askAgainAfter: 20 * second, askAgainAtMost: 2 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  for (const round of [0, 1]) {
    stage.rejects('anna', 'mia')
    expect(stage.case('mia')).toMatchObject({ round, askAgainAt: stage.now + 20 * second })
    stage.advance(20 * second)
    expect(stage.ringsAt('mia')).toEqual(['anna'])
  }
  stage.rejects('anna', 'mia')
  expect(stage.did('end')).toEqual([
    { do: 'end', case: 'mia', reason: 'nobody-answered', otherwise: 'message' },
  ])
})

test('R3: somebody who has not refused wakes a resting request at once', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.rejects('anna', 'mia')
  expect(stage.case('mia').askAgainAt).toBeDefined()
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
})

test('R3: who refused and is freshly available is asked again', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.rejects('anna', 'mia')
  stage.shows('anna', 'dnd')
  stage.shows('anna', 'available')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})

test('R3: who is in the configuration no more wakes nothing by coming back', () => {
  const stage = new Stage(rulesWith({ anna: 1, dora: 2 }))
  stage.shows('dora', 'available')
  stage.joins('first')
  stage.talks('dora', 'first')
  stage.joins('second')
  stage.rejects('dora', 'second')
  stage.shows('anna', 'available')
  stage.rejects('anna', 'second')
  stage.event({ type: 'configured', rules: rulesWith({ anna: 1 }), open: true })
  stage.shows('dora', 'offline')
  stage.shows('dora', 'available')
  expect(stage.case('second').askAgainAt).toBeDefined()
})

test('R3: when the only one who has not refused goes off duty, the request rests instead of hanging', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.joins('first')
  stage.joins('second')
  stage.accepts('ben', 'second')
  stage.rejects('anna', 'first')
  expect(stage.case('first')).not.toHaveProperty('askAgainAt')
  stage.shows('ben', 'offline')
  expect(stage.case('first').askAgainAt).toBe(stage.now + 30 * second)
})

test('R4: offers and chats together never exceed the seats', () => {
  const stage = new Stage(rulesWith({ anna: 2 }))
  stage.shows('anna', 'available')
  for (const id of ['c1', 'c2', 'c3']) stage.joins(id)
  expect(['c1', 'c2', 'c3'].map((id) => stage.phase(id))).toEqual(['ringing', 'ringing', 'waiting'])
  stage.talks('anna', 'c1')
  expect(stage.phase('c3')).toBe('waiting')
  stage.closes('anna', 'c1')
  expect(stage.ringsAt('c3')).toEqual(['anna'])
})

test('R4: max-chats in presence lowers the seats and never raises them', () => {
  const stage = new Stage(rulesWith({ anna: 2 }))
  stage.shows('anna', 'available', { maxChats: 9 })
  for (const id of ['c1', 'c2', 'c3']) stage.joins(id)
  expect(stage.phase('c3')).toBe('waiting')
  stage.shows('anna', 'available', { maxChats: 1 })
  expect(stage.did('revoke')).toMatchObject([{ case: 'c2', why: 'not-available' }])
  expect(stage.ringsAt('c1')).toEqual(['anna'])
  stage.shows('anna', 'available')
  expect(stage.ringsAt('c2')).toEqual(['anna'])
})

test('R4: what an operator does elsewhere takes seats here', () => {
  const stage = new Stage(rulesWith({ anna: 2 }))
  stage.shows('anna', 'available')
  stage.event({ type: 'load', operator: jidOf('anna'), elsewhere: 1 })
  stage.joins('c1')
  stage.joins('c2')
  expect(stage.phase('c2')).toBe('waiting')
  stage.event({ type: 'load', operator: jidOf('anna'), elsewhere: 2 })
  expect(stage.phase('c1')).toBe('waiting')
  stage.event({ type: 'load', operator: jidOf('anna'), elsewhere: 0 })
  expect([stage.ringsAt('c1'), stage.ringsAt('c2')]).toEqual([['anna'], ['anna']])
})

test('R6: an operator takes any waiting request out of order, also of a visitor who is away', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('ben', 'dnd')
  stage.joins('first')
  stage.joins('second')
  stage.visitorShows('second', 'away', 'back in 5')
  expect(stage.takes('ben', 'second')).toBeUndefined()
  expect(stage.case('second').phase).toMatchObject({ is: 'opening', operator: jidOf('ben') })
  expect(stage.takes('ben', 'first')).toBe('no-free-seat')
})

test('R6: a request that rings at others can be taken; they hear who took it', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'away')
  stage.joins('mia')
  stage.takes('ben', 'mia')
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('anna'), why: 'taken', by: jidOf('ben') }])
})

test('R6: what rings at the taker and no longer fits goes on to the next', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('first')
  stage.joins('second')
  stage.takes('anna', 'second')
  expect(stage.did('revoke')).toMatchObject([
    { case: 'first', operator: jidOf('anna'), why: 'not-available' },
  ])
  stage.shows('ben', 'available')
  expect(stage.ringsAt('first')).toEqual(['ben'])
})

test('R6: not while off duty, not by strangers, not what a colleague has', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.joins('mia')
  expect(stage.takes('anna', 'mia')).toBe('not-on-duty')
  expect(stage.takes('eve', 'mia')).toBe('not-an-operator')
  expect(stage.takes('anna', 'nobody')).toBe('no-such-case')
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.accepts('anna', 'mia')
  expect(stage.decide({ type: 'take', case: 'mia', operator: jidOf('ben') })).toMatchObject({
    fault: 'already-taken',
    by: jidOf('anna'),
  })
})

test('R3: accept of what is gone, was never offered, or a colleague has', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  stage.joins('first')
  stage.joins('second')
  expect(stage.accepts('anna', 'second')).toBe('not-offered')
  expect(stage.accepts('ben', 'first')).toBe('not-offered')
  expect(stage.accepts('anna', 'nobody')).toBe('no-such-case')
  expect(stage.accepts('eve', 'first')).toBe('not-an-operator')
  stage.accepts('anna', 'first')
  expect(stage.decide({ type: 'accept', case: 'first', operator: jidOf('ben') })).toMatchObject({
    fault: 'already-taken',
    by: jidOf('anna'),
  })
  expect(stage.accepts('anna', 'first')).toBeUndefined()
  expect(stage.effects).toEqual([])
})

test('R2 R4: two accept in the same moment: one has it, the other hears who', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.joins('mia')
  expect([stage.accepts('ben', 'mia'), stage.accepts('anna', 'mia')]).toEqual([undefined, 'already-taken'])
})

test('R2 R3: each offer rings its own time, also that of a latecomer', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.advance(10 * second)
  stage.shows('ben', 'available')
  stage.advance(20 * second)
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('anna'), why: 'expired' }])
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  stage.advance(10 * second)
  expect(stage.case('mia').refusedBy).toEqual([jidOf('anna'), jidOf('ben')])
})

test('R3 R6: who refused and takes it by hand after all is asked again when the room fails', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.rejects('anna', 'mia')
  stage.takes('anna', 'mia')
  stage.event({ type: 'open-failed', case: 'mia', operator: jidOf('anna') })
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})
