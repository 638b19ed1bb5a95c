/** Who waits, in which order, who of them could be asked for now, and when something becomes due. */
import { countBefore } from './sorted.ts'
import type { Case, CaseId, Instant, Phase, Place, Rules, State, Visitor } from './types.ts'

/** The shell answers `open` long before this; a room that is neither open nor failed by then counts as failed. */
export const openWithin = 60_000

const never = Number.POSITIVE_INFINITY

export const placeOf = (one: Case): Place => [one.front || isPutBack(one) ? 0 : 1, one.priority, one.seq]

export const comparePlaces = (a: Place, b: Place): number => a[0] - b[0] || b[1] - a[1] || a[2] - b[2]

/** Its owner has put it back in the queue, and keeps it until somebody accepts. */
export const isPutBack = ({ phase }: Case): boolean => phase.is === 'active' && phase.transfer?.to === 'queue'

/** It belongs to another workgroup until somebody here accepts. */
export const isOnLoan = (one: Case): boolean => one.from !== undefined && !one.hasRoom

export const inQueue = (one: Case): boolean =>
  one.phase.is === 'waiting' || one.phase.is === 'ringing' || isPutBack(one)

/** In the queue, and rings at nobody. */
export const isUnasked = (one: Case): boolean =>
  one.phase.is === 'waiting' ||
  (one.phase.is === 'active' && isPutBack(one) && one.phase.transfer?.offers.length === 0)

/** Away, not disturbed or gone: the place is kept, the turn is not (Q2). */
export const visitorIsReady = (one: Case): boolean =>
  one.visitor.show === 'available' || one.visitor.show === 'chat' || isThereAllTheSame(one.visitor)

/** Presence said that they went, their grace is over, and they still sit in the room of the chat that was. */
const isThereAllTheSame = ({ show, inRoom, lostUntil }: Visitor): boolean =>
  show === 'offline' && inRoom === true && lostUntil === undefined

/** Could this case be offered to somebody now? A visitor in a chat is not asked to be ready. */
export const isReady = (one: Case): boolean =>
  isUnasked(one) && one.askAgainAt === undefined && (isTransferring(one) || visitorIsReady(one))

export const waitsSince = (one: Case): Instant =>
  (one.phase.is === 'active' ? one.phase.transfer?.since : undefined) ?? one.waitingSince ?? one.joinedAt

/** What has an owner, or another workgroup to go back to, goes back in time whatever visitors are offered. */
export const isTransferring = (one: Case): boolean => isPutBack(one) || isOnLoan(one)

export const waitsUntil = (one: Case, rules: Rules): Instant =>
  rules.otherwise?.waited === 'wait' && !isTransferring(one) ? never : waitsSince(one) + rules.maxWait

/** When nobody will have written for too long: on hold, on its way and while somebody is missed that counts for nothing. */
export function quietUntil(phase: Extract<Phase, { is: 'active' }>, { idle }: Rules): Instant {
  const { since, quietSince = since, warnedAt, hold, transfer, operatorUntil, visitorUntil } = phase
  if (!idle || hold || transfer || operatorUntil !== undefined || visitorUntil !== undefined) return never
  return warnedAt === undefined ? quietSince + idle.after - idle.warning : warnedAt + idle.warning
}

type Deadlines = {
  readonly [P in Case['phase']['is']]: (
    one: Case,
    phase: Extract<Case['phase'], { is: P }>,
    rules: Rules,
  ) => Instant
}

/** What else is due in each phase, beside the visitor's grace. A ringing case may ring out even if it has waited long. */
const deadlines: Deadlines = {
  waiting: (one, _, rules) => Math.min(waitsUntil(one, rules), one.askAgainAt ?? never),
  ringing: (_, phase) => soonest(phase.offers),
  opening: (one, phase) => Math.min(phase.since + openWithin, soonest(one.guests)),
  active: (one, phase, rules) =>
    Math.min(
      phase.operatorUntil ?? never,
      phase.operatorLostAt ?? never,
      phase.visitorUntil ?? never,
      quietUntil(phase, rules),
      soonest(one.guests),
      soonest(one.invited),
      soonest(phase.transfer?.offers),
      isUnasked(one) ? Math.min(waitsUntil(one, rules), one.askAgainAt ?? never) : never,
    ),
  ended: () => never,
}

const soonest = (all: readonly { readonly until?: Instant }[] = []): Instant =>
  all.reduce((first, { until }) => Math.min(first, until ?? never), never)

/** When the case must be looked at again; `undefined` when only an event can change it. */
export function dueAt(one: Case, rules: Rules): Instant | undefined {
  if (one.phase.is === 'ended') return undefined
  // The table is keyed by the phase it takes; TypeScript cannot follow that through the index.
  const deadline = deadlines[one.phase.is] as (one: Case, phase: Case['phase'], rules: Rules) => Instant
  const { lostUntil = never, lostAt = never } = one.visitor
  const at = Math.min(deadline(one, one.phase, rules), lostUntil, lostAt)
  return at === never ? undefined : at
}

/** How many are before it, from 0; `undefined` when it is not in the queue. */
export function position(state: State, id: CaseId): number | undefined {
  const one = state.cases.get(id)
  return one && inQueue(one) ? countBefore(state.queue, placeOf(one), comparePlaces) : undefined
}
