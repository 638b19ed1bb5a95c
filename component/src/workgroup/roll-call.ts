/**
 * Is this session still there? A ping does not tell: many clients refuse what they do not know with the same
 * `service-unavailable` that the server gives for a session that is gone. A groupchat message to a full JID tells without
 * the client's help: nobody shows one without words from no room, and the server bounces it when there is no such session
 * (RFC 6121 §8.5.3.2.1); never does it go to another client or into the offline store. Bounces come as `message error`.
 */
import type { FullJid } from '../core/types.ts'
import { NS as PARLOR } from '../protocol/parlor.ts'
import { buildPing } from '../protocol/ping.ts'
import { el, iq, message } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import type { Workgroup } from './workgroup.ts'

/** In the workgroup's presence: we have forgotten who is on duty by directed presence. */
export const buildStarted = () => el('started', { xmlns: PARLOR })

export const buildRoll = () => el('roll', { xmlns: PARLOR })

/** Resolves when the bounces have come: one stream keeps the order. False when the link broke before. */
export async function callTheRoll(workgroup: Workgroup, jids: readonly FullJid[]): Promise<boolean> {
  const { stream, config } = workgroup.office
  for (const jid of jids)
    stream.send(message('groupchat', jid, workgroup.jid, workgroup.newId(), buildRoll()))
  try {
    await stream.ask(iq('get', config.domain, workgroup.jid, undefined, buildPing()))
  } catch (error) {
    // The server's answer is not what matters, but that it has come to it.
    return error instanceof StanzaError && error.condition !== 'remote-server-timeout'
  }
  return true
}

const GONE: ReadonlySet<string> = new Set([
  'service-unavailable',
  'item-not-found',
  'recipient-unavailable',
  'gone',
])

/** Does this bounce say that the addressed session is no more? */
export const saysGone = (error: StanzaError | undefined): boolean =>
  error !== undefined && GONE.has(error.condition)
