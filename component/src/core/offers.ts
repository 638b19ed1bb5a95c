/** A request, or a chat on its way to somebody else, rings at operators, and stops ringing. */
import { type Draft, emit, putCase, putOperator, setWith, setWithout } from './draft.ts'
import { advance } from './lifecycle.ts'
import { isOnLoan } from './queue.ts'
import type { BareJid, Case, Effect, Offer, OfferedAs, OfferKind, Operator, RevokeReason } from './types.ts'

/** Who serves it. */
export const ownerOf = (one: Case): BareJid | undefined =>
  one.phase.is === 'opening' || one.phase.is === 'active' ? one.phase.operator : undefined

/** Where it rings for somebody to become the owner. */
export function offersOfCase({ phase }: Case): readonly Offer[] {
  if (phase.is === 'ringing') return phase.offers
  return phase.is === 'active' ? (phase.transfer?.offers ?? []) : []
}

export const isOfferedTo = (one: Case, operator: BareJid): boolean =>
  offersOfCase(one).some((offer) => offer.operator === operator)

/** From whom nothing is to be hoped for in this round: they have refused it, or pass it on themselves. */
export function whoIsOut(one: Case): readonly BareJid[] {
  const transferredBy = [ownerOf(one), isOnLoan(one) ? one.from?.owner : undefined]
  return [...one.refusedBy, ...transferredBy.filter((jid) => jid !== undefined)]
}

export const isInvited = (one: Case, jid: BareJid): boolean =>
  one.invited?.some(({ operator }) => operator === jid) ?? false

/** At whom it may not ring now. */
const spared = (one: Case): readonly BareJid[] => [
  ...whoIsOut(one),
  ...(one.invited ?? []).map(({ operator }) => operator),
]

export const mayAsk = (one: Case, jid: BareJid): boolean => !spared(one).includes(jid)

/** Those of them at whom it may ring now: nearly always all, so that nobody is asked for each. */
export function askable(one: Case, operators: readonly Operator[]): readonly Operator[] {
  const not = spared(one)
  return not.length === 0 ? operators : operators.filter(({ jid }) => !not.includes(jid))
}

/** The case ringing at these, and at nobody else. One that is being passed on stays with its owner. */
export function withOffers(one: Case, offers: readonly Offer[]): Case {
  const { phase } = one
  if (phase.is === 'active' && phase.transfer)
    return { ...one, phase: { ...phase, transfer: { ...phase.transfer, offers } } }
  return offers.length > 0
    ? advance(one, 'ring', { is: 'ringing', offers })
    : advance(one, 'unanswered', { is: 'waiting' })
}

/** Rings at these operators too. */
export function ring(draft: Draft, one: Case, operators: readonly Operator[]): void {
  const until = draft.now + draft.state.rules.ringFor
  const added = operators.map(({ jid }) => ({ operator: jid, until }))
  const kind = transferKind(one)
  putCase(draft, withOffers(one, [...offersOfCase(one), ...added]))
  const turn = draft.state.nextTurn
  draft.state.nextTurn = turn + 1
  for (const operator of operators) {
    putOperator(draft, { ...operator, offers: setWith(operator.offers, one.id), turn })
    const offer: Effect = { do: 'offer', case: one.id, operator: operator.jid, until }
    emit(draft, kind ? { ...offer, transfer: kind } : offer)
  }
}

/** What a chat that is passed on tells whom it rings at. */
export function transferKind(one: Case): OfferKind | undefined {
  if (one.phase.is === 'active' && one.phase.transfer)
    return kindOf(one.phase.operator, 'owner', one.phase.transfer.note)
  return one.from && isOnLoan(one) ? kindOf(one.from.owner, 'owner', one.from.note) : undefined
}

export const kindOf = (by: BareJid, as: OfferedAs, note?: string): OfferKind => ({
  by,
  as,
  ...(note !== undefined && { note }),
})

/** Why it rings no more; `by` took it. */
export interface Silence {
  readonly why: RevokeReason
  readonly by?: BareJid
  /** What they were to be, where it was a chat with an owner. */
  readonly as?: OfferedAs | undefined
}

/** Tells operators that it rings no more and gives them their seat back; the case, as it rang, is the caller's to change. */
export function silence(draft: Draft, one: Case, operators: readonly BareJid[], silent: Silence): void {
  const { why, by, as = transferKind(one)?.as } = silent
  const because = { why, ...(by !== undefined && { by }), ...(as !== undefined && { as }) }
  for (const jid of operators) {
    const operator = draft.state.operators.get(jid)
    if (operator) putOperator(draft, { ...operator, offers: setWithout(operator.offers, one.id) })
    emit(draft, { do: 'revoke', case: one.id, operator: jid, ...because })
  }
}
