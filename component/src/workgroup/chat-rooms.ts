/** The rooms that this workgroup has made, or is making, since the link is there; and for how many people each has place. */
import type { CaseId } from '../core/types.ts'

export class ChatRooms {
  readonly #made = new Map<CaseId, Promise<void>>()
  readonly #sizes = new Map<CaseId, number>()

  /** Resolves when the room can be used; `undefined` where none was made since the link is there. */
  making(id: CaseId): Promise<void> | undefined {
    return this.#made.get(id)
  }

  isKnown(id: CaseId): boolean {
    return this.#made.has(id)
  }

  /** Being made for so many people. What fails is forgotten, so that it is tried anew next time. */
  begin(id: CaseId, size: number, made: Promise<void>): void {
    this.#sizes.set(id, size)
    this.#made.set(id, made)
    made.catch(() => this.forget(id))
  }

  hasSize(id: CaseId, size: number): boolean {
    return this.#sizes.get(id) === size
  }

  /** Being set to so many; what fails is not believed. */
  resize(id: CaseId, size: number, done: Promise<void>): Promise<void> {
    this.#sizes.set(id, size)
    done.catch(() => this.#sizes.delete(id))
    return done
  }

  forget(id: CaseId): void {
    this.#made.delete(id)
    this.#sizes.delete(id)
  }

  /** The link is lost: what the server has of them is not known any more. */
  reset(): void {
    this.#made.clear()
    this.#sizes.clear()
  }
}
