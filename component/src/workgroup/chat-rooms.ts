/** The rooms that this workgroup has made, or is making, since the link is there; and for how many people each has place. */
import type { CaseId } from '../core/types.ts'

export class ChatRooms {
  readonly #made = new Map<CaseId, Promise<void>>()
  readonly #seats = new Map<CaseId, number>()

  /** Resolves when the room can be used; `undefined` where none was made since the link is there. */
  making(id: CaseId): Promise<void> | undefined {
    return this.#made.get(id)
  }

  isKnown(id: CaseId): boolean {
    return this.#made.has(id)
  }

  /** Being made with so many seats. What fails is forgotten, so that it is tried anew next time. */
  begin(id: CaseId, seats: number, made: Promise<void>): void {
    this.#seats.set(id, seats)
    this.#made.set(id, made)
    made.catch(() => this.forget(id))
  }

  hasSeats(id: CaseId, seats: number): boolean {
    return this.#seats.get(id) === seats
  }

  /** Being set to so many; what fails is not believed. */
  resize(id: CaseId, seats: number, done: Promise<void>): Promise<void> {
    this.#seats.set(id, seats)
    done.catch(() => this.#seats.delete(id))
    return done
  }

  forget(id: CaseId): void {
    this.#made.delete(id)
    this.#seats.delete(id)
  }

  /** The link is lost: what the server has of them is not known any more. */
  reset(): void {
    this.#made.clear()
    this.#seats.clear()
  }
}
