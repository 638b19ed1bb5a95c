/**
 * The room of one chat (DESIGN §4) is made by the workgroup ahead of need (`spare-rooms.ts`), or else while the request
 * rings, so that nobody waits for it after the acceptance. The server is what costs time here: all is sent in one go, one
 * stream keeps the order, and the answers tell how it went.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Element } from 'ltx'
import { DESK } from '../../../protocol/names.js'
import { guestsOf } from '../../core/guests.ts'
import type { BareJid, Case, CaseId } from '../../core/types.ts'
import { randomText } from '../../effects/random.ts'
import { bare } from '../../protocol/jid.ts'
import * as muc from '../../protocol/muc.ts'
import type { Office } from '../office.ts'
import type { Workgroup } from '../workgroup.ts'

/** 128 random bits: knowing a name is no way in, but nobody shall even guess one (SERVER-FACTS T8). */
export const newRoom = ({ config }: Office): BareJid => `${randomText(16, 'hex')}@${config.xmpp.rooms}`

/** Visitor and operator; the desk is not counted. */
export const SEATS = 2

/** One more for each guest. Who listens silently is an admin of the room, whom it does not count. */
export const seatsFor = (record: Case): number =>
  SEATS + guestsOf(record).filter(({ as }) => as !== 'silent').length

/** Desk enters (and thereby makes the room, if it is new). Answered by presence. */
export function enter(workgroup: Workgroup, room: BareJid): void {
  workgroup.occupants.expect(room)
  workgroup.office.stream.send(muc.buildJoin(room, DESK, workgroup.deskJid))
}

interface Seat {
  readonly jid: BareJid
  readonly affiliation: 'owner' | 'admin' | 'member' | 'none'
  /** Nobody else can take it, not even while its owner is away. */
  readonly nick?: string
}

export const setAffiliation = (workgroup: Workgroup, room: BareJid, seat: Seat): Promise<void> =>
  workgroup.office.stream.tell(muc.buildSetAffiliation(room, workgroup.deskJid, seat))

/** Named by number: an operator's client may show nothing else of several chats. */
function configured(workgroup: Workgroup, id: CaseId, room: BareJid, maxUsers: number): Element {
  const number = workgroup.details.get(id)?.number
  const name = number === undefined ? workgroup.settings.name : `${workgroup.settings.name} ${number}`
  return muc.buildConfigure(room, workgroup.deskJid, { name, maxUsers })
}

const reserved = ({ jid, deskJid }: Workgroup, room: BareJid): Element =>
  muc.buildSetAffiliation(room, deskJid, { jid, affiliation: 'owner', nick: DESK })

/** The visitor has a seat from the first: their invitation makes the server write nothing then, and they wait for less. */
const seated = ({ deskJid }: Workgroup, { visitor }: Case, room: BareJid): Element =>
  muc.buildSetAffiliation(room, deskJid, { jid: bare(visitor.jid), affiliation: 'member' })

/** A room for a case that is still to come: as `prepare` makes it, but it is called after the workgroup and has no visitor. */
export function furnish(workgroup: Workgroup, room: BareJid): Promise<void> {
  enter(workgroup, room)
  const { office, deskJid, settings } = workgroup
  const config = { name: settings.name, maxUsers: SEATS }
  return office.stream.tell([muc.buildConfigure(room, deskJid, config), reserved(workgroup, room)])
}

/** What a room that is there lacks. Its name nobody waits for: invitations that are sent now go first. */
function makeTheirs(workgroup: Workgroup, record: Case, room: BareJid, seats: number): Promise<void> {
  const { stream } = workgroup.office
  const { id } = record
  const called = nextTurn().then(() => stream.tell(configured(workgroup, id, room, seats)))
  return Promise.all([stream.tell(seated(workgroup, record, room)), called]).then(() => {})
}

function make(workgroup: Workgroup, record: Case, room: BareJid, seats: number): Promise<void> {
  enter(workgroup, room)
  return workgroup.office.stream.tell([
    configured(workgroup, record.id, room, seats),
    reserved(workgroup, room),
    seated(workgroup, record, room),
  ])
}

/** The room gets as many seats as there are people for it, no more. Nothing is sent when it has. */
export async function fit(workgroup: Workgroup, id: CaseId): Promise<void> {
  const record = workgroup.actor.state.cases.get(id)
  const room = workgroup.details.get(id)?.room
  if (!record || room === undefined || record.phase.is === 'ended') return
  const seats = seatsFor(record)
  if (workgroup.sizes.get(id) === seats) return
  workgroup.sizes.set(id, seats)
  try {
    await workgroup.office.stream.tell(configured(workgroup, id, room, seats))
  } catch (error) {
    workgroup.sizes.delete(id)
    throw error
  }
}

export const destroy = (workgroup: Workgroup, room: BareJid): Promise<void> =>
  workgroup.office.stream.tell(muc.buildDestroy(room, workgroup.deskJid))

/** For what is asked of a room that may not be there. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!muc.isGone(error)) throw error
  }
}

/**
 * Makes the room unless it is there or being made; a spare one becomes the case's own. Resolves when it can be used. What
 * failed is tried anew next time.
 */
export function prepare(workgroup: Workgroup, id: CaseId, room: BareJid): Promise<void> {
  const { rooms, occupants, spares } = workgroup
  const making = rooms.get(id)
  if (making) return making
  const record = workgroup.actor.state.cases.get(id)
  const isThere = occupants.isComplete(room)
  const isSpare = spares.touch(room)
  if (!record || (isThere && !isSpare)) return Promise.resolve()
  const seats = seatsFor(record)
  workgroup.sizes.set(id, seats)
  const made = (isThere ? makeTheirs : make)(workgroup, record, room, seats)
  rooms.set(id, made)
  made.catch(() => {
    rooms.delete(id)
    workgroup.sizes.delete(id)
    occupants.forget(room)
  })
  return made
}
