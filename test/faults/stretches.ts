/** What the store had of each case, state after state, and who had which right to its room by it. */
import type { History, StoredCase } from './history.ts'
import { of, type Span } from './intervals.ts'

/** One state of one record: begun after `since` and not later than `from`, over after `until` and not later than `to`. */
export interface Stretch {
  readonly found: StoredCase
  readonly since: number
  readonly from: number
  until: number
  to: number
  /** What the record became; nothing when it was deleted, or at the end of the history. */
  next?: Stretch
}

interface Open {
  readonly text: string
  readonly stretch: Stretch
}

export function stretches(history: History): Stretch[] {
  const done: Stretch[] = []
  const open = new Map<string, Open>()
  for (const { at, since = at, cases } of of(history, 'store')) {
    const now = new Map(cases.map((found) => [`${found.workgroup} ${found.id}`, found]))
    for (const [key, { stretch }] of open) {
      if (now.has(key)) continue
      close(stretch, since, at)
      open.delete(key)
    }
    for (const [key, found] of now) {
      const text = JSON.stringify(found)
      const before = open.get(key)
      if (before?.text === text) continue
      const stretch: Stretch = { found, since, from: at, until: at, to: at }
      if (before) close(before.stretch, since, at, stretch)
      open.set(key, { text, stretch })
      done.push(stretch)
    }
  }
  const end = history.facts.reduce((last, { at }) => Math.max(last, at), 0)
  for (const { stretch } of open.values()) close(stretch, end, end)
  return done
}

function close(stretch: Stretch, until: number, to: number, next?: Stretch): void {
  stretch.until = until
  stretch.to = to
  if (next) stretch.next = next
}

/** For which it certainly was so. */
export const surely = ({ from, until }: Stretch): Span => ({ from, to: Math.max(from, until) })

/** For which it may have been so. */
export const perhaps = ({ since, to }: Stretch): Span => ({ from: since, to })

/** Somebody serves it. */
export const isOwned = ({ owner, phase }: StoredCase): boolean => owner !== undefined && phase !== 'ended'

export interface Right extends Span {
  readonly as: 'visitor' | 'owner' | StoredCase['guests'][number]['as']
}

/** Who may be in which room, when, and as what: by `room who`. */
export function rightsOf(history: History): ReadonlyMap<string, readonly Right[]> {
  const rights = new Map<string, Right[]>()
  for (const stretch of stretches(history)) {
    const { room, visitor, owner, guests } = stretch.found
    const people: [string, Right['as']][] = [[visitor, 'visitor']]
    if (owner !== undefined) people.push([owner, 'owner'])
    for (const { operator, as } of guests) people.push([operator, as])
    for (const [who, as] of people) {
      const key = `${room} ${who}`
      const known = rights.get(key) ?? []
      rights.set(key, known)
      known.push({ ...perhaps(stretch), as })
    }
  }
  return rights
}
