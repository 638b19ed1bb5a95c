/** What others want to know of a state: read only, and cheap at any length of the queue. */
import { expectedRing, expectedWait, waitsIn } from './expected.ts'
import { isAnybodyFree } from './free.ts'
import { waitsSince } from './queue.ts'
import { better, isOnDuty, seatsOf, shownAs } from './staff.ts'
import type { BareJid, Case, CaseId, Duration, FullJid, Instant, Show, State } from './types.ts'

/** Would a request that came now ring at once? */
export const wouldRing = (state: State): boolean => state.ready.isEmpty && isAnybodyFree(state.free)

/** When the next `tick` is due. */
export function nextAlarm({ alarms, forsakenUntil }: State): Instant | undefined {
  const next = alarms.minKey()?.[0]
  return forsakenUntil === undefined ? next : Math.min(next ?? forsakenUntil, forsakenUntil)
}

/** The case if it has not ended. */
export function liveCase(state: State, id: CaseId): Case | undefined {
  const one = state.cases.get(id)
  return one?.phase.is === 'ended' ? undefined : one
}

export function caseOfVisitor(state: State, jid: FullJid): Case | undefined {
  const id = state.byVisitor.get(jid)
  return id === undefined ? undefined : state.cases.get(id)
}

const casesOf = (state: State, ids: ReadonlySet<CaseId> | undefined): Case[] =>
  [...(ids ?? [])].map((id) => state.cases.get(id)).filter((one) => one !== undefined)

/** Opening and active. */
export const chatsOf = (state: State, operator: BareJid): Case[] =>
  casesOf(state, state.operators.get(operator)?.chats)

export const offersOf = (state: State, operator: BareJid): Case[] =>
  casesOf(state, state.operators.get(operator)?.offers)

export interface Summary {
  readonly open: boolean
  /** Operators at whom a request could ring, free or not. */
  readonly onDuty: number
  /** The best show among the configured operators. */
  readonly bestShow: Show
  readonly waiting: number
  /** Since when the one who has waited longest waits. */
  readonly oldestJoinedAt?: Instant
  readonly currentChats: number
  /** Of those on duty. */
  readonly seats: number
  /** What somebody who joined now would wait. */
  readonly expectedWaitMs?: Duration
}

export function summary(state: State, _now: Instant): Summary {
  const staff = [...state.operators.values()]
  const configured = staff.filter(({ jid }) => state.rules.operators.has(jid))
  const there = configured.filter((operator) => isOnDuty(state.rules, operator))
  const oldest = oldestWait(state)
  const wait = wouldRing(state) ? expectedRing(state) : expectedWait(state)
  return {
    open: state.open,
    onDuty: there.length,
    bestShow: configured.map(shownAs).reduce(better, 'offline'),
    waiting: state.queue.size,
    ...(oldest !== undefined && { oldestJoinedAt: oldest }),
    currentChats: staff.reduce((sum, operator) => sum + operator.chats.size, 0),
    seats: there.reduce((sum, operator) => sum + seatsOf(state.rules, operator), 0),
    ...(wait !== undefined && { expectedWaitMs: wait }),
  }
}

/** The first of each priority has waited longest within it; there are few priorities. */
function oldestWait(state: State): Instant | undefined {
  let oldest: Instant | undefined
  let pair = state.queue.nextHigherPair(undefined)
  while (pair) {
    const [[front, priority], id] = pair
    const one = state.cases.get(id)
    if (one) oldest = Math.min(oldest ?? waitsSince(one), waitsSince(one))
    pair = state.queue.nextHigherPair([front, priority, Number.POSITIVE_INFINITY])
  }
  return oldest
}

export interface QueueRow {
  readonly id: CaseId
  /** From 0. */
  readonly position: number
  readonly waitMs?: Duration
  readonly case: Case
}

/** The first of the queue, in order. */
export function queueRows(state: State, _now: Instant, limit: number): QueueRow[] {
  const rows: QueueRow[] = []
  const waitOf = waitsIn(state)
  for (const id of state.queue.values()) {
    if (rows.length >= limit) break
    const one = state.cases.get(id)
    const position = rows.length
    if (!one) continue
    const waitMs = waitOf(one)
    rows.push({ id, position, case: one, ...(waitMs !== undefined && { waitMs }) })
  }
  return rows
}
