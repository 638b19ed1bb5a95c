/** What is said about a line later on: corrected, retracted, reacted to. A line that is not here yet is waited for. */
import type { Amend } from './facts.ts'
import type { Chat, Line } from './types.ts'

type SaidLine = Extract<Line, { is: 'said' }>

/** A correction names the message by its author's id, everything else by the room's (XEP-0308 §3, XEP-0424 §3.1). */
const isMeant = (line: Line, amend: Amend): line is SaidLine =>
  line.is === 'said' &&
  (amend.is === 'correct' ? line.id === amend.id && line.nick === amend.nick : line.stanzaId === amend.id)

const CHANGES: {
  readonly [K in Amend['is']]: (line: SaidLine, amend: Extract<Amend, { is: K }>) => SaidLine
} = {
  correct: (line, { body }) => {
    const { file: _, ...rest } = line
    return line.retracted || line.body === body ? line : { ...rest, body, edited: true }
  },
  // Nobody takes back what another has said.
  retract: (line, { nick }) => {
    if (line.nick !== nick) return line
    const { reactions: _, reply: _reply, file: _file, ...rest } = line
    return { ...rest, body: '', retracted: true }
  },
  react: (line, { nick, emojis }) => {
    const others = (line.reactions ?? []).filter((one) => one.nick !== nick)
    return { ...line, reactions: emojis.length > 0 ? [...others, { nick, emojis }] : others }
  },
}

export function amended(chat: Chat, amend: Amend): Chat {
  const index = chat.lines.findLastIndex((line) => isMeant(line, amend))
  const line = chat.lines[index]
  if (line?.is !== 'said') return { ...chat, unplaced: [...(chat.unplaced ?? []), amend] }
  const changed = (CHANGES[amend.is] as (line: SaidLine, amend: Amend) => SaidLine)(line, amend)
  return changed === line ? chat : { ...chat, lines: chat.lines.with(index, changed) }
}

/** More lines have come: among them may be those that something was said about. */
export function replaced(chat: Chat): Chat {
  if (!chat.unplaced?.length) return chat
  const { unplaced, ...rest } = chat
  return unplaced.reduce(amended, rest)
}
