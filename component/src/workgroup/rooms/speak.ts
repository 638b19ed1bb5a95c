/** What the desk says in a room, as its own occupant there. */
import type { Element } from 'ltx'
import type { BareJid } from '../../core/types.ts'
import { message } from '../../protocol/stanza.ts'
import { buildRoll } from '../roll-call.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type Speaker = Pick<Workgroup, 'deskJid' | 'newId' | 'office'>

/** Desk speaks in the room. */
export function speak(workgroup: Speaker, room: BareJid, id: string, ...content: Element[]): void {
  workgroup.office.stream.send(message('groupchat', room, workgroup.deskJid, id, ...content))
}

/**
 * Finds ghosts: after a restart of the server, occupants it restored may be gone. A message without words, which nobody
 * shows and nothing archives, bounces off them, and the room lets them go.
 */
export function callTheRollIn(workgroup: Speaker, room: BareJid): void {
  speak(workgroup, room, workgroup.newId(), buildRoll())
}
