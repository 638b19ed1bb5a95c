/**
 * The wait before attempt `n` (from 0), in ms: at once, then doubling up to two seconds, spread so that desks do not march.
 * No longer: whoever has the network back is back at work within five seconds, and a server has few desks.
 */
export function backOff(attempt: number, random: number): number {
  if (attempt === 0) return 250 + 500 * random
  return Math.min(2_000, 500 * 2 ** (attempt - 1)) * (0.6 + 0.4 * random)
}
