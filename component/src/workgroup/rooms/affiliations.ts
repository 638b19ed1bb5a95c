/**
 * Who may be in a room is asked of the room itself: members are the visitor, the present operator and their guests, nobody
 * else (P8). Whoever listens silently is its admin: a moderator, whose presence the room shows to moderators only.
 */
import { guestsOf } from '../../core/guests.ts'
import { ownerOf } from '../../core/offers.ts'
import type { BareJid, Case } from '../../core/types.ts'
import { bare } from '../../protocol/jid.ts'
import * as muc from '../../protocol/muc.ts'
import { lookUp, lookUpAgain } from '../case-view.ts'
import { fit } from './make-room.ts'
import { RoomOrder, type RoomOwner } from './room-order.ts'

type Membership = 'member' | 'admin'

const MEMBERSHIPS = ['member', 'admin'] as const satisfies readonly Membership[]

/** Everybody who may be in the room by the rules, and as what. */
export function membersBy(record: Case): ReadonlyMap<BareJid, Membership> {
  const members = new Map<BareJid, Membership>([[bare(record.visitor.jid), 'member']])
  for (const { operator, as } of guestsOf(record)) members.set(operator, as === 'silent' ? 'admin' : 'member')
  const owner = ownerOf(record)
  if (owner !== undefined) members.set(owner, 'member')
  return members
}

/** Everybody who may be in it by the room. */
export async function membersIn(workgroup: RoomOwner, room: BareJid): Promise<Map<BareJid, Membership>> {
  const listed = MEMBERSHIPS.map(async (affiliation) => {
    const answer = await workgroup.office.stream.ask(
      muc.buildListAffiliation(room, workgroup.deskJid, affiliation),
    )
    return (muc.parseItems(answer) ?? []).map(({ jid }): [BareJid, Membership] => [
      bare(jid ?? ''),
      affiliation,
    ])
  })
  return new Map((await Promise.all(listed)).flat())
}

/** After a restart somebody may have been let in or put out without the other half of the change. */
export async function checkMembers(workgroup: RoomOwner, id: string): Promise<void> {
  const live = lookUp(workgroup, id)
  if (!live || live.record.phase.is === 'ended') return
  const { room } = live.details
  const present = await membersIn(workgroup, room)
  const now = lookUpAgain(workgroup, live)
  const expected = membersBy((now ?? live).record)
  const strangers = [...present.keys()].filter((jid) => !expected.has(jid))
  const missing = [...expected].filter(([jid, membership]) => present.get(jid) !== membership)
  const order = new RoomOrder(workgroup, room)
    .affiliate(...strangers.map((jid) => ({ jid, affiliation: 'none' as const })))
    .affiliate(...missing.map(([jid, affiliation]) => ({ jid, affiliation })))
  const fitted = now && fit(workgroup, now, order)
  await Promise.all([order.send(), fitted])
  if (strangers.length + missing.length > 0)
    workgroup.office.log.warn(
      { workgroup: workgroup.jid, case: id, room, strangers, missing: missing.map(([jid]) => jid) },
      'members were put right',
    )
}
