/**
 * Is the visitor still there? Mostly their directed presence tells: the server sends `unavailable` when a session ends.
 * Who has sent none, or was there before we (re)started, is asked for by roll call.
 */
import type { FullJid } from '../../core/types.ts'
import { caseOfVisitor } from '../../core/views.ts'
import { resource } from '../../protocol/jid.ts'
import type { HeardVisitors } from '../parts.ts'
import { callTheRoll } from '../roll-call.ts'
import { thoseWith } from '../rooms/transfer.ts'
import type { Workgroup } from '../workgroup.ts'

export const LOOK_EVERY = 30_000

export class Visitors implements HeardVisitors {
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
  for (const one of thoseWith(workgroup.office, workgroup, jid)) {
    one.visitors.gone(jid)
    await one.actor.post({ type: 'visitor-presence', visitor: jid, show: 'offline' })
  }
}

/** Looks for every visitor who is only believed to be there. */
export function lookForVisitors(workgroup: Workgroup): void {
  const { state } = workgroup.actor
  // Who was written to at their account (R7) has no session that could be looked for.
  const isBelieved = (jid: FullJid): boolean =>
    resource(jid) !== undefined &&
    !workgroup.visitors.isHeard(jid) &&
    caseOfVisitor(state, jid)?.visitor.show !== 'offline'
  const unsure = [...state.byVisitor.keys()].filter(isBelieved)
  callTheRoll(workgroup, unsure)
}
