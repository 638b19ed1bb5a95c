/**
 * Names that may be taken for one another (Unicode TS 39): letters of other scripts that look like ours, other forms, width,
 * case, spaces and marks tell two people apart for a computer only.
 */
import { remove as toLatin } from 'confusables'

/** Within one script: what is told apart by a careful look, or not even so. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[1|!]/g, 'l'],
  [/0/g, 'o'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
]

const marks = /\p{M}/gu

/** The same for all names that look the same. */
export function skeleton(name: string): string {
  const plain = toLatin(name.normalize('NFKC')).normalize('NFKD').replace(marks, '')
  // Before small letters are made: a capital I is a small l in most typefaces.
  const small = toLatin(plain).replaceAll('I', 'l').toLowerCase().replaceAll('i', 'l').replace(/\s+/g, '')
  return ALIKE.reduce((text, [from, to]) => text.replace(from, to), small)
}

/** Who might be taken for whom: the people of the team, and what they are called together. */
export interface Team {
  readonly people: readonly string[]
  readonly groups: readonly string[]
}

/** Whoever calls themselves so sounds as if they belonged here. */
const ROLES =
  'admin administrator agent desk helpdesk moderator operator parlor service staff supervisor support system team'
const VISITOR = 'visitor'

/** Letters and digits together are a word; an apostrophe stays inside. */
const wordsOf = (name: string): string[] => name.split(/[^\p{L}\p{N}\p{M}|!]+/u).filter(Boolean)

const all = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(skeleton).filter(Boolean))

const roles = all(ROLES.split(' '))
/** A team changes with the configuration only. */
const known = new WeakMap<
  Team,
  { readonly people: ReadonlySet<string>; readonly groups: ReadonlySet<string> }
>()

function skeletonsOf(team: Team) {
  const made = known.get(team) ?? { people: all(team.people), groups: all(team.groups) }
  known.set(team, made)
  return made
}

/**
 * Whether a name is that of somebody here, or of the workgroup, with or without words that sound like it: `Аnna`,
 * `Anna (Support)`, `Sales`. Another surname is another person: `Anna Schmidt`.
 */
export function looksLikeTeam(name: string, team: Team): boolean {
  const { people, groups } = skeletonsOf(team)
  const words = wordsOf(name).map(skeleton)
  const isGroup = (word: string): boolean => roles.has(word) || groups.has(word)
  const whole = skeleton(wordsOf(name).join(''))
  if (people.has(whole) || isGroup(whole) || words.some(isGroup)) return true
  return [...groups].some((group) => group.length > 3 && whole.includes(group))
}

/** The name by which a visitor is known here; one that looks like the team's says whose it is. */
export const visitorName = (name: string, team: Team): string =>
  looksLikeTeam(name, team) && !name.toLowerCase().endsWith(`(${VISITOR})`) ? `${name} (${VISITOR})` : name
