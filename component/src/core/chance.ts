/** Random numbers whose state lies in the workgroup's state: the same events draw the same numbers (mulberry32). */
import type { Draft } from './draft.ts'

/** The next number, from 0 up to but not 1. */
export function draw(draft: Draft): number {
  const seed = (draft.state.seed + 0x6d2b79f5) | 0
  draft.state.seed = seed
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
