/**
 * Who sits in a chat beside its owner (C4): colleagues, supervisors, and the owner before until the new one is in.
 * The room is larger by one for each; all but silent ones take one of their own seats too.
 */
import { type Draft, dropIfDone, emit, omit, putCase, putOperator, setWith, setWithout } from './draft.ts'
import type { BareJid, Case, CaseId, Guest, GuestRole, Notice } from './types.ts'

export const guestsOf = (one: Case): readonly Guest[] => one.guests ?? []

export const guestOf = (one: Case, jid: BareJid): Guest | undefined =>
  one.guests?.find(({ operator }) => operator === jid)

/** Visitor, owner and guests; the room does not count the desk. */
export const peopleInRoom = (one: Case): number => 2 + guestsOf(one).length

export const takesSeat = ({ as }: Guest): boolean => as !== 'silent'

/** A supervisor from elsewhere may sit in chats here without being known as an operator. */
export function seatsTakenBy(draft: Draft, jid: BareJid): ReadonlySet<CaseId> {
  const taken = new Set<CaseId>()
  for (const one of draft.state.cases.values()) {
    const guest = guestOf(one, jid)
    if (guest && takesSeat(guest)) taken.add(one.id)
  }
  return taken
}

/** Does the visitor hear of them? The owner before is no news. */
const isShown = ({ as }: Guest): boolean => as === 'colleague' || as === 'supervisor'

/**
 * The room tells nobody, Desk neither, when somebody comes or goes who listens silently: whether they are in it is not
 * known, so their coming in has no time limit. They may until they leave by word or the chat ends.
 */
const isUnseen = ({ as }: Guest): boolean => as === 'silent'

/** They may come in as long as they are in the room, or nobody can know. */
export const settled = (guest: Guest): Guest => (guest.isIn || isUnseen(guest) ? omit(guest, 'until') : guest)

/** A guest becomes a member and is invited, and stays one for so long without being in the room. */
export function admit(draft: Draft, one: Case, jid: BareJid, as: GuestRole): void {
  const until = draft.now + draft.state.rules.operatorGrace
  setGuest(draft, one, { operator: jid, as, isIn: guestOf(one, jid)?.isIn ?? false, until })
  emit(draft, { do: 'admit', case: one.id, operator: jid, as })
}

/** The case with this guest in it, new or changed; put. */
export function setGuest(draft: Draft, one: Case, guest: Guest): Case {
  const others = guestsOf(one).filter(({ operator }) => operator !== guest.operator)
  const after: Case = { ...one, guests: [...others, settled(guest)] }
  putCase(draft, after)
  markSeat(draft, guest.operator, one.id, takesSeat(guest))
  return after
}

function markSeat(draft: Draft, jid: BareJid, id: CaseId, isTaken: boolean): void {
  const operator = draft.state.operators.get(jid)
  if (!operator || operator.guestIn.has(id) === isTaken) return
  const guestIn = isTaken ? setWith(operator.guestIn, id) : setWithout(operator.guestIn, id)
  putOperator(draft, { ...operator, guestIn })
  dropIfDone(draft, jid)
}

/** The case without this guest, to be put; their seats are free, nobody is told. */
export function withoutGuest(draft: Draft, one: Case, jid: BareJid): Case {
  const left = guestsOf(one).filter(({ operator }) => operator !== jid)
  markSeat(draft, jid, one.id, false)
  return left.length > 0 ? { ...one, guests: left } : omit(one, 'guests')
}

/** A guest goes, or is sent: the room closes up again. */
export function dismissGuest(draft: Draft, one: Case, guest: Guest): Case {
  const after = withoutGuest(draft, one, guest.operator)
  putCase(draft, after)
  emit(draft, { do: 'dismiss', case: one.id, operator: guest.operator })
  if (isShown(guest) && guest.seen) tellRoom(draft, one, 'colleague-left', guest.operator)
  return after
}

/** All of them: the chat has lost its owner or goes to another workgroup. The case is to be put. */
export function dismissAll(draft: Draft, one: Case): Case {
  let left = one
  for (const { operator } of guestsOf(one)) {
    left = withoutGuest(draft, left, operator)
    emit(draft, { do: 'dismiss', case: one.id, operator })
  }
  return left
}

export function guestEntered(draft: Draft, one: Case, guest: Guest): void {
  if (guest.isIn) return
  setGuest(draft, one, { ...guest, isIn: true, seen: true })
  if (isShown(guest) && !guest.seen) tellRoom(draft, one, 'colleague-joined', guest.operator)
}

/** They may have lost their connection, so they stay a member for a moment; the owner before is done anyhow. */
export function guestLeft(draft: Draft, one: Case, guest: Guest): void {
  if (guest.as === 'leaving') dismissGuest(draft, one, guest)
  else if (guest.isIn)
    setGuest(draft, one, { ...guest, isIn: false, until: draft.now + draft.state.rules.leaveGrace })
}

const tellRoom = (draft: Draft, one: Case, notice: Notice, who: BareJid): void =>
  emit(draft, { do: 'say', case: one.id, notice, who })
