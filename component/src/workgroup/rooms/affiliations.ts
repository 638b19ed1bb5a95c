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
import { fit, type RoomOwner, setAffiliation } from './make-room.ts'

type Seat = 'member' | 'admin'

const SEATED = ['member', 'admin'] as const satisfies readonly Seat[]

/** Everybody who has a seat by the rules, and which. */
export function seatsBy(record: Case): ReadonlyMap<BareJid, Seat> {
  const seats = new Map<BareJid, Seat>([[bare(record.visitor.jid), 'member']])
  for (const { operator, as } of guestsOf(record)) seats.set(operator, as === 'silent' ? 'admin' : 'member')
  const owner = ownerOf(record)
  if (owner !== undefined) seats.set(owner, 'member')
  return seats
}

/** Everybody who has a seat by the room. */
export async function seatsIn(workgroup: RoomOwner, room: BareJid): Promise<Map<BareJid, Seat>> {
  const listed = SEATED.map(async (affiliation) => {
    const answer = await workgroup.office.stream.ask(
      muc.buildListAffiliation(room, workgroup.deskJid, affiliation),
    )
    return (muc.parseItems(answer) ?? []).map(({ jid }): [BareJid, Seat] => [bare(jid ?? ''), affiliation])
  })
  return new Map((await Promise.all(listed)).flat())
}

/** After a restart a seat may have been given or taken without the other half of the change. */
export async function checkSeats(workgroup: RoomOwner, id: string): Promise<void> {
  const live = lookUp(workgroup, id)
  if (!live || live.record.phase.is === 'ended') return
  const { room } = live.details
  const seated = await seatsIn(workgroup, room)
  const now = lookUpAgain(workgroup, live)
  const expected = seatsBy((now ?? live).record)
  const strangers = [...seated.keys()].filter((jid) => !expected.has(jid))
  const missing = [...expected].filter(([jid, seat]) => seated.get(jid) !== seat)
  await Promise.all([
    ...strangers.map((jid) => setAffiliation(workgroup, room, { jid, affiliation: 'none' })),
    ...missing.map(([jid, affiliation]) => setAffiliation(workgroup, room, { jid, affiliation })),
    ...(now ? [fit(workgroup, now)] : []),
  ])
  if (strangers.length + missing.length > 0)
    workgroup.office.log.warn(
      { workgroup: workgroup.jid, case: id, room, strangers, missing: missing.map(([jid]) => jid) },
      'seats were put right',
    )
}
