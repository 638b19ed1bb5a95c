/** What colleagues change about a case, told to whoever serves it (urn:parlor:1 §4). For desks: people read nothing of it. */
import { guestsOf } from '../../core/guests.ts'
import { ownerOf } from '../../core/offers.ts'
import type { BareJid, Case, CaseId } from '../../core/types.ts'
import { buildCase } from '../../protocol/parlor.ts'
import { message } from '../../protocol/stanza.ts'
import { MOST } from '../../protocol/weight.ts'
import { lookUp } from '../case-view.ts'
import { forOperatorWithin } from '../light.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type CaseTeller = Pick<Workgroup, 'actor' | 'cases' | 'clients' | 'jid' | 'office'>

/** A headline: what finds nobody there is not kept for later. COMPAT: clients on Smack know no `<case/>`. */
export function tellServing(workgroup: CaseTeller, id: CaseId): void {
  const live = lookUp(workgroup, id)
  if (!live) return
  const { clients, office, jid } = workgroup
  for (const client of serving(live.record).flatMap((operator) => clients.agentsOf(operator)))
    if (clients.dialectOf(client) === 'standard')
      office.stream.send(
        message('headline', client, jid, undefined, buildCase(forOperatorWithin(office, live, MOST.opened))),
      )
}

function serving(record: Case): BareJid[] {
  const guests = guestsOf(record).flatMap(({ operator, as }) => (as === 'leaving' ? [] : [operator]))
  const owner = ownerOf(record)
  return owner === undefined ? guests : [owner, ...guests]
}
