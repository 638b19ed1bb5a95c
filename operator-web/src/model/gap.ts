/** What the archive has and the conversation has not yet: while there is such a gap, lines from the archive go in there. */
import { replaced } from './amend.ts'
import { type Added, hasBegun, outboxAt } from './lines.ts'
import type { Chat } from './types.ts'

/** Behind everything that the archive is known to have; own lines in the outbox are newer. */
export const gapOf = (chat: Chat) => chat.gapAt ?? outboxAt(chat.lines)

/** A line of the outbox that was before the gap and is sent now is behind it. */
export const gapAfter = ({ gapAt }: Chat, { moved }: Added) =>
  gapAt !== undefined && moved && moved.from < gapAt && moved.to >= gapAt - 1 ? { gapAt: gapAt - 1 } : {}

export function caughtUp(chat: Chat): Chat {
  const { gapAt: _, gap: _gap, ...rest } = chat
  const lines = hasBegun(chat.lines)
    ? chat.lines.filter((line) => line.key !== 'visitor-entered')
    : chat.lines
  return replaced({ ...rest, lines, state: opened(chat) })
}

/** Work goes on without it; the gap stays where it is, so that what comes later goes in there. */
export const leftOpen = (chat: Chat): Chat =>
  chat.gapAt === undefined ? chat : { ...chat, gap: 'left', state: opened(chat) }

export const askedAgain = (chat: Chat): Chat => (chat.gap === 'left' ? { ...chat, gap: 'asked' } : chat)

const opened = ({ state }: Chat) => (state === 'entering' ? 'open' : state)
