/**
 * The room in which the operators of a workgroup talk among themselves (D3): made when the first of them asks for it, kept with its
 * archive for as long as the workgroup is. Its members are who asks and may; the desk owns it, and is not in it.
 */
import { DESK } from '../../../protocol/names.js'
import type { BareJid } from '../../core/types.ts'
import * as muc from '../../protocol/muc.ts'
import { nicksOfOperator, operatorName } from '../names.ts'
import type { Workgroup } from '../workgroup.ts'
import { newRoom } from './make-room.ts'
import { setAffiliation } from './room-order.ts'

/** More than a team has, and as many as ejabberd lets a room have unless it is told otherwise. */
const MOST = 200

export interface TeamRoom {
  readonly room: BareJid
  readonly nick: string
}

/** One for each workgroup, and where it is on its way. */
const made = new WeakMap<Workgroup, Promise<BareJid>>()

export async function teamRoomFor(workgroup: Workgroup, jid: BareJid): Promise<TeamRoom> {
  const making = made.get(workgroup) ?? make(workgroup)
  made.set(workgroup, making)
  try {
    const room = await making
    const nick = nickOf(workgroup, jid)
    await setAffiliation(workgroup, room, { jid, affiliation: 'member', nick })
    return { room, nick }
  } catch (error) {
    // It may be gone: it is made anew for the next who asks.
    made.delete(workgroup)
    throw error
  }
}

/** Is no operator any more. */
export async function leaveTeamRoom(workgroup: Workgroup, jid: BareJid): Promise<void> {
  const room = await made.get(workgroup)?.catch(() => undefined)
  if (room !== undefined) await setAffiliation(workgroup, room, { jid, affiliation: 'none' })
}

async function make(workgroup: Workgroup): Promise<BareJid> {
  const { office, deskJid, settings, jid } = workgroup
  const { stream, store } = office
  const room = await store.secret(`team ${jid}`, () => newRoom(office))
  stream.send(muc.buildJoin(room, DESK, deskJid))
  await stream.tell(muc.buildConfigure(room, deskJid, { name: `${settings.name} team`, maxUsers: MOST }))
  stream.send(muc.buildLeave(room, DESK, deskJid))
  return room
}

/** Namesakes among them are told apart. */
function nickOf({ office }: Workgroup, jid: BareJid): string {
  const name = operatorName(office, jid)
  const isNamesake = [...office.config.operators.keys()].some(
    (other) => other !== jid && operatorName(office, other) === name,
  )
  const [own = jid, , called = jid] = nicksOfOperator(name, jid)
  return isNamesake ? called : own
}
