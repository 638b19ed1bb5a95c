/** A request rings at operators, and stops ringing. */
import { type Draft, emit, putCase, putOperator } from './draft.ts'
import { advance } from './lifecycle.ts'
import type { BareJid, Case, CaseId, Effect, Offer, Operator } from './types.ts'

export type RevokeReason = Extract<Effect, { do: 'revoke' }>['why']

export const offersOfCase = (one: Case): readonly Offer[] =>
  one.phase.is === 'ringing' ? one.phase.offers : []

export const isOfferedTo = (one: Case, operator: BareJid): boolean =>
  offersOfCase(one).some((offer) => offer.operator === operator)

/** Rings at these operators too. */
export function ring(draft: Draft, one: Case, operators: readonly Operator[]): void {
  const until = draft.now + draft.state.rules.ringFor
  const added = operators.map(({ jid }) => ({ operator: jid, until }))
  putCase(draft, advance(one, 'ring', { is: 'ringing', offers: [...offersOfCase(one), ...added] }))
  for (const operator of operators) {
    putOperator(draft, { ...operator, offers: new Set([...operator.offers, one.id]) })
    emit(draft, { do: 'offer', case: one.id, operator: operator.jid, until })
  }
}

/** Tells operators that it rings no more and gives them their seat back; the case is the caller's to change. */
export function silence(
  draft: Draft,
  id: CaseId,
  operators: readonly BareJid[],
  why: RevokeReason,
  by?: BareJid,
): void {
  for (const jid of operators) {
    const operator = draft.state.operators.get(jid)
    if (operator) putOperator(draft, { ...operator, offers: setWithout(operator.offers, id) })
    emit(draft, { do: 'revoke', case: id, operator: jid, why, ...(by !== undefined && { by }) })
  }
}

export function setWithout<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const copy = new Set(set)
  copy.delete(value)
  return copy
}
