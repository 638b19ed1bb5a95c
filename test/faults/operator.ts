/** An operator who takes what rings, talks, loses the connection and comes back, and now and then has a break. */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import { el, invitationOf, type Line, NS, Operator, type Seat } from '../support/people/index.ts'
import { PASSWORD, SUPPORT } from '../support/stage.ts'
import { between, type Chance } from './chance.ts'
import type { FinalScreen, Recorder } from './history.ts'

interface Chat {
  readonly case: string
  seat: Seat | undefined
  /** Has the archive been read since entering? Before that nothing is said. */
  isLive: boolean
  /** In the room's order; what was there before entering comes out of the archive. */
  lines: Line[]
  /** Said and not seen as stored: unknown. */
  readonly unknown: Map<string, string>
}

/** All in ms. */
const TIMES = { act: 500, ping: 2_000, pong: 8_000, signIn: 30_000, again: 300, break: [800, 2_000] } as const

export class TalkingOperator {
  readonly archives: Record<string, readonly string[]> = {}
  readonly #chats = new Map<string, Chat>()
  #me: Operator | undefined
  #working = true
  #mayRest = true
  #over: Promise<unknown> = Promise.resolve()

  constructor(
    readonly name: string,
    readonly websocket: string,
    readonly recorder: Recorder,
    readonly draw: Chance,
  ) {
    this.#over = Promise.all([this.#stayOnline(), this.#stayBusy()])
  }

  get jid(): string {
    return `${this.name}@localhost`
  }

  get isQuiet(): boolean {
    const open = [...this.#chats.values()].filter(({ seat }) => seat)
    return this.#me !== undefined && open.every(({ unknown }) => unknown.size === 0)
  }

  get screens(): FinalScreen[] {
    return [...this.#chats.values()].map(({ case: id, lines }) => ({
      ...{ who: this.jid, case: id },
      lines: lines.map((line) => ({
        ...{ nick: line.nick, id: line.id },
        ...(line.stanzaId === undefined ? {} : { archiveId: line.stanzaId }),
      })),
    }))
  }

  restNoMore(): void {
    this.#mayRest = false
  }

  /** Reads the archive of every room they are in, for the checker. */
  async readArchives(): Promise<void> {
    for (const { case: id, seat } of this.#chats.values()) {
      const lines = await seat?.history().catch(() => undefined)
      if (lines) this.archives[id] = lines.flatMap(({ stanzaId }) => stanzaId ?? [])
    }
  }

  async end(): Promise<void> {
    this.#working = false
    await this.#me?.connection.stop()
    await this.#over
  }

  async #stayOnline(): Promise<void> {
    while (this.#working) {
      const me = await within(this.#signIn(), TIMES.signIn, (late) => late.connection.cut())
      if (!me) {
        await pause(TIMES.again)
        continue
      }
      const over = new Promise<void>((done) =>
        me.connection.stanzas.follow(
          (one) => this.#hear(me, one),
          () => done(),
        ),
      )
      this.#me = me
      await this.#onDuty(me)
      const pings = this.#ping(me)
      await over
      this.#me = undefined
      for (const chat of this.#chats.values()) this.#lose(chat)
      await pings
    }
  }

  #signIn(): Promise<Operator> {
    const { websocket, name: username } = this
    return Operator.signIn({ websocket, domain: 'localhost', username, password: PASSWORD })
  }

  async #onDuty(me: Operator): Promise<void> {
    this.recorder.add('on', { who: this.jid })
    await me.onDuty(SUPPORT).catch(() => {})
  }

  /** A connection that says nothing is cut; a component that was away is told again who is on duty. */
  async #ping(me: Operator): Promise<void> {
    while (this.#me === me && this.#working) {
      await pause(TIMES.ping)
      const ping = el('iq', { type: 'get', to: 'localhost' }, el('ping', { xmlns: NS.ping }))
      const alive = await me.connection.ask(ping, TIMES.pong).then(
        () => true,
        () => false,
      )
      if (!alive) me.connection.cut()
    }
  }

  #hear(me: Operator, stanza: Element): void {
    const offer = stanza.is('iq') ? stanza.getChild('offer', NS.workgroup) : undefined
    if (offer) void this.#decide(me, String(offer.attrs.jid), String(offer.attrs.id))
    const invitation = invitationOf(stanza)
    if (invitation?.kind === 'mediated' && invitation.caseId !== undefined)
      void this.#enter(me, invitation.caseId, invitation.room, invitation.nick ?? this.name)
    const ended = stanza.is('message') ? stanza.getChild('ended', NS.parlor) : undefined
    const chat = this.#chats.get(String(ended?.attrs.case))
    if (chat) this.#lose(chat)
  }

  async #decide(me: Operator, visitor: string, id: string): Promise<void> {
    await pause(between(this.draw, 0, 400))
    const offer = { workgroup: SUPPORT, visitor, caseId: id }
    const answer = this.draw() < 0.9 ? me.accept(offer) : me.reject(offer)
    await answer.catch(() => {}) // somebody was quicker, or it is unknown: an invitation will tell
  }

  async #enter(me: Operator, id: string, room: string, nick: string): Promise<void> {
    const chat: Chat = this.#chats.get(id) ?? {
      case: id,
      seat: undefined,
      isLive: false,
      lines: [],
      unknown: new Map(),
    }
    this.#chats.set(id, chat)
    if (chat.seat) return
    try {
      const seat = await me.enter(room, nick)
      if (this.#me !== me || chat.seat) return
      chat.seat = seat
      this.recorder.add('owns', { who: this.jid, case: id })
      const live: Line[] = [...seat.lines.items]
      const lose = () => chat.seat === seat && this.#lose(chat)
      seat.left.follow(lose, lose)
      for (const line of live) this.#take(chat, line)
      seat.lines.follow((line) => {
        this.#take(chat, line)
        if (chat.isLive) chat.lines.push(line)
        else live.push(line)
      })
      const before = await seat.history()
      chat.isLive = true
      for (const line of before) this.#take(chat, line)
      const known = new Set(before.map(({ stanzaId }) => stanzaId))
      chat.lines = [...before, ...live.filter(({ stanzaId }) => !known.has(stanzaId))]
      // The archive has spoken: what it does not have was not stored.
      for (const [message, text] of chat.unknown) await seat.send(el('body', {}, text), message)
    } catch {
      // Not let in, or the connection is gone: the next invitation is the next try.
      if (chat.seat && this.#me === me) me.connection.cut()
    }
  }

  #take(chat: Chat, { id, nick, stanzaId }: Line): void {
    const archiveId = stanzaId === undefined ? {} : { archiveId: stanzaId }
    this.recorder.add('heard', { who: this.jid, case: chat.case, by: nick, id, ...archiveId })
    if (stanzaId !== undefined && chat.unknown.delete(id))
      this.recorder.add('sent', { who: this.jid, case: chat.case, id })
  }

  #lose(chat: Chat): void {
    if (!chat.seat) return
    chat.seat = undefined
    chat.isLive = false
    this.recorder.add('disowns', { who: this.jid, case: chat.case })
  }

  async #stayBusy(): Promise<void> {
    while (this.#working) {
      await pause(between(this.draw, TIMES.act, 3 * TIMES.act))
      const open = [...this.#chats.values()].filter(({ seat }) => seat)
      if (open.length > 0) for (const chat of open) await this.#talk(chat)
      else if (this.#mayRest && this.draw() < 0.2) await this.#rest()
    }
  }

  async #talk(chat: Chat): Promise<void> {
    const [id, text] = [randomUUID(), `${this.name} says something`]
    if (!chat.isLive || chat.unknown.size > 0 || !this.#mayRest) return
    chat.unknown.set(id, text)
    this.recorder.add('said', { by: 'operator', who: this.jid, case: chat.case, id })
    await chat.seat?.send(el('body', {}, text), id).catch(() => {})
  }

  async #rest(): Promise<void> {
    const me = this.#me
    if (!me) return
    const isGone = await me.offDuty(SUPPORT).then(
      () => true,
      () => false,
    )
    if (!isGone) return
    this.recorder.add('off', { who: this.jid })
    await pause(between(this.draw, ...TIMES.break))
    if (this.#me === me) await this.#onDuty(me)
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Nothing when it took too long or failed; what comes too late is handed to `drop`. */
function within<T>(work: Promise<T>, ms: number, drop: (late: T) => void): Promise<T | undefined> {
  let isLate = false
  const given = work.then(
    (result) => {
      if (!isLate) return result
      drop(result)
      return undefined
    },
    () => undefined,
  )
  return Promise.race([
    given,
    pause(ms).then(() => {
      isLate = true
      return undefined
    }),
  ])
}
