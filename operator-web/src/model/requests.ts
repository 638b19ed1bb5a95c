/** The queue as all see it, and the requests that ring here. */
import type { Fact } from './facts.ts'
import { noted } from './records.ts'
import type { CaseId, FullJid, Instant, Offer, Request } from './types.ts'

/** Each workgroup tells its whole queue each time; what others took is gone from it at once. */
export function reduceQueue(queue: readonly Request[], fact: Fact): readonly Request[] {
  switch (fact.is) {
    case 'queue-details':
      return [...queue.filter((request) => request.workgroup !== fact.workgroup), ...fact.requests].sort(
        (a, b) => a.joinedAt - b.joinedAt,
      )
    case 'revoked':
      return ['taken', 'visitor-gone', 'ended'].includes(fact.why ?? '')
        ? without(queue, fact.case, fact.visitor)
        : queue
    case 'invited':
      return without(queue, fact.case.id)
    case 'answer-failed':
      return fact.gone ? without(queue, fact.case) : queue
    case 'case-noted':
      return queue.map((request) => ({ ...request, case: noted(request.case, fact) }))
    case 'duty-refused':
      return queue.filter((request) => request.workgroup !== fact.workgroup)
    case 'online':
      return fact.resumed ? queue : []
    case 'signed-out':
      return []
    default:
      return queue
  }
}

export function reduceOffers(offers: readonly Offer[], fact: Fact, now: Instant): readonly Offer[] {
  switch (fact.is) {
    case 'offered': {
      const { workgroup, visitor } = fact
      const asks = fact.asks && { asks: fact.asks }
      const offer = { case: fact.case, workgroup, visitor, since: now, until: now + fact.ringFor, ...asks }
      return [...without(offers, fact.case.id), offer].sort((a, b) => a.until - b.until)
    }
    case 'revoked':
      return without(offers, fact.case, fact.visitor)
    case 'case-noted':
      return offers.map((offer) => ({ ...offer, case: noted(offer.case, fact) }))
    case 'declined':
      return without(offers, fact.case)
    case 'invited':
      return without(offers, fact.case.id)
    case 'answer-failed':
      return fact.gone ? without(offers, fact.case) : offers
    case 'online':
      return fact.resumed ? offers : []
    case 'signed-out':
      return []
    default:
      return offers
  }
}

function without<T extends { readonly case: { readonly id: CaseId }; readonly visitor: FullJid }>(
  list: readonly T[],
  id: CaseId | undefined,
  visitor?: FullJid,
): readonly T[] {
  const rest = list.filter((item) => (id === undefined ? item.visitor !== visitor : item.case.id !== id))
  return rest.length === list.length ? list : rest
}

/** Take was said, and neither the room nor a refusal has come yet. */
export function reduceAnswering(answering: ReadonlySet<CaseId>, fact: Fact): ReadonlySet<CaseId> {
  switch (fact.is) {
    case 'answering':
      return new Set(answering).add(fact.case)
    case 'answer-failed':
    case 'declined':
      return minus(answering, fact.case)
    case 'invited':
      return minus(answering, fact.case.id)
    case 'revoked':
      return minus(answering, fact.case)
    case 'online':
      return fact.resumed ? answering : new Set()
    case 'signed-out':
      return new Set()
    default:
      return answering
  }
}

const minus = (set: ReadonlySet<CaseId>, id: CaseId | undefined): ReadonlySet<CaseId> =>
  id !== undefined && set.has(id) ? new Set([...set].filter((other) => other !== id)) : set
