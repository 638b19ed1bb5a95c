/** How long something still lasts that has lasted so long: drawn from its own distribution, given its age. */
import { type Chance, spanOf } from './chance.ts'
import type { Span } from './pattern.ts'

const many = 100_000

export type Draw = () => number

export class Remaining {
  /** Sorted; none for what has no memory or no chance in it. */
  readonly #drawn: Float64Array | undefined

  constructor(
    readonly span: Span,
    readonly chance: Chance,
  ) {
    if (span.distribution === 'lognormal')
      this.#drawn = Float64Array.from({ length: many }, () => spanOf(chance, span)).sort()
  }

  /** Draws milliseconds. */
  after(age: number): Draw {
    const drawn = this.#drawn
    if (drawn) return fromThose(drawn, age, this.chance)
    if (this.span.distribution === 'exponential') return () => spanOf(this.chance, this.span)
    const left = Math.max(0, this.span.seconds * 1_000 - age)
    return () => left
  }
}

function fromThose(drawn: Float64Array, age: number, chance: Chance): Draw {
  const from = firstAbove(drawn, age)
  const count = drawn.length - from
  if (count === 0) return () => age // older than any that was drawn: likely to last as long again
  return () => (drawn[from + Math.floor(chance() * count)] ?? 0) - age
}

function firstAbove(sorted: Float64Array, value: number): number {
  if (value <= 0) return 0
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
