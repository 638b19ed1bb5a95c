/** The wait before attempt `n` (from 0), in ms: at once, then doubling up to 15 s, spread so that desks do not march. */
export function backOff(attempt: number, random: number): number {
  if (attempt === 0) return 250 + 500 * random
  return Math.min(15_000, 1_000 * 2 ** (attempt - 1)) * (0.75 + 0.5 * random)
}
