/** What operators answer to a request: accept, reject, or take it out of order by hand. */
import { type Draft, emit, liveIn, omit, putCase, putOperator } from './draft.ts'
import { ownerOf } from './ends.ts'
import { advance } from './lifecycle.ts'
import { isOfferedTo, offersOfCase, setWithout, silence } from './offers.ts'
import { type Refusal, refuse } from './refusal.ts'
import { trim, withdraw } from './rounds.ts'
import { isOnline } from './staff.ts'
import type { BareJid, Case, CaseId, Duration, Instant, Pace } from './types.ts'

/** An operator and the case they mean. */
export interface Answer {
  readonly case: CaseId
  readonly operator: BareJid
}

/** The case, if it is still free for this operator; `undefined` inside when they have it already (said twice). */
function freeCase(draft: Draft, { case: id, operator }: Answer): Refusal | { readonly one?: Case } {
  if (!draft.state.rules.operators.has(operator)) return refuse('not-an-operator')
  const one = liveIn(draft, id)
  if (!one) return refuse('no-such-case')
  const owner = ownerOf(one)
  if (owner === operator) return {}
  return owner === undefined ? { one } : refuse('already-taken', owner)
}

export function accept(draft: Draft, answer: Answer): Refusal | undefined {
  const found = freeCase(draft, answer)
  if ('fault' in found) return found
  if (!found.one) return undefined
  if (!isOfferedTo(found.one, answer.operator)) return refuse('not-offered')
  assign(draft, found.one, answer.operator)
  return undefined
}

export function reject(draft: Draft, answer: Answer): Refusal | undefined {
  const found = freeCase(draft, answer)
  if ('fault' in found) return found
  if (!found.one || found.one.refusedBy.includes(answer.operator)) return undefined
  if (!isOfferedTo(found.one, answer.operator)) return refuse('not-offered')
  withdraw(draft, found.one, [answer.operator], 'rejected')
  return undefined
}

/** The configured seats bind, `max-chats` does not: it is the operator's own wish, and this is another. */
export function take(draft: Draft, answer: Answer): Refusal | undefined {
  const found = freeCase(draft, answer)
  if ('fault' in found) return found
  const operator = draft.state.operators.get(answer.operator)
  if (!found.one) return undefined
  if (!operator || !isOnline(operator)) return refuse('not-on-duty')
  const seats = draft.state.rules.operators.get(answer.operator)?.seats ?? 0
  if (operator.chats.size + operator.elsewhere >= seats) return refuse('no-free-seat')
  assign(draft, found.one, answer.operator)
  trim(draft, answer.operator)
  return undefined
}

/** From here on the case has one owner. All others hear who took it. */
function assign(draft: Draft, one: Case, jid: BareJid): void {
  const others = offersOfCase(one).flatMap((offer) => (offer.operator === jid ? [] : [offer.operator]))
  silence(draft, one.id, others, 'taken', jid)
  const operator = draft.state.operators.get(jid)
  if (operator) {
    const chats = new Set([...operator.chats, one.id])
    putOperator(draft, { ...operator, offers: setWithout(operator.offers, one.id), chats })
  }
  draft.state.pace = paceAfter(draft.state.pace, draft.now)
  const taken = advance(one, 'take', { is: 'opening', operator: jid, since: draft.now })
  const refusedBy = one.refusedBy.filter((other) => other !== jid)
  putCase(draft, { ...omit(taken, 'askAgainAt'), refusedBy, hasRoom: true })
  emit(draft, { do: 'open', case: one.id, operator: jid })
}

/** Each new time between assignments counts for one part in eight, so that the estimate follows the hour. */
function paceAfter({ everyMs, lastAt }: Pace, now: Instant): Pace {
  const latest: Duration = Math.max(0, now - (lastAt ?? now))
  return {
    lastAt: now,
    everyMs: everyMs === undefined ? latest : Math.round(everyMs + (latest - everyMs) / 8),
  }
}
