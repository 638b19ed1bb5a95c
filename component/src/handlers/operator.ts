/** The operator's half of XEP-0142: colleagues, and the answer to an offer (urn:parlor:1 §4). */

import { answerFastpath } from '../commands/fastpath.ts'
import type { Refusal } from '../core/refusal.ts'
import type { CaseId } from '../core/types.ts'
import { caseOfVisitor, offersOf } from '../core/views.ts'
import { faultToError } from '../protocol/faults.ts'
import { buildTeam, parseFloorWish } from '../protocol/parlor.ts'
import type { Child } from '../protocol/stanza.ts'
import { refusal, type StanzaError } from '../protocol/stanza-error.ts'
import { buildAgentList, parseOfferAnswer } from '../protocol/workgroup.ts'
import { operatorName } from '../workgroup/names.ts'
import type { Office } from '../workgroup/office.ts'
import {
  commandContext,
  isSupervisor,
  mayCommand,
  mayFinish,
} from '../workgroup/operators/command-context.ts'
import { teamRoomFor } from '../workgroup/rooms/team-room.ts'
import type { WorkgroupCall } from './route.ts'

/** The list at once; who they are and what they do follows as presence, now and at each change. */
export function onAgentStatusRequest(call: WorkgroupCall): Child {
  needOperator(call)
  const { workgroup, from } = call
  workgroup.clients.wantsColleagues(from.full)
  setImmediate(() => workgroup.publisher.introduceColleagues(from.full))
  return buildAgentList([...workgroup.actor.state.rules.operators.keys()].filter((jid) => jid !== from.bare))
}

/** `offer-accept` and `offer-reject`. */
export function onOfferAnswer(call: WorkgroupCall): Promise<Child> {
  needOperator(call)
  const { workgroup, from, office } = call
  const { answer, id } = answered(call)
  if (answer === 'accept') workgroup.clients.answered(id, from.full)
  return workgroup.actor.post({ type: answer, case: id, operator: from.bare }).then((refused) => {
    if (refused) throw tooLate(office, refused)
    return undefined
  })
}

function tooLate(office: Office, { fault, by }: Refusal): StanzaError {
  const name = by === undefined ? undefined : operatorName(office, by)
  return faultToError(fault, { text: fault === 'already-taken' && name ? `${name} took it.` : undefined })
}

/** The case is named by its id, or by its visitor. */
function answered({ workgroup, stanza, from }: WorkgroupCall): { answer: 'accept' | 'reject'; id: CaseId } {
  const given = parseOfferAnswer(stanza)
  if (!given) throw refusal('bad-request')
  const { answer, jid = '' } = given
  const id =
    given.id ?? caseOfVisitor(workgroup.actor.state, jid)?.id ?? ringingFor(workgroup, from.bare, jid)
  if (id === undefined) throw refusal('item-not-found', 'There is no such request.')
  return { answer, id }
}

/** The visitor has come back with another address since the offer was made. */
const ringingFor = (
  workgroup: WorkgroupCall['workgroup'],
  operator: string,
  visitor: string,
): CaseId | undefined =>
  offersOf(workgroup.actor.state, operator).find(
    ({ id }) => workgroup.cases.details(id)?.visitorJid === visitor,
  )?.id

/** COMPAT: Fastpath's own `<transfer/>` and `<invite/>`. */
export async function onRoomWish(call: WorkgroupCall): Promise<Child> {
  needCommander(call)
  const { workgroup, from, stanza } = call
  return answerFastpath(commandContext(workgroup, from.full), stanza)
}

/** The floor (D7): for supervisors, on duty here or not. */
export async function onFloor(call: WorkgroupCall): Promise<Child> {
  const { workgroup, from, stanza } = call
  if (!isSupervisor(workgroup, from.bare)) throw refusal('forbidden', 'The floor is for supervisors.')
  if (parseFloorWish(stanza) !== 'stop') return workgroup.publisher.watchFloor(from.full)
  workgroup.publisher.unwatchFloor(from.full)
  return undefined
}

/** Where the operators of this workgroup talk among themselves (D3): they may enter from now on. */
export async function onTeam(call: WorkgroupCall): Promise<Child> {
  const { workgroup, from } = call
  if (!mayCommand(workgroup, from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
  return buildTeam(await teamRoomFor(workgroup, from.bare))
}

/** XEP-0050. */
export async function onCommand(call: WorkgroupCall): Promise<Child> {
  needCommander(call)
  const { workgroup, from, stanza } = call
  return workgroup.commands.answer(commandContext(workgroup, from.full), stanza)
}

/** An operator, or a supervisor of other workgroups too (C4, D7). */
function needCommander({ workgroup, from }: WorkgroupCall): void {
  if (!mayFinish(workgroup, from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
}

function needOperator({ workgroup, from }: WorkgroupCall): void {
  if (!workgroup.isOperator(from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
}
