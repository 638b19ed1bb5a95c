/**
 * The rules of a workgroup: one event in; the new state, what must be done and what must be written out. Pure: no I/O, no
 * clock, no randomness. What others ask of a state is gathered here too.
 */
import { accept, reject, take } from './answers.ts'
import { adopt, recalled, returned, transferred } from './between.ts'
import { close, entered, left, opened, openFailed } from './chats.ts'
import { tick } from './clockwork.ts'
import { openConversation } from './conversations.ts'
import { dispatch } from './dispatch.ts'
import { begin, type Draft, finish } from './draft.ts'
import { archived } from './ends.ts'
import { lookForForsaken } from './forsaken.ts'
import { invite } from './invitations.ts'
import { load, operatorPresence, operatorSilent } from './operators.ts'
import { hold, takeUpHeld, wrote } from './quiet.ts'
import type { Refusal } from './refusal.ts'
import { backOnDuty, rest } from './resting.ts'
import { considerAll, trim } from './rounds.ts'
import { configured, sendHomeAfterHours } from './settings.ts'
import { clockSet } from './shift.ts'
import { assign, joinChat, leaveChat, prioritise, takeOver } from './supervision.ts'
import { cancelTransfer, transfer } from './transfers.ts'
import type { Decision, Event, Instant, State } from './types.ts'
import { depart, join, visitorPresence, visitorReturns } from './visitors.ts'

export { expectedWait } from './expected.ts'
export { guestsOf, peopleInRoom } from './guests.ts'
export { inQueue, position } from './queue.ts'
export { rebuild, renew, resumeEffects } from './resume.ts'
export { loadOf, seatsOf, showOf } from './staff.ts'
export { empty } from './state.ts'
export * from './views.ts'
export { endText, newsText, noticeText, revokeText } from './words.ts'

type Rule<E extends Event> = (draft: Draft, event: E) => Refusal | undefined

const rules: { readonly [T in Event['type']]: Rule<Extract<Event, { type: T }>> } = {
  join,
  'visitor-presence': visitorPresence,
  'visitor-returns': visitorReturns,
  depart,
  'operator-presence': operatorPresence,
  'operator-silent': operatorSilent,
  rest(draft, event) {
    rest(draft, event)
    trim(draft, event.operator)
    return undefined
  },
  'back-on-duty': backOnDuty,
  accept,
  reject,
  take,
  close,
  hold,
  wrote,
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
  'clock-set': clockSet,
  tick,
  transfer,
  'cancel-transfer': cancelTransfer,
  invite,
  'join-chat': joinChat,
  'leave-chat': leaveChat,
  assign,
  'take-over': takeOver,
  prioritise,
  'open-conversation': openConversation,
  adopt,
  recalled: recalled,
  transferred: transferred,
  returned,
}

/** Decides one event. A refused one changes nothing. The state handed in is never touched. */
export function decide(state: State, event: Event, now: Instant): Decision {
  const draft = begin(state, now)
  // The table is keyed by the event it takes; TypeScript cannot follow that through the index.
  const refusal = (rules[event.type] as Rule<Event>)(draft, event)
  if (refusal) return { state, effects: [], changed: [], changedOperators: [], ...refusal }
  if (draft.staffChanged) takeUpHeld(draft)
  if (draft.dutyChanged) considerAll(draft)
  if (!draft.state.open) sendHomeAfterHours(draft)
  if (draft.stirred) dispatch(draft)
  if (draft.dutyChanged || draft.queueChanged) lookForForsaken(draft)
  return finish(draft)
}
