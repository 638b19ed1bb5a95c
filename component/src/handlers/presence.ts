/** Presence at a workgroup: operators' duty, visitors' readiness, and who has the workgroup in the roster. */
import { isIn } from '../core/sorted.ts'
import type { Resource, Show } from '../core/types.ts'
import { isDelayed } from '../protocol/delay.ts'
import { isFastpath } from '../protocol/fastpath.ts'
import { isGajim } from '../protocol/gajim.ts'
import { parsePresence, presence } from '../protocol/stanza.ts'
import { type AgentStatus, parseAgentStatus } from '../protocol/workgroup.ts'
import { goesOffDuty, heardOperator, operatorGone } from '../workgroup/operators/duty.ts'
import { notAnOperator } from '../workgroup/operators/staff-changes.ts'
import { thoseWith } from '../workgroup/rooms/transfer.ts'
import { visitorGone } from '../workgroup/visitors/presence.ts'
import type { WorkgroupCall } from './route.ts'

/** Available or unavailable, broadcast or directed. */
export async function onPresence(call: WorkgroupCall): Promise<undefined> {
  const { workgroup, from, stanza, office } = call
  const heard = parsePresence(stanza)
  // Its server repeats what a client has said, without knowing whether it is still there.
  if (!heard || (isDelayed(stanza) && workgroup.liveness.isSilent(from.full))) return
  for (const one of thoseWith(office, workgroup, from.full)) {
    one.visitors.heard(from.full)
    await one.actor.post({
      type: 'visitor-presence',
      visitor: from.full,
      show: heard.show,
      ...status(heard),
    })
  }
  if (heard.show === 'offline') {
    workgroup.liveness.forget(from.full)
    office.pulse.forget(from.full)
  }
  const agent = parseAgentStatus(stanza)
  if (workgroup.isOperator(from.bare)) {
    if (agent?.sharing) workgroup.clients.shares(from.full)
    if (agent) workgroup.clients.speaks(from.full, isFastpath(stanza) ? 'fastpath' : 'standard')
    const duty = isReached(call, heard, agent) ? heard : { ...heard, show: 'offline' as const }
    await heardOperator(workgroup, from, { ...duty, ...seats(call, agent) }, agent !== undefined)
    if (duty.show !== 'offline' && isGajim(stanza) && workgroup.clients.becomesGajim(from.full))
      workgroup.publisher.showToGajim(from.full)
    return
  }
  // Who has left the configuration is followed until their last chat ends (R8).
  if (isIn(workgroup.actor.state.operators, from.bare)) await heardOperator(workgroup, from, heard, false)
  if (agent && heard.show !== 'offline') throw notAnOperator()
}

/** With a negative priority a client gets nothing that goes to the person (RFC 6121 §8.5.2): no offer in words either. */
const isReached = (
  { workgroup, from }: WorkgroupCall,
  { priority }: Resource,
  agent: AgentStatus | undefined,
) => priority >= 0 || agent !== undefined || workgroup.clients.isAgent(from.full)

/** A presence without `agent-status` says nothing new about the seats. */
function seats({ workgroup, from }: WorkgroupCall, agent: AgentStatus | undefined): { maxChats?: number } {
  const known = workgroup.actor.state.operators.get(from.bare)?.resources.get(from.resource ?? '')
  const maxChats = agent ? agent.maxChats : known?.maxChats
  return maxChats === undefined ? {} : { maxChats }
}

/** The words of those who are gone are their server's: "Disconnected: closed". */
const status = ({ show, status: words }: { readonly show: Show; readonly status?: string }) =>
  words === undefined || show === 'offline' ? {} : { status: words }

/** Somebody takes the workgroup into the roster: that alone puts an operator on duty (A1). */
export async function onSubscribe({ workgroup, from, office }: WorkgroupCall): Promise<undefined> {
  if (from.domain === office.config.xmpp.visitors) {
    office.stream.send(presence('unsubscribed', from.bare, workgroup.jid))
    return
  }
  await office.store.setSubscriber(workgroup.jid, from.bare, true)
  workgroup.subscribers.add(from.bare)
  office.stream.send(presence('subscribed', from.bare, workgroup.jid))
  if (workgroup.isOperator(from.bare)) office.stream.send(presence('subscribe', from.bare, workgroup.jid))
  workgroup.publisher.showTo(from.bare)
}

/** Out of the roster: off duty, as far as the roster was what put them on duty. */
export async function onUnsubscribe({ workgroup, from, office }: WorkgroupCall): Promise<undefined> {
  await office.store.setSubscriber(workgroup.jid, from.bare, false)
  workgroup.subscribers.delete(from.bare)
  office.stream.send(presence('unsubscribed', from.bare, workgroup.jid))
  office.stream.send(presence('unsubscribe', from.bare, workgroup.jid))
  await goesOffDuty(workgroup, from.bare)
}

/** They do not want to be seen. */
export async function onUnsubscribed({ workgroup, from }: WorkgroupCall): Promise<undefined> {
  await goesOffDuty(workgroup, from.bare)
}

/**
 * Answered to those who may know: subscribers and operators. A client that comes is shown to us first, and then asks: an
 * operator of whom nothing was heard took us into the roster before they were one, and nobody asked for their presence then.
 * (What their server asks for itself, from the bare JID, is its answer to that.)
 */
export function onProbe({ workgroup, from, office }: WorkgroupCall): undefined {
  const isOperator = workgroup.isOperator(from.bare)
  const isSubscriber = workgroup.subscribers.has(from.bare)
  if (isSubscriber || isOperator) workgroup.publisher.showTo(from.full)
  const isUnheard = !workgroup.actor.state.operators.get(from.bare)?.resources.size
  if (isOperator && isSubscriber && isUnheard && from.resource !== undefined)
    office.stream.send(presence('subscribe', from.bare, workgroup.jid))
}

/** A presence of ours bounced: whoever it was for is not there any more. */
export async function onPresenceError({ workgroup, from }: WorkgroupCall): Promise<undefined> {
  await visitorGone(workgroup, from.full)
  await operatorGone(workgroup, from)
}
