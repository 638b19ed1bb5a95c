/**
 * Lost connections (R8). The other side is told after a moment, a grace runs, and either the lost one is back in time and it
 * simply goes on, or the chat is offered again at the front (operator) or ends (visitor).
 */
import { caseIn, type Draft, emit, omit, putCase } from './draft.ts'
import { end, release } from './ends.ts'
import { dismissAll } from './guests.ts'
import { withoutInvitations } from './invitations.ts'
import { advance } from './lifecycle.ts'
import { isOnline } from './staff.ts'
import { withoutTransfer } from './transfers.ts'
import type { Case, CaseId, Duration, Instant, Notice, Phase } from './types.ts'

/** A page that is reloaded, or the next one, is back before this: nobody hears of it. In time for the ten seconds of P9. */
export const lossIsToldAfter: Duration = 4_000

type Active = Extract<Phase, { is: 'active' }>

const say = (draft: Draft, id: CaseId, notice: Notice): void => emit(draft, { do: 'say', case: id, notice })

/** The visitor's connection is gone, or they left the room. Once lost, the grace runs from the first sign. */
export function loseVisitor(draft: Draft, id: CaseId, since: Instant = draft.now): void {
  const one = caseIn(draft, id)
  if (!one || one.phase.is === 'ended' || one.visitor.lostUntil !== undefined) return
  const lostUntil = since + draft.state.rules.visitorGrace
  const phase = one.phase.is === 'active' ? omit(one.phase, 'visitorUntil') : one.phase
  const lostAt = since + lossIsToldAfter
  putCase(draft, { ...one, visitor: { ...one.visitor, lostUntil, lostAt }, phase })
}

/** They have not come back at once. Outside a chat there is nobody to tell. */
export function tellVisitorLoss(draft: Draft, one: Case): void {
  const isHeard = one.phase.is === 'active'
  putCase(draft, { ...one, visitor: { ...omit(one.visitor, 'lostAt'), ...(isHeard && { lost: true }) } })
  if (isHeard) say(draft, one.id, 'visitor-lost')
}

/** The visitor can be reached again. In a chat they have their grace to enter the room. */
export function visitorIsBack(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (!one || one.phase.is === 'ended') return
  const visitor = omit(one.visitor, 'lostUntil', 'lostAt', 'lost')
  putCase(draft, { ...one, visitor, phase: awaitVisitor(draft, one) })
  if (one.phase.is === 'active' && one.visitor.lost) say(draft, id, 'visitor-back')
}

/** An active phase in which the visitor, if not in the room, is expected there within the grace. */
function awaitVisitor(draft: Draft, { phase, visitor }: Case): Phase {
  if (phase.is !== 'active') return phase
  if (visitor.inRoom) return omit(phase, 'visitorUntil')
  return { ...phase, visitorUntil: draft.now + draft.state.rules.visitorGrace }
}

/** No client of the operator is online any more, or the one in the room is lost, or they are out of the room and offline. */
export function loseOperator(draft: Draft, one: Case, since: Instant = draft.now): void {
  const { phase } = one
  if (phase.is !== 'active' || phase.operatorLost || phase.operatorLostAt !== undefined) return
  const operatorUntil = since + draft.state.rules.operatorGrace
  const operatorLostAt = since + lossIsToldAfter
  putCase(draft, { ...one, phase: { ...phase, operatorUntil, operatorThen: 'offer-again', operatorLostAt } })
}

/** They have not come back at once. */
export function tellLoss(draft: Draft, one: Case, phase: Active): void {
  putCase(draft, { ...one, phase: { ...omit(phase, 'operatorLostAt'), operatorLost: true } })
  say(draft, one.id, 'operator-lost')
  // With another client of theirs they may go on.
  const operator = draft.state.operators.get(phase.operator)
  if (operator && isOnline(operator) && !phase.operatorIn)
    emit(draft, { do: 'invite-operator', case: one.id, operator: phase.operator })
}

/** The operator is online again: in the room it goes on, else they are invited while the grace runs. */
export function greetOperator(draft: Draft, one: Case): void {
  if (one.phase.is !== 'active' || one.phase.operatorUntil === undefined) return
  if (one.phase.operatorIn) operatorIsBack(draft, one, one.phase)
  else emit(draft, { do: 'invite-operator', case: one.id, operator: one.phase.operator })
}

export function operatorIsBack(draft: Draft, one: Case, phase: Active): void {
  const back = omit(phase, 'operatorUntil', 'operatorThen', 'operatorLostAt', 'operatorLost')
  putCase(draft, { ...one, phase: { ...back, operatorIn: true } })
  if (phase.operatorLost) say(draft, one.id, 'operator-back')
}

/** Left the room of their own will while online: they have a moment to come back, then the chat ends. */
export function operatorLeftRoom(draft: Draft, one: Case, phase: Active): void {
  const operatorUntil = draft.now + draft.state.rules.leaveGrace
  putCase(draft, { ...one, phase: { ...phase, operatorIn: false, operatorUntil, operatorThen: 'end' } })
}

/** The grace is over. */
export function giveUpOperator(draft: Draft, one: Case, phase: Active): void {
  const heard = !draft.state.operators.get(phase.operator)?.unheard
  // Off duty, and that is all: the room never said that they left. A chat is not taken from somebody who is in it.
  if (phase.operatorIn && heard) operatorIsBack(draft, one, phase)
  else if (phase.operatorThen === 'end') end(draft, one, 'operator-left', phase.operator)
  else requeue(draft, one, phase)
}

/** Back to the queue, before everything else, with a new round; the operator is put out of the room. */
function requeue(draft: Draft, one: Case, phase: Active): void {
  if (one.openedBy !== undefined) {
    end(draft, one, 'operator-left', phase.operator)
    return
  }
  release(draft, phase.operator, one, 'as-before')
  const waiting = omit(advance(alone(draft, one), 'lost', { is: 'waiting' }), 'seatSince')
  putCase(draft, { ...waiting, front: true, waitingSince: draft.now, refusedBy: [], round: 0 })
  emit(draft, { do: 'dismiss', case: one.id, operator: phase.operator })
  say(draft, one.id, 'looking-for-another')
}

/** Without its owner nobody else sits in it either, and it goes nowhere else. */
export const alone = (draft: Draft, one: Case): Case =>
  dismissAll(draft, withoutInvitations(draft, withoutTransfer(draft, one), 'ended'))

/** The visitor's grace is over; `offline` in presence alone does not end a chat they are still in. */
export function giveUpVisitor(draft: Draft, one: Case): void {
  if (one.phase.is === 'active' && one.visitor.inRoom) visitorIsBack(draft, one.id)
  else end(draft, one, 'visitor-lost')
}
