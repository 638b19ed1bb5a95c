/** From the room being made to the end of the chat: what the shell and the room report. Said twice is said once. */
import { caseIn, type Draft, emit, liveIn, omit, putCase } from './draft.ts'
import { end, release } from './ends.ts'
import {
  alone,
  loseOperator,
  loseVisitor,
  operatorIsBack,
  operatorLeftRoom,
  tellVisitorLoss,
  visitorIsBack,
} from './graces.ts'
import { guestEntered, guestLeft, guestOf } from './guests.ts'
import { advance } from './lifecycle.ts'
import { ownerOf } from './offers.ts'
import { closeRanks } from './owners.ts'
import { type Refusal, refuse } from './refusal.ts'
import { weigh } from './rounds.ts'
import { isOnline } from './staff.ts'
import type { BareJid, Case, Event, Guest, Instant, Phase } from './types.ts'
import { stopIfNotReady } from './visitors.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** So often may opening the room fail before the case ends with `room-failed`. */
const openAttempts = 3

/** The room is ready and both are invited. Who is not in it yet is expected within the grace. */
export function opened(draft: Draft, event: Of<'opened'>): undefined {
  const one = liveIn(draft, event.case)
  if (one?.phase.is !== 'opening') return
  putCase(draft, omit(advance(one, 'opened', activeAfter(draft, one, one.phase)), 'openFailures'))
  const opened = caseIn(draft, event.case)
  if (opened?.visitor.lostUntil !== undefined) tellVisitorLoss(draft, opened)
  if (one.phase.operatorIn) closeRanks(draft, one.id)
}

function activeAfter(draft: Draft, { visitor }: Case, opening: Extract<Phase, { is: 'opening' }>): Phase {
  const { operatorGrace, visitorGrace } = draft.state.rules
  const operatorIn = opening.operatorIn === true
  const expected = !visitor.inRoom && visitor.lostUntil === undefined
  return {
    is: 'active',
    operator: opening.operator,
    since: draft.now,
    operatorIn,
    ...(!operatorIn && { operatorUntil: draft.now + operatorGrace, operatorThen: 'offer-again' }),
    ...(expected && { visitorUntil: draft.now + visitorGrace }),
  }
}

export function openFailed(draft: Draft, event: Of<'open-failed'>): undefined {
  const one = liveIn(draft, event.case)
  if (one?.phase.is === 'opening' && one.phase.operator === event.operator)
    roomFailed(draft, one, event.operator)
}

/** The request goes back to the front; after three times it ends. */
export function roomFailed(draft: Draft, one: Case, operator: BareJid): void {
  const openFailures = (one.openFailures ?? 0) + 1
  if (openFailures >= openAttempts || one.openedBy !== undefined) {
    end(draft, one, 'room-failed')
    return
  }
  release(draft, operator, one, 'as-before')
  const waiting = omit(advance(alone(draft, one), 'failed', { is: 'waiting' }), 'seatSince')
  putCase(draft, { ...waiting, front: true, waitingSince: draft.now, openFailures })
  emit(draft, { do: 'dismiss', case: one.id, operator })
  weigh(draft, one.id)
}

export function entered(draft: Draft, event: Of<'entered'>): undefined {
  const one = liveIn(draft, event.case)
  if (!one) return
  const guest = guestMeant(one, event)
  if (guest) guestEntered(draft, one, guest)
  else if (isOfTheTwo(one, event)) occupants[event.who].entered(draft, one)
}

export function left(draft: Draft, event: Of<'left'>): undefined {
  const one = liveIn(draft, event.case)
  if (!one) return
  const guest = guestMeant(one, event)
  if (guest) guestLeft(draft, one, guest)
  else if (isOfTheTwo(one, event)) occupants[event.who].left(draft, one, event.lost)
}

type Move = Of<'entered' | 'left'>

const guestMeant = (one: Case, { operator }: Move): Guest | undefined =>
  operator === undefined ? undefined : guestOf(one, operator)

/** Where the shell says which operator it was, another than the owner is somebody who is no longer a member. */
const isOfTheTwo = (one: Case, { who, operator }: Move): boolean =>
  who === 'visitor' || operator === undefined || operator === ownerOf(one)

type OnEntered = (draft: Draft, one: Case) => void
type OnLeft = (draft: Draft, one: Case, lost: Instant | undefined) => void

const occupants: {
  readonly [W in 'visitor' | 'operator']: { readonly entered: OnEntered; readonly left: OnLeft }
} = {
  visitor: { entered: visitorEntered, left: visitorLeft },
  operator: { entered: operatorEntered, left: operatorLeft },
}

/** In the room is there, whatever presence said last. */
function visitorEntered(draft: Draft, one: Case): void {
  if (one.visitor.inRoom && one.visitor.lostUntil === undefined) return
  const show = one.visitor.show === 'offline' ? 'available' : one.visitor.show
  putCase(draft, { ...omit(one, 'openedBy'), visitor: { ...one.visitor, show, inRoom: true } })
  visitorIsBack(draft, one.id)
}

function visitorLeft(draft: Draft, one: Case, lost: Instant | undefined): void {
  if (!one.visitor.inRoom) return
  putCase(draft, { ...one, visitor: omit(one.visitor, 'inRoom') })
  // The room was the last sign of somebody whose presence had gone before.
  if (one.phase.is !== 'active' && one.visitor.show !== 'offline') return
  loseVisitor(draft, one.id, lost)
  stopIfNotReady(draft, one.id)
}

function operatorEntered(draft: Draft, one: Case): void {
  const { phase } = one
  if (phase.is === 'opening' && !phase.operatorIn)
    putCase(draft, { ...one, phase: { ...phase, operatorIn: true } })
  if (phase.is === 'active' && (!phase.operatorIn || phase.operatorUntil !== undefined))
    operatorIsBack(draft, one, phase)
  closeRanks(draft, one.id)
}

function operatorLeft(draft: Draft, one: Case, lost: Instant | undefined): void {
  const { phase } = one
  if (phase.is === 'opening') putCase(draft, { ...one, phase: omit(phase, 'operatorIn') })
  if (phase.is !== 'active') return
  // The room may say first that they have left, and presence a moment later that it was their connection.
  const isNews = lost !== undefined && phase.operatorThen === 'end'
  if (!phase.operatorIn && !isNews) return
  const operator = draft.state.operators.get(phase.operator)
  const away: Case = { ...one, phase: { ...phase, operatorIn: false } }
  // A grace that runs already goes on: the loss was noticed by presence, or nothing was heard since the restart.
  if (phase.operatorUntil !== undefined && !isNews) putCase(draft, away)
  else if (lost === undefined && operator && isOnline(operator)) operatorLeftRoom(draft, one, phase)
  else loseOperator(draft, away, lost)
}

export function close(draft: Draft, event: Of<'close'>): Refusal | undefined {
  const one = caseIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.phase.is === 'ended')
    return one.phase.operator === event.operator ? undefined : refuse('no-such-case')
  if (ownerOf(one) !== event.operator) return refuse('not-your-chat')
  end(draft, one, 'operator-closed', event.operator)
  return undefined
}
