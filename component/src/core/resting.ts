/**
 * Alive is proved, not believed (R10): whoever lets offers ring out, one after the other, is not at their desk, whatever
 * presence says. Nothing rings at them until they say that they are there.
 */
import { type Draft, emit, omit, putOperator } from './draft.ts'
import { isAvailable, showOf } from './staff.ts'
import type { BareJid, Event, Operator, Resting } from './types.ts'

/** An offer has rung out. Of who is away nobody expects an answer. */
export function noteMissed(draft: Draft, jid: BareJid): void {
  const operator = draft.state.operators.get(jid)
  const { missedAtMost = 0 } = draft.state.rules
  if (!operator || missedAtMost === 0 || operator.resting || !isAvailable(showOf(operator))) return
  const missed = (operator.missed ?? 0) + 1
  if (missed < missedAtMost) putOperator(draft, { ...operator, missed })
  else sendToRest(draft, operator, { since: draft.now, missed })
}

function sendToRest(draft: Draft, operator: Operator, resting: Resting): void {
  putOperator(draft, { ...omit(operator, 'missed'), resting })
  emit(draft, { do: 'rest', operator: operator.jid, resting })
}

/** They have answered: what they missed before is forgotten. */
export function noteAct(draft: Draft, jid: BareJid): void {
  const operator = draft.state.operators.get(jid)
  if (operator?.missed !== undefined) putOperator(draft, omit(operator, 'missed'))
}

export function rest(draft: Draft, event: Extract<Event, { type: 'rest' }>): undefined {
  const operator = draft.state.operators.get(event.operator)
  if (operator && !operator.resting) sendToRest(draft, operator, event.resting)
}

/** Said in words, by a click, or by choosing to be available. */
export function backOnDuty(
  draft: Draft,
  { operator: jid }: Pick<Event & { type: 'back-on-duty' }, 'operator'>,
): undefined {
  const operator = draft.state.operators.get(jid)
  if (!operator?.resting) return
  putOperator(draft, omit(operator, 'resting', 'missed'))
  emit(draft, { do: 'back-on-duty', operator: jid })
}
