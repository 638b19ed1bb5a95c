/** The end of a case, from any phase: everybody is told, and it waits for its transcript to be safe. */
import {
  caseIn,
  type Draft,
  dropCase,
  dropIfDone,
  emit,
  omit,
  putCase,
  putOperator,
  setWithout,
} from './draft.ts'
import { guestsOf, withoutGuest } from './guests.ts'
import { withoutInvitations } from './invitations.ts'
import { advance } from './lifecycle.ts'
import { offersOfCase, ownerOf, silence } from './offers.ts'
import { notePatience, noteService } from './pace.ts'
import { isOnLoan, isPutBack } from './queue.ts'
import { failTransfer, revokeReasonOf, withoutTransfer } from './transfers.ts'
import type { BareJid, Case, CaseId, Effect, EndReason, Impasse, Return, Rules } from './types.ts'

/** One that belongs to another workgroup goes back there instead. */
export function end(draft: Draft, one: Case, reason: EndReason, by?: BareJid): void {
  if (isOnLoan(one)) {
    giveBack(draft, one, returns[reason] ?? 'declined')
    return
  }
  notePatience(draft, one, 'gave-up')
  const operator = ownerOf(one)
  const alone = stopAsking(draft, one, reason, by)
  if (operator !== undefined) release(draft, operator, one, 'now-idle')
  const who = { ...(by !== undefined && { by }), ...(operator !== undefined && { operator }) }
  const over = advance(alone, 'end', { is: 'ended', reason, at: draft.now, ...who })
  putCase(draft, omit(over, 'askAgainAt', 'seatSince'))
  emit(draft, endEffect(draft.state.rules, one.id, reason, by))
}

/** It rings nowhere any more, and nobody sits in it as a guest; to be put. */
function stopAsking(draft: Draft, one: Case, reason: EndReason, by?: BareJid): Case {
  const why = revokeReasonOf(reason)
  if (one.phase.is === 'ringing') {
    const ringing = offersOfCase(one).map(({ operator }) => operator)
    silence(draft, one, ringing, { why, ...(by !== undefined && { by }) })
  }
  let alone = withoutInvitations(draft, withoutTransfer(draft, one, reason), why)
  for (const { operator } of guestsOf(one)) alone = withoutGuest(draft, alone, operator)
  return alone
}

/** Nobody took it in time: a request ends, a chat that was handed back stays with its owner. */
export function endWait(draft: Draft, one: Case, reason: EndReason): void {
  if (isPutBack(one)) failTransfer(draft, one)
  else end(draft, one, reason)
}

const impasses: { readonly [R in EndReason]?: Impasse } = {
  'nobody-on-duty': 'nobody',
  'workgroup-closed': 'closed',
  'waited-too-long': 'waited',
  'nobody-answered': 'declined',
}

/** `message` where nothing else is configured, and where waiting is no answer. */
export function otherwiseOf(rules: Rules, impasse: Impasse) {
  const answer = rules.otherwise?.[impasse] ?? 'message'
  return answer === 'wait' ? 'message' : answer
}

export function endEffect(rules: Rules, id: CaseId, reason: EndReason, by?: BareJid): Effect {
  const impasse = impasses[reason]
  return {
    do: 'end',
    case: id,
    reason,
    ...(by !== undefined && { by }),
    ...(impasse !== undefined && { otherwise: otherwiseOf(rules, impasse) }),
  }
}

const returns: { readonly [R in EndReason]?: Return } = {
  'workgroup-closed': 'closed',
  'waited-too-long': 'expired',
  'nobody-on-duty': 'nobody-there',
}

/** Back to the workgroup it came from, which has kept it meanwhile. */
function giveBack(draft: Draft, one: Case, why: Return): void {
  const { from } = one
  forget(draft, one)
  if (from) emit(draft, { do: 'return', case: one.id, to: from.workgroup, why })
}

/** It has never been here. Whom it rings at hears that it is over. */
export function forget(draft: Draft, one: Case): void {
  const ringing = offersOfCase(one).map(({ operator }) => operator)
  silence(draft, one, ringing, { why: 'ended' })
  const now = caseIn(draft, one.id)
  if (now) dropCase(draft, now)
}

/** The operator no longer has this chat. */
export function release(draft: Draft, jid: BareJid, one: Case, idle: 'now-idle' | 'as-before'): void {
  if (idle === 'now-idle') noteService(draft, one)
  const operator = draft.state.operators.get(jid)
  if (!operator) return
  const chats = setWithout(operator.chats, one.id)
  const idleSince = idle === 'now-idle' ? draft.now : operator.idleSince
  putOperator(draft, { ...operator, chats, held: setWithout(operator.held, one.id), idleSince })
  dropIfDone(draft, jid)
}

/** The transcript is safe. Anything else than an ended case has nothing to be archived: said twice, or too early. */
export function archived(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (one?.phase.is === 'ended') dropCase(draft, one)
}
