/** Brings free operators and ready requests together, in order, after every event (Q4: at once). */

import { draw } from './chance.ts'
import { caseIn, type Draft } from './draft.ts'
import { isAnybodyFree } from './free.ts'
import { askable, isOfferedTo, offersOfCase, ring } from './offers.ts'
import { comparePlaces, inQueue, placeOf, waitsUntil } from './queue.ts'
import { choose, ringsAtLatecomers } from './strategies.ts'
import type { Case, CaseId, Free, Operator } from './types.ts'

/** The walk ends with the last free seat, or the last who waits: with none of either it costs nothing. */
export function dispatch(draft: Draft): void {
  const isWide = ringsAtLatecomers(draft.state.rules.strategies)
  let next = draft.state.ready.nextHigherPair(undefined)
  if (!next && !isWide) return
  while (next && isAnybodyFree(draft.state.free)) {
    const one = caseIn(draft, next[1])
    if (one) ringAtBest(draft, one)
    next = draft.state.ready.nextHigherPair(next[0])
  }
  if (isWide) widen(draft)
}

/** Rings at whom the strategies choose, if anybody of the free may be asked. */
function ringAtBest(draft: Draft, one: Case): void {
  const candidates = eligible(one, draft.state.free)
  if (candidates.length > 0) ring(draft, one, best(draft, candidates, one))
}

function best(draft: Draft, candidates: readonly Operator[], one: Case): readonly Operator[] {
  const { rules } = draft.state
  return choose(rules.strategies, candidates, { case: one, rules, draw: () => draw(draft) })
}

/** Of the free operators those who have not refused it, `away` only when nobody better is among them (R1). */
function eligible(one: Case, { available, away }: Free): readonly Operator[] {
  const present = askable(one, available)
  return present.length > 0 ? present : askable(one, away)
}

/** With `ring-all` a request that rings already also rings at those who have become free, once no other wants them. */
function widen(draft: Draft): void {
  if (draft.state.free.available.length === 0) return
  for (const one of ringingCases(draft)) {
    const more = latecomers(draft, one, draft.state.free.available)
    if (more.length > 0) ring(draft, one, more)
  }
}

/** Those who would have been asked too, had they been free when it began to ring. */
function latecomers(draft: Draft, one: Case, available: readonly Operator[]): readonly Operator[] {
  const more = askable(one, available).filter(({ jid }) => !isOfferedTo(one, jid))
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
