/** XEP-0461: Message Replies (version 0.2.1) and XEP-0444: Message Reactions (version 0.2.1), as far as a workgroup answers to them. */
import type { Element } from 'ltx'
import { REACTIONS, REPLY } from '../../protocol/namespaces.js'
import { attr, child, children, text } from './xml.ts'

/** The id of the message that this one replies to. */
export function parseReply(message: Element): string | undefined {
  const reply = child(message, 'reply', REPLY)
  return reply && attr(reply, 'id')
}

export interface Reactions {
  /** The message they are for. */
  readonly id: string
  readonly emojis: readonly string[]
}

/** All that one person has for a message now; none when they were taken back. */
export function parseReactions(message: Element): Reactions | undefined {
  const reactions = child(message, 'reactions', REACTIONS)
  const id = reactions && attr(reactions, 'id')
  if (!reactions || !id) return undefined
  return { id, emojis: children(reactions, 'reaction', REACTIONS).map((one) => text(one).trim()) }
}
