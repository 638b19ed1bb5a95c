/** Who is in the rooms right now, as Desk sees it. Rebuilt by entering again; nothing depends on it but speed. */
import type { BareJid } from '../core/types.ts'

export type Person = 'visitor' | 'operator'

interface Room {
  /** Desk itself has been shown in: the list is complete. */
  complete: boolean
  readonly people: Map<string, Person>
}

export class Occupants {
  readonly #rooms = new Map<BareJid, Room>()

  /** Desk knocks: from now on presence of this room counts. */
  expect(room: BareJid): void {
    this.#rooms.set(room, { complete: false, people: new Map() })
  }

  deskEntered(room: BareJid): void {
    const known = this.#rooms.get(room)
    if (known) known.complete = true
  }

  entered(room: BareJid, nick: string, who: Person): void {
    this.#rooms.get(room)?.people.set(nick, who)
  }

  left(room: BareJid, nick: string): void {
    this.#rooms.get(room)?.people.delete(nick)
  }

  /** Has Desk seen everybody in this room? */
  isComplete(room: BareJid): boolean {
    return this.#rooms.get(room)?.complete ?? false
  }

  isIn(room: BareJid, who: Person): boolean {
    return [...(this.#rooms.get(room)?.people.values() ?? [])].includes(who)
  }

  whoIs(room: BareJid, nick: string): Person | undefined {
    return this.#rooms.get(room)?.people.get(nick)
  }

  forget(room: BareJid): void {
    this.#rooms.delete(room)
  }

  reset(): void {
    this.#rooms.clear()
  }
}
