/**
 * How operators are chosen. A workgroup lists strategies in order: each narrows the candidates and the next decides
 * what it left open. A strategy that rings at all ends the chain; what is left open at the end goes to the first by name.
 */
import { wholeLoadOf } from './staff.ts'
import type { Case, Operator, Strategy } from './types.ts'

interface Rule {
  /** The best of the candidates, in its eyes; several when it cannot tell them apart. Never empty. */
  readonly narrow: (candidates: readonly Operator[], one: Case) => readonly Operator[]
  readonly ringsAtAll: boolean
}

/** Those with the lowest number. */
function lowest(candidates: readonly Operator[], of: (operator: Operator) => number): readonly Operator[] {
  const least = Math.min(...candidates.map(of))
  return candidates.filter((operator) => of(operator) === least)
}

export const strategies: { readonly [S in Strategy]: Rule } = {
  'ring-all': { narrow: (candidates) => candidates, ringsAtAll: true },
  'least-busy': {
    narrow: (candidates) => lowest(lowest(candidates, wholeLoadOf), (operator) => operator.idleSince),
    ringsAtAll: false,
  },
  'longest-idle': {
    narrow: (candidates) => lowest(candidates, (operator) => operator.idleSince),
    ringsAtAll: false,
  },
  'round-robin': { narrow: (candidates) => lowest(candidates, ({ turn }) => turn), ringsAtAll: false },
  random: { narrow: (candidates) => candidates, ringsAtAll: false },
  tiers: { narrow: (candidates) => candidates, ringsAtAll: false },
  skills: { narrow: (candidates) => candidates, ringsAtAll: false },
  language: { narrow: (candidates) => candidates, ringsAtAll: false },
  'last-operator': { narrow: (candidates) => candidates, ringsAtAll: false },
}

/** Whom to ring at, of at least one candidate. */
export function choose(
  chain: readonly Strategy[],
  candidates: readonly Operator[],
  one: Case,
): readonly Operator[] {
  let left = candidates
  for (const name of chain) {
    left = strategies[name].narrow(left, one)
    if (strategies[name].ringsAtAll) return left
  }
  return left.toSorted((a, b) => (a.jid < b.jid ? -1 : 1)).slice(0, 1)
}

/** Does a request that rings already also ring at somebody who becomes free meanwhile? */
export const ringsAtLatecomers = (chain: readonly Strategy[]): boolean => {
  const [first] = chain
  return first !== undefined && strategies[first].ringsAtAll
}
