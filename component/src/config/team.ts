import { local } from '../protocol/jid.ts'
import type { Team } from '../protocol/lookalike.ts'
import type { Config } from './types.ts'

type Names = Pick<Config, 'operators' | 'workgroups'>

const known = new WeakMap<Names, Team>()

/** What the people and workgroups of this configuration are called, which no visitor may be. */
export function teamOf(config: Names): Team {
  const before = known.get(config)
  if (before) return before
  const people = [...config.operators].flatMap(([jid, { name }]) => [name ?? '', local(jid) ?? ''])
  const groups = [...config.workgroups].flatMap(([jid, { name }]) => [name, local(jid) ?? ''])
  const team = { people, groups }
  known.set(config, team)
  return team
}
