/**
 * How long people wait (Q1). A seat becomes free every `1 / (seats * rate)`, with somebody before you for each; those
 * before you may leave of their own accord, which moves you up too; who comes later with a higher priority moves you down;
 * and then it rings. What is told is the median of that: as many wait longer as shorter.
 */
import { comparePlaces, isUnasked, placeOf } from './queue.ts'
import { countBefore } from './sorted.ts'
import { isOnDuty, seatsOf } from './staff.ts'
import type { Case, Duration, Pace, Rate, State } from './types.ts'

/** Of a case, else of somebody who joins now; `undefined` while nobody is on duty or no chat has ended yet. */
type WaitOf = (one?: Case) => Duration | undefined

/** Many ask the same of the same state: each visitor in turn, and those who watch the queue. */
const known = new WeakMap<State, WaitOf>()

export function waitsIn(state: State): WaitOf {
  const waitOf = known.get(state) ?? foresee(state)
  known.set(state, waitOf)
  return waitOf
}

/** The same for one. */
export const expectedWait = (state: State, one?: Case): Duration | undefined => waitsIn(state)(one)

/** What is expected by somebody for whom an operator is free. */
export function expectedRing({ pace: { answer } }: State): Duration {
  const rings = answer?.value ?? 0
  return rings - skew(0, 1, rings)
}

function foresee(state: State): WaitOf {
  const { pace } = state
  const freed = seatsOnDuty(state) * perMs(pace.service)
  if (freed === 0) return () => undefined
  const left = perMs(pace.leaving)
  const rings = pace.answer?.value ?? 0
  return (one) => {
    const steps = stepsOf(state, one)
    const forMe = freed - Math.min(mostOvertaken * freed, overtaking(pace, one))
    return rings + timeToMove(steps, forMe, left) - skew(steps, forMe, rings)
  }
}

/** Seats that must become free: for whom it rings one is held already, and who is away is passed over. */
function stepsOf({ ready }: State, one: Case | undefined): number {
  if (!one) return ready.size + 1
  return isUnasked(one) ? countBefore(ready, placeOf(one), comparePlaces) + 1 : 0
}

/** Of the seats that become free; who never gets one would wait for ever. */
const mostOvertaken = 0.9

const perMs = (rate: Rate | undefined): number => (rate && rate.time > 0 ? rate.events / rate.time : 0)

/** Seats of those on duty that are this workgroup's to fill. */
function seatsOnDuty({ operators, rules }: State): number {
  let seats = 0
  for (const operator of operators.values())
    if (isOnDuty(rules, operator)) seats += Math.max(0, seatsOf(rules, operator) - operator.elsewhere)
  return seats
}

/** How often somebody joins who is served before them, in a millisecond. */
function overtaking({ joined }: Pace, one: Case | undefined): number {
  if (!joined || joined.time <= 0) return 0
  const [front, priority] = one ? placeOf(one) : [1, 0]
  if (front === 0) return 0
  let before = 0
  for (const [other, count] of joined.events) if (other > priority) before += count
  return before / joined.time
}

/** The sum of `1 / (freed + k * leaving)` for those before, each of whom may leave; in closed form, as places are many. */
function timeToMove(steps: number, freed: number, leaving: number): Duration {
  if (steps === 0 || leaving * steps < freed / 1_000) return steps / freed
  return 1 / freed + Math.log((freed + (steps - 0.5) * leaving) / (freed + 0.5 * leaving)) / leaving
}

/**
 * By how much the mean is above the median, when a wait is `steps` exponential times and a ring: a sixth of the third cumulant
 * over the variance (Cornish and Fisher's expansion). For steps alone it is a third of one.
 */
function skew(steps: number, freed: number, rings: number): Duration {
  const variance = steps / freed ** 2 + rings ** 2
  return variance === 0 ? 0 : (steps / freed ** 3 + rings ** 3) / variance / 3
}
