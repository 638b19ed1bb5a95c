/** How the lines of the conversation are shown: who wrote next to whom, and the time once a minute. */
import type { Entry, Thread } from '../model/types.ts'

export interface Row extends Entry {
  readonly key: string
  /** Follows a line of the same person within the same minute. */
  readonly joined: boolean
  /** The last of such a run: it carries the time. */
  readonly last: boolean
  /** The first of a run of somebody who is not the only other one in this conversation. */
  readonly named: boolean
  /** Whose chat it was: empty where nobody can tell any more, undefined where it was always the same one's. */
  readonly owner: string | undefined
  /** Of a notice that they are back: since when they had been away. */
  readonly since?: number
  /** Has the other side seen it? */
  readonly seen: boolean
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
  const all = [...toldOnce(thread.entries), ...thread.pending]
  const others = new Set(all.filter(({ who }) => who === 'other').map(({ name }) => name))
  const owners = ownersIn(all)
  const seenTo = all.findIndex(({ stanzaId }) => stanzaId !== undefined && stanzaId === thread.seen)
  return all.map((entry, i) => {
    const joined = together(all[i - 1], entry)
    return {
      ...entry,
      // An own message keeps its element when it moves from `pending` into the room's order.
      key: entry.who === 'me' ? `me ${entry.id}` : (entry.stanzaId ?? `${entry.name} ${entry.id}`),
      joined,
      last: !together(entry, all[i + 1]),
      named: others.size > 1 && entry.who === 'other' && !joined,
      owner: owners[i],
      seen: i <= seenTo,
    }
  })
}

/**
 * Of the own connection the screen tells by itself while it is gone. Who comes back reads one line of it, with how long it
 * was (`since`).
 */
function toldOnce(entries: readonly Entry[]): (Entry & { since?: number })[] {
  let since: number | undefined
  return entries.flatMap((entry) => {
    if (entry.notice === 'visitor-lost') since ??= entry.at
    if (entry.notice !== 'visitor-back') return entry.notice === 'visitor-lost' ? [] : [entry]
    const told = since === undefined ? [] : [{ ...entry, since }]
    since = undefined
    return told
  })
}

/** What was said before the chat was handed on was not about who has it now. */
function ownersIn(all: readonly Entry[]): (string | undefined)[] {
  let owner = isHandedOn(all) ? '' : undefined
  return all.map(({ notice, about }) => {
    if (notice === 'transferred') owner = about
    return owner
  })
}

export const isHandedOn = (entries: readonly Entry[]): boolean =>
  entries.some(({ notice }) => notice === 'transferred')
