/** Operators whose client shows words and nothing else. */
import type { BareJid } from '../core/types.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Attended = Pick<Workgroup, 'actor' | 'clients'>

/** Is the operator on duty with a client that does not speak XEP-0142? */
export function hasPlainClient(workgroup: Attended, operator: BareJid): boolean {
  const known = workgroup.actor.state.operators.get(operator)?.resources
  for (const [resource, { show }] of known ?? [])
    if (show !== 'offline' && !workgroup.clients.isAgent(`${operator}/${resource}`)) return true
  return false
}
