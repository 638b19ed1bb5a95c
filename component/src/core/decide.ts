/**
 * The rules of a workgroup: one event in; the new state, what must be done and what must be written out. Pure: no I/O, no
 * clock, no randomness. What others ask of a state is gathered here too.
 */
import { accept, reject, take } from './answers.ts'
import { close, entered, left, opened, openFailed } from './chats.ts'
import { tick } from './clockwork.ts'
import { dispatch } from './dispatch.ts'
import { begin, type Draft, finish } from './draft.ts'
import { archived } from './ends.ts'
import { load, operatorPresence } from './operators.ts'
import { type Refusal, refuse } from './refusal.ts'
import { considerAll } from './rounds.ts'
import { configured } from './settings.ts'
import type { Decision, Event, Instant, State } from './types.ts'
import { depart, join, visitorPresence, visitorReturns } from './visitors.ts'

export { expectedWait, position } from './queue.ts'
export { rebuild, resumeEffects } from './resume.ts'
export { loadOf, seatsOf, showOf } from './staff.ts'
export { empty } from './state.ts'
export * from './views.ts'
export { endText, newsText, noticeText, revokeText } from './words.ts'

type Rule<E extends Event> = (draft: Draft, event: E) => Refusal | undefined

/** Agreed, and refused until they are written. */
const notYet = {
  transfer: () => refuse('no-such-case'),
  'cancel-transfer': () => refuse('no-such-case'),
  invite: () => refuse('no-such-case'),
  'join-chat': () => refuse('no-such-case'),
  'leave-chat': () => refuse('no-such-case'),
  assign: () => refuse('no-such-case'),
  'take-over': () => refuse('no-such-case'),
  prioritise: () => refuse('no-such-case'),
  'open-conversation': () => refuse('no-such-case'),
  adopt: () => refuse('no-such-case'),
  'called-back': () => refuse('no-such-case'),
  'handed-over': () => refuse('no-such-case'),
  returned: () => refuse('no-such-case'),
}

const rules: { readonly [T in Event['type']]: Rule<Extract<Event, { type: T }>> } = {
  join,
  'visitor-presence': visitorPresence,
  'visitor-returns': visitorReturns,
  depart,
  'operator-presence': operatorPresence,
  accept,
  reject,
  take,
  close,
  opened,
  'open-failed': openFailed,
  entered,
  left,
  archived: (draft, event) => {
    archived(draft, event.case)
    return undefined
  },
  load,
  configured,
  tick,
  ...notYet,
}

/** Decides one event. A refused one changes nothing. The state handed in is never touched. */
export function decide(state: State, event: Event, now: Instant): Decision {
  const draft = begin(state, now)
  // The table is keyed by the event it takes; TypeScript cannot follow that through the index.
  const refusal = (rules[event.type] as Rule<Event>)(draft, event)
  if (refusal) return { state, effects: [], changed: [], ...refusal }
  if (draft.dutyChanged) considerAll(draft)
  if (draft.stirred) dispatch(draft)
  return finish(draft)
}
