/**
 * Is the visitor still there? Mostly their directed presence tells (the server sends `unavailable` when a session ends).
 * Who has sent none, or was there before we (re)started, is pinged (XEP-0199).
 */
import type { FullJid } from '../core/types.ts'
import { buildPing } from '../protocol/ping.ts'
import { iq } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import type { Workgroup } from './workgroup.ts'

export const PING_EVERY = 30_000

export class Visitors {
  /** Their presence is with us: the server will tell when they go. */
  readonly #heard = new Set<FullJid>()

  heard(jid: FullJid): void {
    this.#heard.add(jid)
  }

  isHeard(jid: FullJid): boolean {
    return this.#heard.has(jid)
  }

  gone(jid: FullJid): void {
    this.#heard.delete(jid)
  }

  /** The server may have restarted: what it knew of directed presence is gone. */
  reset(): void {
    this.#heard.clear()
  }
}

export async function visitorGone(workgroup: Workgroup, jid: FullJid): Promise<void> {
  if (!workgroup.actor.state.byVisitor.has(jid)) return
  workgroup.visitors.gone(jid)
  await workgroup.actor.post({ type: 'visitor-presence', visitor: jid, show: 'offline' })
}

/** Pings every visitor who is only believed to be there. */
export async function lookForVisitors(workgroup: Workgroup): Promise<void> {
  const unsure = [...workgroup.actor.state.byVisitor.keys()].filter((jid) => !workgroup.visitors.isHeard(jid))
  await Promise.all(unsure.map((jid) => ping(workgroup, jid)))
}

async function ping(workgroup: Workgroup, jid: FullJid): Promise<void> {
  try {
    await workgroup.office.stream.ask(iq('get', jid, workgroup.jid, undefined, buildPing()))
    await isThere(workgroup, jid)
  } catch (error) {
    if (error instanceof StanzaError && saysGone(error)) await visitorGone(workgroup, jid)
  }
}

async function isThere(workgroup: Workgroup, jid: FullJid): Promise<void> {
  const id = workgroup.actor.state.byVisitor.get(jid)
  const visitor = id === undefined ? undefined : workgroup.actor.state.cases.get(id)?.visitor
  if (visitor?.show === 'offline')
    await workgroup.actor.post({ type: 'visitor-presence', visitor: jid, show: 'available' })
}

/** The server's answers for a session that is no more. No answer at all (a time-out, a lost link) says nothing. */
const saysGone = ({ condition }: StanzaError): boolean =>
  condition === 'service-unavailable' ||
  condition === 'item-not-found' ||
  condition === 'recipient-unavailable'
