/** New rules, applied live. */
import { caseIn, type Draft, own, putOperator, remakeFree } from './draft.ts'
import { endWait } from './ends.ts'
import { seatsTakenBy } from './guests.ts'
import { followRules } from './operators.ts'
import { dueAt } from './queue.ts'
import { isIn } from './sorted.ts'
import { isAnybodyOnDuty, newOperator } from './staff.ts'
import type { Event } from './types.ts'

export function configured(draft: Draft, event: Extract<Event, { type: 'configured' }>): undefined {
  draft.state.rules = event.rules
  draft.state.open = event.open
  draft.touched = draft.stirred = draft.dutyChanged = draft.staffChanged = draft.queueChanged = true
  remakeAlarms(draft)
  remakeFree(draft)
  for (const jid of event.rules.operators.keys())
    if (!isIn(draft.state.operators, jid))
      putOperator(draft, { ...newOperator(jid), guestIn: seatsTakenBy(draft, jid) })
  followRules(draft)
  if (!event.open && event.rules.afterHours === 'end') sendHome(draft)
}

/** Closed, and nobody is there to serve those who came in time. Of whom nothing was heard since a restart may be there. */
export function sendHomeAfterHours(draft: Draft): void {
  if (draft.state.queue.isEmpty || isAnybodyOnDuty(draft.state)) return
  for (const { unheard } of draft.state.operators.values()) if (unheard) return
  sendHome(draft)
}

/** Deadlines follow from the rules (`maxWait`), so all of them may have moved. */
function remakeAlarms(draft: Draft): void {
  const alarms = own(draft, 'alarms')
  alarms.clear()
  for (const one of draft.state.cases.values()) {
    const at = dueAt(one, draft.state.rules)
    if (at !== undefined) alarms.set([at, one.id], true)
  }
}

function sendHome(draft: Draft): void {
  for (const id of draft.state.queue.valuesArray()) {
    const one = caseIn(draft, id)
    if (one) endWait(draft, one, 'workgroup-closed')
  }
}
