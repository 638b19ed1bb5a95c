/** Who waits, in which order, who of them could be asked for now, and when something becomes due. */
import { countBefore } from './sorted.ts'
import { isAnybodyOnDuty } from './staff.ts'
import type { Case, CaseId, Duration, Instant, Place, Rules, State } from './types.ts'

/** The shell answers `open` long before this; a room that is neither open nor failed by then counts as failed. */
export const openWithin = 60_000

export const placeOf = (one: Case): Place => [one.front ? 0 : 1, one.priority, one.seq]

export const comparePlaces = (a: Place, b: Place): number => a[0] - b[0] || b[1] - a[1] || a[2] - b[2]

export const inQueue = (one: Case): boolean => one.phase.is === 'waiting' || one.phase.is === 'ringing'

/** Away, not disturbed or gone: the place is kept, the turn is not (PRODUCT Q2). */
export const visitorIsReady = (one: Case): boolean =>
  one.visitor.show === 'available' || one.visitor.show === 'chat'

/** Could this case be offered to somebody now? */
export const isReady = (one: Case): boolean =>
  one.phase.is === 'waiting' && one.askAgainAt === undefined && visitorIsReady(one)

export const waitsSince = (one: Case): Instant => one.waitingSince ?? one.joinedAt

export const waitsUntil = (one: Case, rules: Rules): Instant => waitsSince(one) + rules.maxWait

type Deadlines = {
  readonly [P in Case['phase']['is']]: (
    one: Case,
    phase: Extract<Case['phase'], { is: P }>,
    rules: Rules,
  ) => Instant
}

const never = Number.POSITIVE_INFINITY

/** What else is due in each phase, beside the visitor's grace. A ringing case may ring out even if it has waited long. */
const deadlines: Deadlines = {
  waiting: (one, _, rules) => Math.min(waitsUntil(one, rules), one.askAgainAt ?? never),
  ringing: (_, phase) => phase.offers.reduce((soonest, offer) => Math.min(soonest, offer.until), never),
  opening: (_, phase) => phase.since + openWithin,
  active: (_, phase) => Math.min(phase.operatorUntil ?? never, phase.visitorUntil ?? never),
  ended: () => never,
}

/** When the case must be looked at again; `undefined` when only an event can change it. */
export function dueAt(one: Case, rules: Rules): Instant | undefined {
  if (one.phase.is === 'ended') return undefined
  // The table is keyed by the phase it takes; TypeScript cannot follow that through the index.
  const deadline = deadlines[one.phase.is] as (one: Case, phase: Case['phase'], rules: Rules) => Instant
  const at = Math.min(deadline(one, one.phase, rules), one.visitor.lostUntil ?? never)
  return at === never ? undefined : at
}

/** How many are before it, from 0; `undefined` when it is not in the queue. */
export function position(state: State, id: CaseId): number | undefined {
  const one = state.cases.get(id)
  return one && inQueue(one) ? countBefore(state.queue, placeOf(one), comparePlaces) : undefined
}

/** How long a place in the queue takes, by the pace of late; `undefined` while that is not known or nobody is on duty. */
export function expectedWait(state: State, place: number): Duration | undefined {
  const { everyMs } = state.pace
  return everyMs === undefined || !isAnybodyOnDuty(state) ? undefined : everyMs * (place + 1)
}
