/** P8: the right people, and nobody else, have a membership, hear a word, or are seen. */
import type { History } from '../history.ts'
import { faults, of, type Span, uncovered } from '../intervals.ts'
import { isOwned, type Right, rightsOf, stretches, surely } from '../stretches.ts'
import { bound, type Check } from './bounds.ts'

export const p8: Check = (history) => [
  ...membersOfOthers(history),
  ...noMembership(history),
  ...heardByOthers(history),
  ...seenListening(history),
]

/**
 * How far this moment is from the nearest one at which somebody had a right; nothing when they never had one. A membership may also
 * come first: it is given to whom the rules know already, while the store that stands still has yet to hear of them.
 */
function outside(rights: readonly Right[] = [], at: number, holes: readonly Span[]): number | undefined {
  const far = rights.map(({ from, to }) =>
    from <= at && at <= to ? 0 : uncovered({ from: Math.min(at, to), to: Math.max(at, from) }, holes),
  )
  return far.length === 0 ? undefined : Math.min(...far)
}

/** A membership in a room's list belongs to whoever is, or has until just now been, of its case. */
function membersOfOthers(history: History): string[] {
  const rights = rightsOf(history)
  const at = faults(history)
  const pictures = of(history, 'rooms')
  return pictures.flatMap((picture, index) => {
    const to = pictures[index + 1]?.at ?? picture.at
    return Object.entries(picture.members).flatMap(([room, members]) =>
      members.flatMap((who) => {
        const long = outside(rights.get(`${room} ${who}`), to, at)
        if (long === undefined) return [`${who} had a membership in ${room} and no right to one`]
        return long > bound(history, 'membership')
          ? [`${who} had a membership in ${room} ${long} ms too long`]
          : []
      }),
    )
  })
}

/** A chat whose owner, and the one before who is leaving, are both not in the list. */
function noMembership(history: History): string[] {
  const at = faults(history)
  const pictures = of(history, 'rooms')
  return stretches(history).flatMap((stretch) => {
    const { found } = stretch
    if (!isOwned(found)) return []
    const inside = [found.owner ?? '', ...leaving(found)]
    const time = surely(stretch)
    const without = pictures.reduce((sum, { at: from, members }, index) => {
      if (members[found.room]?.some((who) => inside.includes(who))) return sum
      const to = pictures[index + 1]?.at ?? from
      const both = { from: Math.max(from, time.from), to: Math.min(to, time.to) }
      return both.to > both.from ? sum + uncovered(both, at) : sum
    }, 0)
    return without > bound(history, 'membership')
      ? [`${found.owner} had no membership in ${found.id} for ${without} ms`]
      : []
  })
}

const leaving = ({ guests }: { readonly guests: readonly { operator: string; as: string }[] }): string[] =>
  guests.flatMap(({ operator, as }) => (as === 'leaving' ? [operator] : []))

/** Nobody outside visitor, owner and guests hears a word, live or out of the archive. */
function heardByOthers(history: History): string[] {
  const rights = rightsOf(history)
  const rooms = roomsOf(history)
  const at = faults(history)
  return of(history, 'heard').flatMap(({ who, as = who, case: id, id: message, at: heard }) => {
    if (!as.includes('@')) return [] // a visitor whose address is not known
    const long = outside(rights.get(`${rooms.get(id)} ${as}`), heard, at)
    if (long === undefined) return [`${who} heard ${message} in ${id} and has never had a right to`]
    return long > bound(history, 'membership')
      ? [`${who} heard ${message} in ${id} ${long} ms outside their time`]
      : []
  })
}

const roomsOf = (history: History): ReadonlyMap<string, string> =>
  new Map(of(history, 'store').flatMap(({ cases }) => cases.map(({ id, room }) => [id, room] as const)))

/** A visitor never sees who has only ever listened silently. */
function seenListening(history: History): string[] {
  const rights = rightsOf(history)
  const rooms = roomsOf(history)
  return of(history, 'saw').flatMap(({ who, case: id, nick, at }) =>
    Object.entries(history.names ?? {}).flatMap(([operator, name]) => {
      if (nick !== name && nick !== `${name} (operator)`) return []
      const had = rights.get(`${rooms.get(id)} ${operator}`)?.filter(({ from }) => from <= at) ?? []
      const isSilent = had.length > 0 && had.every(({ as }) => as === 'silent')
      return isSilent ? [`${who} saw ${nick}, who only listens in ${id}`] : []
    }),
  )
}
