/** Canned replies as a file: what one desk writes another takes in (C7). */
import type { Canned } from './types.ts'

const NAME = /^[\p{Ll}\p{Lo}\d_-]{1,32}$/u
const LONGEST = 2000
const MOST = 500

export const writeCanned = (replies: readonly Canned[]): string =>
  `${JSON.stringify(
    replies.map(({ name, text, shared }) => ({ name, text, shared })),
    null,
    2,
  )}\n`

/** Those of its entries that can be kept; `undefined` where it is no such file. */
export function readCanned(file: string): readonly Canned[] | undefined {
  let read: unknown
  try {
    read = JSON.parse(file)
  } catch {
    return undefined
  }
  if (!Array.isArray(read)) return undefined
  return read.slice(0, MOST).flatMap((entry: unknown): Canned[] => {
    if (typeof entry !== 'object' || entry === null) return []
    const { name, text, shared } = entry as Record<string, unknown>
    if (typeof name !== 'string' || typeof text !== 'string') return []
    return NAME.test(name) && text.trim() !== '' && text.length <= LONGEST
      ? [{ name, text, shared: shared === true }]
      : []
  })
}
