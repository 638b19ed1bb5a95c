/** What there is to see when somebody joins who has to wait. */
import type { Case, CaseId, Duration, Instant, State } from '../../component/src/core/types.ts'

/** Ages in ms. */
export interface Moment {
  /** Each chat under way, since it was accepted. */
  readonly chats: readonly Duration[]
  /** Each request that rings, since it does. */
  readonly rings: readonly Duration[]
  /** Those who wait before them and at whom nothing is offered yet, since they joined. */
  readonly before: readonly Duration[]
  /** Those who will come and overtake them, an hour. */
  readonly overtakingPerHour: number
}

export function momentOf(state: State, id: CaseId, now: Instant, overtakingPerHour: number): Moment {
  const cases = [...state.cases.values()]
  const queue = [...state.queue.values()]
  const waiting = queue.slice(0, queue.indexOf(id)).flatMap((other) => state.cases.get(other) ?? [])
  const ringing = state.rules.ringFor
  return {
    chats: cases.flatMap(({ phase }) =>
      'operator' in phase && phase.is !== 'ended' ? [now - phase.since] : [],
    ),
    rings: cases.flatMap(({ phase }) =>
      phase.is === 'ringing' ? [now - firstRing(phase.offers) + ringing] : [],
    ),
    before: waiting.flatMap(({ phase, joinedAt }) => (phase.is === 'waiting' ? [now - joinedAt] : [])),
    overtakingPerHour,
  }
}

type Ringing = Extract<Case['phase'], { is: 'ringing' }>

const firstRing = (offers: Ringing['offers']): Instant => Math.min(...offers.map(({ until }) => until))
