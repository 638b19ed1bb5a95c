/** How far this person has read, on whatever client: the mark is shared (XEP-0490), the counts follow from it. */
import type { Fact } from './facts.ts'
import type { Chat, Line, RoomJid } from './types.ts'

export type Reads = ReadonlyMap<RoomJid, string>

export function reduceReads(reads: Reads, fact: Fact): Reads {
  switch (fact.is) {
    case 'read':
      return new Map(reads).set(fact.room, fact.stanzaId)
    case 'reads-told':
      return new Map([...reads, ...fact.reads])
    case 'dismissed': {
      const rest = new Map(reads)
      return rest.delete(fact.room) ? rest : reads
    }
    case 'signed-out':
      return new Map()
    default:
      return reads
  }
}

/**
 * What others have said behind the mark, and behind our last word: who has answered has read. (Most clients tell no mark, so
 * an answer from Psi has to do.)
 */
export function unreadIn(lines: readonly Line[], mark: string | undefined): number {
  let unread = 0
  for (const line of lines.toReversed()) {
    if (line.is !== 'said') continue
    if (line.mine || (mark !== undefined && line.stanzaId === mark)) break
    unread += 1
  }
  return unread
}

export function recounted(chat: Chat, reads: Reads): Chat {
  const unread = unreadIn(chat.lines, reads.get(chat.room))
  return unread === chat.unread ? chat : { ...chat, unread }
}

/** Where the mark stands when everything has been read. */
export const newestMark = (lines: readonly Line[]): string | undefined => {
  const newest = lines.findLast((line) => line.is === 'said' && !line.mine && line.stanzaId !== undefined)
  return newest?.is === 'said' ? newest.stanzaId : undefined
}
