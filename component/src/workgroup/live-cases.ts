/** The live cases of one workgroup, as far as the rules need not know them: what people read, and which room is whose. */
import type { BareJid, CaseId } from '../core/types.ts'
import type { CaseDetails } from '../store/types.ts'

export class LiveCases {
  readonly #details = new Map<CaseId, CaseDetails>()
  readonly #byRoom = new Map<BareJid, CaseId>()
  /** Their operator has said something. */
  readonly #answered = new Set<CaseId>()

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

  /** The operator has said something; true when it is the first time. */
  answered(id: CaseId): boolean {
    if (this.#answered.has(id)) return false
    this.#answered.add(id)
    return true
  }
}
