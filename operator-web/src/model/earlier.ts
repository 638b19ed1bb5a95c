/** History from the newest backwards: the last page at once, what lies before it when somebody looks there. */
import { replaced } from './amend.ts'
import type { ArchiveRow } from './facts.ts'
import { addEarlier } from './lines.ts'
import type { Chat, Earlier, Instant } from './types.ts'

/** A page of what lies before the first line. Without `before` it was the last. */
export function archivedEarlier(
  chat: Chat,
  rows: readonly ArchiveRow[],
  before: string | undefined,
  now: Instant,
): Chat {
  const { earlier: _, ...rest } = chat
  const said = rows.flatMap((row) => ('amend' in row ? [] : [row]))
  const { lines, added } = addEarlier(chat.lines, said, chat.nick, now)
  const unplaced = [...rows.flatMap((row) => ('amend' in row ? [row.amend] : [])), ...(chat.unplaced ?? [])]
  return replaced({
    ...rest,
    lines,
    unplaced,
    ...(chat.gapAt !== undefined && { gapAt: chat.gapAt + added }),
    ...(before !== undefined && { earlier: { is: 'there' as const, before } }),
  })
}

export const earlierIs = (chat: Chat, is: Earlier['is']): Chat =>
  chat.earlier ? { ...chat, earlier: { ...chat.earlier, is } } : chat
