/** What visitors do: join, show themselves, come back, leave. They cannot address an operator (Q3). */
import { caseIn, type Draft, emit, liveIn, omit, putCase } from './draft.ts'
import { end, otherwiseOf } from './ends.ts'
import { loseVisitor, visitorIsBack } from './graces.ts'
import { offersOfCase } from './offers.ts'
import { noteJoin } from './pace.ts'
import { isOnLoan, visitorIsReady } from './queue.ts'
import { type Refusal, refuse } from './refusal.ts'
import { withdraw } from './rounds.ts'
import { isIn } from './sorted.ts'
import { isAnybodyOnDuty } from './staff.ts'
import type { BareJid, Case, CaseId, Event, State, Visitor } from './types.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

export function join(draft: Draft, event: Of<'join'>): Refusal | undefined {
  const { state } = draft
  if (isIn(state.byVisitor, event.visitor) || isIn(state.cases, event.case)) return refuse('already-joined')
  const fault = reasonNotToWait(state)
  if (fault) return { fault, otherwise: otherwiseOf(state.rules, impasses[fault]) }
  const seq = draft.state.nextSeq
  draft.state.nextSeq = seq + 1
  putCase(draft, {
    id: event.case,
    seq,
    priority: event.priority,
    front: false,
    joinedAt: draft.now,
    visitor: { jid: event.visitor, show: 'available' },
    phase: { is: 'waiting' },
    ...(event.knows !== undefined && { knows: event.knows }),
    ...(event.needs !== undefined && { needs: event.needs }),
    hasRoom: false,
    refusedBy: [],
    round: 0,
  })
  noteJoin(draft, event.priority)
  return undefined
}

export const impasses = {
  'workgroup-closed': 'closed',
  'nobody-on-duty': 'nobody',
  'queue-full': 'full',
} as const

/** Why nobody more may wait here (Q5). `but`: at whom it would not ring. */
export function reasonNotToWait(state: State, but?: BareJid): keyof typeof impasses | undefined {
  const { whenNobody, otherwise } = state.rules
  if (!state.open) return 'workgroup-closed'
  if (whenNobody === 'refuse' && otherwise?.nobody !== 'wait' && !isAnybodyOnDuty(state, but))
    return 'nobody-on-duty'
  if (state.queue.size >= state.rules.maxQueue) return 'queue-full'
  return undefined
}

/** Presence of somebody who has no case here is nobody's news. */
export function visitorPresence(draft: Draft, event: Of<'visitor-presence'>): undefined {
  const id = draft.state.byVisitor.get(event.visitor)
  const one = id === undefined ? undefined : caseIn(draft, id)
  if (!one || (one.visitor.show === event.show && one.visitor.status === event.status)) return
  const seen: Visitor = {
    ...omit(one.visitor, 'status'),
    show: event.show,
    ...(event.status !== undefined && { status: event.status }),
  }
  putCase(draft, { ...one, visitor: seen })
  if (event.show === 'offline') loseVisitor(draft, one.id)
  else greetVisitor(draft, one.id)
  stopIfNotReady(draft, one.id)
}

/** The connection is there again. In a chat that counts once they are in the room: their client goes back there itself. */
function greetVisitor(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (one?.visitor.lostUntil === undefined) return
  if (one.phase.is !== 'active' || one.visitor.inRoom) visitorIsBack(draft, id)
}

/** Nothing rings for a visitor who could not answer now: they keep their place. */
export function stopIfNotReady(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (one?.phase.is !== 'ringing' || isOnLoan(one) || visitorIsReady(one)) return
  const operators = offersOfCase(one).map((offer) => offer.operator)
  withdraw(draft, one, operators, 'visitor-gone')
}

/** By token, from a new address: everything stays theirs. The old address, if it is still there, has lost it. */
export function visitorReturns(draft: Draft, event: Of<'visitor-returns'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  const other = draft.state.byVisitor.get(event.visitor)
  if (other !== undefined && other !== one.id) return refuse('already-joined')
  const was = one.visitor.jid
  if (was === event.visitor) putCase(draft, { ...one, visitor: { ...one.visitor, show: 'available' } })
  else putCase(draft, atNewAddress(one, event.visitor))
  visitorIsBack(draft, one.id)
  if (was !== event.visitor) emit(draft, { do: 'readmit', case: one.id, was })
  return undefined
}

const atNewAddress = (one: Case, jid: string): Case => ({
  ...one,
  visitor: { ...omit(one.visitor, 'inRoom', 'status'), jid, show: 'available' },
})

export function depart(draft: Draft, event: Of<'depart'>): Refusal | undefined {
  const one = caseIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.phase.is !== 'ended')
    end(draft, one, event.by === undefined ? 'visitor-left' : 'supervisor-closed', event.by)
  return undefined
}
