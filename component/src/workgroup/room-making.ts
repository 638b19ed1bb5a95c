/**
 * The room of one chat (DESIGN §4) is made by the workgroup while the request rings, so that nobody waits for it after the
 * acceptance. The server is what costs time here: all is sent in one go, one stream keeps the order, and the answer to the
 * configuration tells how it went.
 */
import type { Element } from 'ltx'
import type { BareJid, CaseId, FullJid } from '../core/types.ts'
import * as muc from '../protocol/muc.ts'
import { DESK } from './names.ts'
import type { Workgroup } from './workgroup.ts'

/** Desk's own address in the server's eyes; the resource never changes, so that entering again is no second person. */
export const deskJid = (workgroup: Workgroup): FullJid => `${workgroup.jid}/${DESK}`

/** Visitor and operator; the desk is not counted. */
export const SEATS = 2

/** Desk enters (and thereby makes the room, if it is new). Answered by presence. */
export function enter(workgroup: Workgroup, room: BareJid): void {
  workgroup.occupants.expect(room)
  workgroup.office.stream.send(muc.buildJoin(room, DESK, deskJid(workgroup)))
}

/** `nick`: nobody else can take that nickname, not even while its owner is away. */
export const setAffiliation = (
  workgroup: Workgroup,
  room: BareJid,
  seat: { jid: BareJid; affiliation: 'owner' | 'member' | 'none'; nick?: string },
): Promise<Element> => workgroup.office.stream.ask(muc.buildSetAffiliation(room, deskJid(workgroup), seat))

export const configure = (
  { office, settings, jid }: Workgroup,
  room: BareJid,
  from: FullJid,
): Promise<unknown> =>
  Promise.all([
    office.stream.ask(muc.buildConfigure(room, from, { name: settings.name, maxUsers: SEATS })),
    office.stream.ask(muc.buildSetAffiliation(room, from, { jid, affiliation: 'owner', nick: DESK })),
  ])

export const destroy = (workgroup: Workgroup, room: BareJid): Promise<Element> =>
  workgroup.office.stream.ask(muc.buildDestroy(room, deskJid(workgroup)))

/** Makes the room unless it is there or being made; resolves when it can be used. What failed is tried anew next time. */
export function prepare(workgroup: Workgroup, id: CaseId, room: BareJid): Promise<unknown> {
  const { rooms, occupants } = workgroup
  const making = rooms.get(id)
  if (making) return making
  if (occupants.isComplete(room)) return Promise.resolve()
  enter(workgroup, room)
  const made = configure(workgroup, room, deskJid(workgroup))
  rooms.set(id, made)
  made.catch(() => {
    rooms.delete(id)
    occupants.forget(room)
  })
  return made
}
