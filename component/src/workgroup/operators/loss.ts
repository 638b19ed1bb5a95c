/**
 * Did an operator leave the room, or did the client they sat there with lose its connection (R8)? The room says the
 * same of both. Whose client is gone may go on with another one of theirs.
 */
import type { BareJid, Duration, FullJid, Instant } from '../../core/types.ts'
import { chatsOf } from '../../core/views.ts'
import type { Jid } from '../../protocol/jid.ts'
import { bare, resource } from '../../protocol/jid.ts'
import type { LiveCase } from '../case-view.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type LossFinder = Pick<Workgroup, 'actor' | 'cases' | 'occupants' | 'office'>

/** Room and workgroup are told of a lost client one after the other; who has left by hand may go off duty later. */
const TOGETHER: Duration = 2_000

/** Of who has just left the room, or sits in it with a client that is silent. */
export function lossOf(
  workgroup: LossFinder,
  room: BareJid,
  operator: BareJid | undefined,
): { readonly lost?: Instant } {
  if (operator === undefined) return {}
  const { occupants, office } = workgroup
  const silent = occupants
    .clientsIn(room, operator)
    .flatMap((client) => occupants.silentSince(client) ?? [])
    .at(-1)
  if (silent !== undefined) return { lost: silent }
  const last = occupants.lastIn(room, operator)
  return last?.clients.every((client) => isGone(workgroup, client)) ? { lost: office.clock.now() } : {}
}

/** The same of the visitor, who has one client: silent, or they left. */
export function visitorLossOf(
  { occupants }: LossFinder,
  { record: { visitor } }: LiveCase,
): { readonly lost?: Instant } {
  const silent = occupants.silentSince(visitor.jid)
  return silent === undefined ? {} : { lost: silent }
}

/** Presence has gone before the room has said so. Of a supervisor from elsewhere nothing is known. */
function isGone({ actor }: LossFinder, client: FullJid): boolean {
  const known = actor.state.operators.get(bare(client))?.resources
  const seen = known?.get(resource(client) ?? '')
  return known !== undefined && (seen === undefined || seen.silentSince !== undefined)
}

/** The other way round: the rooms this client sat in have said that its operator left, and it was the connection. */
export function clientLost(workgroup: LossFinder, { full, bare: operator }: Jid): void {
  const { actor, occupants, cases, office } = workgroup
  const now = office.clock.now()
  for (const { id } of chatsOf(actor.state, operator)) {
    const room = cases.details(id)?.room
    const last = room === undefined ? undefined : occupants.lastIn(room, operator)
    if (room === undefined || !last?.clients.includes(full) || now - last.at > TOGETHER) continue
    if (!occupants.isIn(room, 'operator', operator))
      actor.decideNow({ type: 'left', case: id, who: 'operator', operator, lost: last.at })
  }
}
