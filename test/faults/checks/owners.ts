/** P4: at most one owner, on the screens and in the store; and who passes a chat on does not let it fall. */
import type { History } from '../history.ts'
import { faults, of, overlap, type Span, spans, uncovered } from '../intervals.ts'
import { isOwned, perhaps, type Stretch, stretches, surely } from '../stretches.ts'
import { bound, type Check } from './bounds.ts'

export const p4: Check = (history) => {
  const owned = stretches(history).filter(({ found }) => isOwned(found))
  return [...twoOnScreens(history, owned), ...twoInStore(history, owned), ...letFall(history)]
}

const common = (a: Span, b: Span): Span => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })

const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((a, index) => all.slice(index + 1).map((b): [T, T] => [a, b]))

/** What two operators' screens show as theirs never overlaps, but for the moment in which one hands it to the other. */
function twoOnScreens(history: History, owned: readonly Stretch[]): string[] {
  const at = faults(history)
  const shown = spans(of(history, 'owns'), of(history, 'disowns'), ({ who, case: id }) => `${who} ${id}`)
  return pairs(shown)
    .filter(([a, b]) => a.opened.case === b.opened.case && a.opened.who !== b.opened.who && overlap(a, b))
    .filter(([a, b]) => {
      const isHanded = wasHanded(owned, a.opened.case, [a.opened.who, b.opened.who])
      return uncovered(common(a, b), at) > (isHanded ? bound(history, 'handover') : 0)
    })
    .map(([a, b]) => `${a.opened.case} was shown as theirs to ${a.opened.who} and ${b.opened.who} at once`)
}

/** Did it ever go from one of the two to the other without anybody between them? */
const wasHanded = (owned: readonly Stretch[], id: string, two: readonly [string, string]): boolean => {
  const theirs = owned.filter(({ found }) => found.id === id && two.includes(found.owner ?? ''))
  return pairs(theirs).some(([a, b]) => a.found.owner !== b.found.owner && a.since <= b.to && b.since <= a.to)
}

/** While a case is handed to another workgroup it may have an owner in both, for a moment. */
function twoInStore(history: History, owned: readonly Stretch[]): string[] {
  const at = faults(history)
  return pairs(owned)
    .filter(([a, b]) => a.found.id === b.found.id && a.found.workgroup !== b.found.workgroup)
    .filter(([a, b]) => {
      const both = common(surely(a), surely(b))
      const isHanded = a.found.transfer ?? b.found.transfer ?? false
      return both.to > both.from && uncovered(both, at) > (isHanded ? bound(history, 'handover') : 0)
    })
    .map(([{ found: a }, { found: b }]) => `${a.id} belonged to ${a.owner} and to ${b.owner} at once`)
}

/**
 * Until somebody else has it, it stays with whom it was (C5), unless they are lost themselves: that they are missed
 * after a restart is known by the rules alone, so what happens within a grace after a fault proves nothing.
 */
function letFall(history: History): string[] {
  const all = stretches(history)
  const at = faults(history)
  const { owner = 0 } = history.limits ?? {}
  const isQuiet = ({ to }: Stretch): boolean => {
    const before = { from: to - owner - bound(history, 'handover'), to: to + 1 }
    return !at.some((fault) => overlap(fault, before))
  }
  return all
    .filter(isQuiet)
    .filter(({ found }) => isOwned(found) && found.transfer && !found.ownerMissed)
    .filter(({ next }) => !next || (next.found.phase !== 'ended' && !isOwned(next.found)))
    .filter((stretch) => !isElsewhere(all, stretch))
    .map(({ found }) => `${found.id} was handed on by ${found.owner} and left without an owner`)
}

/** Another workgroup has it now, or had it and has ended it. */
const isElsewhere = (all: readonly Stretch[], { found, until, to }: Stretch): boolean =>
  all.some(
    (other) =>
      other.found.id === found.id &&
      other.found.workgroup !== found.workgroup &&
      (isOwned(other.found) || other.found.phase === 'ended') &&
      overlap({ from: until, to: to + 1 }, perhaps(other)),
  )
