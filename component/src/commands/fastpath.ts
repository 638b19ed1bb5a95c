/** Fastpath's clients hand chats on, and invite, with IQs of their own (A4): the same events as the commands. */
import type { Element } from 'ltx'
import type { TransferTarget } from '../core/types.ts'
import { parseRoomWish, type RoomWish } from '../protocol/fastpath-wishes.ts'
import { bare } from '../protocol/jid.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { asError } from './refusals.ts'
import type { CommandContext, CommandEvent } from './types.ts'

/** An IQ set with `<transfer/>` or `<invite/>` in the namespace of XEP-0142; the result is empty. Throws `StanzaError`. */
export async function answerFastpath(context: CommandContext, iq: Element): Promise<undefined> {
  const wish = parseRoomWish(iq)
  if (!wish) throw refusal('bad-request')
  if (context.speaker.finishing && wish.what !== 'transfer') throw asError({ fault: 'only-finish' })
  const fault = await context.decide(eventOf(context, wish))
  if (fault) throw asError({ fault })
}

function eventOf(context: CommandContext, wish: RoomWish): CommandEvent {
  const { session, reason: note } = wish
  const common = { case: session, operator: context.speaker.jid, ...(note && { note }) }
  if (wish.what === 'transfer') return { type: 'transfer', ...common, to: targetOf(context, wish) }
  if (wish.type !== 'user') throw refusal('feature-not-implemented', 'Only colleagues can be invited.')
  return { type: 'invite', ...common, guest: inviteeOf(wish) }
}

/** A queue is a workgroup's JID with the queue's name behind it; we have one for each workgroup. */
function targetOf({ workgroup }: CommandContext, wish: RoomWish): TransferTarget {
  const jid = inviteeOf(wish)
  if (wish.type === 'user') return { operator: jid }
  return jid === workgroup.jid ? 'queue' : { workgroup: jid }
}

function inviteeOf({ invitee }: RoomWish): string {
  if (!invitee) throw refusal('bad-request', 'It is not said who is to come.')
  return bare(invitee)
}
