/**
 * At whom a request could ring now: on duty, with a free seat. By name, and as lists: a decision looks at all of them, and
 * copying a list of everybody there is costs less than walking a tree of them.
 */
import { isAvailable, isFree, showOf } from './staff.ts'
import type { BareJid, Free, Operator, Rules } from './types.ts'

export const nobody: Free = { available: [], away: [] }

export const isAnybodyFree = ({ available, away }: Free): boolean => available.length > 0 || away.length > 0

/** The lists after this operator has changed. */
export function follow(free: Free, rules: Rules, operator: Operator): Free {
  const { jid } = operator
  if (!isFree(rules, operator)) return forget(free, jid)
  return isAvailable(showOf(operator))
    ? { available: put(free.available, operator), away: drop(free.away, jid) }
    : { available: drop(free.available, jid), away: put(free.away, operator) }
}

export const forget = (free: Free, jid: BareJid): Free => ({
  available: drop(free.available, jid),
  away: drop(free.away, jid),
})

/** Where they are, or would be. */
function placeIn(list: readonly Operator[], jid: BareJid): number {
  let from = 0
  let to = list.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((list[middle] as Operator).jid < jid) from = middle + 1
    else to = middle
  }
  return from
}

function put(list: readonly Operator[], operator: Operator): readonly Operator[] {
  const at = placeIn(list, operator.jid)
  return list[at]?.jid === operator.jid ? list.with(at, operator) : list.toSpliced(at, 0, operator)
}

function drop(list: readonly Operator[], jid: BareJid): readonly Operator[] {
  const at = placeIn(list, jid)
  return list[at]?.jid === jid ? list.toSpliced(at, 1) : list
}
