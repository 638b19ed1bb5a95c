/**
 * Is this session still there? A ping does not tell: many clients refuse what they do not know with the same
 * `service-unavailable` that the server gives for a session that is gone. A groupchat message to a full JID tells without
 * the client's help: nobody shows one without words from no room, and the server bounces it when there is no such session
 * (RFC 6121 §8.5.3.2.1); never does it go to another client or into the offline store. Bounces come as `message error`.
 */
import type { FullJid } from '../core/types.ts'
import { NS as PARLOR } from '../protocol/parlor.ts'
import { el, message } from '../protocol/stanza.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Caller = Pick<Workgroup, 'jid' | 'newId' | 'office'>

/** In the workgroup's presence: we have forgotten who is on duty by directed presence. */
export const buildStarted = () => el('started', { xmlns: PARLOR })

export const buildRoll = () => el('roll', { xmlns: PARLOR })

export function callTheRoll({ office, jid, newId }: Caller, clients: readonly FullJid[]): void {
  for (const client of clients) office.stream.send(message('groupchat', client, jid, newId(), buildRoll()))
}
