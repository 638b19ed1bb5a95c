/** Who is in the rooms right now, as Desk sees it. Rebuilt by entering again; nothing depends on it but speed. */
import type { BareJid, FullJid, Instant } from '../core/types.ts'

export type Side = 'visitor' | 'operator'

/** Owner and guests are on the operators' side. */
export interface Person {
  readonly side: Side
  readonly jid: BareJid
  /** With which clients they sit there; where the room does not say, none. */
  readonly clients?: readonly FullJid[]
}

interface Gone {
  readonly clients: readonly FullJid[]
  readonly at: Instant
}

interface Room {
  /** Desk itself has been shown in: the list is complete. */
  complete: boolean
  /** When somebody said something there last, or typed. */
  stirredAt?: Instant
  readonly people: Map<string, Person>
  /** Which operators were in it, and when they left. */
  gone?: Map<BareJid, Gone>
}

export class Occupants {
  readonly #rooms = new Map<BareJid, Room>()
  /** In the room as far as it knows, but not there any more: since when. */
  readonly #silent = new Map<FullJid, Instant>()
  /** In which rooms they sit, by client. */
  readonly #clients = new Map<FullJid, Set<BareJid>>()
  readonly #visitors = new Set<FullJid>()

  /** Desk knocks: from now on presence of this room counts. */
  expect(room: BareJid): void {
    this.forget(room)
    this.#rooms.set(room, { complete: false, people: new Map() })
  }

  deskEntered(room: BareJid): void {
    const known = this.#rooms.get(room)
    if (known) known.complete = true
  }

  entered(room: BareJid, nick: string, person: Person): void {
    const people = this.#rooms.get(room)?.people
    if (!people) return
    this.#dropClients(room, people.get(nick))
    people.set(nick, person)
    this.#addClients(room, person)
  }

  left(room: BareJid, nick: string, at?: Instant): void {
    const known = this.#rooms.get(room)
    const person = known?.people.get(nick)
    known?.people.delete(nick)
    this.#dropClients(room, person)
    if (!known || at === undefined || person?.side !== 'operator' || !person.clients) return
    known.gone ??= new Map()
    known.gone.set(person.jid, { clients: person.clients, at })
  }

  /** Has Desk seen everybody in this room? */
  isComplete(room: BareJid): boolean {
    return this.#rooms.get(room)?.complete ?? false
  }

  /** Without a JID: anybody of that side. */
  isIn(room: BareJid, side: Side, jid?: BareJid): boolean {
    const people = [...(this.#rooms.get(room)?.people.values() ?? [])]
    return people.some(
      (one) => one.side === side && (jid === undefined || one.jid === jid) && !this.#isSilent(one),
    )
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

  /** With which clients this person is there. */
  clientsIn(room: BareJid, jid: BareJid): readonly FullJid[] {
    const people = this.#rooms.get(room)?.people
    if (!people || people.size === 0) return []
    return [...people.values()].flatMap((one) => (one.jid === jid ? (one.clients ?? []) : []))
  }

  /** The clients with which people are in rooms: visitors, and operators as owners or as guests. */
  clients(): Iterable<FullJid> {
    return this.#clients.keys()
  }

  isInRoom(client: FullJid): boolean {
    return this.#clients.has(client)
  }

  isVisitor(client: FullJid): boolean {
    return this.#visitors.has(client)
  }

  /** Somebody says something in this room, or types. */
  stirs(room: BareJid, at: Instant): void {
    const known = this.#rooms.get(room)
    if (known) known.stirredAt = at
  }

  /** When somebody in one of the rooms of this client did so last. */
  stirredAt(client: FullJid): Instant {
    const all = [...this.roomsOf(client)].map((room) => this.#rooms.get(room)?.stirredAt ?? 0)
    return Math.max(0, ...all)
  }

  /** Where they are with this client. */
  roomsOf(client: FullJid): Iterable<BareJid> {
    return this.#clients.get(client) ?? []
  }

  /** The clients with which this person was in the room when they left it last. */
  lastIn(room: BareJid, jid: BareJid): Gone | undefined {
    return this.#rooms.get(room)?.gone?.get(jid)
  }

  fallsSilent(client: FullJid, since: Instant): void {
    this.#silent.set(client, since)
  }

  isBack(client: FullJid): void {
    this.#silent.delete(client)
  }

  forgetSilent(isOver: (client: FullJid) => boolean): void {
    for (const client of this.#silent.keys()) if (isOver(client)) this.#silent.delete(client)
  }

  silentSince(client: FullJid): Instant | undefined {
    return this.#silent.get(client)
  }

  forget(room: BareJid): void {
    for (const person of this.#rooms.get(room)?.people.values() ?? []) this.#dropClients(room, person)
    this.#rooms.delete(room)
  }

  reset(): void {
    this.#rooms.clear()
    this.#clients.clear()
    this.#visitors.clear()
    this.#silent.clear()
  }

  #addClients(room: BareJid, { side, clients }: Person): void {
    for (const client of clients ?? []) {
      if (side === 'visitor') this.#visitors.add(client)
      const rooms = this.#clients.get(client)
      if (rooms) rooms.add(room)
      else this.#clients.set(client, new Set([room]))
    }
  }

  #dropClients(room: BareJid, person: Person | undefined): void {
    for (const client of person?.clients ?? []) {
      const rooms = this.#clients.get(client)
      rooms?.delete(room)
      if (rooms?.size !== 0) continue
      this.#clients.delete(client)
      this.#visitors.delete(client)
    }
  }

  #isSilent({ clients }: Person): boolean {
    return (
      this.#silent.size > 0 &&
      clients !== undefined &&
      clients.length > 0 &&
      clients.every((client) => this.#silent.has(client))
    )
  }
}
