/** One workgroup: its actor, and the parts that keep what belongs beside it. */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import { DESK } from '../../protocol/names.js'
import { AdHocCommands } from '../commands/adhoc.ts'
import type { WorkgroupConfig } from '../config/types.ts'
import type { BareJid, CaseId, FullJid } from '../core/types.ts'
import { message } from '../protocol/stanza.ts'
import type { Actor } from './actor.ts'
import { ChatRooms } from './chat-rooms.ts'
import { Clients } from './clients.ts'
import { Collecting } from './collecting.ts'
import { Lanes } from './lanes.ts'
import { LiveCases } from './live-cases.ts'
import { Occupants } from './occupants.ts'
import type { Office } from './office.ts'
import type { OwedRevoke } from './owed-revokes.ts'
import type { HeardVisitors, Living, Parts, Publishing, SpareRooming, Waking } from './parts.ts'
import { Subscribers } from './subscribers.ts'

export class Workgroup {
  readonly cases = new LiveCases()
  readonly rooms = new ChatRooms()
  readonly clients = new Clients()
  readonly occupants = new Occupants()
  readonly collecting = new Collecting()
  readonly subscribers = new Subscribers()
  readonly commands = new AdHocCommands({ newId: randomUUID })
  /** By client and case: offers that were over while there was no link. */
  readonly owedRevokes = new Map<string, OwedRevoke>()
  readonly lanes: Lanes
  /** Desk's own address in the server's eyes; the resource never changes, so that entering again is no second person. */
  readonly deskJid: FullJid
  #actor: Actor | undefined
  #parts: Parts | undefined

  constructor(
    readonly office: Office,
    public settings: WorkgroupConfig,
  ) {
    this.lanes = new Lanes(office.log)
    this.deskJid = `${settings.jid}/${DESK}`
  }

  get jid(): BareJid {
    return this.settings.jid
  }

  get actor(): Actor {
    return this.#actor ?? this.#unstarted()
  }

  get publisher(): Publishing {
    return (this.#parts ?? this.#unstarted()).publisher
  }

  get spares(): SpareRooming {
    return (this.#parts ?? this.#unstarted()).spares
  }

  get liveness(): Living {
    return (this.#parts ?? this.#unstarted()).liveness
  }

  get visitors(): HeardVisitors {
    return (this.#parts ?? this.#unstarted()).visitors
  }

  get wakeUps(): Waking {
    return (this.#parts ?? this.#unstarted()).wakeUps
  }

  isOperator(jid: BareJid): boolean {
    return this.actor.state.rules.operators.has(jid)
  }

  begin(actor: Actor, parts: Parts): void {
    this.#actor = actor
    this.#parts = parts
  }

  /** It has ended, or has gone to another workgroup. */
  forget(id: CaseId): void {
    const room = this.cases.forget(id)
    if (room !== undefined) {
      this.spares.touch(room)
      this.occupants.forget(room)
    }
    this.rooms.forget(id)
    this.clients.forget(id)
    this.office.cache.addresses.delete(id)
  }

  /** Sends a message to a person. */
  say(to: BareJid | FullJid, ...content: Element[]): void {
    this.office.stream.send(message('chat', to, this.jid, this.newId(), ...content))
  }

  /** Writes into the case's history; one with a gap is no reason to stop a chat. */
  note(id: CaseId, what: string, who?: string, detail?: string): void {
    const { store, clock, log } = this.office
    const event = { case: id, at: clock.now(), what, ...(who && { who }), ...(detail && { detail }) }
    this.#measure(id, what)
    store
      .note(event, { isCalm: true })
      .catch((error: unknown) =>
        log.error({ case: id, what, err: error }, 'an event of a case was not stored; its history has a gap'),
      )
  }

  /** Of each request once: what is handed on had its answer. */
  #measure(id: CaseId, what: string): void {
    const joined = this.cases.details(id)?.createdAt
    const spread = { opened: this.office.counters.wait, 'first-answer': this.office.counters.firstResponse }[
      what
    ]
    if (!spread || joined === undefined || (what === 'opened' && !this.cases.taken(id))) return
    spread.observe({ workgroup: this.settings.id }, Math.max(0, this.office.clock.now() - joined) / 1000)
  }

  newId(): string {
    return randomUUID()
  }

  #unstarted(): never {
    throw new Error(`${this.jid} has not been started`)
  }
}
