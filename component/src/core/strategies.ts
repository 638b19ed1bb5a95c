/**
 * How operators are chosen. A workgroup lists strategies in order: each narrows the candidates and the next decides
 * what it left open. A strategy that rings at all ends the chain; what is left open at the end goes to the first by name.
 */
import { wholeLoadOf } from './staff.ts'
import type { Case, Operator, Rules, Strategy } from './types.ts'

/** What a strategy may look at beside the candidates. */
interface View {
  readonly case: Case
  readonly rules: Rules
  /** A number from 0 up to but not 1. */
  readonly draw: () => number
}

type Candidates = readonly Operator[]

interface Rule {
  /** The best of the candidates, in its eyes; several when it cannot tell them apart. Never empty. */
  readonly narrow: (candidates: Candidates, view: View) => Candidates
  readonly ringsAtAll?: true
  /** Looks at who somebody is, not at what they have done or how the dice fall. */
  readonly byPerson?: true
}

/** Those with the lowest number. Nothing is copied as long as nobody is left out. */
function lowest(candidates: Candidates, of: (operator: Operator) => number): Candidates {
  let least = Number.POSITIVE_INFINITY
  let those: Operator[] | undefined
  let before = 0
  for (const operator of candidates) {
    const number = of(operator)
    if (number > least) those ??= candidates.slice(0, before)
    else if (number < least && before > 0) those = [operator]
    else those?.push(operator)
    least = Math.min(least, number)
    before += 1
  }
  return those ?? candidates
}

function firstByName(candidates: Candidates): Candidates {
  let [first] = candidates
  for (const one of candidates) if (first && one.jid < first.jid) first = one
  return first ? [first] : []
}

/** `de-AT` and `de` understand each other. */
const mainLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? ''

export const strategies: { readonly [S in Strategy]: Rule } = {
  'ring-all': { narrow: (candidates) => candidates, ringsAtAll: true },
  random: {
    narrow: (candidates, { draw }) => {
      const at = Math.floor(draw() * candidates.length)
      return candidates.slice(at, at + 1)
    },
  },
  'round-robin': { narrow: (candidates) => lowest(candidates, ({ turn }) => turn) },
  'least-busy': {
    narrow: (candidates) => lowest(lowest(candidates, wholeLoadOf), ({ idleSince }) => idleSince),
  },
  'longest-idle': { narrow: (candidates) => lowest(candidates, ({ idleSince }) => idleSince) },
  tiers: {
    narrow: (candidates, { rules }) => lowest(candidates, ({ jid }) => rules.operators.get(jid)?.tier ?? 1),
    byPerson: true,
  },
  /** Those who can most of what is asked for; everybody, when nobody can any of it. */
  skills: {
    narrow(candidates, { case: one, rules }) {
      const wanted = one.needs?.skills ?? []
      if (wanted.length === 0) return candidates
      return lowest(candidates, ({ jid }) => {
        const skills = rules.operators.get(jid)?.skills ?? []
        return -wanted.filter((skill) => skills.includes(skill)).length
      })
    },
    byPerson: true,
  },
  language: {
    narrow(candidates, { case: one, rules }) {
      const { language } = one.needs ?? {}
      if (language === undefined) return candidates
      const spoken = mainLanguage(language)
      return lowest(candidates, ({ jid }) => {
        const languages = rules.operators.get(jid)?.languages ?? []
        return languages.some((tag) => mainLanguage(tag) === spoken) ? 0 : 1
      })
    },
    byPerson: true,
  },
  'last-operator': {
    narrow: (candidates, { case: one }) => lowest(candidates, ({ jid }) => (jid === one.knows ? 0 : 1)),
    byPerson: true,
  },
}

/** Whom to ring at, of at least one candidate. */
export function choose(chain: readonly Strategy[], candidates: Candidates, view: View): Candidates {
  let left = candidates
  for (const name of chain) {
    left = strategies[name].narrow(left, view)
    if (strategies[name].ringsAtAll) return left
  }
  return firstByName(left)
}

/** Does a request that rings already also ring at somebody who becomes free meanwhile? */
export function ringsAtLatecomers(chain: readonly Strategy[]): boolean {
  const decisive = chain.find((name) => !strategies[name].byPerson)
  return decisive !== undefined && strategies[decisive].ringsAtAll === true
}
