/** What supervisors do with other people's requests and chats (C4, D7). That they are supervisors, the shell knows. */
import { caseFor, hasSeatFor, reasonNotToServe } from './answers.ts'
import { type Draft, liveIn, putCase } from './draft.ts'
import { admit, dismissGuest, guestOf } from './guests.ts'
import { isInvited, ownerOf } from './offers.ts'
import { makeOwner } from './owners.ts'
import { type Refusal, refuse } from './refusal.ts'
import { trim } from './rounds.ts'
import type { BareJid, Event, Fault } from './types.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** How the supervisor hears what is in the operator's way. */
const aboutColleague: { readonly [F in Fault]?: Fault } = {
  'not-an-operator': 'no-such-operator',
  'not-on-duty': 'colleague-not-free',
  'no-free-seat': 'colleague-not-free',
}

export function assign(draft: Draft, event: Of<'assign'>): Refusal | undefined {
  const refusal = give(draft, event, event.by)
  const fault = refusal && aboutColleague[refusal.fault]
  return fault ? refuse(fault) : refusal
}

/** On duty or not, and also in a workgroup where they have no seats: then nothing counts theirs. */
export function takeOver(draft: Draft, event: Of<'take-over'>): Refusal | undefined {
  const { case: id, operator: jid } = event
  const one = liveIn(draft, id)
  if (!one) return refuse('no-such-case')
  if (ownerOf(one) === jid) return undefined
  if (one.phase.is === 'opening') return refuse('already-taken', one.phase.operator)
  const person = draft.state.rules.operators.has(jid) ? draft.state.operators.get(jid) : undefined
  if (person && !hasSeatFor(draft, person, id)) return refuse('no-free-seat')
  makeOwner(draft, one, jid, jid)
  trim(draft, jid)
  return undefined
}

/** A request, or a chat from its owner. While a room is being opened for somebody it is theirs. */
function give(
  draft: Draft,
  answer: { readonly case: string; readonly operator: BareJid },
  by: BareJid,
): Refusal | undefined {
  const found = caseFor(draft, answer)
  if ('fault' in found) return found
  const { one } = found
  if (!one) return undefined
  if (one.phase.is === 'opening') return refuse('already-taken', one.phase.operator)
  const fault = reasonNotToServe(draft, answer)
  if (fault) return refuse(fault)
  makeOwner(draft, one, answer.operator, by)
  trim(draft, answer.operator)
  return undefined
}

export function prioritise(draft: Draft, event: Of<'prioritise'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.priority !== event.priority) putCase(draft, { ...one, priority: event.priority })
  return undefined
}

/** Comes in at once. Openly takes one of their seats, if they have seats here; silently takes none. */
export function joinChat(draft: Draft, event: Of<'join-chat'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one || (one.phase.is !== 'active' && one.phase.is !== 'opening')) return refuse('no-such-case')
  if (ownerOf(one) === event.operator || isInvited(one, event.operator)) return refuse('already-in-chat')
  const as = event.silent ? 'silent' : 'supervisor'
  if (guestOf(one, event.operator)?.as === as) return undefined
  const person = draft.state.operators.get(event.operator)
  if (!event.silent && person && !hasSeatFor(draft, person, one.id)) return refuse('no-free-seat')
  admit(draft, one, event.operator, as)
  trim(draft, event.operator)
  return undefined
}

export function leaveChat(draft: Draft, event: Of<'leave-chat'>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  const guest = guestOf(one, event.operator)
  if (!guest) return refuse('not-your-chat')
  dismissGuest(draft, one, guest)
  return undefined
}
