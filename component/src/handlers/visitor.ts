/** The visitor's half of XEP-0142: join, status, form, leave (urn:parlor:1 §2). */
import type { CaseId } from '../core/types.ts'
import { faultToError } from '../protocol/faults.ts'
import { buildMessageLeft, parseAdd, parseLeaveMessage } from '../protocol/parlor.ts'
import type { Child } from '../protocol/stanza.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { buildFormResult, buildQueueStatus, parseDepartQueue, parseJoinQueue } from '../protocol/workgroup.ts'
import { isSupervisor } from '../workgroup/operators/command-context.ts'
import { servedBy } from '../workgroup/rooms/transfer.ts'
import { addWords } from '../workgroup/visitors/added.ts'
import { admit, comeBack } from '../workgroup/visitors/admission.ts'
import { leaveByStanza } from '../workgroup/visitors/left-messages.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'
import type { WorkgroupCall } from './route.ts'

/** The form to fill in before joining (XEP-0142 § User Join Protocol). */
export const onFormRequest = ({ workgroup }: WorkgroupCall): Child => buildFormResult(workgroup.settings.form)

export async function onJoin({ workgroup, from, stanza }: WorkgroupCall): Promise<Child> {
  const request = parseJoinQueue(stanza)
  if (!request) throw refusal('bad-request')
  return request.resume === undefined
    ? admit(workgroup, from, request)
    : comeBack(workgroup, from, request.resume)
}

export function onQueueStatus({ workgroup, from, office }: WorkgroupCall): Child {
  const home = servedBy(office, workgroup, from.full)
  const id = home.actor.state.byVisitor.get(from.full)
  // XEP-0142 § User Status Update Protocol: to who is not in the queue.
  if (id === undefined) throw refusal('not-authorized', 'You have no request here.')
  return buildQueueStatus(home.publisher.statusOf(id))
}

/** More about the question (Q1). */
export async function onAdd({ workgroup, from, stanza, office }: WorkgroupCall): Promise<Child> {
  await addWords(servedBy(office, workgroup, from.full), from.full, parseAdd(stanza) ?? '')
  return undefined
}

/** A message instead of a chat (Q5). */
export async function onLeaveMessage({ workgroup, from, stanza }: WorkgroupCall): Promise<Child> {
  const asked = parseLeaveMessage(stanza)
  if (!asked) throw refusal('bad-request')
  return buildMessageLeft(await leaveByStanza(workgroup, from, asked))
}

/** Leaving is never refused to the visitor; removing somebody else is for supervisors. */
export async function onDepart({ workgroup, from, stanza, office }: WorkgroupCall): Promise<Child> {
  const who = parseDepartQueue(stanza)?.jid ?? from.full
  const isOther = who !== from.full
  if (isOther && !isSupervisor(workgroup, from.bare))
    throw refusal('not-authorized', 'Only a supervisor removes somebody else.')
  const by = isOther ? { by: from.bare } : {}
  const home = servedBy(office, workgroup, who)
  const refused = await home.actor.post({ type: 'depart', case: caseOf(home, who), ...by })
  if (refused) throw faultToError(refused.fault)
  return undefined
}

function caseOf(workgroup: Workgroup, visitor: string): CaseId {
  const id = workgroup.actor.state.byVisitor.get(visitor)
  if (id === undefined) throw refusal('item-not-found', 'There is no such request here.')
  return id
}
