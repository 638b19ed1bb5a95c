/** Whom a chat can be offered to besides its owner. */
import type { Draft } from './draft.ts'
import { type Refusal, refuse } from './refusal.ts'
import { hasFreeSeat, isOnDuty } from './staff.ts'
import type { BareJid, Case, Operator } from './types.ts'

/** The colleague, if it may ring at them: of this workgroup, not in this chat already, on duty, with a free seat. */
export function freeColleague(draft: Draft, one: Case, jid: BareJid): Operator | Refusal {
  const { rules, operators } = draft.state
  const colleague = operators.get(jid)
  if (!rules.operators.has(jid) || !colleague) return refuse('no-such-operator')
  if (colleague.chats.has(one.id) || colleague.offers.has(one.id)) return refuse('already-in-chat')
  const sitsHere = colleague.guestIn.has(one.id)
  const isFree = isOnDuty(rules, colleague) && (sitsHere || hasFreeSeat(rules, colleague))
  return isFree ? colleague : refuse('colleague-not-free')
}
