/** Random numbers that come again with the same seed (mulberry32). */
export type Chance = () => number

export function chance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const between = (draw: Chance, low: number, high: number): number =>
  low + Math.floor(draw() * (high - low))

/** In another order (Fisher and Yates). */
export function shuffled<T>(draw: Chance, items: readonly T[]): T[] {
  const left = [...items]
  return items.map(() => left.splice(Math.floor(draw() * left.length), 1)[0] as T)
}

/** Endless; each of them comes before any comes again. */
export function* deck<T>(draw: Chance, cards: readonly T[]): Generator<T, never> {
  for (;;) yield* shuffled(draw, cards)
}
