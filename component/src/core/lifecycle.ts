/** The life cycle of a case, as one table: from which phase a step leads where. Nothing else may change a phase. */
import type { Case, Phase } from './types.ts'

export type PhaseName = Phase['is']

/**
 * `ring`: one more (or one less) operator is asked. `unanswered`: nobody is asked any more. `take`: somebody accepts, or
 * takes it by hand, from the queue or from its owner. `opened`/`failed`: what became of the room. `lost`: its operator did not come back. `end`: for good.
 */
export type Step = 'ring' | 'unanswered' | 'take' | 'opened' | 'failed' | 'lost' | 'end'

export const lifeCycle: { readonly [P in PhaseName]: { readonly [S in Step]?: PhaseName } } = {
  waiting: { ring: 'ringing', take: 'opening', end: 'ended' },
  ringing: { ring: 'ringing', unanswered: 'waiting', take: 'opening', end: 'ended' },
  opening: { opened: 'active', failed: 'waiting', end: 'ended' },
  active: { take: 'opening', lost: 'waiting', end: 'ended' },
  ended: {},
}

/** A step the table does not have is a mistake in the rules, never in what came in: events are checked before. */
export class LifeCycleError extends Error {
  override readonly name = 'LifeCycleError'
}

/** The case after a step, in its new phase. */
export function advance(one: Case, step: Step, phase: Phase): Case {
  if (lifeCycle[one.phase.is][step] !== phase.is)
    throw new LifeCycleError(`case ${one.id}: no step '${step}' from '${one.phase.is}' to '${phase.is}'`)
  return { ...one, phase }
}
