/**
 * The wall clock was set forward, or the machine has slept: nobody has waited meanwhile. Everything that is under way moves
 * along, so that no wait, ring or grace is shorter for it.
 */
import { type Draft, putCase, putOperator } from './draft.ts'
import type { Case, Duration, Operator } from './types.ts'

/** Every instant of a case that has not ended, at whatever depth. */
const INSTANTS: ReadonlySet<string> = new Set([
  'joinedAt',
  'waitingSince',
  'askAgainAt',
  'seatSince',
  'since',
  'until',
  'operatorUntil',
  'operatorLostAt',
  'visitorUntil',
  'quietSince',
  'warnedAt',
  'lostUntil',
  'lostAt',
])

export function clockSet(draft: Draft, { by }: { readonly by: Duration }): undefined {
  const { state } = draft
  const { pace } = state
  for (const one of [...state.cases.values()])
    if (one.phase.is !== 'ended') putCase(draft, moved(one, by) as Case)
  for (const operator of [...state.operators.values()]) putOperator(draft, later(operator, by))
  // Moving a seat is no news of how long chats last.
  const { joinedAt, taken } = pace
  draft.state.pace = {
    ...pace,
    taken: { ...taken, since: taken.since + taken.seats * by },
    ...(joinedAt !== undefined && { joinedAt: joinedAt + by }),
  }
  if (state.forsakenUntil !== undefined) draft.state.forsakenUntil = state.forsakenUntil + by
}

function moved(value: unknown, by: Duration, name = ''): unknown {
  if (typeof value === 'number') return INSTANTS.has(name) ? value + by : value
  if (Array.isArray(value)) return value.map((each) => moved(each, by))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, moved(each, by, key)]))
}

function later(operator: Operator, by: Duration): Operator {
  const resources = [...operator.resources].map(
    ([name, { silentSince, ...rest }]) =>
      [name, silentSince === undefined ? rest : { ...rest, silentSince: silentSince + by }] as const,
  )
  return { ...operator, idleSince: operator.idleSince + by, resources: new Map(resources) }
}
