/** Who may be in a room is asked of the room itself: members are the visitor and the present operator, nobody else (P8). */
import type { Case } from '../core/types.ts'
import { bare } from '../protocol/jid.ts'
import * as muc from '../protocol/muc.ts'
import { lookUp } from './case-view.ts'
import { deskJid, setAffiliation } from './room-making.ts'
import type { Workgroup } from './workgroup.ts'

/** After a restart a seat may have been given or taken without the other half of the change. */
export async function checkSeats(workgroup: Workgroup, id: string): Promise<void> {
  const live = lookUp(workgroup, id)
  if (!live || live.record.phase.is === 'ended') return
  const { room } = live.details
  const answer = await workgroup.office.stream.ask(
    muc.buildListAffiliation(room, deskJid(workgroup), 'member'),
  )
  const seated = new Set((muc.parseItems(answer) ?? []).map(({ jid }) => bare(jid ?? '')))
  const expected = expectedIn(live.record)
  const strangers = [...seated].filter((jid) => !expected.includes(jid))
  const missing = expected.filter((jid) => !seated.has(jid))
  await Promise.all([
    ...strangers.map((jid) => setAffiliation(workgroup, room, { jid, affiliation: 'none' })),
    ...missing.map((jid) => setAffiliation(workgroup, room, { jid, affiliation: 'member' })),
  ])
  if (strangers.length + missing.length > 0)
    workgroup.office.log.warn(
      { workgroup: workgroup.jid, case: id, room, strangers, missing },
      'seats were put right',
    )
}

function expectedIn({ visitor, phase }: Case): string[] {
  const operator = phase.is === 'opening' || phase.is === 'active' ? [phase.operator] : []
  return [bare(visitor.jid), ...operator]
}
