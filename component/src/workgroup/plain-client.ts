/** Operators whose client shows words and nothing else, and how they are written to. */
import type { Element } from 'ltx'
import type { BareJid, FullJid } from '../core/types.ts'
import { buildPrivate } from '../protocol/carbons.ts'
import { buildNoStore } from '../protocol/hints.ts'
import { message } from '../protocol/stanza.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Attended = Pick<Workgroup, 'actor' | 'clients'>
type Writer = Attended & Pick<Workgroup, 'jid' | 'newId' | 'office'>

/** Is the operator on duty with a client that does not speak XEP-0142? */
export const hasPlainClient = (workgroup: Attended, operator: BareJid): boolean =>
  plainClientsOf(workgroup, operator).length > 0

export function plainClientsOf(workgroup: Attended, operator: BareJid): FullJid[] {
  const known = workgroup.actor.state.operators.get(operator)?.resources ?? []
  return [...known].flatMap(([resource, { show, silentSince }]) => {
    const client = `${operator}/${resource}`
    const isThere = show !== 'offline' && silentSince === undefined
    return isThere && !workgroup.clients.isAgent(client) ? [client] : []
  })
}

/**
 * Where an operator reads: whoever has several clients, in each of them. The server would choose those with the highest
 * priority, and one of these may be dead.
 */
function readersOf(workgroup: Attended, operator: BareJid): readonly (BareJid | FullJid)[] {
  const known = workgroup.actor.state.operators.get(operator)?.resources.size ?? 0
  const plain = known > 1 ? plainClientsOf(workgroup, operator) : []
  return plain.length > 0 ? plain : [operator]
}

/** Words for a person. Written to each client, no other client is given a copy, and the archive keeps the first. */
export function writeTo(
  workgroup: Writer,
  operator: BareJid,
  content: readonly Element[],
  id = workgroup.newId(),
): void {
  const { office, jid } = workgroup
  for (const [nth, to] of readersOf(workgroup, operator).entries())
    office.stream.send(message('chat', to, jid, id, ...content, ...(to === operator ? [] : apart(nth > 0))))
}

/** To one of several clients. */
export const apart = (isCopy: boolean): Element[] =>
  isCopy ? [buildPrivate(), buildNoStore()] : [buildPrivate()]
