/**
 * A transfer to another workgroup (C5). The chat is adopted there and waits in front; its owner here keeps it until
 * somebody there accepts. Both sides may hear everything twice, and late.
 */
import { caseIn, type Draft, dropCase, emit, putCase } from './draft.ts'
import { forget, release } from './ends.ts'
import { dismissAll } from './guests.ts'
import { withoutInvitations } from './invitations.ts'
import { offersOfCase, ownerOf, silence } from './offers.ts'
import { isOnLoan } from './queue.ts'
import { type Refusal, refuse } from './refusal.ts'
import { isIn } from './sorted.ts'
import { failTransfer } from './transfers.ts'
import type { BareJid, Case, Effect, Event } from './types.ts'
import { reasonNotToWait } from './visitors.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** Said again, it is answered again: somebody here has accepted it already. */
export function adopt(draft: Draft, event: Of<'adopt'>): Refusal | undefined {
  const known = caseIn(draft, event.case)
  if (known) {
    for (const letter of transferredAgain(known)) emit(draft, letter)
    return undefined
  }
  if (isIn(draft.state.byVisitor, event.visitor.jid)) return refuse('already-joined')
  const impasse = reasonNotToWait(draft.state, event.from.owner)
  if (impasse) return refuse(impasse)
  putCase(draft, adopted(draft, event))
  return undefined
}

/** Tells where it came from that somebody here has accepted, whatever has become of it since. */
export function transferredAgain(one: Case): Effect[] {
  if (!one.from || isOnLoan(one)) return []
  const { workgroup, owner } = one.from
  const operator = ownerOf(one) ?? (one.phase.is === 'ended' ? one.phase.operator : undefined) ?? owner
  return [{ do: 'transferred', case: one.id, to: workgroup, operator }]
}

function adopted(draft: Draft, event: Of<'adopt'>): Case {
  const seq = draft.state.nextSeq
  draft.state.nextSeq = seq + 1
  return {
    id: event.case,
    seq,
    priority: event.priority,
    front: true,
    joinedAt: draft.now,
    visitor: event.visitor,
    phase: { is: 'waiting' },
    ...(event.knows !== undefined && { knows: event.knows }),
    ...(event.needs !== undefined && { needs: event.needs }),
    from: event.from,
    hasRoom: false,
    refusedBy: [],
    round: 0,
  }
}

/** The other workgroup wants it back, or (with a reason) it has ended there. */
export function recalled(draft: Draft, event: Of<'recalled'>): undefined {
  const one = caseIn(draft, event.case)
  if (!one?.from || one.phase.is === 'ended') return
  if (isOnLoan(one)) forget(draft, one)
  else if (event.reason !== undefined) letGo(draft, one)
}

/** Somebody there has accepted. What is not known here has been let go before. */
export function transferred(draft: Draft, event: Of<'transferred'>): Refusal | undefined {
  const one = caseIn(draft, event.case)
  if (!one) return undefined
  if (one.phase.is === 'ended' || isOnLoan(one)) return refuse('no-such-case')
  const owner = ownerOf(one)
  emit(draft, { do: 'say', case: one.id, notice: 'transferred', who: event.operator })
  if (owner !== undefined)
    emit(draft, {
      do: 'tell',
      case: one.id,
      operator: owner,
      news: 'transfer-accepted',
      who: event.operator,
    })
  letGo(draft, one)
  return undefined
}

/** The case leaves this workgroup, and everybody of this workgroup leaves its room. */
function letGo(draft: Draft, one: Case): void {
  const ringing = offersOfCase(one).map(({ operator }) => operator)
  silence(draft, one, ringing, { why: 'ended' })
  const alone = dismissAll(draft, withoutInvitations(draft, one, 'ended'))
  const owner = ownerOf(one)
  if (owner !== undefined) leave(draft, alone, owner)
  dropCase(draft, one)
}

function leave(draft: Draft, one: Case, owner: BareJid): void {
  release(draft, owner, one, 'now-idle')
  emit(draft, { do: 'dismiss', case: one.id, operator: owner })
}

export function returned(draft: Draft, event: Of<'returned'>): undefined {
  const one = caseIn(draft, event.case)
  if (one?.phase.is !== 'active' || !one.phase.transfer) return
  const { to } = one.phase.transfer
  if (to !== 'queue' && 'workgroup' in to) failTransfer(draft, one, event.why)
}
