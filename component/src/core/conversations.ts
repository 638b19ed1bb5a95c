/** An operator opens the conversation with somebody who is on the site (R7). */
import { reasonNotToServe, take } from './answers.ts'
import { type Draft, emit, putCase, putOperator, setWith } from './draft.ts'
import { type Refusal, refuse } from './refusal.ts'
import { trim } from './rounds.ts'
import { isIn } from './sorted.ts'
import type { Event } from './types.ts'

type Opening = Extract<Event, { type: 'open-conversation' }>

/** One who waits already is taken. The case begins with its room, and both are invited. */
export function openConversation(draft: Draft, event: Opening): Refusal | undefined {
  if (!draft.state.rules.operators.has(event.operator)) return refuse('not-an-operator')
  const there = draft.state.byVisitor.get(event.visitor)
  if (there !== undefined) return take(draft, { case: there, operator: event.operator })
  if (isIn(draft.state.cases, event.case)) return refuse('already-joined')
  const fault = reasonNotToServe(draft, event)
  if (fault) return refuse(fault)
  begin(draft, event)
  trim(draft, event.operator)
  return undefined
}

function begin(draft: Draft, { case: id, visitor, operator: jid }: Opening): void {
  const { nextSeq: seq } = draft.state
  draft.state.nextSeq = seq + 1
  putCase(draft, {
    id,
    seq,
    priority: 0,
    front: false,
    joinedAt: draft.now,
    visitor: { jid: visitor, show: 'available' },
    phase: { is: 'opening', operator: jid, since: draft.now },
    openedBy: jid,
    seatSince: draft.now,
    hasRoom: true,
    refusedBy: [],
    round: 0,
  })
  const operator = draft.state.operators.get(jid)
  if (operator) putOperator(draft, { ...operator, chats: setWith(operator.chats, id) })
  emit(draft, { do: 'open', case: id, operator: jid })
}
