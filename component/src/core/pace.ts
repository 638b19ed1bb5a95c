/**
 * What was seen of late, for the expected wait (`expected.ts`): how often a seat becomes free, how often people give up, how
 * often somebody joins, and how long it rings. A rate is events over the time in which they could have happened, and what is
 * under way counts with the time it has lasted: otherwise the first chats to end, which are the short ones, would speak for
 * all.
 */
import type { Draft } from './draft.ts'
import { waitsSince } from './queue.ts'
import type { Case, Duration, Instant, Mean, Pace, Rate } from './types.ts'

/** What came before so many others counts less by a factor of e: long enough to be steady, short enough to follow the day. */
const memory = 300

const fade = 1 - 1 / memory

/** So little is left of the count of a priority that it is forgotten. */
const negligible = 0.01

/** Of a rate, between two events; more is a chat that was left open over night. Once in 150 times it is more in earnest. */
const longest = 5

/** One more event, or none, after so much more time; a clock that was set back gives none. */
const seen = (rate: Rate | undefined, events: number, time: Duration): Rate => ({
  events: (rate?.events ?? 0) * fade + events,
  time: (rate?.time ?? 0) * fade + Math.max(0, time),
})

const after = (mean: Mean | undefined, value: number): Mean => {
  const count = Math.min(memory, (mean?.count ?? 0) + 1)
  return { count, value: (mean?.value ?? 0) + (value - (mean?.value ?? 0)) / count }
}

/** Before anything was seen. */
export const unknownPace: Pace = { taken: { seats: 0, since: 0 }, past: 0 }

/** For how long seats have been taken, all together. */
const agesOf = ({ taken: { seats, since } }: Pace, now: Instant): Duration => seats * now - since

/** A case has got, changed or lost an operator's seat. */
export function noteSeat(draft: Draft, was: Instant | undefined, is: Instant | undefined): void {
  if (was === is) return
  const { pace } = draft.state
  const seats = pace.taken.seats + (is === undefined ? 0 : 1) - (was === undefined ? 0 : 1)
  const since = pace.taken.since + (is ?? 0) - (was ?? 0)
  const over = was === undefined ? 0 : draft.now - was
  draft.state.pace = { ...pace, taken: { seats, since }, past: pace.past + over }
}

/** A chat is over, or its operator has another. */
export function noteService(draft: Draft, { seatSince }: Case): void {
  if (seatSince === undefined) return
  const { pace } = draft.state
  const ages = agesOf(pace, draft.now)
  const service = ended(pace.service, pace.past + ages - (pace.service?.time ?? 0))
  draft.state.pace = { ...pace, service, past: service.time - ages }
}

/** One more chat, after so much more time on all seats. */
function ended(rate: Rate | undefined, time: Duration): Rate {
  const most = rate ? (longest * rate.time) / rate.events : Number.POSITIVE_INFINITY
  return seen(rate, 1, Math.min(time, most))
}

/** A case of long ago, as the store has it. */
export interface Past {
  readonly joinedAt: Instant
  /** When its chat began; it never did without. */
  readonly openedAt?: Instant
  readonly endedAt: Instant
}

/** After a restart: what the latest cases tell, oldest first. How long those have sat who sit in chats now says nothing new. */
export function recall(pace: Pace, cases: Iterable<Past>, now: Instant): Pace {
  let { service, leaving } = unknownPace
  for (const { joinedAt, openedAt, endedAt } of cases) {
    leaving = seen(leaving, openedAt === undefined ? 1 : 0, (openedAt ?? endedAt) - joinedAt)
    if (openedAt !== undefined) service = ended(service, endedAt - openedAt)
  }
  const past = (service?.time ?? 0) - agesOf(pace, now)
  return { ...pace, ...(service && { service }), ...(leaving && { leaving }), past }
}

/** Somebody accepts what has rung at them. */
export function noteAnswer(draft: Draft, rungSince: Instant): void {
  const { pace } = draft.state
  draft.state.pace = { ...pace, answer: after(pace.answer, Math.max(0, draft.now - rungSince)) }
}

/** Somebody leaves the queue, served or not. While it rings they no longer wait for others, and others not for them. */
export function notePatience(draft: Draft, one: Case, how: 'served' | 'gave-up'): void {
  const { phase } = one
  if (phase.is !== 'waiting' && phase.is !== 'ringing') return
  const { pace, rules } = draft.state
  const isAsked = phase.is === 'ringing'
  const until = isAsked ? Math.min(...phase.offers.map((offer) => offer.until)) - rules.ringFor : draft.now
  const gone = how === 'gave-up' && !isAsked ? 1 : 0
  draft.state.pace = { ...pace, leaving: seen(pace.leaving, gone, until - waitsSince(one)) }
}

/** Somebody joins. Those with a higher priority than others will overtake them. */
export function noteJoin(draft: Draft, priority: number): void {
  const { pace } = draft.state
  const { joined, joinedAt = draft.now } = pace
  const all = new Map<number, number>()
  for (const [each, count] of joined?.events ?? []) if (count > negligible) all.set(each, count * fade)
  all.set(priority, (all.get(priority) ?? 0) + 1)
  const time = (joined?.time ?? 0) * fade + Math.max(0, draft.now - joinedAt)
  draft.state.pace = { ...pace, joined: { events: all, time }, joinedAt: draft.now }
}
