/** One person works in several workgroups: each counts what the others give them, exactly and at once. */
import { loadOf } from '../../core/decide.ts'
import { isIn } from '../../core/sorted.ts'
import type { BareJid } from '../../core/types.ts'
import type { Workgroup } from '../workgroup.ts'

const loadIn = (workgroup: Workgroup, operator: BareJid): number => {
  const known = workgroup.actor.state.operators.get(operator)
  return known ? loadOf(known) : 0
}

/** An operator's load has changed in one workgroup: the others hear of it before anything else happens there. */
export function tellOthers(workgroups: Iterable<Workgroup>, changed: Workgroup, operator: BareJid): void {
  const all = [...workgroups]
  for (const other of all) {
    if (other === changed || !isIn(other.actor.state.operators, operator)) continue
    const elsewhere = all.filter((one) => one !== other).reduce((sum, one) => sum + loadIn(one, operator), 0)
    other.actor.decideNow({ type: 'load', operator, elsewhere })
  }
}

/** At the start, when all states have been rebuilt. */
export function tellAll(workgroups: readonly Workgroup[]): void {
  for (const workgroup of workgroups)
    for (const operator of workgroup.actor.state.operators.keys())
      if (loadIn(workgroup, operator) > 0) tellOthers(workgroups, workgroup, operator)
}
