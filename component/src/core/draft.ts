/**
 * The workbench of one decision. The state handed in is never touched: a map is cloned (which is free, both kinds share what
 * they hold) the first time this decision writes to it. All indexes follow from the cases here and nowhere else.
 */
import { follow, forget } from './free.ts'
import { noteSeat } from './pace.ts'
import { comparePlaces, dueAt, inQueue, isReady, placeOf } from './queue.ts'
import { isOnDuty } from './staff.ts'
import type { BareJid, Case, CaseId, Decision, Effect, Instant, Operator, Place, State } from './types.ts'

type Index = 'cases' | 'queue' | 'ready' | 'refused' | 'byVisitor' | 'alarms' | 'operators'

export interface Draft {
  readonly now: Instant
  readonly before: State
  readonly state: { -readonly [K in keyof State]: State[K] }
  readonly effects: Effect[]
  /** Both may name one several times. */
  readonly changed: CaseId[]
  readonly changedOperators: BareJid[]
  touched: boolean
  queueChanged: boolean
  staffChanged: boolean
  /** Somebody has become free, or some case ready: look for pairs. */
  stirred: boolean
  /** Who is on duty has changed: look again at who has refused what. */
  dutyChanged: boolean
}

export const begin = (state: State, now: Instant): Draft => ({
  now,
  before: state,
  state: { ...state },
  effects: [],
  changed: [],
  changedOperators: [],
  touched: false,
  queueChanged: false,
  staffChanged: false,
  stirred: false,
  dutyChanged: false,
})

export function finish(draft: Draft): Decision {
  if (draft.queueChanged) draft.effects.push({ do: 'queue-changed' })
  if (draft.staffChanged) draft.effects.push({ do: 'staff-changed' })
  const state = draft.touched ? draft.state : draft.before
  const { effects, changed, changedOperators } = draft
  return { state, effects, changed: once(changed), changedOperators: once(changedOperators) }
}

/** Most decisions change one of a kind. */
const once = <T>(list: readonly T[]): readonly T[] => (list.length < 2 ? list : [...new Set(list)])

export const emit = (draft: Draft, effect: Effect): void => {
  draft.effects.push(effect)
}

export const caseIn = (draft: Draft, id: CaseId): Case | undefined => draft.state.cases.get(id)

/** The case if it has not ended. */
export function liveIn(draft: Draft, id: CaseId): Case | undefined {
  const one = draft.state.cases.get(id)
  return one?.phase.is === 'ended' ? undefined : one
}

/** This decision's own copy of a map. */
export function own<I extends Index>(draft: Draft, index: I): State[I] {
  draft.touched = true
  if (draft.state[index] === draft.before[index]) {
    // One index at a time: the clone has the type of what was cloned, which the union of all indexes hides.
    const maps = draft.state as Record<Index, { clone(): unknown }>
    maps[index] = maps[index].clone() as { clone(): unknown }
  }
  return draft.state[index]
}

export function putCase(draft: Draft, after: Case): void {
  const before = draft.state.cases.get(after.id)
  own(draft, 'cases').set(after.id, after)
  reindex(draft, before, after)
}

export function dropCase(draft: Draft, before: Case): void {
  own(draft, 'cases').delete(before.id)
  reindex(draft, before, undefined)
}

function reindex(draft: Draft, before: Case | undefined, after: Case | undefined): void {
  const id = after?.id ?? before?.id
  if (id === undefined) return
  draft.changed.push(id)
  const was = before && keysOf(draft.state, before)
  const is = after && keysOf(draft.state, after)
  movePlace(draft, 'queue', was?.queue, is?.queue, id)
  movePlace(draft, 'ready', was?.ready, is?.ready, id)
  movePlace(draft, 'refused', was?.refused, is?.refused, id)
  moveVisitor(draft, was?.visitor, is?.visitor, id)
  moveAlarm(draft, was?.dueAt, is?.dueAt, id)
  noteSeat(draft, before?.seatSince, after?.seatSince)
  if (was?.queue || is?.queue) draft.queueChanged = true
  if (is?.ready && !was?.ready) draft.stirred = true
}

/** Where a case stands in each index; the definition of the indexes. */
export function keysOf(state: State, one: Case) {
  const place = inQueue(one) ? placeOf(one) : undefined
  return {
    queue: place,
    ready: isReady(one) ? place : undefined,
    refused: one.refusedBy.length > 0 ? place : undefined,
    visitor: one.phase.is === 'ended' ? undefined : one.visitor.jid,
    dueAt: dueAt(one, state.rules),
  }
}

type PlaceIndex = 'queue' | 'ready' | 'refused'

function movePlace(
  draft: Draft,
  index: PlaceIndex,
  was: Place | undefined,
  is: Place | undefined,
  id: CaseId,
) {
  if (was && is && comparePlaces(was, is) === 0) return
  if (was) own(draft, index).delete(was)
  if (is) own(draft, index).set(is, id)
}

function moveVisitor(draft: Draft, was: string | undefined, is: string | undefined, id: CaseId): void {
  if (was === is) return
  if (was !== undefined) own(draft, 'byVisitor').delete(was)
  if (is !== undefined) own(draft, 'byVisitor').set(is, id)
}

function moveAlarm(draft: Draft, was: Instant | undefined, is: Instant | undefined, id: CaseId): void {
  if (was === is) return
  if (was !== undefined) own(draft, 'alarms').delete([was, id])
  if (is !== undefined) own(draft, 'alarms').set([is, id], true)
}

function operatorsToChange(draft: Draft, jid: BareJid): State['operators'] {
  draft.staffChanged = true
  draft.changedOperators.push(jid)
  return own(draft, 'operators')
}

export function putOperator(draft: Draft, after: Operator): void {
  const before = draft.state.operators.get(after.jid)
  operatorsToChange(draft, after.jid).set(after.jid, after)
  draft.state.free = follow(draft.state.free, draft.state.rules, after)
  draft.stirred = true
  const { rules } = draft.state
  if ((before !== undefined && isOnDuty(rules, before)) !== isOnDuty(rules, after)) draft.dutyChanged = true
}

/** Other rules, or other operators: who is free is asked of each anew. */
export function remakeFree(draft: Draft): void {
  const { rules, operators } = draft.state
  for (const operator of operators.values()) draft.state.free = follow(draft.state.free, rules, operator)
}

/** One who has left the configuration goes with their last chat, be it as its owner or as a guest. */
export function dropIfDone(draft: Draft, jid: BareJid): void {
  const operator = draft.state.operators.get(jid)
  const isDone = operator?.chats.size === 0 && operator.guestIn.size === 0
  if (isDone && !draft.state.rules.operators.has(jid)) dropOperator(draft, jid)
}

function dropOperator(draft: Draft, jid: BareJid): void {
  operatorsToChange(draft, jid).delete(jid)
  draft.state.free = forget(draft.state.free, jid)
}

/** The object without these properties: an optional property is absent, never `undefined`. */
export function omit<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  const copy = { ...value }
  for (const key of keys) delete copy[key]
  return copy
}

export const setWith = <T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> => new Set(set).add(value)

export function setWithout<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const copy = new Set(set)
  copy.delete(value)
  return copy
}
