/**
 * The room of one chat (DESIGN §4) is made by the workgroup while the request rings, so that nobody waits for it after the
 * acceptance. The server is what costs time here: all is sent in one go, one stream keeps the order, and the answer to the
 * configuration tells how it went.
 */
import type { Element } from 'ltx'
import { guestsOf } from '../core/guests.ts'
import type { BareJid, Case, CaseId, FullJid } from '../core/types.ts'
import { bare } from '../protocol/jid.ts'
import * as muc from '../protocol/muc.ts'
import { DESK } from './names.ts'
import type { Workgroup } from './workgroup.ts'

/** Desk's own address in the server's eyes; the resource never changes, so that entering again is no second person. */
export const deskJid = (workgroup: Workgroup): FullJid => `${workgroup.jid}/${DESK}`

/** Visitor and operator; the desk is not counted. */
export const SEATS = 2

/** One more for each guest. Who listens silently is an admin of the room, whom it does not count. */
export const seatsFor = (record: Case): number =>
  SEATS + guestsOf(record).filter(({ as }) => as !== 'silent').length

/** Desk enters (and thereby makes the room, if it is new). Answered by presence. */
export function enter(workgroup: Workgroup, room: BareJid): void {
  workgroup.occupants.expect(room)
  workgroup.office.stream.send(muc.buildJoin(room, DESK, deskJid(workgroup)))
}

/** `nick`: nobody else can take that nickname, not even while its owner is away. */
export const setAffiliation = (
  workgroup: Workgroup,
  room: BareJid,
  seat: { jid: BareJid; affiliation: 'owner' | 'admin' | 'member' | 'none'; nick?: string },
): Promise<Element> => workgroup.office.stream.ask(muc.buildSetAffiliation(room, deskJid(workgroup), seat))

/** Named by number: an operator's client may show nothing else of several chats. */
function resize(workgroup: Workgroup, id: CaseId, room: BareJid, maxUsers: number): Promise<Element> {
  const number = workgroup.details.get(id)?.number
  const name = number === undefined ? workgroup.settings.name : `${workgroup.settings.name} ${number}`
  return workgroup.office.stream.ask(muc.buildConfigure(room, deskJid(workgroup), { name, maxUsers }))
}

/** The visitor has a seat from the first: their invitation makes the server write nothing then, and they wait for less. */
const configure = (workgroup: Workgroup, { id, visitor }: Case, room: BareJid, seats: number) =>
  Promise.all([
    resize(workgroup, id, room, seats),
    setAffiliation(workgroup, room, { jid: workgroup.jid, affiliation: 'owner', nick: DESK }),
    setAffiliation(workgroup, room, { jid: bare(visitor.jid), affiliation: 'member' }),
  ])

/** The room gets as many seats as there are people for it, no more. Nothing is sent when it has. */
export async function fit(workgroup: Workgroup, id: CaseId): Promise<void> {
  const record = workgroup.actor.state.cases.get(id)
  const room = workgroup.details.get(id)?.room
  if (!record || room === undefined || record.phase.is === 'ended') return
  const seats = seatsFor(record)
  if (workgroup.sizes.get(id) === seats) return
  workgroup.sizes.set(id, seats)
  try {
    await resize(workgroup, id, room, seats)
  } catch (error) {
    workgroup.sizes.delete(id)
    throw error
  }
}

export const destroy = (workgroup: Workgroup, room: BareJid): Promise<Element> =>
  workgroup.office.stream.ask(muc.buildDestroy(room, deskJid(workgroup)))

/** For what is asked of a room that may not be there. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!muc.isGone(error)) throw error
  }
}

/** Makes the room unless it is there or being made; resolves when it can be used. What failed is tried anew next time. */
export function prepare(workgroup: Workgroup, id: CaseId, room: BareJid): Promise<unknown> {
  const { rooms, occupants } = workgroup
  const making = rooms.get(id)
  if (making) return making
  if (occupants.isComplete(room)) return Promise.resolve()
  const record = workgroup.actor.state.cases.get(id)
  if (!record) return Promise.resolve()
  enter(workgroup, room)
  const seats = seatsFor(record)
  workgroup.sizes.set(id, seats)
  const made = configure(workgroup, record, room, seats)
  rooms.set(id, made)
  made.catch(() => {
    rooms.delete(id)
    workgroup.sizes.delete(id)
    occupants.forget(room)
  })
  return made
}
