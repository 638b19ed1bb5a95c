/** XEP-0249: Direct MUC Invitations (version 1.2) */
import type { Element } from 'ltx'
import { CONFERENCE } from '../../protocol/namespaces.js'
import { attr, child, el } from './xml.ts'

export const NS = CONFERENCE

export interface DirectInvite {
  readonly room: string
  readonly reason?: string | undefined
}

export const buildDirectInvite = ({ room, reason }: DirectInvite): Element =>
  el('x', { xmlns: NS, jid: room, reason })

/** `undefined` also for the element without `jid` that old clients send beside a mediated invitation. */
export function parseDirectInvite(stanza: Element): DirectInvite | undefined {
  const x = child(stanza, 'x', NS)
  const room = x && attr(x, 'jid')
  if (!room) return undefined
  const reason = attr(x, 'reason')
  return { room, ...(reason && { reason }) }
}
