/**
 * Those who wait while nobody is on duty (Q5, R10): after a moment, in which somebody may come back, they are told what
 * somebody who came now would be told.
 */
import { caseIn, type Draft } from './draft.ts'
import { endWait } from './ends.ts'
import { lossIsToldAfter } from './graces.ts'
import { isAnybodyOnDuty } from './staff.ts'
import type { Rules, State } from './types.ts'

const mayWaitForNobody = ({ whenNobody, otherwise }: Rules): boolean =>
  whenNobody === 'wait' || otherwise?.nobody === 'wait'

const isForsaken = (state: State): boolean =>
  !state.queue.isEmpty && !mayWaitForNobody(state.rules) && !isAnybodyOnDuty(state)

/** Looks whether the moment begins, or is over because somebody has come. */
export function lookForForsaken(draft: Draft): void {
  const { state, now } = draft
  const is = isForsaken(state)
  if (is === (state.forsakenUntil !== undefined)) return
  draft.touched = true
  if (is) state.forsakenUntil = now + graceOf(state)
  else delete state.forsakenUntil
}

/** Of whom nothing was heard since a restart may be there: their server is being asked. */
function graceOf({ operators, rules }: State): number {
  for (const { unheard } of operators.values()) if (unheard) return rules.operatorGrace
  return lossIsToldAfter
}

export function giveUpForsaken(draft: Draft): void {
  const { state, now } = draft
  if (state.forsakenUntil === undefined || state.forsakenUntil > now) return
  draft.touched = true
  delete state.forsakenUntil
  for (const id of state.queue.valuesArray()) {
    const one = caseIn(draft, id)
    if (one) endWait(draft, one, 'nobody-on-duty')
  }
}
