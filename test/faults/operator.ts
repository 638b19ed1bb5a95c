/**
 * An operator who takes what rings, talks, hands chats on, asks colleagues in, loses the connection and comes back, and now
 * and then has a break. What is refused, or never answered, is no matter: the next invitation tells.
 */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import { el, type Invitation, invitationOf, type Line, NS, Operator } from '../support/people/index.ts'
import { PASSWORD, SALES, SUPPORT } from '../support/stage.ts'
import { type Board, bare, type Chat, invitedAs, type Open, once, type Part } from './board.ts'
import { between, type Chance, deck } from './chance.ts'
import { leave, OTHERS, type OthersDeed, OWN, type OwnDeed } from './deeds.ts'
import type { FinalScreen, Recorder } from './history.ts'
import { pause, within } from './patience.ts'

/** All in ms. */
const TIMES = {
  ...{ act: 500, ping: 2_000, pong: 8_000, signIn: 30_000, again: 1_000 },
  ...{ decide: 1_200, break: [800, 2_000] as const },
}

const DUTIES = [SUPPORT, SALES]

/** What comes of an offer: of a request, and of a chat that is passed on or shared. */
const ANSWERS = {
  request: ['accept', 'accept', 'accept', 'accept', 'accept', 'reject', 'ignore'],
  transfer: ['accept', 'accept', 'accept', 'reject', 'ignore'],
} as const

/** Nobody else has it any more, by the news of the desk. */
const GIVEN_AWAY: ReadonlySet<string | undefined> = new Set(['transfer-accepted', 'taken-over'])

export interface Character {
  readonly name: string
  readonly isSupervisor: boolean
  readonly websocket: string
}

export class TalkingOperator {
  readonly archives: Record<string, readonly string[]> = {}
  readonly #chats = new Map<string, Chat>()
  #me: Operator | undefined
  #working = true
  #mayRest = true
  readonly #over: Promise<unknown>
  readonly #own: Iterator<OwnDeed, never>
  readonly #others: Iterator<OthersDeed, never>
  readonly #answers: { readonly [K in keyof typeof ANSWERS]: Iterator<string, never> }

  constructor(
    readonly character: Character,
    readonly board: Board,
    readonly recorder: Recorder,
    readonly draw: Chance,
  ) {
    this.#own = deck(draw, Object.keys(OWN) as OwnDeed[])
    this.#others = deck(draw, Object.keys(OTHERS) as OthersDeed[])
    this.#answers = { request: deck(draw, ANSWERS.request), transfer: deck(draw, ANSWERS.transfer) }
    this.#over = Promise.all([this.#stayOnline(), this.#stayBusy()])
  }

  get jid(): string {
    return `${this.character.name}@localhost`
  }

  get isOnline(): boolean {
    return this.#me !== undefined
  }

  get isQuiet(): boolean {
    return this.#me !== undefined && this.#inside.every(({ unknown }) => unknown.size === 0)
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

  get #inside(): Chat[] {
    return [...this.#chats.values()].filter(({ occupant }) => occupant)
  }

  /** Nothing but the last words from now on. */
  restNoMore(): void {
    this.#mayRest = false
  }

  /** Reads the archive of every room they are in, for the checker; what was said twice is one line. */
  async readArchives(): Promise<void> {
    for (const { case: id, occupant } of this.#inside) {
      const lines = await occupant?.history().catch(() => undefined)
      if (lines) this.archives[id] = once(lines).flatMap(({ stanzaId }) => stanzaId ?? [])
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
      // Nobody else will end it who ended this operator meanwhile.
      if (!this.#working) return me.connection.cut()
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
    const { websocket, name: username } = this.character
    return Operator.signIn({ websocket, domain: 'localhost', username, password: PASSWORD })
  }

  async #onDuty(me: Operator): Promise<void> {
    this.recorder.add('on', { who: this.jid })
    for (const workgroup of DUTIES) await me.onDuty(workgroup).catch(() => {})
  }

  /** A connection that says nothing is cut. Now and then the duty is said again, for whatever may have been forgotten. */
  async #ping(me: Operator): Promise<void> {
    while (this.#me === me && this.#working) {
      await pause(TIMES.ping)
      const ping = el('iq', { type: 'get', to: 'localhost' }, el('ping', { xmlns: NS.ping }))
      const alive = await me.connection.ask(ping, TIMES.pong).then(
        () => true,
        () => false,
      )
      if (!alive) me.connection.cut()
      else if (this.#isOn && this.draw() < 0.1) await this.#onDuty(me)
    }
  }

  #hear(me: Operator, stanza: Element): void {
    const from = bare(String(stanza.attrs.from))
    const offer = stanza.is('iq') ? stanza.getChild('offer', NS.workgroup) : undefined
    if (offer) void this.#decide(me, from, offer)
    const invitation = invitationOf(stanza)
    if (invitation) void this.#enter(me, invitation)
    if (stanza.is('message')) this.#hearNews(stanza)
    if (stanza.is('presence') && DUTIES.includes(from)) void this.#hearOfDuty(me, stanza, from)
  }

  /** The workgroup has forgotten who is there, or was not there to hear it: said again, as the desk does. */
  async #hearOfDuty(me: Operator, presence: Element, workgroup: string): Promise<void> {
    const isUnheard = presence.attrs.type === 'error'
    if (!isUnheard && !presence.getChild('started', NS.parlor)) return
    if (isUnheard) await pause(TIMES.again)
    if (this.#isOn && this.#me === me) await me.onDuty(workgroup).catch(() => {})
  }

  #isOn = true

  #hearNews(message: Element): void {
    const ended = message.getChild('ended', NS.parlor)
    const over = this.#chats.get(String(ended?.attrs.case))
    if (ended) this.board.over(String(ended.attrs.case))
    if (over) this.#lose(over)
    const news = message.getChild('news', NS.parlor)
    if (!news) return
    const [id, what] = [String(news.attrs.case), String(news.attrs.what)]
    this.recorder.add('told', { who: this.jid, case: id, news: what })
    const given = this.#chats.get(id)
    if (given && GIVEN_AWAY.has(what)) this.#play(given, 'leaving')
  }

  async #decide(me: Operator, workgroup: string, offer: Element): Promise<void> {
    await pause(between(this.draw, 0, TIMES.decide))
    const about = { workgroup, visitor: String(offer.attrs.jid), caseId: String(offer.attrs.id) }
    const answers = this.#answers[offer.getChild('transfer', NS.parlor) ? 'transfer' : 'request']
    const answer = this.#mayRest ? answers.next().value : 'accept'
    if (answer === 'ignore') return
    const said = answer === 'accept' ? me.accept(about) : me.reject(about)
    await said.catch(() => {}) // somebody was quicker, or it is unknown: an invitation will tell
  }

  async #enter(
    me: Operator,
    { room, nick = this.character.name, stanza, caseId }: Invitation,
  ): Promise<void> {
    if (caseId === undefined) return
    const chat = this.#invitedTo(caseId, stanza)
    if (chat.occupant) return
    try {
      const occupant = await me.enter(room, nick)
      if (this.#me !== me || chat.occupant) return
      chat.occupant = occupant
      this.#play(chat, chat.part)
      const live: Line[] = [...occupant.lines.items]
      const lose = () => chat.occupant === occupant && this.#lose(chat)
      occupant.left.follow(lose, lose)
      for (const line of live) this.#take(chat, line)
      occupant.lines.follow((line) => {
        if (chat.occupant !== occupant) return // thrown out and let in again on the same connection: the new membership hears it
        this.#take(chat, line)
        if (chat.isLive) chat.lines.push(line)
        else live.push(line)
      })
      const before = await occupant.history()
      if (chat.occupant !== occupant) return
      chat.isLive = true
      for (const line of before) this.#take(chat, line)
      const known = new Set(before.map(({ stanzaId }) => stanzaId))
      chat.lines = once([...before, ...live.filter(({ stanzaId }) => !known.has(stanzaId))])
      // The archive has spoken: what it does not have was not stored.
      for (const [message, text] of chat.unknown) await occupant.send(el('body', {}, text), message)
    } catch {
      // Not let in, or the connection is gone: the next invitation is the next try.
      if (chat.occupant && this.#me === me) me.connection.cut()
    }
  }

  /** As what they come in, and from which workgroup, says the invitation. */
  #invitedTo(id: string, stanza: Element): Chat {
    const chat: Chat = this.#chats.get(id) ?? {
      ...{ case: id, part: 'owner', workgroup: SUPPORT, visitor: '' },
      ...{ occupant: undefined, isLive: false, lines: [], unknown: new Map() },
    }
    this.#chats.set(id, chat)
    const { part, ...about } = invitedAs(stanza)
    Object.assign(chat, about)
    this.#play(chat, part)
    this.board.add(chat)
    return chat
  }

  /** The screen shows the chat as theirs while they are in the room as its owner. */
  #play(chat: Chat, part: Part): void {
    const { case: id } = chat
    const wasTheirs = this.#shown.has(id)
    const isTheirs = part === 'owner' && chat.occupant !== undefined
    chat.part = part
    if (wasTheirs === isTheirs) return
    if (isTheirs) this.#shown.add(id)
    else this.#shown.delete(id)
    this.recorder.add(isTheirs ? 'owns' : 'disowns', { who: this.jid, case: id })
  }

  readonly #shown = new Set<string>()

  #take(chat: Chat, { id, nick, stanzaId }: Line): void {
    const archiveId = stanzaId === undefined ? {} : { archiveId: stanzaId }
    this.recorder.add('heard', { who: this.jid, case: chat.case, by: nick, id, ...archiveId })
    if (stanzaId !== undefined && chat.unknown.delete(id))
      this.recorder.add('sent', { who: this.jid, case: chat.case, id })
  }

  #lose(chat: Chat): void {
    if (!chat.occupant) return
    chat.occupant = undefined
    chat.isLive = false
    this.#play(chat, chat.part)
  }

  async #stayBusy(): Promise<void> {
    while (this.#working) {
      await pause(between(this.draw, TIMES.act, 3 * TIMES.act))
      const me = this.#me
      if (!me) continue
      for (const chat of this.#inside) await this.#act(me, chat)
      if (!this.#mayRest) continue
      if (this.character.isSupervisor && this.draw() < 0.4) this.#supervise(me)
      if (this.#inside.length === 0 && this.draw() < 0.2) await this.#rest(me)
    }
  }

  async #act(me: Operator, chat: Chat): Promise<void> {
    const { part } = chat
    const isGuest = part !== 'owner' && part !== 'leaving'
    if (isGuest && (!this.#mayRest || this.draw() < 0.2)) this.#ask('leave', leave(me, chat, ''), chat)
    else if (part === 'owner' && this.#mayRest && this.draw() < 0.35) {
      const what = this.#own.next().value
      this.#ask(what, OWN[what](me, chat, this.#colleague()), chat)
    } else if (part !== 'silent') await this.#talk(chat)
  }

  #supervise(me: Operator): void {
    const chat = this.board.another(this.#chats)
    if (!chat) return
    const what = this.#others.next().value
    this.#ask(what, OTHERS[what](me, chat, this.#colleague()), chat)
  }

  #ask(what: string, work: Promise<unknown>, { case: id }: Open): void {
    this.recorder.add('did', { who: this.jid, what, case: id })
    // Refused, or never answered: what comes of it is heard.
    work.catch((error: Error) =>
      this.recorder.add('did', { who: this.jid, what: `(${what}: ${error.message})`, case: id }),
    )
  }

  #colleague(): string {
    const others = this.board.operators.filter((jid) => jid !== this.jid)
    return others[between(this.draw, 0, others.length)] ?? this.jid
  }

  async #talk(chat: Chat): Promise<void> {
    const [id, text] = [randomUUID(), `${this.character.name} says something`]
    if (!chat.isLive || chat.unknown.size > 0 || !this.#mayRest) return
    chat.unknown.set(id, text)
    this.recorder.add('said', { by: 'operator', who: this.jid, case: chat.case, id })
    await chat.occupant?.send(el('body', {}, text), id).catch(() => {})
  }

  /** Rejects where nobody has heard of it: what is answered behind it tells. */
  async #leaveDuty(me: Operator): Promise<void> {
    for (const workgroup of DUTIES) {
      await me.offDuty(workgroup)
      await me.connection.ask(
        el('iq', { type: 'get', to: workgroup }, el('ping', { xmlns: NS.ping })),
        TIMES.pong,
      )
    }
  }

  async #rest(me: Operator): Promise<void> {
    this.#isOn = false
    const isGone = await this.#leaveDuty(me).then(
      () => true,
      () => false,
    )
    if (isGone) {
      this.recorder.add('off', { who: this.jid })
      await pause(between(this.draw, ...TIMES.break))
    }
    this.#isOn = true
    if (this.#me === me) await this.#onDuty(me)
  }
}
