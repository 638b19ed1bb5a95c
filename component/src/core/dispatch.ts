/** Brings free operators and ready requests together, in order, after every event (PRODUCT Q4: at once). */
import { caseIn, type Draft } from './draft.ts'
import { draw } from './luck.ts'
import { isOfferedTo, mayAsk, offersOfCase, ring } from './offers.ts'
import { comparePlaces, inQueue, placeOf, waitsUntil } from './queue.ts'
import { isAvailable, showOf } from './staff.ts'
import { choose, ringsAtLatecomers } from './strategies.ts'
import type { Case, CaseId, Operator } from './types.ts'

/** The walk ends with the last free seat, or the last who waits: with none of either it costs nothing. */
export function dispatch(draft: Draft): void {
  const isWide = ringsAtLatecomers(draft.state.rules.strategies)
  let next = draft.state.ready.nextHigherPair(undefined)
  if (!next && !isWide) return
  let free: readonly Operator[] = draft.state.free.valuesArray()
  while (next && free.length > 0) {
    const rings = ringAtBest(draft, caseIn(draft, next[1]), free)
    next = draft.state.ready.nextHigherPair(next[0])
    if (rings && (next || isWide)) free = draft.state.free.valuesArray()
  }
  if (isWide && free.length > 0) widen(draft, free)
}

/** Rings at whom the strategies choose; false when nobody of the free may be asked. */
function ringAtBest(draft: Draft, one: Case | undefined, free: readonly Operator[]): boolean {
  const candidates = one ? eligible(one, free) : []
  if (!one || candidates.length === 0) return false
  ring(draft, one, best(draft, candidates, one))
  return true
}

function best(draft: Draft, candidates: readonly Operator[], one: Case): readonly Operator[] {
  const { rules } = draft.state
  return choose(rules.strategies, candidates, { case: one, rules, draw: () => draw(draft) })
}

/** Of the free operators those who have not refused it, `away` only when nobody better is among them (PRODUCT R1). */
function eligible(one: Case, free: readonly Operator[]): readonly Operator[] {
  const willing = only(free, ({ jid }) => mayAsk(one, jid))
  const present = only(willing, (operator) => isAvailable(showOf(operator)))
  return present.length > 0 ? present : willing
}

/** Nearly always it is all of them. */
const only = (operators: readonly Operator[], fits: (one: Operator) => boolean): readonly Operator[] =>
  operators.every(fits) ? operators : operators.filter(fits)

/** With `ring-all` a request that rings already also rings at those who have become free, once no other wants them. */
function widen(draft: Draft, free: readonly Operator[]): void {
  let available = free.filter((operator) => isAvailable(showOf(operator)))
  for (const one of ringingCases(draft)) {
    if (available.length === 0) return
    const more = latecomers(draft, one, available)
    if (more.length === 0) continue
    ring(draft, one, more)
    available = available.flatMap(({ jid }) => draft.state.free.get(jid) ?? [])
  }
}

/** Those who would have been asked too, had they been free when it began to ring. */
function latecomers(draft: Draft, one: Case, available: readonly Operator[]): readonly Operator[] {
  const more = available.filter(({ jid }) => mayAsk(one, jid) && !isOfferedTo(one, jid))
  if (more.length === 0) return more
  const asked = offersOfCase(one).flatMap(({ operator }) => draft.state.operators.get(operator) ?? [])
  const chosen = new Set(best(draft, [...asked, ...more], one))
  return more.filter((operator) => chosen.has(operator))
}

/** Found by their operators: there are never more of them than seats. Whose wait is over only rings out. */
function ringingCases(draft: Draft): Case[] {
  const { rules } = draft.state
  const ids = new Set<CaseId>()
  for (const operator of draft.state.operators.values()) for (const id of operator.offers) ids.add(id)
  const ringing = [...ids].flatMap((id) => caseIn(draft, id) ?? [])
  return ringing
    .filter((one) => inQueue(one) && offersOfCase(one).length > 0 && waitsUntil(one, rules) > draft.now)
    .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)))
}
