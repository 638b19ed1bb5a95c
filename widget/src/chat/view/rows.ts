/** How the lines of the conversation are shown: who wrote next to whom, and the time once a minute. */
import type { Entry, Thread } from '../model/types.ts'

export interface Row extends Entry {
  readonly key: string
  /** Follows a line of the same person within the same minute. */
  readonly joined: boolean
  /** The last of such a run: it carries the time. */
  readonly last: boolean
}

const minute = (at: number): number => Math.floor(at / 60_000)

const together = (one: Entry | undefined, two: Entry | undefined): boolean =>
  one !== undefined &&
  two !== undefined &&
  one.who === two.who &&
  one.who !== 'desk' &&
  one.name === two.name &&
  minute(one.at) === minute(two.at)

export function rows(thread: Thread): Row[] {
  const all = [...thread.entries, ...thread.pending]
  return all.map((entry, i) => ({
    ...entry,
    // An own message keeps its element when it moves from `pending` into the room's order.
    key: entry.who === 'me' ? `me ${entry.id}` : (entry.stanzaId ?? `${entry.name} ${entry.id}`),
    joined: together(all[i - 1], entry),
    last: !together(entry, all[i + 1]),
  }))
}
