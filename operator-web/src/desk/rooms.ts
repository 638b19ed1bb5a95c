/**
 * The rooms of this operator's chats: enter, fill the gap from the archive, then send what waits in the outbox. In this
 * order, always: a message that is in the archive already must not be sent twice.
 */
import type { ArchiveRow, Fact } from '../model/facts.ts'
import { outbox } from '../model/lines.ts'
import { isOnline } from '../model/select.ts'
import type { Chat, RoomJid } from '../model/types.ts'
import { buildQuery, parseFin, parseResult, type Where } from '../wire/mam.ts'
import { buildEntry, buildLeave, buildMessage } from '../wire/muc.ts'
import { bare, type Element } from '../wire/xml.ts'
import type { Hands, Part } from './hands.ts'

const ENTRY_PATIENCE = 15_000
const RETRY_AFTER = 2_000
/** A message that was under way so often when the stream ended is not sent again by itself: it may be what ends it. */
const DEATHS = 2

interface Query {
  readonly room: RoomJid
  readonly rows: ArchiveRow[]
}

export class Rooms implements Part {
  /** Rooms being entered, with what stops the wait. */
  readonly #entering = new Map<RoomJid, () => void>()
  /** Archive queries under way, by their id. */
  readonly #queries = new Map<string, Query>()
  /** Rooms whose gap is being filled. */
  readonly #filling = new Set<RoomJid>()
  /** Messages this stream carries already: the library repeats them itself when the stream is resumed. */
  readonly #handed = new Set<string>()
  /** How often a message was under way when the stream ended. */
  readonly #deaths = new Map<string, number>()
  #up = false

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => this.#collect(stanza))
  }

  onFact: Part['onFact'] = (fact) => reactions[fact.is]?.(this, fact)

  stop = (): void => {
    for (const cancel of this.#entering.values()) cancel()
    this.#entering.clear()
  }

  /** A new session: every room again. A resumed one: only what was written meanwhile. */
  online(resumed: boolean): void {
    this.#up = true
    if (resumed) {
      for (const chat of this.#chats()) this.flush(chat.room)
      return
    }
    this.stop()
    this.#filling.clear()
    this.#handed.clear()
    for (const chat of this.#chats()) this.enter(chat.room)
  }

  /** The stream has ended. */
  lost(): void {
    if (!this.#up) return
    this.#up = false
    const deaths = this.#chats()
      .flatMap(({ lines }) => outbox(lines))
      .map(({ id }) => [id, (this.#deaths.get(id) ?? 0) + Number(this.#handed.has(id))] as const)
    this.#deaths.clear()
    for (const [id, count] of deaths) this.#deaths.set(id, count)
  }

  enter(room: RoomJid): void {
    const chat = this.#chat(room)
    const underWay = this.#entering.has(room) || this.#filling.has(room)
    if (chat?.state !== 'entering' || underWay || !isOnline(this.hands.desk())) return
    const cancel = this.hands.later(ENTRY_PATIENCE, () => {
      this.#entering.delete(room)
      this.hands.tell({ is: 'entry-failed', room })
    })
    this.#entering.set(room, cancel)
    this.hands.link.send(buildEntry(room, chat.nick))
  }

  /** Our own presence came back from the room. */
  entered(room: RoomJid): void {
    if (!this.#entered(room)) return
    void this.#fillGap(room)
  }

  refused(room: RoomJid): void {
    this.#entered(room)
  }

  flush(room: RoomJid): void {
    const chat = this.#chat(room)
    if (chat?.state !== 'open') return
    for (const { id, body, reply, file } of outbox(chat.lines)) {
      if ((this.#deaths.get(id) ?? 0) < DEATHS) this.#hand(id, buildMessage(room, id, body, { reply, file }))
      else this.hands.tell({ is: 'message-refused', room, id, condition: 'set-aside' })
    }
  }

  /** The room is left behind: nothing of it is waited for any more. */
  leave(room: RoomJid): void {
    const chat = this.#chat(room)
    this.#entered(room)
    if (chat) this.hands.link.send(buildLeave(room, chat.nick))
  }

  sayAgain(room: RoomJid, id: string): void {
    this.#handed.delete(id)
    this.#deaths.delete(id)
    this.flush(room)
  }

  /** The operator asks for what the archive did not give. */
  readAgain(room: RoomJid): void {
    if (this.#chat(room)?.gap !== 'left' || !isOnline(this.hands.desk())) return
    this.hands.tell({ is: 'gap-asked', room })
    void this.#fillGap(room)
  }

  #hand(id: string, message: Element): void {
    if (this.#handed.has(id) || !isOnline(this.hands.desk())) return
    this.#handed.add(id)
    this.hands.link.send(message)
  }

  #entered(room: RoomJid): boolean {
    const cancel = this.#entering.get(room)
    cancel?.()
    return this.#entering.delete(room)
  }

  async #fillGap(room: RoomJid): Promise<void> {
    if (this.#filling.has(room)) return
    this.#filling.add(room)
    const is = await this.#pages(room)
      .catch(() => this.#pagesAgain(room))
      .then(() => 'caught-up' as const)
      .catch(() => 'gap-left' as const)
    if (this.#filling.delete(room)) this.hands.tell({ is, room })
  }

  async #pagesAgain(room: RoomJid): Promise<void> {
    await new Promise<void>((resolve) => this.hands.later(RETRY_AFTER, resolve))
    if (this.#filling.has(room)) await this.#pages(room)
  }

  /** Nothing is known: the newest page. Something is: all that came after it. */
  async #pages(room: RoomJid): Promise<void> {
    let after = this.#chat(room)?.lastStanzaId
    if (after === undefined) return this.#newest(room)
    for (;;) {
      const { rows, last, complete } = await this.#page(room, { after })
      // The session changed under way: the one that began after it does the work.
      if (!this.#filling.has(room)) return
      if (rows.length > 0) this.hands.tell({ is: 'archived', room, rows })
      if (complete || last === after) return
      after = last
    }
  }

  async #newest(room: RoomJid): Promise<void> {
    const { rows, first, complete } = await this.#page(room, { before: undefined })
    if (!this.#filling.has(room)) return
    this.hands.tell({ is: 'archived', room, rows })
    if (!complete && first !== undefined)
      this.hands.tell({ is: 'archived-earlier', room, rows: [], before: first })
  }

  /** What lies before the first line, when somebody looks there. */
  async readEarlier(room: RoomJid): Promise<void> {
    const { is, before } = this.#chat(room)?.earlier ?? {}
    if (before === undefined || is === 'asked' || !isOnline(this.hands.desk())) return
    this.hands.tell({ is: 'earlier-asked', room })
    try {
      const { rows, first, complete } = await this.#page(room, { before })
      // A session that was lost meanwhile asks again.
      if (this.#chat(room)?.earlier?.is !== 'asked') return
      const more = !complete && first !== undefined && first !== before ? { before: first } : {}
      this.hands.tell({ is: 'archived-earlier', room, rows, ...more })
    } catch {
      if (this.#chat(room)?.earlier?.is === 'asked') this.hands.tell({ is: 'earlier-failed', room })
    }
  }

  async #page(room: RoomJid, where: Where) {
    const id = crypto.randomUUID()
    const query: Query = { room, rows: [] }
    this.#queries.set(id, query)
    const page = await this.hands.link
      .ask(buildQuery(room, id, where))
      .then(parseFin)
      .finally(() => this.#queries.delete(id))
    return { ...page, rows: query.rows }
  }

  #collect(stanza: Element): void {
    const result = stanza.name === 'message' ? parseResult(stanza) : undefined
    const query = result && this.#queries.get(result.queryId)
    if (!result?.row || !query || bare(stanza.attrs.from ?? '') !== query.room) return
    query.rows.push(result.row)
  }

  readonly #chat = (room: RoomJid): Chat | undefined => this.hands.desk().chats.get(room)
  readonly #chats = (): readonly Chat[] => [...this.hands.desk().chats.values()]
}

/** What follows from which fact. */
const reactions: { [K in Fact['is']]?: (rooms: Rooms, fact: Fact) => void } = {
  online: (rooms, fact) => fact.is === 'online' && rooms.online(fact.resumed),
  'connection-lost': (rooms) => rooms.lost(),
  invited: (rooms, fact) => fact.is === 'invited' && rooms.enter(fact.room),
  'room-refused': (rooms, fact) => fact.is === 'room-refused' && rooms.refused(fact.room),
  'caught-up': (rooms, fact) => fact.is === 'caught-up' && rooms.flush(fact.room),
  'gap-left': (rooms, fact) => fact.is === 'gap-left' && rooms.flush(fact.room),
  saying: (rooms, fact) => fact.is === 'saying' && rooms.flush(fact.room),
  'saying-again': (rooms, fact) => fact.is === 'saying-again' && rooms.sayAgain(fact.room, fact.id),
  'message-refused': (rooms, fact) => fact.is === 'message-refused' && rooms.enter(fact.room),
  occupant: (rooms, fact) => {
    if (fact.is !== 'occupant' || !fact.self) return
    if (fact.here) rooms.entered(fact.room)
    else rooms.enter(fact.room)
  },
}
