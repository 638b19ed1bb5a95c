/** Workgroups, colleagues, and the operator's own state. */
import type { Fact } from './facts.ts'
import type { BareJid, Colleague, Own, Workgroup } from './types.ts'

export type Workgroups = ReadonlyMap<BareJid, Workgroup>
export type Colleagues = ReadonlyMap<BareJid, Colleague>

/** Refusals that mean "you are not an operator here"; the others mean that nobody answers for the workgroup. */
const REFUSALS = ['not-authorized', 'forbidden', 'not-allowed', 'registration-required']

export function reduceWorkgroups(workgroups: Workgroups, fact: Fact): Workgroups {
  switch (fact.is) {
    case 'workgroups-found':
      return new Map(
        fact.workgroups.map((found) => [found.jid, { ...asked(found), ...kept(workgroups, found) }]),
      )
    case 'queue-summary':
      return update(workgroups, fact.workgroup, fact.summary)
    case 'commands-found':
      return update(workgroups, fact.workgroup, { commands: fact.commands })
    case 'queue-details':
      return update(workgroups, fact.workgroup, { duty: 'on' })
    case 'duty-refused':
      return update(workgroups, fact.workgroup, {
        duty: REFUSALS.includes(fact.condition) ? 'refused' : 'unreachable',
      })
    case 'online':
      if (fact.resumed) return workgroups
      return new Map([...workgroups].map(([jid, workgroup]) => [jid, { ...workgroup, duty: 'asking' }]))
    case 'signed-out':
      return new Map()
    default:
      return workgroups
  }
}

const asked = (found: { jid: BareJid; name: string }): Workgroup => ({
  ...found,
  duty: 'asking',
  waiting: 0,
  accepts: 'open',
  commands: [],
})

/** Presence may have answered before the list came. */
const kept = (workgroups: Workgroups, found: { jid: BareJid; name: string }) => {
  const known = workgroups.get(found.jid)
  return known && { ...known, name: found.name }
}

/** Only workgroups we asked: anybody may send presence. */
function update(workgroups: Workgroups, jid: BareJid, changes: Partial<Workgroup>): Workgroups {
  const known = workgroups.get(jid)
  if (!known) return workgroups
  const { oldest: _, ...rest } = known
  const base = 'waiting' in changes ? rest : known
  return new Map(workgroups).set(jid, { ...base, ...changes })
}

export function reduceColleagues(colleagues: Colleagues, fact: Fact): Colleagues {
  if (fact.is === 'colleague') return new Map(colleagues).set(fact.colleague.jid, fact.colleague)
  if (fact.is === 'signed-out' || (fact.is === 'online' && !fact.resumed)) return new Map()
  return colleagues
}

export const reduceOwn = (own: Own, fact: Fact): Own => (fact.is === 'own-changed' ? fact.own : own)
