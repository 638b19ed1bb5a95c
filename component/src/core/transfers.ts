/**
 * A transfer of a chat needs consent (C5): to an operator, back to the queue, or to another workgroup. Until somebody
 * accepts, its owner keeps the chat and their seat; when nobody does, they are told and it simply goes on.
 */
import { freeColleague } from './colleagues.ts'
import { type Draft, emit, liveIn, omit, putCase } from './draft.ts'
import { offersOfCase, ring, silence } from './offers.ts'
import { type Refusal, refuse } from './refusal.ts'
import type {
  BareJid,
  Case,
  EndReason,
  Event,
  News,
  Operator,
  Return,
  RevokeReason,
  Transfer,
} from './types.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

export function transfer(draft: Draft, event: Of<'transfer'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.phase.is !== 'active' || one.phase.operator !== event.operator) return refuse('not-your-chat')
  if (one.phase.transfer) return refuse('transfer-under-way')
  const { to, note } = event
  const start: Transfer = { to, since: draft.now, offers: [], ...(note !== undefined && { note }) }
  // Who refused the request before is asked anew: this is another question.
  const passing: Case = { ...one, refusedBy: [], round: 0, phase: { ...one.phase, transfer: start } }
  if (to === 'queue') putCase(draft, passing)
  else if ('operator' in to) return ringAt(draft, passing, freeColleague(draft, one, to.operator))
  else transferTo(draft, passing, to.workgroup)
  return undefined
}

function ringAt(draft: Draft, passing: Case, colleague: Operator | Refusal): Refusal | undefined {
  if ('fault' in colleague) return colleague
  ring(draft, passing, [colleague])
  return undefined
}

function transferTo(draft: Draft, passing: Case, to: BareJid): void {
  putCase(draft, passing)
  emit(draft, { do: 'transfer', case: passing.id, to })
}

export function cancelTransfer(draft: Draft, event: Of<'cancel-transfer'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.phase.is !== 'active' || one.phase.operator !== event.operator) return refuse('not-your-chat')
  if (one.phase.transfer) putCase(draft, withoutTransfer(draft, one))
  return undefined
}

/** Nobody is asked any more; the case, still to be put, as if nobody had been. */
export function withoutTransfer(draft: Draft, one: Case, reason?: EndReason): Case {
  const { phase } = one
  if (phase.is !== 'active' || !phase.transfer) return one
  const ringing = offersOfCase(one).map(({ operator }) => operator)
  silence(draft, one, ringing, { why: reason === undefined ? 'ended' : revokeReasonOf(reason) })
  const { to } = phase.transfer
  if (to !== 'queue' && 'workgroup' in to)
    emit(draft, {
      do: 'recall',
      case: one.id,
      to: to.workgroup,
      ...(reason !== undefined && { reason }),
    })
  return kept(one)
}

const kept = (one: Case): Case =>
  one.phase.is === 'active' ? { ...omit(one, 'askAgainAt'), phase: omit(one.phase, 'transfer') } : one

/** What operators at whom it rings are told when the case ends; `ended` for all others. */
const revokeReasons: { readonly [R in EndReason]?: RevokeReason } = {
  'visitor-left': 'visitor-gone',
  'visitor-lost': 'visitor-gone',
}

export const revokeReasonOf = (reason: EndReason): RevokeReason => revokeReasons[reason] ?? 'ended'

const newsOfRefusal: { readonly [W in RevokeReason]?: News } = {
  rejected: 'transfer-declined',
  expired: 'transfer-expired',
}

/** The operator it was to go to does not take it; it has stopped ringing. */
export function refusedTransfer(draft: Draft, one: Case, why: RevokeReason): void {
  if (one.phase.is !== 'active' || !one.phase.transfer) return
  const { to } = one.phase.transfer
  putCase(draft, kept(one))
  const who = to !== 'queue' && 'operator' in to ? { who: to.operator } : {}
  const news = newsOfRefusal[why] ?? 'transfer-failed'
  emit(draft, { do: 'tell', case: one.id, operator: one.phase.operator, news, ...who })
}

/** Nobody in the queue, or in the other workgroup, takes it. */
export function failTransfer(draft: Draft, one: Case, why?: Return): void {
  if (one.phase.is !== 'active' || !one.phase.transfer) return
  const ringing = offersOfCase(one).map(({ operator }) => operator)
  silence(draft, one, ringing, { why: 'ended' })
  putCase(draft, kept(one))
  const told = { case: one.id, operator: one.phase.operator, ...(why !== undefined && { why }) }
  emit(draft, { do: 'tell', news: 'transfer-failed', ...told })
}
