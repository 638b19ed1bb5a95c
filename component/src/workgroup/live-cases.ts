/** The live cases of one workgroup, as far as the rules need not know them: what people read, and which room is whose. */
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import type { CaseDetails } from '../store/types.ts'

/** What was said last in a chat, and since when the visitor waits for an answer. Forgotten with a restart. */
export interface Heard {
  readonly nick: string
  readonly at: Instant
  readonly body: string
  readonly owed?: Instant
}

export class LiveCases {
  readonly #details = new Map<CaseId, CaseDetails>()
  readonly #byRoom = new Map<BareJid, CaseId>()
  /** Their operator has said something. */
  readonly #answered = new Set<CaseId>()
  readonly #taken = new Set<CaseId>()
  readonly #heard = new Map<CaseId, Heard>()

  remember(details: CaseDetails): void {
    this.#details.set(details.id, details)
    this.#byRoom.set(details.room, details.id)
  }

  /** Returns the room it had. */
  forget(id: CaseId): BareJid | undefined {
    const room = this.#details.get(id)?.room
    if (room !== undefined) this.#byRoom.delete(room)
    this.#details.delete(id)
    this.#answered.delete(id)
    this.#taken.delete(id)
    this.#heard.delete(id)
    return room
  }

  /** Also of a case that has gone to another workgroup: it has left the state, but not yet the memory. */
  details(id: CaseId): CaseDetails | undefined {
    return this.#details.get(id)
  }

  has(id: CaseId): boolean {
    return this.#details.has(id)
  }

  ofRoom(room: BareJid): CaseId | undefined {
    return this.#byRoom.get(room)
  }

  said(id: CaseId, side: 'visitor' | 'operator', said: Omit<Heard, 'owed'>): void {
    const owed = side === 'visitor' ? (this.#heard.get(id)?.owed ?? said.at) : undefined
    this.#heard.set(id, { ...said, ...(owed !== undefined && { owed }) })
  }

  heard(id: CaseId): Heard | undefined {
    return this.#heard.get(id)
  }

  /** An operator has taken it; true when it is the first time. */
  taken(id: CaseId): boolean {
    if (this.#taken.has(id)) return false
    this.#taken.add(id)
    return true
  }

  /** The operator has said something; true when it is the first time. */
  answered(id: CaseId): boolean {
    if (this.#answered.has(id)) return false
    this.#answered.add(id)
    return true
  }
}
