/**
 * The room of one chat is made by the workgroup ahead of need (`spare-rooms.ts`), or else while the request
 * rings, so that nobody waits for it after the acceptance. The server is what costs time here: all is sent in one go, one
 * stream keeps the order, and the answers tell how it went (`room-order.ts`).
 */
import { DESK } from '../../../protocol/names.js'
import type { WorkgroupConfig } from '../../config/types.ts'
import { guestsOf } from '../../core/guests.ts'
import type { BareJid, Case } from '../../core/types.ts'
import { randomText } from '../../effects/random.ts'
import { bare } from '../../protocol/jid.ts'
import * as muc from '../../protocol/muc.ts'
import type { LiveCase } from '../case-view.ts'
import type { Office } from '../office.ts'
import { type Affiliation, RoomOrder, type RoomOwner } from './room-order.ts'

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

/** What a visitor may put on the server, as `mod_parlor_rooms` keeps it: `10485760 image/* application/pdf`; and may ask for. */
const allowed = ({
  uploads: { types, megabytes },
  calls,
}: Pick<WorkgroupConfig, 'uploads' | 'calls'>): Pick<muc.RoomConfig, 'uploads' | 'calls'> => ({
  ...(types.length > 0 && { uploads: [megabytes * 1024 * 1024, ...types].join(' ') }),
  ...(calls === 'either' && { calls: true }),
})

/** Named by number: an operator's client may show nothing else of several chats. */
const configOf = ({ settings }: RoomOwner, { details }: LiveCase, maxUsers: number) => ({
  name: `${settings.name} ${details.number}`,
  maxUsers,
  ...allowed(settings),
})

const ourselves = ({ jid }: RoomOwner): Affiliation => ({ jid, affiliation: 'owner', nick: DESK })

/** The visitor is a member from the first: their invitation makes the server write nothing then, and they wait for less. */
const visitorAsMember = ({ visitor }: Case): Affiliation => ({
  jid: bare(visitor.jid),
  affiliation: 'member',
})

/** A room for a case that is still to come: as `prepare` makes it, but it is called after the workgroup and has no visitor. */
export function furnish(workgroup: RoomOwner, room: BareJid): Promise<void> {
  const { settings } = workgroup
  const config = { name: settings.name, maxUsers: PEOPLE, ...allowed(settings) }
  return new RoomOrder(workgroup, room).enter().configure(config).affiliate(ourselves(workgroup)).send()
}

/** What a room lacks that was made ahead. */
const makeTheirs = (workgroup: RoomOwner, live: LiveCase, size: number, order: RoomOrder): RoomOrder =>
  order.configure(configOf(workgroup, live, size)).affiliate(visitorAsMember(live.record))

const make = (workgroup: RoomOwner, live: LiveCase, size: number, order: RoomOrder): RoomOrder =>
  order
    .enter()
    .configure(configOf(workgroup, live, size))
    .affiliate(ourselves(workgroup), visitorAsMember(live.record))

/** The room gets a place for each of its people for it, no more. Nothing is sent when it has. */
export async function fit(workgroup: RoomOwner, live: LiveCase, shared?: RoomOrder): Promise<void> {
  const { id, phase } = live.record
  if (phase.is === 'ended') return
  const size = roomSize(live.record)
  const places = workgroup.office.rooms.form.places(size)
  if (workgroup.rooms.hasSize(id, places)) return
  const order = shared ?? new RoomOrder(workgroup, live.details.room)
  order.configure(configOf(workgroup, live, size))
  const done = workgroup.rooms.resize(id, places, order.done)
  if (!shared) void order.send()
  await done
}

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
 * failed is tried anew next time. With an order that somebody else sends, it becomes part of that.
 */
export function prepare(workgroup: RoomOwner, live: LiveCase, shared?: RoomOrder): Promise<void> {
  const { rooms, occupants, spares } = workgroup
  const { id, room } = live.details
  const making = rooms.making(id)
  if (making) return making
  const isThere = occupants.isComplete(room)
  const isSpare = spares.touch(room)
  if (isThere && !isSpare) return Promise.resolve()
  const size = roomSize(live.record)
  const order = shared ?? new RoomOrder(workgroup, room)
  const { done } = (isThere ? makeTheirs : make)(workgroup, live, size, order)
  rooms.begin(id, workgroup.office.rooms.form.places(size), done)
  done.catch(() => occupants.forget(room))
  if (!shared) void order.later().send()
  return done
}
