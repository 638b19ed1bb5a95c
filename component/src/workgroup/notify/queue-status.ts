/** `queue-status` for the visitors who wait (XEP-0142 § User Status Update): the first after a moment, then not too often. */

import { type AnnouncedWait, announceWait } from '../../core/announced-wait.ts'
import { expectedWait } from '../../core/expected.ts'
import { inQueue, isTransferring, position, visitorIsReady } from '../../core/queue.ts'
import type { Case, CaseId } from '../../core/types.ts'
import { message } from '../../protocol/stanza.ts'
import { buildQueueStatus, type QueueStatus } from '../../protocol/workgroup.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type QueueTeller = Pick<Workgroup, 'actor' | 'cases' | 'jid' | 'office'>

/** For one visitor, ms. */
const EVERY = 5_000
/** The server hands nothing on before it has worked through all that came with it: the offer goes ahead, ms. */
const A_MOMENT = 15

const isSame = (one: QueueStatus, other: QueueStatus): boolean =>
  one.position === other.position && one.time === other.time && one.skipped === other.skipped

/** Who has been told what, and when. */
export class QueueTold {
  readonly #workgroup: QueueTeller
  readonly #told = new Map<CaseId, QueueStatus>()
  /** The wait that each was told of, which does not flicker. */
  readonly #waits = new Map<CaseId, AnnouncedWait>()
  readonly #quiet = new Set<CaseId>()
  readonly #fresh = new Set<CaseId>()
  #nextRound = 0
  #cancel: (() => void) | undefined
  #cancelFirst: (() => void) | undefined

  constructor(workgroup: QueueTeller) {
    this.#workgroup = workgroup
  }

  /** Place and time of one case; empty when it is not in the queue. */
  statusOf(id: CaseId): QueueStatus {
    const { state } = this.#workgroup.actor
    const place = position(state, id)
    const one = state.cases.get(id)
    if (place === undefined || !one) return {}
    const time = this.#timeToTell(one, place)
    return {
      position: place,
      ...(time !== undefined && { time }),
      ...(!visitorIsReady(one) && { skipped: true }),
    }
  }

  /** Seconds, in step with what the visitor was told before. */
  #timeToTell(one: Case, place: number): number | undefined {
    const wait = expectedWait(this.#workgroup.actor.state, one)
    if (wait === undefined) return undefined
    const now = announceWait(this.#waits.get(one.id), place, wait)
    this.#waits.set(one.id, now)
    return now.wait / 1_000
  }

  quiet(id: CaseId): void {
    this.#quiet.add(id)
  }

  joined(id: CaseId): void {
    this.#fresh.add(id)
  }

  /** Somebody came back with a new session, which has heard nothing yet. */
  returned(id: CaseId): void {
    this.#told.delete(id)
    this.#tell(id)
  }

  /** Newcomers hear soon; a round for everybody comes at most every five seconds. */
  changed(): void {
    const { clock } = this.#workgroup.office
    const soon = clock.now() + A_MOMENT
    this.#cancel ??= clock.wake(Math.max(this.#nextRound, soon), () => this.#round())
    if (this.#fresh.size > 0) this.#cancelFirst ??= clock.wake(soon, () => this.#welcome())
  }

  stop(): void {
    this.#cancel?.()
    this.#cancelFirst?.()
  }

  #welcome(): void {
    this.#cancelFirst = undefined
    for (const id of this.#fresh) this.#tell(id)
    this.#fresh.clear()
  }

  #round(): void {
    const { clock } = this.#workgroup.office
    this.#cancel = undefined
    this.#nextRound = clock.now() + EVERY
    for (const id of this.#workgroup.actor.state.queue.values()) this.#tell(id)
    this.#forgetTheGone()
  }

  /** Who is in a chat that looks for another operator does not wait, and is told nothing of a queue. */
  #tell(id: CaseId): void {
    const one = this.#workgroup.actor.state.cases.get(id)
    if (!one || !inQueue(one) || isTransferring(one)) return
    if (this.#quiet.has(id) || one.visitor.show === 'offline') return
    const status = this.statusOf(id)
    const before = this.#told.get(id)
    if (before && isSame(status, before)) return
    this.#told.set(id, status)
    this.#workgroup.office.stream.send(
      message(undefined, one.visitor.jid, this.#workgroup.jid, undefined, buildQueueStatus(status)),
    )
  }

  #forgetTheGone(): void {
    const { cases } = this.#workgroup.actor.state
    const isGone = (id: CaseId): boolean => {
      const one = cases.get(id)
      return !one || !inQueue(one)
    }
    for (const id of this.#told.keys()) if (isGone(id)) this.#told.delete(id)
    for (const id of this.#waits.keys()) if (isGone(id)) this.#waits.delete(id)
    for (const id of this.#quiet) if (isGone(id)) this.#quiet.delete(id)
  }
}
