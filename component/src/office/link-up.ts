/**
 * The link to the server is there, for the first time or again. What the server knew of us may be gone, and what it told
 * us may be old: everybody is asked anew.
 */
import { resumeEffects } from '../core/resume.ts'
import type { FullJid } from '../core/types.ts'
import { lookIntoOpenings, lookIntoRooms } from '../workgroup/chats/watch.ts'
import { askForPresence } from '../workgroup/operators/duty.ts'
import { revokeOwed } from '../workgroup/operators/offers.ts'
import { callTheRoll } from '../workgroup/roll-call.ts'
import { lookForVisitors } from '../workgroup/visitors/presence.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'

export function linkIsUp(workgroup: Workgroup): void {
  workgroup.actor.start()
  lookIntoRooms(workgroup)
  askForPresence(workgroup)
  callTheRoll(workgroup, clientsOf(workgroup))
  lookForVisitors(workgroup)
  workgroup.publisher.sayHello()
  revokeOwed(workgroup)
  workgroup.actor.repeat(resumeEffects(workgroup.actor.state))
  lookIntoOpenings(workgroup)
  workgroup.spares.soon()
}

/** The server may have lost its memory of whom we told it to watch for us. */
export function linkIsDown(workgroup: Workgroup): void {
  workgroup.visitors.reset()
  workgroup.occupants.reset()
  workgroup.liveness.reset()
  workgroup.rooms.reset()
  workgroup.spares.reset()
}

/** Every client of an operator that is believed to be there. */
const clientsOf = (workgroup: Workgroup): FullJid[] =>
  [...workgroup.actor.state.operators.values()].flatMap(({ jid, resources }) =>
    [...resources.keys()].filter((resource) => resource !== '').map((resource) => `${jid}/${resource}`),
  )
