import { expect, test } from 'vitest'
import { rebuild, renew, resumeEffects } from './decide.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { Case } from './types.ts'

/** What a restart finds in the store: JSON, and nothing else. */
function restarted(stage: Stage, after = 0): Stage {
  const kept = JSON.parse(JSON.stringify([...stage.state.cases.values()])) as Case[]
  const { rules } = stage.state
  const again = new Stage(
    rules,
    rebuild(rules, true, kept, { idleSince: new Map([[jidOf('anna'), 7]]) }, stage.now + after),
  )
  again.now = stage.now + after
  return again
}

const running = (): Stage => {
  const stage = new Stage(rulesWith({ anna: 3, ben: 1 }, { strategies: ['least-busy'] }))
  stage.joins('waits')
  stage.visitorShows('waits', 'away')
  stage.shows('anna', 'available')
  for (const id of ['talks', 'opens', 'rings']) stage.joins(id)
  stage.talks('anna', 'talks')
  stage.accepts('anna', 'opens')
  stage.joins('ends')
  stage.event({ type: 'depart', case: 'ends' })
  return stage
}

test('Q4: after a restart everybody is where they were', () => {
  const stage = running()
  const again = restarted(stage)
  for (const id of ['waits', 'talks', 'opens', 'rings', 'ends']) expect(again.phase(id)).toBe(stage.phase(id))
  expect(again.state.nextSeq).toBe(stage.state.nextSeq)
  expect([...again.state.queue.values()]).toEqual([...stage.state.queue.values()])
  expect(again.state.operators.get(jidOf('anna'))?.idleSince).toBe(7)
})

test('Q4: after a restart, what may not have been done is done again', () => {
  const again = restarted(running())
  const [offer] = [again.case('rings').phase].flatMap((phase) => (phase.is === 'ringing' ? phase.offers : []))
  expect(resumeEffects(again.state)).toEqual(
    expect.arrayContaining([
      { do: 'open', case: 'opens', operator: jidOf('anna') },
      { do: 'offer', case: 'rings', operator: jidOf('anna'), until: offer?.until },
      { do: 'end', case: 'ends', reason: 'visitor-left' },
    ]),
  )
  expect(resumeEffects(again.state)).toHaveLength(3)
})

test('R8: a restart does not lose the operators: their chats wait for news of them', () => {
  const again = restarted(running())
  expect(again.said()).toEqual([])
  again.shows('anna', 'available')
  expect(again.said()).toEqual([])
  again.event({ type: 'opened', case: 'opens' })
  again.advance(20 * second)
  expect(again.case('talks').phase).toMatchObject({ is: 'active', operatorIn: true })
  expect(again.case('talks').phase).not.toHaveProperty('operatorUntil')
})

test('R8: an operator who is offline after the restart is lost from then on', () => {
  const again = restarted(running())
  again.shows('anna', 'offline', { resource: '' })
  again.leaves('talks', 'operator')
  again.advance(4 * second)
  expect(again.said()).toEqual(['operator-lost'])
  again.advance(41 * second)
  expect(again.case('talks')).toMatchObject({ front: true, phase: { is: 'waiting' } })
})

test('R8: of whom nothing is heard after a restart, the chats are offered again when the grace is over', () => {
  const again = restarted(running())
  again.shows('ben', 'available')
  again.advance(45 * second)
  expect(again.case('talks').front).toBe(true)
})

test('R8: the time we were away is not held against anybody', () => {
  const stage = running()
  stage.visitorShows('waits', 'offline')
  stage.visitorShows('talks', 'offline')
  const again = restarted(stage, 59 * second)
  again.advance(29 * second)
  expect([again.phase('waits'), again.phase('talks')]).toEqual(['waiting', 'active'])
})

test('R3: what rang rings on until its time is over, then goes to the next', () => {
  const again = restarted(running())
  expect(again.ringsAt('rings')).toEqual(['anna'])
  again.shows('ben', 'available')
  again.advance(30 * second)
  expect(again.ringsAt('rings')).toEqual(['ben'])
})

test('R4: seats bind before anything was heard of an operator; presence is waited for', () => {
  const again = restarted(running())
  again.advance(second)
  expect(again.ringsAt('rings')).toEqual(['anna'])
  again.event({ type: 'load', operator: jidOf('anna'), elsewhere: 1 })
  expect(again.ringsAt('rings')).toEqual([])
})

test('Q4: a room that was being opened has its whole time again after a restart', () => {
  const stage = running()
  const again = restarted(stage, 50 * second)
  again.shows('anna', 'available')
  again.advance(50 * second)
  expect(again.phase('opens')).toBe('opening')
  again.advance(10 * second)
  expect(again.case('opens').openFailures).toBe(1)
})

test('Q4: new rules apply live: who left the configuration keeps the chats and hears no more offers', () => {
  const stage = running()
  stage.event({ type: 'configured', rules: rulesWith({ ben: 1 }), open: true })
  expect(stage.did('revoke')).toMatchObject([
    { case: 'rings', operator: jidOf('anna'), why: 'not-available' },
  ])
  expect(stage.phase('talks')).toBe('active')
  stage.closes('anna', 'talks')
  stage.event({ type: 'opened', case: 'opens' })
  expect(stage.state.operators.has(jidOf('anna'))).toBe(true)
  stage.closes('anna', 'opens')
  expect(stage.state.operators.has(jidOf('anna'))).toBe(false)
})

test('Q4: new rules apply live: a shorter wait ends those who have waited that long', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('mia')
  stage.advance(10 * minute)
  stage.event({ type: 'configured', rules: rulesWith({ anna: 1 }, { maxWait: 5 * minute }), open: true })
  stage.advance(0)
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long' }])
})

test('Q4: a workgroup that closes serves those who are in, unless nobody is there to do it', () => {
  const stage = running()
  stage.event({ type: 'configured', rules: stage.state.rules, open: false })
  expect(stage.did('end')).toEqual([])
  stage.shows('anna', 'offline')
  expect(stage.did('end').map(({ case: id, reason }) => [id, reason])).toEqual([
    ['waits', 'workgroup-closed'],
    ['rings', 'workgroup-closed'],
  ])
})

test('P3: a clock that was set back before the restart keeps nothing ringing or waiting for the difference', () => {
  const again = restarted(running(), -60 * minute)
  const { phase } = again.case('rings')
  expect(phase.is === 'ringing' && phase.offers.map(({ until }) => until - again.now)).toEqual([
    again.state.rules.ringFor,
  ])
  expect(again.case('waits').joinedAt).toBe(again.now)
})

test('P7: while the server is not there yet after a restart, no grace runs', () => {
  const again = restarted(running())
  const later = again.now + 10 * minute
  const { phase } = renew(again.state, later, 10 * minute).cases.get('talks') ?? {}
  expect(phase).toMatchObject({ is: 'active', operatorUntil: later + again.state.rules.operatorGrace })
})

test('R8: a restart does not renew the grace of a visitor who was lost before; time without a server does not count', () => {
  const stage = running()
  const { visitorGrace } = stage.state.rules
  stage.event({ type: 'visitor-presence', visitor: stage.case('waits').visitor.jid, show: 'offline' })
  const until = stage.case('waits').visitor.lostUntil ?? 0
  expect(until).toBe(stage.now + visitorGrace)
  const again = restarted(stage, visitorGrace / 2)
  expect(again.case('waits').visitor.lostUntil).toBe(until)
  const twice = restarted(again, visitorGrace / 2 - second)
  expect(twice.case('waits').visitor.lostUntil).toBe(twice.now + 30 * second)
  const renewed = renew(again.state, again.now + second, second)
  expect(renewed.cases.get('waits')?.visitor.lostUntil).toBe(until + second)
})
