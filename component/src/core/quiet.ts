/** Chats in which nobody writes (Q6): both sides are warned, then it ends. On hold a chat takes no seat until somebody writes again. */
import { hasSeatFor } from './answers.ts'
import { caseIn, type Draft, emit, liveIn, omit, putCase, putOperator, setWith, setWithout } from './draft.ts'
import { end } from './ends.ts'
import { ownerOf } from './offers.ts'
import { type Refusal, refuse } from './refusal.ts'
import { trim } from './rounds.ts'
import type { BareJid, Case, Duration, Event, Instant, Phase } from './types.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>
type Active = Extract<Phase, { is: 'active' }>

/** Who writes on and on is noted once in this time: an end may come so much too early, after the whole warning. */
export const noticedAgainAfter: Duration = 15_000

/** Does it change anything that somebody writes in this chat now? Of most messages the rules need not hear. */
export const isNewsThatWrote = (one: Case, now: Instant): boolean =>
  one.phase.is === 'active' &&
  (one.phase.hold !== undefined ||
    one.phase.warnedAt !== undefined ||
    now - (one.phase.quietSince ?? one.phase.since) >= noticedAgainAfter)

export function wrote(draft: Draft, event: Of<'wrote'>): undefined {
  const one = liveIn(draft, event.case)
  if (one?.phase.is !== 'active' || !isNewsThatWrote(one, draft.now)) return
  if (one.phase.hold) {
    // A guest speaks for neither of the two.
    if (event.who === 'visitor' || event.operator === undefined || event.operator === one.phase.operator)
      comeBack(draft, one, one.phase)
    return
  }
  putCase(draft, { ...one, phase: { ...omit(one.phase, 'warnedAt'), quietSince: draft.now } })
}

/** The time is up: the first time both are told, the second time it is over. */
export function goQuiet(draft: Draft, one: Case, phase: Active): void {
  if (phase.warnedAt !== undefined) {
    end(draft, one, 'idle')
    return
  }
  putCase(draft, { ...one, phase: { ...phase, warnedAt: draft.now } })
  emit(draft, { do: 'say', case: one.id, notice: 'quiet' })
}

/** The owner puts it by: the visitor keeps the room, and the seat is free for somebody else. */
export function hold(draft: Draft, event: Of<'hold'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  const { phase } = one
  if (phase.is !== 'active' || ownerOf(one) !== event.operator) return refuse('not-your-chat')
  if (phase.transfer) return refuse('transfer-under-way')
  if (phase.hold && !phase.hold.wanted) return undefined
  const put = { ...omit(phase, 'warnedAt'), hold: { since: phase.hold?.since ?? draft.now } }
  putCase(draft, { ...omit(one, 'seatSince'), phase: put })
  setHeld(draft, event.operator, one.id, true)
  if (!phase.hold) emit(draft, { do: 'say', case: one.id, notice: 'on-hold', who: event.operator })
  return undefined
}

/** Back to its owner, who gives it a seat; where all are taken, as soon as one is free, before the queue. */
function comeBack(draft: Draft, one: Case, phase: Active): void {
  const { operator, hold: put } = phase
  if (!mayTakeUp(draft, operator, one)) {
    if (put === undefined || put.wanted) return
    putCase(draft, { ...one, phase: { ...phase, hold: { ...put, wanted: true } } })
    emit(draft, { do: 'tell', case: one.id, operator, news: 'hold-waits' })
    return
  }
  const on = { ...omit(phase, 'hold', 'warnedAt'), quietSince: draft.now }
  putCase(draft, { ...one, phase: on, seatSince: draft.now })
  setHeld(draft, operator, one.id, false)
  emit(draft, { do: 'say', case: one.id, notice: 'off-hold', who: operator })
  trim(draft, operator)
}

/** Somebody who is followed to their last chat only has no seats to count. */
function mayTakeUp(draft: Draft, jid: BareJid, one: Case): boolean {
  const operator = draft.state.operators.get(jid)
  return !operator || !draft.state.rules.operators.has(jid) || hasSeatFor(draft, operator, one.id)
}

function setHeld(draft: Draft, jid: BareJid, id: string, isHeld: boolean): void {
  const operator = draft.state.operators.get(jid)
  if (!operator) return
  const held = isHeld ? setWith(operator.held, id) : setWithout(operator.held, id)
  putOperator(draft, { ...operator, held })
}

/** A seat may have become free: those come first whose visitors have written meanwhile. */
export function takeUpHeld(draft: Draft): void {
  for (const jid of [...draft.changedOperators])
    for (const id of draft.state.operators.get(jid)?.held ?? []) {
      const one = caseIn(draft, id)
      if (one?.phase.is === 'active' && one.phase.hold?.wanted) comeBack(draft, one, one.phase)
    }
}
