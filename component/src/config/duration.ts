import type { Duration } from '../core/types.ts'

/** Longest first, as `formatDuration` needs them. */
const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const
const factors = new Map<string, number>(units)
const part = /(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)/g
const whole = /^\s*(?:\d+(?:\.\d+)?\s*(?:ms|s|min|h|d)\s*)+$/

/** `30 s`, `1.5 h`, `1 h 30 min` as milliseconds; undefined for anything else, a number without unit included. */
export function parseDuration(text: unknown): Duration | undefined {
  if (typeof text !== 'string' || !whole.test(text)) return undefined
  const parts = [...text.matchAll(part)]
  return Math.round(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (factors.get(unit ?? '') ?? 0), 0))
}

/** The other way: 90 000 is `1 min 30 s`. */
export function formatDuration(duration: Duration): string {
  const words: string[] = []
  let left = duration
  for (const [unit, factor] of units) {
    const count = Math.floor(left / factor)
    if (count > 0) words.push(`${count} ${unit}`)
    left -= count * factor
  }
  return words.join(' ') || '0 s'
}
