/** What operators answer to what rings at them: accept, reject, or take it out of order by hand. */
import { type Draft, liveIn } from './draft.ts'
import { guestOf } from './guests.ts'
import { acceptInvitation, invitationOf, uninvite } from './invitations.ts'
import { isOfferedTo, ownerOf } from './offers.ts'
import { makeOwner } from './owners.ts'
import { inQueue } from './queue.ts'
import { type Refusal, refuse } from './refusal.ts'
import { noteAct } from './resting.ts'
import { trim, withdraw } from './rounds.ts'
import { isOnline, takenSeats } from './staff.ts'
import type { BareJid, Case, CaseId, Fault, Operator } from './types.ts'

/** An operator and the case they mean. */
export interface Answer {
  readonly case: CaseId
  readonly operator: BareJid
}

/** The case, if there is something to answer; `undefined` inside when they have it already (said twice). */
export function caseFor(draft: Draft, { case: id, operator }: Answer): Refusal | { readonly one?: Case } {
  if (!draft.state.rules.operators.has(operator)) return refuse('not-an-operator')
  const one = liveIn(draft, id)
  if (!one) return refuse('no-such-case')
  return ownerOf(one) === operator ? {} : { one }
}

const notTheirs = (one: Case): Refusal => {
  const owner = ownerOf(one)
  return owner === undefined ? refuse('not-offered') : refuse('already-taken', owner)
}

export function accept(draft: Draft, answer: Answer): Refusal | undefined {
  const found = caseFor(draft, answer)
  if ('fault' in found) return found
  noteAct(draft, answer.operator)
  const { one } = found
  if (!one) return undefined
  const invitation = invitationOf(one, answer.operator)
  if (isOfferedTo(one, answer.operator)) makeOwner(draft, one, answer.operator)
  else if (invitation) acceptInvitation(draft, one, invitation)
  else if (!guestOf(one, answer.operator)) return notTheirs(one)
  return undefined
}

export function reject(draft: Draft, answer: Answer): Refusal | undefined {
  const found = caseFor(draft, answer)
  if ('fault' in found) return found
  const { one } = found
  if (!one) return refuse('not-offered')
  if (one.refusedBy.includes(answer.operator)) return undefined
  noteAct(draft, answer.operator)
  if (isOfferedTo(one, answer.operator)) withdraw(draft, one, [answer.operator], 'rejected')
  else if (invitationOf(one, answer.operator)) uninvite(draft, one, answer.operator, 'rejected')
  else return notTheirs(one)
  return undefined
}

/** The configured seats bind, `max-chats` does not: it is the operator's own wish, and this is another. */
export function take(draft: Draft, answer: Answer): Refusal | undefined {
  const found = caseFor(draft, answer)
  if ('fault' in found) return found
  const { one } = found
  if (!one) return undefined
  if (!inQueue(one)) return notTheirs(one)
  const fault = reasonNotToServe(draft, answer)
  if (fault) return refuse(fault)
  noteAct(draft, answer.operator)
  makeOwner(draft, one, answer.operator)
  trim(draft, answer.operator)
  return undefined
}

/** Online, with a configured seat that no chat has. What only rings at them gives way. */
export function reasonNotToServe(draft: Draft, answer: Answer): Fault | undefined {
  const operator = draft.state.operators.get(answer.operator)
  if (!operator || !isOnline(operator)) return 'not-on-duty'
  return hasSeatFor(draft, operator, answer.case) ? undefined : 'no-free-seat'
}

export function hasSeatFor(draft: Draft, operator: Operator, id: CaseId): boolean {
  const seats = draft.state.rules.operators.get(operator.jid)?.seats ?? 0
  return operator.guestIn.has(id) || takenSeats(operator) < seats
}
