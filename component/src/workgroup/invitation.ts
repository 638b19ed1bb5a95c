/**
 * Into the room. The mediated invitation by the owner makes the invited person a member (Prosody, members-only rooms),
 * so it comes first; the direct one (XEP-0249) is for clients that know only that. Both say which case it is, and the first
 * says all of it.
 */
import type { Element } from 'ltx'
import { guestOf, guestsOf } from '../core/guests.ts'
import type { BareJid, FullJid } from '../core/types.ts'
import { buildDirectInvite } from '../protocol/direct-invite.ts'
import { buildMetadata, buildSession } from '../protocol/fastpath.ts'
import { buildNoStore } from '../protocol/hints.ts'
import { buildInvite } from '../protocol/muc.ts'
import { buildCase, buildCaseInvitation } from '../protocol/parlor.ts'
import { el, message } from '../protocol/stanza.ts'
import { NS as WORKGROUP } from '../protocol/workgroup.ts'
import { asMetadata, forOperator, type LiveCase } from './case-view.ts'
import { nickBeside, nicksFor, operatorName } from './names.ts'
import type { Workgroup } from './workgroup.ts'

export interface Invitation {
  readonly to: BareJid | FullJid
  readonly room: BareJid
  /** For clients that show it to a person. */
  readonly reason: string
  /** Which case it is, and as whom to enter. */
  readonly brief: readonly Element[]
  /** That and all that is known of it, if there is more. */
  readonly whole: readonly Element[]
}

/** The two nicknames while this operator serves the case. Whoever is in the room keeps theirs. */
export function nicksOf(workgroup: Workgroup, { record, details }: LiveCase, operator: BareJid) {
  const { office, occupants } = workgroup
  const nicks = nicksFor(details.visitorName, operatorName(office, operator))
  const sharing = guestsOf(record).map((guest) =>
    nicksFor(nicks.visitor, operatorName(office, guest.operator)),
  )
  const visitor = sharing.find((pair) => pair.visitor !== nicks.visitor)?.visitor ?? nicks.visitor
  const taken = occupants.nicksBeside(details.room, operator)
  return taken.length > 0
    ? { visitor, operator: nickBeside(nicks.operator, operator, taken) }
    : { visitor, operator: nicks.operator }
}

type Nicks = ReturnType<typeof nicksOf>

export function invitationOfVisitor(
  workgroup: Workgroup,
  live: LiveCase,
  operator: BareJid,
  nicks: Nicks = nicksOf(workgroup, live, operator),
): Invitation {
  const brief = [buildCaseInvitation({ id: live.record.id, nick: nicks.visitor, with: nicks.operator })]
  const reason = `${nicks.operator} is here for you.`
  return { to: live.record.visitor.jid, room: live.details.room, reason, brief, whole: brief }
}

/** For the owner or a guest. Carries the whole case each time: a desk that was just reloaded has nothing else. */
export function invitationOfOperator(
  workgroup: Workgroup,
  live: LiveCase,
  operator: BareJid,
  to: BareJid | FullJid = workgroup.clients.seatOf(live.record.id, operator),
  nicks: Nicks = nicksOf(workgroup, live, operator),
): Invitation {
  const { record } = live
  const role = guestOf(record, operator)?.as
  const as = role === 'leaving' ? undefined : role
  const names = { nick: nicks.operator, with: nicks.visitor, ...(as && { as }) }
  const visitor = el('offer', { xmlns: WORKGROUP, jid: record.visitor.jid })
  const all = buildCase(forOperator(live))
  Object.assign(all.attrs, names)
  // By these Fastpath's clients know which offer it belongs to, and show what the visitor has filled in.
  const forFastpath = [buildSession(record.id), buildMetadata(asMetadata(live))]
  return {
    to,
    room: live.details.room,
    reason: `Chat ${live.details.number} with ${nicks.visitor}.`,
    brief: [buildCaseInvitation({ id: record.id, ...names }), visitor],
    whole: [all, visitor, ...forFastpath.filter((part) => part !== undefined)],
  }
}

/** All get the one that lets them in before anybody gets the other. */
export function invite(workgroup: Workgroup, ...invitations: readonly Invitation[]): void {
  inviteByRoom(workgroup, ...invitations)
  inviteDirectly(workgroup, ...invitations)
}

/** The other one says the same, and is in the operator's archive: for this one the server need not write. */
export function inviteByRoom(workgroup: Workgroup, ...invitations: readonly Invitation[]): void {
  for (const { to, room, reason, whole } of invitations)
    workgroup.office.stream.send(buildInvite(room, workgroup.jid, to, reason, ...whole, buildNoStore()))
}

export function inviteDirectly(workgroup: Workgroup, ...invitations: readonly Invitation[]): void {
  for (const { to, room, reason, brief } of invitations)
    workgroup.office.stream.send(
      message(undefined, to, workgroup.jid, undefined, buildDirectInvite({ room, reason }), ...brief),
    )
}
