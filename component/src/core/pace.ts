/**
 * How long people wait (PRODUCT Q1), from what was seen of late: how long an operator's seat is taken by one chat, how many
 * seats there are, and how often people give up. With somebody before you for each seat, a seat becomes free every
 * `service / seats`; each of those before you may leave of their own accord, which moves you up too; and then it rings.
 */
import type { Draft } from './draft.ts'
import { waitsSince } from './queue.ts'
import { isOnDuty, seatsOf } from './staff.ts'
import type { Case, CaseId, Duration, Instant, Mean, State } from './types.ts'

/** The mean of this many of the latest: long enough to be steady, short enough to follow the day. */
const memory = 100

const after = (mean: Mean | undefined, value: number): Mean => {
  const count = Math.min(memory, (mean?.count ?? 0) + 1)
  return { count, value: (mean?.value ?? 0) + (value - (mean?.value ?? 0)) / count }
}

/** A chat is over, or its operator has another: their seat was taken since `seatSince`. */
export function noteService(draft: Draft, { seatSince }: Case): void {
  if (seatSince === undefined) return
  const { pace } = draft.state
  draft.state.pace = { ...pace, service: after(pace.service, draft.now - seatSince) }
}

/** Somebody accepts what has rung at them. */
export function noteAnswer(draft: Draft, rungSince: Instant): void {
  const { pace } = draft.state
  draft.state.pace = { ...pace, answer: after(pace.answer, draft.now - rungSince) }
}

/** Somebody leaves the queue, served or not. */
export function notePatience(draft: Draft, one: Case, how: 'served' | 'gave-up'): void {
  if (one.phase.is !== 'waiting' && one.phase.is !== 'ringing') return
  const { pace } = draft.state
  const waited = after(pace.waited, draft.now - waitsSince(one))
  draft.state.pace = { ...pace, waited, gaveUp: after(pace.gaveUp, how === 'served' ? 0 : 1) }
}

/** Seats of those on duty that are this workgroup's to fill. */
function seatsOnDuty({ operators, rules }: State): number {
  let seats = 0
  for (const operator of operators.values())
    if (isOnDuty(rules, operator)) seats += Math.max(0, seatsOf(rules, operator) - operator.elsewhere)
  return seats
}

/** The expected wait at each place, from 0; it is `undefined` while nobody is on duty or no chat has ended yet. */
export function waitAtPlaces(state: State): (place: number) => Duration | undefined {
  const { service, waited, gaveUp } = state.pace
  const seats = seatsOnDuty(state)
  if (!service || service.value <= 0 || seats === 0) return () => undefined
  const freed = seats / service.value
  const leaving = waited && gaveUp && waited.value > 0 ? gaveUp.value / waited.value : 0
  const asked = askedNow(state)
  const rings = state.pace.answer?.value ?? 0
  return (place) => Math.round(rings + timeToMove(Math.max(0, place + 1 - asked), freed, leaving))
}

/** Those at the head at whom somebody's seat is held already. */
function askedNow({ operators, cases }: State): number {
  const ids = new Set<CaseId>()
  for (const { offers } of operators.values()) for (const id of offers) ids.add(id)
  return [...ids].filter((id) => cases.get(id)?.phase.is === 'ringing').length
}

/** The same for one place. */
export const expectedWait = (state: State, place: number): Duration | undefined => waitAtPlaces(state)(place)

/** The sum of `1 / (freed + k * leaving)` for those before, each of whom may leave; in closed form, as places are many. */
function timeToMove(steps: number, freed: number, leaving: number): Duration {
  if (steps === 0 || leaving * steps < freed / 1_000) return steps / freed
  return 1 / freed + Math.log((freed + (steps - 0.5) * leaving) / (freed + 0.5 * leaving)) / leaving
}
