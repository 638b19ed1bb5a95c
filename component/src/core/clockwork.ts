/** What happens because time has passed. */
import { roomFailed } from './chats.ts'
import { caseIn, type Draft } from './draft.ts'
import { end, endWait } from './ends.ts'
import { giveUpForsaken } from './forsaken.ts'
import { giveUpOperator, giveUpVisitor, tellLoss, tellVisitorLoss } from './graces.ts'
import { dismissGuest, guestOf } from './guests.ts'
import { uninvite } from './invitations.ts'
import { openWithin, quietUntil, waitsUntil } from './queue.ts'
import { goQuiet } from './quiet.ts'
import { askAgain, withdraw } from './rounds.ts'
import type { BareJid, Case, Instant, Phase } from './types.ts'

/** Carries out everything that is due; each step moves the case's deadline on or away. */
export function tick(draft: Draft): undefined {
  for (;;) {
    const [at, id] = draft.state.alarms.minKey() ?? [Number.POSITIVE_INFINITY, '']
    if (at > draft.now) break
    const one = caseIn(draft, id)
    if (one) expire(draft, one)
  }
  giveUpForsaken(draft)
  return undefined
}

function expire(draft: Draft, one: Case): void {
  const { lostUntil = Number.POSITIVE_INFINITY, lostAt = Number.POSITIVE_INFINITY } = one.visitor
  if (lostUntil <= draft.now) giveUpVisitor(draft, one)
  else if (lostAt <= draft.now) tellVisitorLoss(draft, one)
  else (expiries[one.phase.is] as Expiry<Phase>)(draft, one, one.phase)
}

type Expiry<P extends Phase> = (draft: Draft, one: Case, phase: P) => void

const expiries: { readonly [P in Phase['is']]: Expiry<Extract<Phase, { is: P }>> } = {
  waiting(draft, one) {
    waitOver(draft, one)
  },
  ringing(draft, one, { offers }) {
    withdraw(draft, one, due(draft, offers), 'expired')
  },
  opening(draft, one, { since, operator }) {
    if (since + openWithin <= draft.now) roomFailed(draft, one, operator)
    else missGuest(draft, one)
  },
  active(draft, one, phase) {
    const over = due(draft, phase.transfer?.offers)
    const [uninvited] = due(draft, one.invited)
    if (over.length > 0) withdraw(draft, one, over, 'expired')
    else if (uninvited !== undefined) uninvite(draft, one, uninvited, 'expired')
    else if (!missGuest(draft, one)) activeOver(draft, one, phase)
  },
  ended() {},
}

type Limited = { readonly operator: BareJid; readonly until?: Instant }

const due = ({ now }: Draft, all: readonly Limited[] = []): BareJid[] =>
  all.flatMap(({ operator, until }) => (until !== undefined && until <= now ? [operator] : []))

/** A guest who has not come, or not come back. */
function missGuest(draft: Draft, one: Case): boolean {
  const [missed] = due(draft, one.guests)
  const guest = missed === undefined ? undefined : guestOf(one, missed)
  if (guest) dismissGuest(draft, one, guest)
  return guest !== undefined
}

function waitOver(draft: Draft, one: Case): void {
  if (waitsUntil(one, draft.state.rules) <= draft.now) endWait(draft, one, 'waited-too-long')
  else askAgain(draft, one)
}

function activeOver(draft: Draft, one: Case, phase: Extract<Phase, { is: 'active' }>): void {
  const isOver = (at: Instant | undefined) => at !== undefined && at <= draft.now
  if (isOver(phase.operatorUntil)) giveUpOperator(draft, one, phase)
  else if (isOver(phase.operatorLostAt)) tellLoss(draft, one, phase)
  else if (isOver(phase.visitorUntil)) end(draft, one, one.openedBy ? 'visitor-declined' : 'visitor-lost')
  else if (isOver(quietUntil(phase, draft.state.rules))) goQuiet(draft, one, phase)
  else waitOver(draft, one)
}
