/** Operators come and go: what the rules hear of it, and what a client that has just come needs to be told. */

import { guestOf } from '../../core/guests.ts'
import { isOnline as isThere } from '../../core/staff.ts'
import type { BareJid, CaseId, Instant, Resource } from '../../core/types.ts'
import { chatsOf } from '../../core/views.ts'
import type { Jid } from '../../protocol/jid.ts'
import { presence } from '../../protocol/stanza.ts'
import { lookUp } from '../case-view.ts'
import { plainClientsOf } from '../plain-client.ts'
import { callTheRoll } from '../roll-call.ts'
import { invitationOfOperator, invite } from '../rooms/invite.ts'
import type { Workgroup } from '../workgroup.ts'
import { clientLost } from './loss.ts'
import { offerAlsoTo, type Ringing, ringingAt, writeAlsoTo } from './offers.ts'
import { tellRest } from './resting.ts'

/** `agent`: this presence carried `agent-status`. */
export async function heardOperator(
  workgroup: Workgroup,
  from: Jid,
  heard: Resource,
  agent: boolean,
): Promise<void> {
  const before = {
    rings: ringingAt(workgroup, from.bare),
    plain: plainClientsOf(workgroup, from.bare),
    online: isOnline(workgroup, from.bare),
  }
  const isStranger = !isKnownAnywhere(workgroup, from)
  const isOn = heard.show !== 'offline'
  if (!isOn) workgroup.clients.gone(from.full)
  else askForOthers(workgroup, from)
  const isNew = isOn && agent && workgroup.clients.becomesAgent(from.full)
  await workgroup.actor.post({
    type: 'operator-presence',
    operator: from.bare,
    resource: from.resource ?? '',
    presence: heard,
  })
  if (!isOn) clientLost(workgroup, from)
  const resting = workgroup.actor.state.operators.get(from.bare)?.resting
  if (resting && isOn && isStranger) tellRest(workgroup, from.full, resting)
  if (isNew) {
    remember(workgroup, from.bare)
    welcome(workgroup, from, before)
  } else if (!before.plain.includes(from.full) && plainClientsOf(workgroup, from.bare).includes(from.full))
    writeAlsoTo(workgroup, from.full, before.rings)
}

/** It does not answer: as if it had gone offline, until it says something. */
export function clientSilent(workgroup: Workgroup, client: Jid, since: Instant): void {
  const { bare: operator, resource = '' } = client
  workgroup.actor.decideNow({ type: 'operator-silent', operator, resource, since })
  clientLost(workgroup, client)
}

/**
 * A client has come; are those there still that we know of? Prosody 0.12 says no goodbye for one that has shown itself to us
 * alone while we are in the roster, and its `dnd` would speak for the person for ever.
 */
function askForOthers(workgroup: Workgroup, { bare: operator, resource = '' }: Jid): void {
  const known = workgroup.actor.state.operators.get(operator)?.resources
  if (!known || known.has(resource)) return
  const others = [...known.keys()].map((other) => `${operator}/${other}`)
  callTheRoll(workgroup, others)
}

/** Directed presence is forgotten when we die: this operator hears of our return, and says it again. */
function remember(workgroup: Workgroup, operator: BareJid): void {
  if (workgroup.subscribers.has(operator)) return
  workgroup.subscribers.add(operator)
  const { store, log } = workgroup.office
  store.setSubscriber(workgroup.jid, operator, true).catch((error: unknown) => {
    log.error(
      { workgroup: workgroup.jid, operator, err: error },
      'an operator on duty was not stored; they will not hear of a restart',
    )
  })
}

/** The queue, what rings already, and the chats this operator has (a desk that was reloaded knows none of it). */
function welcome(
  workgroup: Workgroup,
  { bare: operator, full: client }: Jid,
  before: { readonly rings: readonly Ringing[]; readonly online: boolean },
): void {
  workgroup.publisher.introduce(client)
  offerAlsoTo(workgroup, client, before.rings)
  for (const { id } of chatsOf(workgroup.actor.state, operator)) {
    const live = lookUp(workgroup, id)
    // Who was offline and not in the room has been invited by the rules already.
    if (live?.record.phase.is === 'active' && (before.online || live.record.phase.operatorIn))
      invite(workgroup, invitationOfOperator(workgroup, live, operator, client))
  }
  for (const id of visitsOf(workgroup, operator)) {
    const live = lookUp(workgroup, id)
    if (live) invite(workgroup, invitationOfOperator(workgroup, live, operator, client))
  }
}

/** Chats of others that they have come into. Where they listen silently is known by the cases alone. */
function visitsOf({ actor, office }: Workgroup, operator: BareJid): CaseId[] {
  const { cases, operators } = actor.state
  if (!office.config.operators.get(operator)?.supervisor) return [...(operators.get(operator)?.guestIn ?? [])]
  return [...cases.values()].filter((one) => guestOf(one, operator)).map(({ id }) => id)
}

/** One client of an operator is not there any more, and nobody said goodbye for it. */
export async function operatorGone(workgroup: Workgroup, client: Jid): Promise<void> {
  const known = workgroup.actor.state.operators.get(client.bare)?.resources
  if (client.resource !== undefined && known?.has(client.resource))
    await heardOperator(workgroup, client, { show: 'offline', priority: 0 }, false)
}

/** One who comes says so to each workgroup; what is told them of themselves is told once. */
const isKnownAnywhere = ({ office }: Workgroup, { bare: operator, resource = '' }: Jid): boolean =>
  [...office.workgroups.values()].some(({ actor }) =>
    actor.state.operators.get(operator)?.resources.has(resource),
  )

function isOnline(workgroup: Workgroup, jid: BareJid): boolean {
  const operator = workgroup.actor.state.operators.get(jid)
  return operator !== undefined && isThere(operator)
}

/** The roster no longer speaks for them; clients that speak XEP-0142 still speak for themselves. */
export async function goesOffDuty(workgroup: Workgroup, operator: BareJid): Promise<void> {
  const known = workgroup.actor.state.operators.get(operator)?.resources ?? new Map<string, Resource>()
  for (const resource of known.keys()) {
    if (workgroup.clients.isAgent(`${operator}/${resource}`)) continue
    await workgroup.actor.post({
      type: 'operator-presence',
      operator,
      resource,
      presence: { show: 'offline', priority: 0 },
    })
  }
}

/** Asks who is there: after a start, and when the link is back. Answers come as presence. */
export function askForPresence(workgroup: Workgroup): void {
  for (const jid of workgroup.subscribers.all())
    if (workgroup.isOperator(jid)) workgroup.office.stream.send(presence('probe', jid, workgroup.jid))
}
