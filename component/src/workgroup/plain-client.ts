/** Operators whose client shows words and nothing else. */
import type { BareJid, FullJid } from '../core/types.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Attended = Pick<Workgroup, 'actor' | 'clients'>

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
