/** Who is in the rooms right now, as Desk sees it. Rebuilt by entering again; nothing depends on it but speed. */
import type { BareJid } from '../core/types.ts'

export type Side = 'visitor' | 'operator'

/** Owner and guests are on the operators' side. */
export interface Person {
  readonly side: Side
  readonly jid: BareJid
}

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

  entered(room: BareJid, nick: string, person: Person): void {
    this.#rooms.get(room)?.people.set(nick, person)
  }

  left(room: BareJid, nick: string): void {
    this.#rooms.get(room)?.people.delete(nick)
  }

  /** Has Desk seen everybody in this room? */
  isComplete(room: BareJid): boolean {
    return this.#rooms.get(room)?.complete ?? false
  }

  /** Without a JID: anybody of that side. */
  isIn(room: BareJid, side: Side, jid?: BareJid): boolean {
    const people = [...(this.#rooms.get(room)?.people.values() ?? [])]
    return people.some((one) => one.side === side && (jid === undefined || one.jid === jid))
  }

  whoIs(room: BareJid, nick: string): Person | undefined {
    return this.#rooms.get(room)?.people.get(nick)
  }

  peopleIn(room: BareJid): BareJid[] {
    return [...(this.#rooms.get(room)?.people.values() ?? [])].map(({ jid }) => jid)
  }

  /** The nicknames that others than this person have in the room now. */
  nicksBeside(room: BareJid, jid: BareJid): string[] {
    const people = [...(this.#rooms.get(room)?.people ?? [])]
    return people.filter(([, one]) => one.jid !== jid).map(([nick]) => nick)
  }

  forget(room: BareJid): void {
    this.#rooms.delete(room)
  }

  reset(): void {
    this.#rooms.clear()
  }
}
