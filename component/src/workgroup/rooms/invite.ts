/**
 * Into the room: one invitation, mediated, since it is what clients show best and the owner's makes a member (Prosody,
 * members-only rooms). It says which case it is. Where a room passes on no more than the bare invitation, clients that know
 * what a case is hear it from the workgroup itself.
 */
import type { Element } from 'ltx'
import { guestOf, guestsOf } from '../../core/guests.ts'
import type { BareJid, FullJid } from '../../core/types.ts'
import { buildDirectInvite } from '../../protocol/direct-invite.ts'
import { buildMetadata, buildSession } from '../../protocol/fastpath.ts'
import { buildNoStore } from '../../protocol/hints.ts'
import { buildInvite, joinUri } from '../../protocol/muc.ts'
import {
  buildCase,
  buildCaseInvitation,
  buildFurnishedInvite,
  type CaseInvitation,
} from '../../protocol/parlor.ts'
import { body, type Child, el, message } from '../../protocol/stanza.ts'
import { MOST } from '../../protocol/weight.ts'
import { NS as WORKGROUP } from '../../protocol/workgroup.ts'
import type { LiveCase } from '../case-view.ts'
import { forOperatorWithin, metadataWithin } from '../light.ts'
import { nickBeside, nicksFor, operatorName } from '../names.ts'
import type { RoomWays } from '../room-ways.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
export type Inviter = Pick<
  Workgroup,
  'actor' | 'cases' | 'clients' | 'deskJid' | 'jid' | 'occupants' | 'office'
>

export interface Invitation {
  readonly to: BareJid | FullJid
  readonly room: BareJid
  /** For clients that show it to a person. */
  readonly reason: string
  readonly about: CaseInvitation
  /** To operators: the whole case. */
  readonly live?: LiveCase
}

/** The two nicknames while this operator serves the case. Whoever is in the room keeps theirs. */
export function nicksOf(workgroup: Inviter, { record, details }: LiveCase, operator: BareJid) {
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
  workgroup: Inviter,
  live: LiveCase,
  operator: BareJid,
  nicks: Nicks = nicksOf(workgroup, live, operator),
): Invitation {
  return {
    to: live.record.visitor.jid,
    room: live.details.room,
    reason: `${nicks.operator} is here for you.`,
    about: { id: live.record.id, nick: nicks.visitor, with: nicks.operator },
  }
}

/** For the owner or a guest. */
export function invitationOfOperator(
  workgroup: Inviter,
  live: LiveCase,
  operator: BareJid,
  to: BareJid | FullJid = workgroup.clients.clientOf(live.record.id, operator),
  nicks: Nicks = nicksOf(workgroup, live, operator),
): Invitation {
  const { id, phase } = live.record
  const since = phase.is === 'active' || phase.is === 'opening' ? { since: phase.since } : {}
  const as = guestOf(live.record, operator)?.as
  return {
    to,
    room: live.details.room,
    reason: `Chat ${live.details.number} with ${nicks.visitor}.`,
    about: { id, nick: nicks.operator, with: nicks.visitor, ...since, ...(as && as !== 'leaving' && { as }) },
    live,
  }
}

/**
 * Which case it is, and as whom to enter. To operators the whole case, each time: a desk that was just reloaded has nothing
 * else.
 */
function payload({ office }: Inviter, { about, live }: Invitation): Child[] {
  if (!live) return [buildCaseInvitation(about)]
  const whole = buildCase(forOperatorWithin(office, live, MOST.opened))
  Object.assign(whole.attrs, buildCaseInvitation(about).attrs)
  const offer = el('offer', { xmlns: WORKGROUP, jid: live.record.visitor.jid })
  // By these Fastpath's clients know which offer it belongs to, and show what the visitor has filled in.
  return [whole, offer, buildSession(about.id), buildMetadata(metadataWithin(office, live, MOST.opened))]
}

/** By how the server's rooms take an invitation. */
const WAYS: Readonly<Record<RoomWays['invites'], (by: Inviter, one: Invitation) => Element[]>> = {
  /**
   * Prosody adds `jabber:x:conference` for clients that know only XEP-0249, and a body, unless there is one, that names
   * nobody.
   */
  'from-outside': (by, one) => [mediated(one, by.jid, words(one), ...payload(by, one), buildNoStore())],
  /** ejabberd: only an occupant invites, and what stands beside is lost. The direct one goes first: it says what it is about. */
  inside: (by, one) => [
    ...(knowsCases(by, one) ? [direct(by, one)] : []),
    mediated(one, by.deskJid, words(one), buildNoStore()),
  ],
}

/** As part of the request that furnishes the room (`room-order.ts`). */
export const withTheRest = (by: Inviter, one: Invitation): Element =>
  buildFurnishedInvite(one.to, one.reason, wordsOf(one), ...payload(by, one), buildNoStore())

/** As stanzas of its own. */
export const byItself = (by: Inviter, one: Invitation): Element[] => WAYS[by.office.rooms.invites](by, one)

const wordsOf = ({ reason, room }: Invitation): string => `${reason} ${joinUri(room)}`

const words = (one: Invitation): Element => body(wordsOf(one))

const mediated = ({ room, to, reason }: Invitation, from: FullJid, ...beside: Child[]): Element =>
  buildInvite(room, from, to, reason, ...beside)

const direct = (by: Inviter, one: Invitation): Element =>
  message(
    undefined,
    one.to,
    by.jid,
    undefined,
    words(one),
    buildDirectInvite(one),
    ...payload(by, one),
    buildNoStore(),
  )

/** The visitor's does, and an operator's that speaks XEP-0142. In others a second invitation would only be one too many. */
const knowsCases = ({ clients }: Inviter, { to, live }: Invitation): boolean =>
  live === undefined || clients.isAgent(to)

/** Into the room, once for each. Without being kept: a later client would show it when the chat is long over. */
export function invite(workgroup: Inviter, ...invitations: readonly Invitation[]): void {
  for (const one of invitations)
    for (const stanza of byItself(workgroup, one)) workgroup.office.stream.send(stanza)
}
