/** The algebra the checker works with: spans of time, and what lies between two facts. */
import type { Fact, FactOf, Facts, History } from './history.ts'

/** Half open; `to` is infinite when it never ended. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const of = <K extends keyof Facts>(history: History, is: K): FactOf<K>[] =>
  history.facts.filter((fact): fact is FactOf<K> => fact.is === is)

/** From each `opens` to the next `closes` with the same key. */
export function spans<A extends Fact, B extends Fact>(
  opens: readonly A[],
  closes: readonly B[],
  key: (fact: A | B) => string,
): (Span & { readonly opened: A })[] {
  return opens.map((opened) => {
    const closed = closes.find((fact) => fact.at >= opened.at && key(fact) === key(opened))
    return { from: opened.at, to: closed?.at ?? Number.POSITIVE_INFINITY, opened }
  })
}

export const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

/** Spans that touch or overlap become one. */
export function union(all: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...all].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && span.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else merged.push(span)
  }
  return merged
}

/** How much of a span nothing in `holes` covers. */
export function uncovered(span: Span, holes: readonly Span[]): number {
  const covered = union(holes).reduce(
    (sum, hole) => sum + Math.max(0, Math.min(span.to, hole.to) - Math.max(span.from, hole.from)),
    0,
  )
  return span.to - span.from - covered
}

export const duplicates = (keys: readonly string[]): string[] => [
  ...new Set(keys.filter((key, index) => keys.indexOf(key) !== index)),
]

/** When something of the nemesis was at work. */
export const faults = (history: History): Span[] =>
  union(spans(of(history, 'fault'), of(history, 'healed'), ({ what }) => what))

/** The order of `part` is that of `whole`; what only one of them has does not count. */
export function firstOutOfOrder(part: readonly string[], whole: readonly string[]): string | undefined {
  const place = new Map(whole.map((id, index) => [id, index]))
  let last = -1
  for (const id of part) {
    const at = place.get(id)
    if (at === undefined) continue
    if (at < last) return id
    last = at
  }
  return undefined
}
