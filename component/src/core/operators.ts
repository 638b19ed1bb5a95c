/** What operators' clients and the configuration say about who is there and how much they can take. */
import { caseIn, type Draft, dropIfDone, omit, putOperator } from './draft.ts'
import { greetOperator, loseOperator } from './graces.ts'
import { type Refusal, refuse } from './refusal.ts'
import { backOnDuty } from './resting.ts'
import { forgive, trim } from './rounds.ts'
import { isAvailable, isOnDuty, isOnline, sameResource, showOf } from './staff.ts'
import type { Event, Instant, Operator, Resource } from './types.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** One who left the configuration is followed until their last chat ends. */
export function operatorPresence(draft: Draft, event: Of<'operator-presence'>): Refusal | undefined {
  const before = draft.state.operators.get(event.operator)
  if (!before) return refuse('not-an-operator')
  const resources = resourcesAfter(before, event.resource, event.presence)
  if (!resources && !before.unheard) return undefined
  follow(draft, before, { ...omit(before, 'unheard'), resources: resources ?? before.resources })
  if (choosesToBeThere(before, event)) backOnDuty(draft, event)
  return undefined
}

/** A client that was away and is available now has somebody before it; one that has just come has only come. */
function choosesToBeThere({ resting, resources }: Operator, event: Of<'operator-presence'>): boolean {
  const before = resources.get(event.resource)
  return (
    resting !== undefined &&
    isAvailable(event.presence.show) &&
    before !== undefined &&
    before.silentSince === undefined &&
    !isAvailable(before.show)
  )
}

/** Nobody waits for a client that is dead or asleep: what rings at its operator alone goes on at once (R10). */
export function operatorSilent(
  draft: Draft,
  { operator, resource, since }: Of<'operator-silent'>,
): undefined {
  const before = draft.state.operators.get(operator)
  const known = before?.resources.get(resource)
  if (!before || !known || known.silentSince !== undefined) return
  const resources = new Map(before.resources).set(resource, { ...known, silentSince: since })
  follow(draft, before, { ...before, resources }, since)
}

/** What follows when other clients of the operator are there, or say something else. */
function follow(draft: Draft, before: Operator, after: Operator, since?: Instant): void {
  putOperator(draft, after)
  if (isFresh(draft, before, after)) forgive(draft, after.jid)
  trim(draft, after.jid)
  if (isOnline(before) !== isOnline(after) || before.unheard)
    tellChats(draft, after, before.unheard === true, since)
}

/** Somebody a request may ring at has become available: back from being away, or on duty again. */
const isFresh = (draft: Draft, before: Operator, after: Operator): boolean =>
  isOnDuty(draft.state.rules, after) && isAvailable(showOf(after)) && !isAvailable(showOf(before))

/** `undefined` when nothing is new. */
function resourcesAfter(
  { resources }: Operator,
  name: string,
  presence: Resource,
): ReadonlyMap<string, Resource> | undefined {
  const before = resources.get(name)
  if (presence.show === 'offline' ? !before : sameResource(before, presence)) return undefined
  const after = new Map(resources)
  if (presence.show === 'offline') after.delete(name)
  else after.set(name, presence)
  return after
}

/** Off duty and still in the room is not lost: the room says when they are. After a restart it has said nothing yet. */
function tellChats(draft: Draft, operator: Operator, wasUnheard: boolean, since?: Instant): void {
  for (const id of operator.chats) {
    const one = caseIn(draft, id)
    if (one && isOnline(operator)) greetOperator(draft, one)
    else if (one?.phase.is === 'active' && (!one.phase.operatorIn || wasUnheard))
      loseOperator(draft, one, since)
  }
}

export function load(draft: Draft, event: Of<'load'>): undefined {
  const operator = draft.state.operators.get(event.operator)
  if (!operator || operator.elsewhere === event.elsewhere) return
  putOperator(draft, { ...operator, elsewhere: event.elsewhere })
  trim(draft, operator.jid)
}

/** After the configuration changed: those who are gone lose what rings at them, fewer seats ring less. */
export function followRules(draft: Draft): void {
  for (const operator of [...draft.state.operators.values()]) {
    trim(draft, operator.jid)
    dropIfDone(draft, operator.jid)
  }
}
