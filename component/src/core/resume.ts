/** The way back after a restart: a state from the records in the store, and the effects that may not have happened. */
import { transferredAgain } from './between.ts'
import { begin, type Draft, finish, omit, putCase } from './draft.ts'
import { endEffect } from './ends.ts'
import { lookForForsaken } from './forsaken.ts'
import { lossIsToldAfter } from './graces.ts'
import { guestsOf, settled, takesSeat } from './guests.ts'
import { kindOf, offersOfCase, ownerOf, transferKind } from './offers.ts'
import { type Past, recall } from './pace.ts'
import { newOperator } from './staff.ts'
import { empty, operatorsOf } from './state.ts'
import type {
  BareJid,
  Case,
  Duration,
  Effect,
  Instant,
  Offer,
  Phase,
  Resting,
  Rules,
  State,
  Transfer,
} from './types.ts'

export interface Remembered {
  readonly idleSince: ReadonlyMap<BareJid, Instant>
  readonly resting?: ReadonlyMap<BareJid, Resting>
  /** Of the random numbers, 32 bits. */
  readonly seed?: number
  /** The latest cases that have ended, oldest first: what waits are to be expected from. */
  readonly past?: readonly Past[]
}

/**
 * Nothing is known of anybody's presence yet. What rings goes on ringing until its time is over, a visitor's grace that has
 * begun goes on with a moment at least, and each chat waits a grace for news of its operator. By a clock that was set back
 * meanwhile nothing lies further ahead than it would if it began now.
 */
export function rebuild(
  rules: Rules,
  open: boolean,
  cases: Iterable<Case>,
  { idleSince, resting = new Map(), seed, past = [] }: Remembered,
  now: Instant,
): State {
  const blank = empty(rules, open, seed)
  const records = [...cases].map((one) => afterRestart(one, rules, now))
  const nextSeq = records.reduce((next, one) => Math.max(next, one.seq + 1), blank.nextSeq)
  const operators = staffOf(rules, records, { idleSince, resting })
  const draft: Draft = begin({ ...blank, nextSeq, operators }, now)
  for (const one of records) putCase(draft, one)
  draft.state.pace = recall(draft.state.pace, past, now)
  lookForForsaken(draft)
  return draft.state
}

/** The link is there for the first time since: until then nobody could be heard of, and no grace has run. */
export function renew(state: State, now: Instant, away: Duration): State {
  const draft = begin(state, now)
  for (const one of [...state.cases.values()])
    if (one.phase.is !== 'ended') putCase(draft, afterRestart(one, state.rules, now, away))
  delete draft.state.forsakenUntil
  lookForForsaken(draft)
  return finish(draft).state
}

/** For who was lost before, and would have had no time left: to come back in, once we are there. */
const A_MOMENT: Duration = 30_000

/** A grace that has begun goes on, as if the time we were `away` had not been; we may have been away for longer. */
const goesOn = (until: Instant, { visitorGrace: grace }: Rules, now: Instant, away: Duration): Instant =>
  Math.min(now + grace, Math.max(until + away, now + A_MOMENT))

function afterRestart(one: Case, rules: Rules, now: Instant, away: Duration = 0): Case {
  const { lostUntil, lostAt } = one.visitor
  const visitor = {
    ...one.visitor,
    ...(lostUntil !== undefined && { lostUntil: goesOn(lostUntil, rules, now, away) }),
    ...(lostAt !== undefined && { lostAt: now + lossIsToldAfter }),
  }
  const until = now + rules.operatorGrace
  const guests = one.guests?.map((guest) => settled({ ...guest, isIn: false, until }))
  const { joinedAt, waitingSince, askAgainAt, invited } = one
  return {
    ...one,
    joinedAt: Math.min(joinedAt, now),
    ...(waitingSince !== undefined && { waitingSince: Math.min(waitingSince, now) }),
    ...(askAgainAt !== undefined && { askAgainAt: Math.min(askAgainAt, now + rules.askAgainAfter) }),
    visitor,
    phase: phaseAfterRestart(one.phase, rules, now, away),
    ...(guests && { guests }),
    ...(invited && { invited: ringingOn(invited, rules, now) }),
  }
}

const ringingOn = <O extends Offer>(offers: readonly O[], { ringFor }: Rules, now: Instant): O[] =>
  offers.map((offer) => ({ ...offer, until: Math.min(offer.until, now + ringFor) }))

function phaseAfterRestart(phase: Phase, rules: Rules, now: Instant, away: Duration): Phase {
  if (phase.is === 'opening') return { ...phase, since: now }
  if (phase.is === 'ringing') return { ...phase, offers: ringingOn(phase.offers, rules, now) }
  if (phase.is !== 'active') return phase
  const wantsToEnd = phase.operatorThen === 'end'
  const { transfer } = phase
  return {
    ...omit(phase, 'warnedAt'),
    ...(rules.idle && { quietSince: now }),
    ...(transfer && { transfer: transferOn(transfer, rules, now) }),
    operatorUntil: now + (wantsToEnd ? rules.leaveGrace : rules.operatorGrace),
    operatorThen: wantsToEnd ? 'end' : 'offer-again',
    ...(phase.operatorLostAt !== undefined && { operatorLostAt: now + lossIsToldAfter }),
    ...(phase.visitorUntil !== undefined && { visitorUntil: goesOn(phase.visitorUntil, rules, now, away) }),
  }
}

const transferOn = (transfer: Transfer, rules: Rules, now: Instant): Transfer => ({
  ...transfer,
  since: Math.min(transfer.since, now),
  offers: ringingOn(transfer.offers, rules, now),
})

function staffOf(
  rules: Rules,
  cases: readonly Case[],
  { idleSince, resting }: Required<Pick<Remembered, 'idleSince' | 'resting'>>,
): State['operators'] {
  const offers = collect(cases, (one) =>
    [...offersOfCase(one), ...(one.invited ?? [])].map(({ operator }) => operator),
  )
  const guestIn = collect(cases, (one) =>
    guestsOf(one)
      .filter(takesSeat)
      .map(({ operator }) => operator),
  )
  const held = collect(cases, (one) =>
    one.phase.is === 'active' && one.phase.hold ? [one.phase.operator] : [],
  )
  const chats = collect(cases, (one) => [ownerOf(one)].filter((jid) => jid !== undefined))
  const everybody = new Set([...rules.operators.keys(), ...offers.keys(), ...chats.keys()])
  return operatorsOf(
    [...everybody].map((jid) => ({
      ...newOperator(jid, idleSince.get(jid)),
      offers: new Set(offers.get(jid)),
      chats: new Set(chats.get(jid)),
      held: new Set(held.get(jid)),
      guestIn: new Set(guestIn.get(jid)),
      unheard: true as const,
      ...restOf(resting.get(jid)),
    })),
  )
}

const restOf = (resting: Resting | undefined) => resting && { resting }

/** The ids of the cases of each operator. */
function collect(cases: readonly Case[], of: (one: Case) => readonly BareJid[]): Map<BareJid, string[]> {
  const found = new Map<BareJid, string[]>()
  for (const one of cases) for (const jid of of(one)) found.set(jid, [...(found.get(jid) ?? []), one.id])
  return found
}

type Resume = {
  readonly [P in Phase['is']]: (
    one: Case,
    phase: Extract<Phase, { is: P }>,
    rules: Rules,
  ) => readonly Effect[]
}

const resume: Resume = {
  waiting: () => [],
  ringing: (one) => ringAgain(one),
  opening: (one, { operator }) => [{ do: 'open', case: one.id, operator }, ...admitAgain(one)],
  active: (one, { transfer }) => [
    ...ringAgain(one),
    ...inviteAgain(one),
    ...admitAgain(one),
    ...(transfer ? transferAgain(one, transfer) : []),
  ],
  ended: (one, { reason, by }, rules) => [endEffect(rules, one.id, reason, by)],
}

function ringAgain(one: Case): Effect[] {
  const transfer = transferKind(one)
  return offersOfCase(one).map(({ operator, until }) => ({
    do: 'offer',
    case: one.id,
    operator,
    until,
    ...(transfer && { transfer }),
  }))
}

const inviteAgain = (one: Case): Effect[] =>
  (one.invited ?? []).map(({ operator, until, by, note }) => ({
    do: 'offer',
    case: one.id,
    operator,
    until,
    transfer: kindOf(by, 'colleague', note),
  }))

const admitAgain = (one: Case): Effect[] =>
  guestsOf(one).flatMap(({ operator, as }) =>
    as === 'leaving' ? [] : [{ do: 'admit', case: one.id, operator, as }],
  )

const transferAgain = (one: Case, { to }: Transfer): Effect[] =>
  to !== 'queue' && 'workgroup' in to ? [{ do: 'transfer', case: one.id, to: to.workgroup }] : []

/** What may not have been carried out before the crash, once more; each effect is safe to repeat. */
export function resumeEffects(state: State): Effect[] {
  const effects: Effect[] = []
  for (const one of state.cases.values()) {
    // The table is keyed by the phase it takes; TypeScript cannot follow that through the index.
    const again = resume[one.phase.is] as (one: Case, phase: Phase, rules: Rules) => readonly Effect[]
    effects.push(...again(one, one.phase, state.rules), ...transferredAgain(one))
  }
  return effects
}
