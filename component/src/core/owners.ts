/** A case gets its owner. From then on it is theirs alone; who had it before stays in the room until they are in. */
import { type Draft, emit, omit, putCase, putOperator, setWith, setWithout } from './draft.ts'
import { release } from './ends.ts'
import { dismissGuest, guestOf, guestsOf, seatsTakenBy, setGuest, withoutGuest } from './guests.ts'
import { withoutInvitations } from './invitations.ts'
import { advance } from './lifecycle.ts'
import { offersOfCase, ownerOf, silence } from './offers.ts'
import { noteAnswer, notePatience } from './pace.ts'
import { isOnLoan } from './queue.ts'
import { newOperator } from './staff.ts'
import { withoutTransfer } from './transfers.ts'
import type { BareJid, Case, CaseId, Instant } from './types.ts'

/** `by`: the supervisor who gave it to them, where it was not their own wish. */
export function makeOwner(draft: Draft, one: Case, jid: BareJid, by?: BareJid): void {
  const others = offersOfCase(one).flatMap(({ operator }) => (operator === jid ? [] : [operator]))
  silence(draft, one, others, { why: 'taken', by: jid })
  notePatience(draft, one, 'served')
  const rang = rungSince(draft, one, jid)
  if (rang !== undefined) noteAnswer(draft, rang)
  const seatSince = rang ?? draft.now
  const isIn = guestOf(one, jid)?.isIn === true
  putCase(draft, opening(draft, one, jid, { seatSince, isIn }))
  seat(draft, jid, one.id)
  emit(draft, { do: 'open', case: one.id, operator: jid })
  if (one.from && isOnLoan(one))
    emit(draft, { do: 'transferred', case: one.id, to: one.from.workgroup, operator: jid })
  stepAside(draft, one, jid, by)
  if (by !== undefined && by !== jid)
    emit(draft, { do: 'tell', case: one.id, operator: jid, news: 'assigned-to-you', who: by })
}

interface Seat {
  readonly seatSince: Instant
  readonly isIn: boolean
}

function opening(draft: Draft, one: Case, jid: BareJid, { seatSince, isIn }: Seat): Case {
  const unasked = withoutInvitations(draft, withoutOthers(draft, one), 'ended')
  const mine = withoutGuest(draft, unasked, jid)
  const refusedBy = one.refusedBy.filter((other) => other !== jid)
  const since = draft.now
  const phase = { is: 'opening', operator: jid, since, ...(isIn && { operatorIn: true as const }) } as const
  return { ...omit(advance(mine, 'take', phase), 'askAgainAt'), refusedBy, hasRoom: true, seatSince }
}

/** Another workgroup looks no more; within this one the offers have been answered. */
function withoutOthers(draft: Draft, one: Case): Case {
  const { phase } = one
  if (phase.is !== 'active' || !phase.transfer) return one
  const { to } = phase.transfer
  if (to !== 'queue' && 'workgroup' in to) return withoutTransfer(draft, one)
  return { ...one, phase: omit(phase, 'transfer') }
}

/** A supervisor from elsewhere is followed until the end of the chat, like an operator who has left the configuration. */
function seat(draft: Draft, jid: BareJid, id: CaseId): void {
  const known = draft.state.operators.get(jid)
  const operator = known ?? { ...newOperator(jid), guestIn: seatsTakenBy(draft, jid) }
  const chats = setWith(operator.chats, id)
  putOperator(draft, { ...operator, offers: setWithout(operator.offers, id), chats })
}

/** An operator's seat is taken from the first ring. */
function rungSince(draft: Draft, one: Case, jid: BareJid): Instant | undefined {
  const offer = offersOfCase(one).find(({ operator }) => operator === jid)
  return offer && offer.until - draft.state.rules.ringFor
}

/** The owner until now is told, and stays in the room, if they are in it, until the new one is. */
function stepAside(draft: Draft, was: Case, jid: BareJid, by?: BareJid): void {
  const before = ownerOf(was)
  if (before === undefined || was.phase.is !== 'active') return
  release(draft, before, was, 'now-idle')
  const now = draft.state.cases.get(was.id)
  if (was.phase.operatorIn && now) setGuest(draft, now, { operator: before, as: 'leaving', isIn: true })
  else emit(draft, { do: 'dismiss', case: was.id, operator: before })
  const news = by === undefined ? 'transfer-accepted' : 'taken-over'
  emit(draft, { do: 'tell', case: was.id, operator: before, news, who: jid })
  emit(draft, { do: 'say', case: was.id, notice: 'transferred', who: jid })
}

/** The owner is in the room: who had it before can go. */
export function closeRanks(draft: Draft, id: CaseId): void {
  const one = draft.state.cases.get(id)
  if (!one) return
  let left = one
  for (const guest of guestsOf(one)) if (guest.as === 'leaving') left = dismissGuest(draft, left, guest)
}
