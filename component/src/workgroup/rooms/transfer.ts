/**
 * A chat moves to another workgroup (C5). Both have a record of it until somebody there has accepted; which one it
 * belongs to is decided by the rules (`core/between.ts`), so a crash anywhere in between is made good by doing it again.
 * The room stays: it gets another owner, one Desk leaves and the other one enters.
 */
import { DESK } from '../../../protocol/names.js'
import { isOnLoan } from '../../core/queue.ts'
import { isIn } from '../../core/sorted.ts'
import type { BareJid, Case, CaseId, Effect, EndReason, Fault, FullJid, Return } from '../../core/types.ts'
import { caseOfVisitor } from '../../core/views.ts'
import { buildLeave, isGone } from '../../protocol/muc.ts'
import { type LiveCase, lookUp } from '../case-view.ts'
import type { Office } from '../office.ts'
import type { Workgroup } from '../workgroup.ts'
import { setAffiliation } from './room-order.ts'

const whyNot: { readonly [F in Fault]?: Return } = {
  'nobody-on-duty': 'nobody-there',
  'workgroup-closed': 'closed',
  'queue-full': 'full',
}

/** The other workgroup looks for somebody; while nobody has accepted, everything here stays as it is. */
export async function transfer(
  workgroup: Workgroup,
  { case: id, to }: Effect & { do: 'transfer' },
): Promise<void> {
  const live = lookUp(workgroup, id)
  if (live?.record.phase.is !== 'active' || !live.record.phase.transfer) return
  const target = workgroup.office.workgroups.get(to)
  const { phase, visitor, priority, needs, knows } = live.record
  const { note } = live.record.phase.transfer
  const face = faceOf(workgroup, live.record)
  const from = {
    workgroup: workgroup.jid,
    ...(face !== workgroup.jid && { face }),
    owner: live.record.phase.operator,
    ...(note !== undefined && { note }),
  }
  if (target && !target.cases.has(id)) target.cases.remember(live.details)
  const refused = target
    ? await target.actor.post({
        ...{ type: 'adopt', case: id, visitor, priority, from },
        ...(needs && { needs }),
        knows: knows ?? phase.operator,
      })
    : ({ fault: 'nobody-on-duty' } as const)
  if (!refused) return
  forgetIfGone(target, id)
  await workgroup.actor.post({ type: 'returned', case: id, why: whyNot[refused.fault] ?? 'declined' })
}

/** The workgroup the visitor has come to, and hears everything from, wherever the chat has gone since. */
export const faceOf = (workgroup: Workgroup, { from }: Case): BareJid =>
  from?.face ?? from?.workgroup ?? workgroup.jid

/** The chat goes on here, or has ended: nobody there need look any more. */
export async function recall(
  workgroup: Workgroup,
  { case: id, to, reason }: Effect & { do: 'recall' },
): Promise<void> {
  const target = workgroup.office.workgroups.get(to)
  await target?.actor.postAndWait({ type: 'recalled', case: id, ...(reason && { reason }) })
  forgetIfGone(target, id)
}

/** Nobody here took it. */
export async function giveBack(
  workgroup: Workgroup,
  { case: id, to, why }: Effect & { do: 'return' },
): Promise<void> {
  await workgroup.office.workgroups.get(to)?.actor.post({ type: 'returned', case: id, why })
  forgetIfGone(workgroup, id)
}

/**
 * Somebody here has accepted: the workgroup it came from lets go, and the room becomes ours. Done before the room is
 * opened; after a restart it is done again and finds nothing to do.
 */
export async function moveIn(
  workgroup: Workgroup,
  { record, details }: LiveCase,
  operator: BareJid,
): Promise<void> {
  const { office, jid } = workgroup
  const { id, from } = record
  const source = from && office.workgroups.get(from.workgroup)
  if (!source || (details.workgroup === jid && !isIn(source.actor.state.cases, id))) return
  const refused = await source.actor.postAndWait({ type: 'transferred', case: id, operator })
  if (refused) {
    await workgroup.actor.postAndWait({ type: 'recalled', case: id, reason: reasonAt(source, id) })
    return
  }
  await source.lanes.idle(id)
  source.forget(id)
  await takeRoom(workgroup, source, details.room)
  // Only now: while the case is the other one's in the store, all of this is done again.
  await office.store.moveCase(id, jid)
  workgroup.cases.remember({ ...details, workgroup: jid })
  workgroup.note(id, 'handed-over', operator, `${source.jid} ${jid}`)
}

/** It ended here before the room was ours, because the link broke in between. */
export async function finishMovingIn(workgroup: Workgroup, live: LiveCase): Promise<void> {
  const { phase, from } = live.record
  if (phase.is === 'ended' && from && live.details.workgroup !== workgroup.jid)
    await moveIn(workgroup, live, phase.operator ?? from.owner)
}

/** The effect of the same name: usually the opening of the room has done it already. */
export async function transferred(
  workgroup: Workgroup,
  { case: id, operator }: Effect & { do: 'transferred' },
): Promise<void> {
  const live = lookUp(workgroup, id)
  if (live && !isOnLoan(live.record)) await moveIn(workgroup, live, operator)
}

/** In this order: there is never a moment without an owner, and the two Desks never meet. Throws when it is not ours then. */
async function takeRoom(workgroup: Workgroup, source: Workgroup, room: BareJid): Promise<void> {
  workgroup.office.stream.send(buildLeave(room, DESK, source.deskJid))
  const given = setAffiliation(source, room, { jid: workgroup.jid, affiliation: 'owner', nick: DESK })
  const proven = setAffiliation(workgroup, room, { jid: source.jid, affiliation: 'none' })
  // The first is refused where this is a repetition; that only an owner can do the second is what counts.
  const [, ours] = await Promise.allSettled([given, proven])
  if (ours.status === 'rejected' && !isGone(ours.reason)) throw ours.reason
}

const reasonAt = (source: Workgroup, id: CaseId): EndReason => {
  const phase = source.actor.state.cases.get(id)?.phase
  return phase?.is === 'ended' ? phase.reason : 'visitor-left'
}

function forgetIfGone(workgroup: Workgroup | undefined, id: CaseId): void {
  if (workgroup && !isIn(workgroup.actor.state.cases, id)) workgroup.forget(id)
}

/** At the start: what is on loan but no longer offered by whom it belongs to goes back. */
export async function settleLoans(office: Office): Promise<void> {
  for (const workgroup of office.workgroups.values())
    for (const record of [...workgroup.actor.state.cases.values()])
      if (isOnLoan(record) && !isLent(office, workgroup, record.id)) {
        await workgroup.actor.post({ type: 'recalled', case: record.id })
        forgetIfGone(workgroup, record.id)
      }
}

function isLent(office: Office, workgroup: Workgroup, id: CaseId): boolean {
  const from = workgroup.actor.state.cases.get(id)?.from
  const phase = from && office.workgroups.get(from.workgroup)?.actor.state.cases.get(id)?.phase
  if (phase?.is !== 'active' || !phase.transfer) return false
  const { to } = phase.transfer
  return to !== 'queue' && 'workgroup' in to && to.workgroup === workgroup.jid
}

/** Where a visitor who has come to this workgroup is served, or will be: here, or where they were handed to. */
export const servedBy = (office: Office, workgroup: Workgroup, visitor: FullJid): Workgroup =>
  thoseWith(office, workgroup, visitor).find((one) => {
    const record = caseOfVisitor(one.actor.state, visitor)
    return record !== undefined && !isOnLoan(record)
  }) ?? workgroup

/** Those with whom a visitor speaks who has come to this workgroup: it, and whom it has handed them to. */
export const thoseWith = (office: Office, workgroup: Workgroup, visitor: FullJid): Workgroup[] =>
  [...office.workgroups.values()].filter((one) => {
    const record = caseOfVisitor(one.actor.state, visitor)
    return record !== undefined && (one === workgroup || record.from !== undefined)
  })
