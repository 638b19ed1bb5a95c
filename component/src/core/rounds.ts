/**
 * The memory of refusals (R3). Whoever rejected a request or let it ring out is not asked again in this round.
 * When everybody on duty has refused, the request rests; then a new round begins, so many times, and then it ends.
 */
import { caseIn, type Draft, omit, putCase } from './draft.ts'
import { endWait } from './ends.ts'
import { uninvite } from './invitations.ts'
import { isInvited, offersOfCase, silence, whoIsOut, withOffers } from './offers.ts'
import { inQueue, isTransferring, isUnasked, waitsUntil } from './queue.ts'
import { noteMissed } from './resting.ts'
import { isOnDuty, onDuty, seatsOf, wholeLoadOf } from './staff.ts'
import { refusedTransfer } from './transfers.ts'
import type { BareJid, Case, CaseId, RevokeReason, Rules } from './types.ts'

/** These counted as an answer: no. */
const refusals: ReadonlySet<RevokeReason> = new Set<RevokeReason>(['rejected', 'expired'])

/** Stops ringing at some operators. A case that rings nowhere any more waits again, or stays with who passes it on. */
export function withdraw(draft: Draft, one: Case, from: readonly BareJid[], why: RevokeReason): void {
  silence(draft, one, from, { why })
  if (inQueue(one)) goOn(draft, one, from, why)
  else refusedTransfer(draft, one, why)
  if (why !== 'expired') return
  for (const jid of from) {
    noteMissed(draft, jid)
    trim(draft, jid)
  }
}

/** It rings at the others, or waits again. */
function goOn(draft: Draft, one: Case, from: readonly BareJid[], why: RevokeReason): void {
  const left = offersOfCase(one).filter((offer) => !from.includes(offer.operator))
  const refusedBy = refusals.has(why) ? [...one.refusedBy, ...from] : one.refusedBy
  putCase(draft, { ...withOffers(one, left), refusedBy })
  if (left.length === 0) weigh(draft, one.id)
}

/** A case that waits again: has it waited too long, or has everybody refused? */
export function weigh(draft: Draft, id: CaseId): void {
  const one = caseIn(draft, id)
  if (!one || !isUnasked(one)) return
  if (waitsUntil(one, draft.state.rules) <= draft.now) endWait(draft, one, 'waited-too-long')
  else consider(draft, one, onDuty(draft.state))
}

/** Rests or wakes a waiting case, by who of those on duty has refused it. With nobody on duty nothing changes. */
function consider(draft: Draft, one: Case, duty: readonly BareJid[]): void {
  if (!isUnasked(one) || one.refusedBy.length === 0 || duty.length === 0) return
  const out = whoIsOut(one)
  const allRefused = duty.every((jid) => out.includes(jid))
  const { askAgainAfter } = draft.state.rules
  if (!allRefused) {
    if (one.askAgainAt !== undefined) putCase(draft, omit(one, 'askAgainAt'))
  } else if (one.askAgainAt === undefined) {
    if (one.round >= roundsOf(draft.state.rules, one)) endWait(draft, one, 'nobody-answered')
    else putCase(draft, { ...one, askAgainAt: draft.now + askAgainAfter })
  }
}

const roundsOf = (rules: Rules, one: Case): number =>
  rules.otherwise?.declined === 'wait' && !isTransferring(one)
    ? Number.POSITIVE_INFINITY
    : rules.askAgainAtMost

/** After a change of who is on duty. */
export function considerAll(draft: Draft): void {
  if (draft.state.refused.isEmpty) return
  const duty = onDuty(draft.state)
  for (const id of draft.state.refused.valuesArray()) {
    const one = caseIn(draft, id)
    if (one) consider(draft, one, duty)
  }
}

/** The next round: everybody may be asked again. */
export function askAgain(draft: Draft, one: Case): void {
  putCase(draft, { ...omit(one, 'askAgainAt'), refusedBy: [], round: one.round + 1 })
}

/** Somebody is freshly available: what they refused before may ring at them again. */
export function forgive(draft: Draft, jid: BareJid): void {
  for (const id of draft.state.refused.valuesArray()) {
    const one = caseIn(draft, id)
    if (one?.refusedBy.includes(jid))
      putCase(
        draft,
        omit({ ...one, refusedBy: one.refusedBy.filter((other) => other !== jid) }, 'askAgainAt'),
      )
  }
}

/** Takes back what rings at an operator above what they can take now; the newest first. */
export function trim(draft: Draft, jid: BareJid): void {
  const operator = draft.state.operators.get(jid)
  if (!operator) return
  const { rules } = draft.state
  const isThere = operator.unheard || isOnDuty(rules, operator)
  const over = isThere ? wholeLoadOf(operator) - seatsOf(rules, operator) : operator.offers.size
  const newest = [...operator.offers].reverse().slice(0, Math.max(0, over))
  for (const id of newest) stopRinging(draft, id, jid)
}

function stopRinging(draft: Draft, id: CaseId, jid: BareJid): void {
  const one = caseIn(draft, id)
  if (one && isInvited(one, jid)) uninvite(draft, one, jid, 'not-available')
  else if (one) withdraw(draft, one, [jid], 'not-available')
}
