/** What happens because time has passed. */
import { roomFailed } from './chats.ts'
import { caseIn, type Draft } from './draft.ts'
import { end } from './ends.ts'
import { giveUpOperator, giveUpVisitor } from './graces.ts'
import { openWithin, waitsUntil } from './queue.ts'
import { askAgain, withdraw } from './rounds.ts'
import type { Case, Phase } from './types.ts'

/** Carries out everything that is due; each step moves the case's deadline on or away. */
export function tick(draft: Draft): undefined {
  for (;;) {
    const [at, id] = draft.state.alarms.minKey() ?? [Number.POSITIVE_INFINITY, '']
    if (at > draft.now) return
    const one = caseIn(draft, id)
    if (one) expire(draft, one)
  }
}

function expire(draft: Draft, one: Case): void {
  if ((one.visitor.lostUntil ?? Number.POSITIVE_INFINITY) <= draft.now) giveUpVisitor(draft, one)
  else (expiries[one.phase.is] as Expiry<Phase>)(draft, one, one.phase)
}

type Expiry<P extends Phase> = (draft: Draft, one: Case, phase: P) => void

const expiries: { readonly [P in Phase['is']]: Expiry<Extract<Phase, { is: P }>> } = {
  waiting(draft, one) {
    if (waitsUntil(one, draft.state.rules) <= draft.now) end(draft, one, 'waited-too-long')
    else askAgain(draft, one)
  },
  ringing(draft, one, { offers }) {
    const over = offers.flatMap((offer) => (offer.until <= draft.now ? [offer.operator] : []))
    withdraw(draft, one, over, 'expired')
  },
  opening(draft, one, { since, operator }) {
    if (since + openWithin <= draft.now) roomFailed(draft, one, operator)
  },
  active(draft, one, phase) {
    if ((phase.operatorUntil ?? Number.POSITIVE_INFINITY) <= draft.now) giveUpOperator(draft, one, phase)
    else end(draft, one, 'visitor-lost')
  },
  ended() {},
}
