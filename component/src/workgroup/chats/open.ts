/** Into the room, back into it, out of it, and what Desk says there. */
import { guestOf } from '../../core/guests.ts'
import type { BareJid, Case, Effect } from '../../core/types.ts'
import { noticeText } from '../../core/words.ts'
import { bare } from '../../protocol/jid.ts'
import { buildNotice } from '../../protocol/parlor.ts'
import { body } from '../../protocol/stanza.ts'
import { type LiveCase, lookUp, lookUpAgain } from '../case-view.ts'
import { operatorName } from '../names.ts'
import { revokeElsewhere, tellElsewhere } from '../operators/offers.ts'
import { checkMembers, membersBy } from '../rooms/affiliations.ts'
import { invitationOfOperator, invitationOfVisitor, invite, nicksOf } from '../rooms/invite.ts'
import { fit, prepare, unlessGone } from '../rooms/make-room.ts'
import { RoomOrder, setAffiliation } from '../rooms/room-order.ts'
import { speak } from '../rooms/speak.ts'
import { moveIn } from '../rooms/transfer.ts'
import type { Workgroup } from '../workgroup.ts'
import { reconcileCase } from './reconcile.ts'
import { remindLater } from './remind.ts'

/** Room, membership, invitations; then `opened` or `open-failed`. After a lost link it is simply done again. */
export async function open(
  workgroup: Workgroup,
  { case: id, operator }: Effect & { do: 'open' },
): Promise<void> {
  let live = lookUp(workgroup, id)
  const phase = live?.record.phase
  if (!live || phase?.is !== 'opening' || phase.operator !== operator) return
  const room = live.details.room
  revokeElsewhere(workgroup, id, operator, workgroup.clients.clientOf(id, operator))
  tellElsewhere(workgroup, live, operator)
  // Two of this workgroup's rooms are never one: what another workgroup hands over comes with its room.
  if (live.record.from) {
    await moveIn(workgroup, live, operator)
    live = lookUpAgain(workgroup, live)
    if (live?.record.phase.is !== 'opening') return
  }
  const nicks = nicksOf(workgroup, live, operator)
  const order = new RoomOrder(workgroup, room)
  const prepared = prepare(workgroup, live, order)
  // A room that is there already has grown before anybody is invited into it: one stream keeps the order.
  const fitted = fit(workgroup, live, order)
  // Nobody else enters under the operator's name (T10). And their invitation has the server write nothing: they are a member.
  order.affiliate({ jid: operator, affiliation: 'member', nick: nicks.operator })
  const isThere = workgroup.occupants.isIn(room, 'visitor') || isBrought(live.record)
  const visitor = isThere ? [] : [invitationOfVisitor(workgroup, live, operator, nicks)]
  const client = workgroup.clients.clientOf(id, operator)
  order.invite(workgroup, ...visitor, invitationOfOperator(workgroup, live, operator, client, nicks))
  try {
    await Promise.all([order.send(), prepared, fitted])
  } catch (error) {
    if (!workgroup.office.stream.online) return
    workgroup.office.counters.roomsFailed += 1
    workgroup.office.log.error(
      { workgroup: workgroup.jid, case: id, room, err: error },
      'a room could not be opened; the request goes back to the queue',
    )
    await workgroup.actor.post({ type: 'open-failed', case: id, operator })
    return
  }
  showElsewhere(workgroup, live, operator, client)
  workgroup.note(id, 'opened', operator) // becomes durable with the event, or before it
  await workgroup.actor.post({ type: 'opened', case: id })
  remindLater(workgroup, id, operator)
  reconcileCase(workgroup, id)
}

/** On their other clients that show every chat of theirs, wherever it was taken. */
function showElsewhere(workgroup: Workgroup, live: LiveCase, operator: BareJid, taken: string): void {
  for (const client of workgroup.clients.sharingOf(operator))
    if (client !== taken) invite(workgroup, invitationOfOperator(workgroup, live, operator, client))
}

/** From another workgroup, and the visitor sits in it already. */
const isBrought = ({ from, visitor }: Case): boolean => from !== undefined && visitor.inRoom === true

/** The room admits the visitor at the address they come from now; resolves when the room can be entered there. */
export async function readmit(
  workgroup: Workgroup,
  { case: id, was }: Effect & { do: 'readmit' },
): Promise<void> {
  const live = lookUp(workgroup, id)
  if (!live) return
  // A room that was made ahead has the visitor as a member, too; whether one was, only the server knows after a restart.
  if (!live.record.hasRoom && !workgroup.rooms.isKnown(id)) return unlessGone(checkMembers(workgroup, id))
  const { room } = live.details
  const now = live.record.visitor.jid
  const order = new RoomOrder(workgroup, room)
  if (bare(was) !== bare(now)) order.affiliate({ jid: bare(was), affiliation: 'none' })
  order.affiliate({ jid: bare(now), affiliation: 'member' })
  const phase = live.record.phase
  if (phase.is === 'active' || phase.is === 'opening')
    order.invite(workgroup, invitationOfVisitor(workgroup, live, phase.operator))
  await order.send()
}

export function inviteOperator(
  workgroup: Workgroup,
  { case: id, operator }: Effect & { do: 'invite-operator' },
): void {
  const live = lookUp(workgroup, id)
  // They come back with another client than the one they left with.
  if (live)
    invite(
      workgroup,
      invitationOfOperator(
        workgroup,
        live,
        operator,
        workgroup.clients.agentsOf(operator).at(-1) ?? operator,
      ),
    )
}

/** What it needs it has from the details: a case that has gone to another workgroup is no more in the state. */
export async function dismiss(
  workgroup: Workgroup,
  { case: id, operator }: Effect & { do: 'dismiss' },
): Promise<void> {
  const room = workgroup.cases.details(id)?.room
  const record = workgroup.actor.state.cases.get(id)
  if (room === undefined || (record && membersBy(record).has(operator))) return
  await setAffiliation(workgroup, room, { jid: operator, affiliation: 'none' })
  const live = lookUp(workgroup, id)
  if (live) await fit(workgroup, live)
}

/** A guest becomes a member (XEP-0045 §9.3) and is invited. Silent ones are seen by moderators only, from the first moment on. */
export async function admit(
  workgroup: Workgroup,
  { case: id, operator, as }: Effect & { do: 'admit' },
): Promise<void> {
  const live = lookUp(workgroup, id)
  if (!live || guestOf(live.record, operator)?.as !== as) return
  const { room } = live.details
  revokeElsewhere(workgroup, id, operator, workgroup.clients.clientOf(id, operator))
  await prepare(workgroup, live)
  const now = lookUpAgain(workgroup, live)
  if (now) await fit(workgroup, now)
  const affiliation = as === 'silent' ? 'admin' : 'member'
  const nick = nicksOf(workgroup, live, operator).operator
  await new RoomOrder(workgroup, room)
    .affiliate({ jid: operator, affiliation, nick })
    .invite(workgroup, invitationOfOperator(workgroup, live, operator))
    .send()
  showElsewhere(workgroup, live, operator, workgroup.clients.clientOf(id, operator))
  workgroup.note(id, as === 'silent' ? 'supervised' : 'admitted', operator, as)
  reconcileCase(workgroup, id)
}

export function say(workgroup: Workgroup, { case: id, notice, who }: Effect & { do: 'say' }): void {
  const details = workgroup.cases.details(id)
  if (!details) return
  const name = who === undefined ? undefined : operatorName(workgroup.office, who)
  const words = noticeText(notice, details.visitorName, name)
  speak(workgroup, details.room, workgroup.newId(), body(words), buildNotice(notice, name))
  if (who !== undefined) workgroup.note(id, notice, who)
}
