/** One workgroup: its actor, and what the parts that carry effects out keep beside it. */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import { DESK } from '../../protocol/names.js'
import { AdHocCommands } from '../commands/adhoc.ts'
import type { WorkgroupConfig } from '../config/types.ts'
import type { Told } from '../core/announced-wait.ts'
import type { BareJid, CaseId, FullJid, Instant } from '../core/types.ts'
import { message } from '../protocol/stanza.ts'
import type { CaseDetails } from '../store/types.ts'
import type { Actor } from './actor.ts'
import { Pulse } from './chats/liveness.ts'
import { Clients } from './clients.ts'
import { Lanes } from './lanes.ts'
import type { Publisher } from './notify/publisher.ts'
import { Occupants } from './occupants.ts'
import type { Office } from './office.ts'
import { SpareRooms } from './rooms/spare-rooms.ts'
import { Collecting } from './rooms/transcript.ts'
import { Subscribers } from './subscribers.ts'
import { Visitors } from './visitors/presence.ts'

export class Workgroup {
  /** The half of each live case that people read. */
  readonly details = new Map<CaseId, CaseDetails>()
  /** Cases whose operator has said something. */
  readonly answered = new Set<CaseId>()
  /** Rooms that are made or being made, by case. */
  readonly rooms = new Map<CaseId, Promise<void>>()
  /** How many seats their rooms have, where we have set it since the link is there. */
  readonly sizes = new Map<CaseId, number>()
  readonly spares = new SpareRooms(this)
  readonly clients = new Clients()
  readonly occupants = new Occupants()
  readonly collecting = new Collecting()
  readonly pulse = new Pulse()
  readonly subscribers = new Subscribers()
  /** Who was an operator here since the start, and is none now. */
  readonly former = new Set<BareJid>()
  readonly visitors = new Visitors()
  /** What each visitor who waits was told of their wait. */
  readonly told = new Map<CaseId, Told>()
  /** Who was told, and when, that nobody reads what is written to a workgroup. */
  readonly toldPolitely = new Map<BareJid, Instant>()
  readonly commands = new AdHocCommands({ newId: randomUUID })
  readonly lanes: Lanes
  /** Desk's own address in the server's eyes; the resource never changes, so that entering again is no second person. */
  readonly deskJid: FullJid
  readonly #byRoom = new Map<BareJid, CaseId>()
  #actor: Actor | undefined
  #publisher: Publisher | undefined

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
    if (!this.#actor) throw new Error(`${this.jid} has not been started`)
    return this.#actor
  }

  get publisher(): Publisher {
    if (!this.#publisher) throw new Error(`${this.jid} has not been started`)
    return this.#publisher
  }

  isOperator(jid: BareJid): boolean {
    return this.actor.state.rules.operators.has(jid)
  }

  begin(actor: Actor, publisher: Publisher): void {
    this.#actor = actor
    this.#publisher = publisher
  }

  remember(details: CaseDetails): void {
    this.details.set(details.id, details)
    this.#byRoom.set(details.room, details.id)
  }

  forget(id: CaseId): void {
    const room = this.details.get(id)?.room
    if (room !== undefined) {
      this.#byRoom.delete(room)
      this.spares.touch(room)
      this.occupants.forget(room)
    }
    this.details.delete(id)
    this.answered.delete(id)
    this.rooms.delete(id)
    this.sizes.delete(id)
    this.clients.forget(id)
  }

  caseOfRoom(room: BareJid): CaseId | undefined {
    return this.#byRoom.get(room)
  }

  /** Sends a message to a person. */
  say(to: BareJid | FullJid, ...content: Element[]): void {
    this.office.stream.send(message('chat', to, this.jid, this.newId(), ...content))
  }

  /** Writes into the case's story; a story with a gap is no reason to stop a chat. */
  note(id: CaseId, what: string, who?: string, detail?: string): void {
    const { store, clock, log } = this.office
    const event = { case: id, at: clock.now(), what, ...(who && { who }), ...(detail && { detail }) }
    store
      .note(event, { isCalm: true })
      .catch((error: unknown) => log.error({ case: id, what, err: error }, 'a note was not stored'))
  }

  newId(): string {
    return randomUUID()
  }
}
