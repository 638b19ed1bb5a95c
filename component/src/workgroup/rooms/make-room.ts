/**
 * The room of one chat is made by the workgroup ahead of need (`spare-rooms.ts`), or else while the request
 * rings, so that nobody waits for it after the acceptance. The server is what costs time here: all is sent in one go, one
 * stream keeps the order, and the answers tell how it went.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Element } from 'ltx'
import { DESK } from '../../../protocol/names.js'
import type { WorkgroupConfig } from '../../config/types.ts'
import { guestsOf } from '../../core/guests.ts'
import type { BareJid, Case } from '../../core/types.ts'
import { randomText } from '../../effects/random.ts'
import { bare } from '../../protocol/jid.ts'
import * as muc from '../../protocol/muc.ts'
import type { LiveCase } from '../case-view.ts'
import type { Office } from '../office.ts'
import type { Workgroup } from '../workgroup.ts'

/** The workgroup as the owner of its rooms. */
export type RoomOwner = Pick<
  Workgroup,
  'actor' | 'cases' | 'deskJid' | 'jid' | 'occupants' | 'office' | 'rooms' | 'settings' | 'spares'
>

/** 128 random bits: knowing a name is no way in, but nobody shall even guess one (T8). */
export const newRoom = ({ config }: Office): BareJid => `${randomText(16, 'hex')}@${config.xmpp.rooms}`

/** Visitor and operator: the room does not count the desk. */
export const PEOPLE = 2

/** One more for each guest. Who listens silently is an admin of the room, whom it does not count. */
export const roomSize = (record: Case): number =>
  PEOPLE + guestsOf(record).filter(({ as }) => as !== 'silent').length

/** Desk enters (and thereby makes the room, if it is new). Answered by presence. */
export function enter(workgroup: RoomOwner, room: BareJid): void {
  workgroup.occupants.expect(room)
  workgroup.office.stream.send(muc.buildJoin(room, DESK, workgroup.deskJid))
}

interface Affiliation {
  readonly jid: BareJid
  readonly affiliation: 'owner' | 'admin' | 'member' | 'none'
  /** The nickname nobody else can take, not even while its owner is away. */
  readonly nick?: string
}

export const setAffiliation = (
  workgroup: RoomOwner,
  room: BareJid,
  affiliation: Affiliation,
): Promise<void> =>
  workgroup.office.stream.tell(muc.buildSetAffiliation(room, workgroup.deskJid, affiliation))

/** What a visitor may put on the server, as `mod_parlor_rooms` keeps it: `10485760 image/* application/pdf`. */
const allowed = ({ uploads: { types, megabytes } }: Pick<WorkgroupConfig, 'uploads'>) =>
  types.length === 0 ? {} : { uploads: [megabytes * 1024 * 1024, ...types].join(' ') }

/** Named by number: an operator's client may show nothing else of several chats. */
function configured(workgroup: RoomOwner, { details }: LiveCase, maxUsers: number): Element {
  const name = `${workgroup.settings.name} ${details.number}`
  const config = { name, maxUsers, ...allowed(workgroup.settings) }
  return muc.buildConfigure(details.room, workgroup.deskJid, config, workgroup.office.rooms.form)
}

const reserved = ({ jid, deskJid }: RoomOwner, room: BareJid): Element =>
  muc.buildSetAffiliation(room, deskJid, { jid, affiliation: 'owner', nick: DESK })

/** The visitor is a member from the first: their invitation makes the server write nothing then, and they wait for less. */
const visitorAsMember = ({ deskJid }: RoomOwner, { visitor }: Case, room: BareJid): Element =>
  muc.buildSetAffiliation(room, deskJid, { jid: bare(visitor.jid), affiliation: 'member' })

/** A room for a case that is still to come: as `prepare` makes it, but it is called after the workgroup and has no visitor. */
export function furnish(workgroup: RoomOwner, room: BareJid): Promise<void> {
  enter(workgroup, room)
  const { office, deskJid, settings } = workgroup
  const config = { name: settings.name, maxUsers: PEOPLE, ...allowed(settings) }
  return office.stream.tell([
    muc.buildConfigure(room, deskJid, config, office.rooms.form),
    reserved(workgroup, room),
  ])
}

/** What a room that is there lacks. Its name nobody waits for: invitations that are sent now go first. */
function makeTheirs(workgroup: RoomOwner, live: LiveCase, size: number): Promise<void> {
  const { stream } = workgroup.office
  const called = nextTurn().then(() => stream.tell(configured(workgroup, live, size)))
  const inside = stream.tell(visitorAsMember(workgroup, live.record, live.details.room))
  return Promise.all([inside, called]).then(() => {})
}

function make(workgroup: RoomOwner, live: LiveCase, size: number): Promise<void> {
  const { room } = live.details
  enter(workgroup, room)
  return workgroup.office.stream.tell([
    configured(workgroup, live, size),
    reserved(workgroup, room),
    visitorAsMember(workgroup, live.record, room),
  ])
}

/** The room gets a place for each of its people for it, no more. Nothing is sent when it has. */
export async function fit(workgroup: RoomOwner, live: LiveCase): Promise<void> {
  const { id, phase } = live.record
  if (phase.is === 'ended') return
  const size = roomSize(live.record)
  const places = workgroup.office.rooms.form.places(size)
  if (workgroup.rooms.hasSize(id, places)) return
  await workgroup.rooms.resize(id, places, workgroup.office.stream.tell(configured(workgroup, live, size)))
}

export const destroy = (workgroup: RoomOwner, room: BareJid): Promise<void> =>
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
export function prepare(workgroup: RoomOwner, live: LiveCase): Promise<void> {
  const { rooms, occupants, spares } = workgroup
  const { id, room } = live.details
  const making = rooms.making(id)
  if (making) return making
  const isThere = occupants.isComplete(room)
  const isSpare = spares.touch(room)
  if (isThere && !isSpare) return Promise.resolve()
  const size = roomSize(live.record)
  const made = (isThere ? makeTheirs : make)(workgroup, live, size)
  rooms.begin(id, workgroup.office.rooms.form.places(size), made)
  made.catch(() => occupants.forget(room))
  return made
}
