import { expect, test } from 'vitest'
import { seatsInRoom } from './guests.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'

function talking(): Stage {
  const stage = new Stage(rulesWith({ anna: 2, ben: 1, carol: 2 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.shows('ben', 'available')
  return stage
}

const supervisorJoins = (stage: Stage, silent: boolean, name = 'boss') =>
  stage.event({ type: 'join-chat', case: 'mia', operator: jidOf(name), silent })

test('C4: an invited colleague accepts, the room grows by one, and closes up again when they go', () => {
  const stage = talking()
  expect(stage.invites('anna', 'mia', 'ben')).toBeUndefined()
  expect(stage.did('offer')).toMatchObject([
    { operator: jidOf('ben'), transfer: { by: jidOf('anna'), as: 'colleague' } },
  ])
  stage.accepts('ben', 'mia')
  expect(stage.did('admit')).toEqual([{ do: 'admit', case: 'mia', operator: jidOf('ben'), as: 'colleague' }])
  expect(stage.told()).toEqual(['anna: invitation-accepted ben'])
  expect(seatsInRoom(stage.case('mia'))).toBe(3)
  stage.goesIn('ben', 'mia')
  expect(stage.did('say')).toEqual([
    { do: 'say', case: 'mia', notice: 'colleague-joined', who: jidOf('ben') },
  ])
  stage.event({ type: 'leave-chat', case: 'mia', operator: jidOf('ben') })
  expect(stage.did('dismiss')).toEqual([{ do: 'dismiss', case: 'mia', operator: jidOf('ben') }])
  expect(stage.said()).toEqual(['colleague-left'])
  expect(seatsInRoom(stage.case('mia'))).toBe(2)
  expect(stage.owner('mia')).toBe('anna')
})

test('C4: declined or not answered, the owner is told and nobody comes in', () => {
  const stage = talking()
  stage.invites('anna', 'mia', 'ben')
  stage.rejects('ben', 'mia')
  expect(stage.told()).toEqual(['anna: invitation-declined ben'])
  stage.invites('anna', 'mia', 'ben')
  stage.advance(30 * second)
  expect(stage.told()).toEqual(['anna: invitation-expired ben'])
  expect(stage.guests('mia')).toEqual([])
})

test('C4: a guest takes one of their seats, so nothing rings at them above it', () => {
  const stage = talking()
  stage.shows('anna', 'dnd')
  stage.invites('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.joins('next')
  expect(stage.phase('next')).toBe('waiting')
  stage.event({ type: 'leave-chat', case: 'mia', operator: jidOf('ben') })
  expect(stage.ringsAt('next')).toEqual(['ben'])
})

test('C4: a guest who does not come, or whose connection is gone, loses the seat after the grace', () => {
  const stage = talking()
  stage.invites('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.advance(45 * second)
  expect(stage.guests('mia')).toEqual([])
  stage.invites('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.goesIn('ben', 'mia')
  stage.goesOut('ben', 'mia')
  stage.advance(10 * second)
  stage.goesIn('ben', 'mia')
  expect(stage.said()).toEqual([])
  stage.advance(60 * second)
  expect(stage.guests('mia')).toEqual(['ben colleague'])
  stage.goesOut('ben', 'mia')
  stage.advance(20 * second)
  expect(stage.said()).toEqual(['colleague-left'])
})

test('C4: a supervisor joins openly or silently; the visitor hears nothing of the silent one', () => {
  const stage = talking()
  supervisorJoins(stage, true)
  expect(stage.did('admit')).toEqual([{ do: 'admit', case: 'mia', operator: jidOf('boss'), as: 'silent' }])
  stage.goesIn('boss', 'mia')
  expect(stage.said()).toEqual([])
  expect(seatsInRoom(stage.case('mia'))).toBe(3)
  supervisorJoins(stage, false)
  expect(stage.guests('mia')).toEqual(['boss supervisor'])
  stage.event({ type: 'leave-chat', case: 'mia', operator: jidOf('boss') })
  expect(stage.did('dismiss')).toHaveLength(1)
})

test('C4: silently takes no seat, openly takes one if they have seats here', () => {
  const stage = talking()
  stage.joins('other')
  stage.talks('ben', 'other')
  expect(supervisorJoins(stage, false, 'ben')).toBe('no-free-seat')
  expect(supervisorJoins(stage, true, 'ben')).toBeUndefined()
  expect(stage.state.operators.get(jidOf('ben'))?.guestIn.size).toBe(0)
})

test('C4: what cannot be is refused by name', () => {
  const stage = talking()
  expect(stage.invites('ben', 'mia', 'carol')).toBe('not-your-chat')
  expect(stage.invites('anna', 'mia', 'zoe')).toBe('no-such-operator')
  expect(stage.invites('anna', 'mia', 'carol')).toBe('colleague-not-free')
  expect(stage.invites('anna', 'mia', 'anna')).toBe('already-in-chat')
  stage.invites('anna', 'mia', 'ben')
  expect(stage.invites('anna', 'mia', 'ben')).toBe('already-in-chat')
  expect(stage.event({ type: 'leave-chat', case: 'mia', operator: jidOf('carol') })).toBe('not-your-chat')
})

test('C4: an invited colleague may become the owner without a second seat', () => {
  const stage = talking()
  stage.invites('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.goesIn('ben', 'mia')
  expect(stage.transfers('anna', 'mia', 'ben')).toBeUndefined()
  stage.accepts('ben', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  expect(stage.owner('mia')).toBe('ben')
  expect(stage.guests('mia')).toEqual([])
  expect(stage.did('dismiss')).toEqual([{ do: 'dismiss', case: 'mia', operator: jidOf('anna') }])
})

test('C4: a supervisor assigns a waiting request, and takes a chat over; nobody is left without an owner', () => {
  const stage = talking()
  stage.shows('ben', 'dnd')
  stage.shows('anna', 'dnd')
  stage.joins('next')
  const assign = (operator: string, id: string) =>
    stage.event({ type: 'assign', case: id, operator: jidOf(operator), by: jidOf('boss') })
  expect(assign('zoe', 'next')).toBe('no-such-operator')
  expect(assign('carol', 'next')).toBe('colleague-not-free')
  expect(assign('ben', 'next')).toBeUndefined()
  expect(stage.owner('next')).toBe('ben')
  expect(stage.told()).toEqual(['ben: assigned-to-you boss'])
  stage.shows('carol', 'available')
  expect(stage.event({ type: 'take-over', case: 'mia', operator: jidOf('carol') })).toBeUndefined()
  expect(stage.owner('mia')).toBe('carol')
  expect(stage.told()).toEqual(['anna: taken-over carol'])
  expect(stage.guests('mia')).toEqual(['anna leaving'])
  expect(stage.event({ type: 'take-over', case: 'mia', operator: jidOf('ben') })).toBe('already-taken')
})

test('C4: a supervisor takes a chat over without being on duty, and without seats in this workgroup', () => {
  const stage = talking()
  supervisorJoins(stage, false)
  stage.goesIn('boss', 'mia')
  const takeOver = (name: string) => stage.event({ type: 'take-over', case: 'mia', operator: jidOf(name) })
  expect(takeOver('boss')).toBeUndefined()
  expect(stage.owner('mia')).toBe('boss')
  stage.event({ type: 'opened', case: 'mia' })
  stage.goesIn('boss', 'mia')
  expect(stage.guests('mia')).toEqual([])
  const again = stage.afterRestart()
  again.goesIn('boss', 'mia')
  again.advance(60 * minute)
  expect(again.owner('mia')).toBe('boss')
  expect(stage.transfers('boss', 'mia', 'ben')).toBeUndefined()
  stage.accepts('ben', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  stage.goesIn('ben', 'mia')
  expect(stage.owner('mia')).toBe('ben')
  expect(stage.state.operators.has(jidOf('boss'))).toBe(false)
  expect(takeOver('carol')).toBeUndefined()
  expect(stage.owner('mia')).toBe('carol')
})

test('C4: a supervisor with seats here takes over no more than they have', () => {
  const stage = talking()
  stage.joins('next')
  stage.talks('ben', 'next')
  expect(stage.event({ type: 'take-over', case: 'mia', operator: jidOf('ben') })).toBe('no-free-seat')
})

test('C4: a supervisor from elsewhere who is lost loses the chat like anybody', () => {
  const stage = talking()
  stage.event({ type: 'take-over', case: 'mia', operator: jidOf('boss') })
  stage.event({ type: 'opened', case: 'mia' })
  stage.goesIn('boss', 'mia')
  stage.goesOut('boss', 'mia')
  stage.advance(50 * second)
  expect(stage.ringsAt('mia')).not.toEqual([])
  expect(stage.state.operators.has(jidOf('boss'))).toBe(false)
})

test('C4: who becomes an operator here while they sit in a chat has that seat taken; who ceases to be one keeps it', () => {
  const stage = talking()
  supervisorJoins(stage, false, 'dora')
  stage.event({ type: 'configured', rules: rulesWith({ anna: 2, dora: 1 }), open: true })
  expect(stage.state.operators.get(jidOf('dora'))?.guestIn.has('mia')).toBe(true)
  stage.event({ type: 'configured', rules: rulesWith({ anna: 2 }), open: true })
  stage.event({ type: 'configured', rules: rulesWith({ anna: 2, dora: 1 }), open: true })
  expect(stage.state.operators.get(jidOf('dora'))?.guestIn.has('mia')).toBe(true)
  stage.event({ type: 'configured', rules: rulesWith({ anna: 2 }), open: true })
  stage.event({ type: 'leave-chat', case: 'mia', operator: jidOf('dora') })
  expect(stage.state.operators.has(jidOf('dora'))).toBe(false)
})

test('C4: after a restart guests and what rings for them are there again', () => {
  const stage = talking()
  stage.shows('carol', 'available')
  stage.invites('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.goesIn('ben', 'mia')
  stage.invites('anna', 'mia', 'carol')
  const again = stage.afterRestart()
  expect(again.guests('mia')).toEqual(['ben colleague'])
  expect(again.state.operators.get(jidOf('ben'))?.guestIn.has('mia')).toBe(true)
  expect(again.did('admit')).toHaveLength(1)
  expect(again.did('offer')).toMatchObject([{ operator: jidOf('carol'), transfer: { as: 'colleague' } }])
})
