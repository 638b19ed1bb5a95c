/** What the rules believe of a room, held against what the desk sees in it. */
import { guestsOf } from '../../core/guests.ts'
import type { BareJid, Case, CaseId } from '../../core/types.ts'
import { type LiveCase, lookUp } from '../case-view.ts'
import type { Side } from '../occupants.ts'
import { lossOf, visitorLossOf } from '../operators/loss.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type Reconciler = Pick<Workgroup, 'actor' | 'cases' | 'occupants' | 'office'>

/** The same for a case that is known by its id alone. */
export function reconcileCase(workgroup: Reconciler, id: CaseId): void {
  const live = lookUp(workgroup, id)
  if (live) reconcile(workgroup, live)
}

/** Tells the rules where what they believe differs from what the desk sees. */
export function reconcile(workgroup: Reconciler, live: LiveCase): void {
  const { id } = live.details
  if (!workgroup.occupants.isComplete(live.details.room)) return
  for (const { who, operator, isBelieved } of believedIn(live.record)) {
    const event = { case: id, who, ...(operator !== undefined && { operator }) }
    // Seen twice is seen once for the rules; after a restart it also ends the wait for news.
    if (workgroup.occupants.isIn(live.details.room, who, operator))
      workgroup.actor.decideNow({ type: 'entered', ...event })
    else if (isBelieved) {
      const loss =
        who === 'visitor' ? visitorLossOf(workgroup, live) : lossOf(workgroup, live.details.room, operator)
      workgroup.actor.decideNow({ type: 'left', ...event, ...loss })
    }
  }
}

interface Believed {
  readonly who: Side
  readonly operator?: BareJid
  readonly isBelieved: boolean
}

/** Everybody who may be in the room, and whether the rules believe that they are in the room. */
function believedIn(record: Case): Believed[] {
  const { phase, visitor } = record
  if (phase.is === 'ended') return []
  const believed: Believed[] = [{ who: 'visitor', isBelieved: visitor.inRoom ?? false }]
  if (phase.is === 'active' || phase.is === 'opening')
    believed.push({ who: 'operator', operator: phase.operator, isBelieved: phase.operatorIn ?? false })
  for (const { operator, isIn } of guestsOf(record))
    believed.push({ who: 'operator', operator, isBelieved: isIn })
  return believed
}
