/** The end of a case, from any phase: everybody is told, and it waits for its transcript to be safe. */
import { caseIn, type Draft, dropCase, dropOperator, emit, omit, putCase, putOperator } from './draft.ts'
import { advance } from './lifecycle.ts'
import { offersOfCase, type RevokeReason, setWithout, silence } from './offers.ts'
import type { BareJid, Case, CaseId, EndReason } from './types.ts'

/** Who serves it. */
export const ownerOf = (one: Case): BareJid | undefined =>
  one.phase.is === 'opening' || one.phase.is === 'active' ? one.phase.operator : undefined

/** What operators at whom it rings are told; `ended` for all others. */
const revokeReasons: { readonly [R in EndReason]?: RevokeReason } = {
  'visitor-left': 'visitor-gone',
  'visitor-lost': 'visitor-gone',
}

export function end(draft: Draft, one: Case, reason: EndReason, by?: BareJid): void {
  const operator = ownerOf(one)
  const ringing = offersOfCase(one).map((offer) => offer.operator)
  silence(draft, one.id, ringing, revokeReasons[reason] ?? 'ended', by)
  if (operator !== undefined) release(draft, operator, one.id, 'now-idle')
  const who = { ...(by !== undefined && { by }), ...(operator !== undefined && { operator }) }
  const over = advance(one, 'end', { is: 'ended', reason, at: draft.now, ...who })
  putCase(draft, omit(over, 'askAgainAt'))
  emit(draft, { do: 'end', case: one.id, reason, ...(by !== undefined && { by }) })
}

/** The operator no longer has this chat. One who has left the configuration goes with the last chat. */
export function release(draft: Draft, jid: BareJid, id: CaseId, idle: 'now-idle' | 'as-before'): void {
  const operator = draft.state.operators.get(jid)
  if (!operator) return
  const chats = setWithout(operator.chats, id)
  const idleSince = idle === 'now-idle' ? draft.now : operator.idleSince
  putOperator(draft, { ...operator, chats, idleSince })
  if (chats.size === 0 && !draft.state.rules.operators.has(jid)) dropOperator(draft, jid)
}

/** The transcript is safe. Anything else than an ended case has nothing to be archived: said twice, or too early. */
export function archived(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (one?.phase.is === 'ended') dropCase(draft, one)
}
