import { expect, test } from 'vitest'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import { talking } from './testing/talking.kit.ts'
import type { Effect } from './types.ts'

const without = (effects: readonly Effect[], ...kinds: readonly Effect['do'][]): Effect[] =>
  effects.filter((effect) => !kinds.includes(effect.do))

test('R8: the operator is lost: the visitor is told within ten seconds, and when they are back in time it simply goes on', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  expect(stage.said()).toEqual([])
  stage.leaves('mia', 'operator')
  expect(stage.effects).toEqual([])
  stage.advance(3 * second)
  expect(stage.said()).toEqual([])
  stage.advance(second)
  expect(stage.said()).toEqual(['operator-lost'])
  expect(stage.advance(26 * second)).toEqual([])
  stage.shows('anna', 'available')
  expect(stage.did('invite-operator')).toEqual([
    { do: 'invite-operator', case: 'mia', operator: jidOf('anna') },
  ])
  stage.enters('mia', 'operator')
  expect(stage.said()).toEqual(['operator-back'])
  expect(stage.advance(10 * minute)).toEqual([])
})

test('R8: an operator who reloads is back before anybody is told, and nothing is said', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(2 * second)
  stage.shows('anna', 'available')
  stage.enters('mia', 'operator')
  expect(stage.said()).toEqual([])
  expect(stage.advance(60 * minute)).toEqual([])
})

test('R8: online again, but not in the room: that is told too, and the grace still runs from the loss', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(second)
  stage.shows('anna', 'available')
  stage.advance(3 * second)
  expect(stage.said()).toEqual(['operator-lost'])
  stage.advance(41 * second)
  expect(stage.said()).toEqual(['looking-for-another'])
})

test('R8: a grace shorter than the moment before it is told', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { operatorGrace: 2 * second }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(10 * second)
  expect(stage.said()).toEqual(['looking-for-another'])
})

test('R8: the operator does not come back: offered again at the front, the old seat taken away', () => {
  const stage = talking()
  stage.joins('vip', 9)
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.shows('ben', 'dnd')
  stage.advance(45 * second)
  expect(stage.said()).toEqual(['operator-lost', 'looking-for-another'])
  expect(stage.did('dismiss')).toEqual([{ do: 'dismiss', case: 'mia', operator: jidOf('anna') }])
  expect(stage.case('mia')).toMatchObject({ front: true, refusedBy: [], phase: { is: 'waiting' } })
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  expect(stage.phase('vip')).toBe('waiting')
})

test('R8: after the new acceptance the visitor, still in the room, is not expected to enter again', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(45 * second)
  stage.shows('ben', 'available')
  stage.accepts('ben', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  stage.enters('mia', 'operator')
  expect(stage.advance(60 * minute)).toEqual([])
  expect(stage.case('mia').phase).toMatchObject({ is: 'active', operator: jidOf('ben'), operatorIn: true })
})

test('R8: the wait after a lost operator counts anew', () => {
  const stage = new Stage(rulesWith({ anna: 1 }, { maxWait: 5 * minute }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.advance(60 * minute)
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(45 * second)
  expect(stage.phase('mia')).toBe('waiting')
  stage.advance(5 * minute)
  expect(stage.did('end')).toMatchObject([{ reason: 'waited-too-long' }])
})

test('R8: going off duty without leaving the room is no loss: nobody is told of one', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  expect(stage.advance(45 * second)).toEqual([])
  expect(stage.said()).toEqual([])
  expect(stage.case('mia').phase).toMatchObject({ is: 'active', operatorIn: true })
  stage.leaves('mia', 'operator')
  stage.advance(4 * second)
  expect(stage.said()).toEqual(['operator-lost'])
})

/** The room has told, and whoever keeps watch says that it was the connection, and since when. */
const losesClient = (stage: Stage, lost: number) =>
  stage.event({ type: 'left', case: 'mia', who: 'operator', operator: jidOf('anna'), lost })

test('R8: a connection that was silent for a while is told at once, and the grace runs from its last sign', () => {
  const stage = talking()
  stage.shows('anna', 'offline')
  losesClient(stage, stage.now - 5 * second)
  stage.advance(0)
  expect(stage.said()).toEqual(['operator-lost'])
  expect(stage.advance(39 * second)).toEqual([])
  stage.advance(second)
  expect(stage.said()).toEqual(['looking-for-another'])
})

test.each(['the room first', 'presence first'] as const)(
  'R8: the client in the room is lost, another is there: they are asked there, and the chat is not over (%s)',
  (order) => {
    const stage = talking()
    stage.shows('anna', 'available', { resource: 'phone' })
    if (order === 'the room first') stage.leaves('mia', 'operator')
    stage.shows('anna', 'offline', { resource: 'desk' })
    losesClient(stage, stage.now)
    expect(stage.did('invite-operator')).toEqual([])
    stage.advance(4 * second)
    expect(stage.said()).toEqual(['operator-lost'])
    expect(stage.did('invite-operator')).toEqual([
      { do: 'invite-operator', case: 'mia', operator: jidOf('anna') },
    ])
    expect(stage.advance(20 * second)).toEqual([])
    stage.enters('mia', 'operator')
    expect(stage.said()).toEqual(['operator-back'])
    expect(stage.advance(10 * minute)).toEqual([])
  },
)

test('R8: one client of several goes: nothing is lost', () => {
  const stage = talking()
  stage.shows('anna', 'away', { resource: 'phone' })
  stage.shows('anna', 'offline', { resource: 'desk' })
  expect(stage.said()).toEqual([])
})

test('R8: an operator who leaves the room while online has a moment, then the chat ends', () => {
  const stage = talking()
  stage.leaves('mia', 'operator')
  expect(stage.said()).toEqual([])
  stage.advance(10 * second)
  stage.enters('mia', 'operator')
  stage.leaves('mia', 'operator')
  stage.advance(20 * second)
  expect(stage.did('end')).toEqual([{ do: 'end', case: 'mia', reason: 'operator-left', by: jidOf('anna') }])
})

test('R8: leaves the room, then the connection: lost, not left', () => {
  const stage = talking()
  stage.leaves('mia', 'operator')
  stage.shows('anna', 'offline')
  stage.advance(45 * second)
  expect(stage.said()).toEqual(['operator-lost', 'looking-for-another'])
  expect(stage.phase('mia')).toBe('waiting')
})

test('R8: an operator who accepts and never enters loses the chat to the front of the queue', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.accepts('anna', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  stage.enters('mia', 'visitor')
  stage.advance(45 * second)
  expect(stage.did('dismiss')).toHaveLength(1)
  expect(stage.case('mia').front).toBe(true)
})

test.each(['waiting', 'talking'] as const)(
  'C2: a reload or the next page is back within seconds: nothing is said to anybody (%s)',
  (phase) => {
    const stage = talking()
    if (phase === 'waiting') stage.joins('omar')
    const who = phase === 'waiting' ? 'omar' : 'mia'
    stage.visitorShows(who, 'offline')
    if (phase === 'talking') stage.leaves('mia', 'visitor')
    stage.advance(3 * second)
    stage.event({ type: 'visitor-returns', case: who, visitor: 'new@visitors/2' })
    if (phase === 'talking') stage.enters('mia', 'visitor')
    stage.advance(5 * minute)
    expect(stage.said()).toEqual([])
  },
)

test('R8: the visitor is lost: the operator is told; by token they come back to the same chat', () => {
  const stage = talking()
  stage.visitorShows('mia', 'offline')
  stage.leaves('mia', 'visitor')
  stage.advance(3 * second)
  expect(stage.said()).toEqual([])
  stage.advance(second)
  expect(stage.said()).toEqual(['visitor-lost'])
  const was = stage.case('mia').visitor.jid
  stage.advance(30 * second)
  expect(stage.event({ type: 'visitor-returns', case: 'mia', visitor: 'new@visitors/2' })).toBeUndefined()
  expect(without(stage.effects, 'staff-changed')).toEqual([
    { do: 'say', case: 'mia', notice: 'visitor-back' },
    { do: 'readmit', case: 'mia', was },
  ])
  stage.enters('mia', 'visitor')
  expect(stage.advance(60 * minute)).toEqual([])
  expect(stage.state.byVisitor.get('new@visitors/2')).toBe('mia')
  expect(stage.state.byVisitor.get(was)).toBeUndefined()
})

test('R8: the visitor does not come back: the chat ends and the operator is free', () => {
  const stage = talking()
  stage.leaves('mia', 'visitor')
  stage.advance(4 * second)
  expect(stage.said()).toEqual(['visitor-lost'])
  stage.visitorShows('mia', 'offline')
  stage.advance(56 * second)
  expect(stage.did('end')).toEqual([{ do: 'end', case: 'mia', reason: 'visitor-lost' }])
  expect(stage.state.operators.get(jidOf('anna'))?.chats.size).toBe(0)
})

test('R8: a visitor who was silent for a while is told of at once, the grace runs from their last sign, and they go on if they are back in time', () => {
  const stage = talking()
  const fallsSilent = () =>
    stage.event({ type: 'left', case: 'mia', who: 'visitor', lost: stage.now - 5 * second })
  fallsSilent()
  stage.advance(0)
  expect(stage.said()).toEqual(['visitor-lost'])
  stage.enters('mia', 'visitor')
  expect(stage.said()).toEqual(['visitor-back'])
  fallsSilent()
  stage.advance(54 * second)
  expect(stage.phase('mia')).toBe('active')
  stage.advance(second)
  expect(stage.did('end')).toEqual([{ do: 'end', case: 'mia', reason: 'visitor-lost' }])
})

test('R8: a visitor who returns and then does not enter has their grace, no more', () => {
  const stage = talking()
  stage.visitorShows('mia', 'offline')
  stage.leaves('mia', 'visitor')
  stage.event({ type: 'visitor-returns', case: 'mia', visitor: 'new@visitors/2' })
  stage.advance(60 * second)
  expect(stage.did('end')).toMatchObject([{ reason: 'visitor-lost' }])
})

test('R8: a waiting visitor who is lost keeps the place for the grace', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.joins('first')
  stage.joins('second')
  stage.visitorShows('first', 'offline')
  stage.advance(59 * second)
  stage.event({ type: 'visitor-returns', case: 'first', visitor: 'new@visitors/2' })
  expect(without(stage.effects, 'queue-changed')).toEqual([
    { do: 'readmit', case: 'first', was: 'first@visitors.localhost/web' },
  ])
  stage.shows('anna', 'available')
  expect(stage.ringsAt('first')).toEqual(['anna'])
  stage.visitorShows('second', 'offline')
  stage.advance(60 * second)
  expect(stage.did('end')).toContainEqual({ do: 'end', case: 'second', reason: 'visitor-lost' })
})

test('Q4: presence has gone, the visitor sits in the room, the operator is lost: it rings while they sit there, and no longer', () => {
  const stage = talking()
  stage.visitorShows('mia', 'offline')
  stage.advance(60 * second)
  expect(stage.phase('mia')).toBe('active')
  stage.shows('anna', 'offline')
  stage.leaves('mia', 'operator')
  stage.advance(45 * second)
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  stage.leaves('mia', 'visitor')
  expect(stage.phase('mia')).toBe('waiting')
  stage.advance(60 * second)
  expect(stage.case('mia').phase).toMatchObject({ is: 'ended', reason: 'visitor-lost' })
})

test('R8: a loss is told once, and the grace runs from the first sign of it', () => {
  const stage = talking()
  stage.leaves('mia', 'visitor')
  stage.advance(50 * second)
  expect(stage.said()).toEqual(['visitor-lost'])
  stage.visitorShows('mia', 'offline')
  expect(stage.said()).toEqual([])
  stage.advance(10 * second)
  expect(stage.did('end')).toMatchObject([{ reason: 'visitor-lost' }])
})

test('R8: a visitor who is lost while the room opens: the operator is told when it is open', () => {
  const stage = new Stage(rulesWith({ anna: 1 }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.accepts('anna', 'mia')
  stage.visitorShows('mia', 'offline')
  expect(stage.said()).toEqual([])
  stage.event({ type: 'opened', case: 'mia' })
  expect(stage.said()).toEqual(['visitor-lost'])
  stage.event({ type: 'visitor-returns', case: 'mia', visitor: 'new@visitors/2' })
  expect(stage.said()).toEqual(['visitor-back'])
})

test('R8: a token does not bring two cases to one address, nor an ended case back', () => {
  const stage = talking()
  stage.joins('noah')
  const noah = stage.case('noah').visitor.jid
  expect(stage.event({ type: 'visitor-returns', case: 'mia', visitor: noah })).toBe('already-joined')
  stage.closes('anna', 'mia')
  expect(stage.event({ type: 'visitor-returns', case: 'mia', visitor: 'new@visitors/2' })).toBe(
    'no-such-case',
  )
})

test('R8: a second tab takes over: nobody was lost, so nothing is said', () => {
  const stage = talking()
  stage.event({ type: 'visitor-returns', case: 'mia', visitor: 'new@visitors/2' })
  expect(stage.said()).toEqual([])
  expect(stage.did('readmit')).toHaveLength(1)
})
