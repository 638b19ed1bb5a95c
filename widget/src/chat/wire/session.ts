/**
 * The visitor's side of urn-parlor-1: carries out the model's deeds on the line, and tells the model what was heard. Checks
 * who may say what; knows no screen.
 */
import type { Builder } from 'strophe.js'
import { DESK } from '../../../../component/protocol/names.js'
import { CLIENT, STANZAS } from '../../../../component/protocol/namespaces.js'
import type { Plain } from '../../shared/call/element.ts'
import type { Deed, Happening, Room, Said } from '../model/types.ts'
import * as build from './build.ts'
import type { Dial } from './dial.ts'
import { HttpFault, type Visit } from './http.ts'
import { newId } from './id.ts'
import { type Endpoints, Line } from './line.ts'
import * as read from './read.ts'
import { attribute, child, host } from './xml.ts'

export type WireDeed = Extract<
  Deed,
  {
    do:
      | 'join'
      | 'connect'
      | 'resume'
      | 'reconnect'
      | 'hang-up'
      | 'presence'
      | 'enter'
      | 'catch-up'
      | 'send'
      | 'displayed'
  }
>

/** The line, as far as what is fetched later needs it. */
export interface Side {
  /** The room, and the visitor's name in it; none while they wait. */
  readonly room: Room | undefined
  send(stanza: Plain): void
  /** The answer, or nothing when none came in time (ms). */
  ask(iq: Plain, timeout: number): Promise<Element | undefined>
  /** What goes with the message of this id when it is said, and stands before its words for clients that know less. */
  about(id: string, more: readonly Plain[], before?: string): void
}

/** Elements beside the words, and what stands before these for clients that know less. */
export type More = readonly [more: readonly Plain[], before: string]

export interface Outside {
  tell(happening: Happening): void
  /** A ticket and the addresses; throws HttpFault. */
  visit(): Promise<Visit>
  dial: Dial
}

/** All in ms. */
const TIMES = {
  ...{ answer: 10_000, again: 1000, longest: 15_000, enter: 8000, stored: 12_000, depart: 2000 },
  /** Who writes says so again before that, or has stopped, or is gone. */
  typing: 30_000,
  /** What is read meanwhile is told at once. */
  read: 1500,
}

export class Session {
  #line: Line | undefined
  #at: (Endpoints & { readonly workgroup: string }) | undefined
  #room: Room | undefined
  /** In the room, as far as its presence said. */
  #inside = false
  /** Asked for, not answered: sent as soon as the line is up, each time with a new ticket. */
  #request: { readonly values: Readonly<Record<string, string>>; ticket: string } | undefined
  #pages: { readonly query: string; readonly said: Said[] } | undefined
  /** Deadlines by what they wait for: `enter`, or the id of a message. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** What goes with some messages, by id. */
  /** What goes with own messages, by their ids. */
  readonly more = new Map<string, More>()
  /** How often in a row something had to wait. */
  readonly #failures = new Map<string, number>()

  constructor(readonly outside: Outside) {}

  /** The addresses, to be kept with the token. */
  get at(): (Endpoints & { readonly workgroup: string }) | undefined {
    return this.#at
  }

  set at(at: Endpoints & { readonly workgroup: string }) {
    this.#at = at
  }

  carry(deed: WireDeed): void {
    const deeds: { [K in WireDeed['do']]: (deed: Extract<WireDeed, { do: K }>) => void } = {
      join: ({ values, soon }) => this.#later('join', soon, () => void this.#join(values)),
      connect: () => this.#open(),
      resume: ({ token, soon }) => this.#later('resume', soon, () => void this.#resume(token)),
      reconnect: () => this.#line?.redial(),
      'hang-up': ({ depart }) => void this.#hangUp(depart),
      presence: ({ away }) => this.#at && this.#send(build.presence(this.#at.workgroup, away)),
      enter: ({ room, soon }) => this.#later('enter', soon, () => this.#enter(room)),
      'catch-up': ({ room, after, soon }) =>
        this.#later('catch-up', soon, () => void this.#catchUp(room, after)),
      displayed: ({ room, id }) => this.#sees(room, id),
      send: ({ room, id, text, soon }) => this.#later(id, soon, () => this.#say(room, id, text)),
    }
    ;(deeds[deed.do] as (deed: WireDeed) => void)(deed)
  }

  /** XEP-0085; not part of the model, as nothing depends on it. */
  writing(state: 'composing' | 'paused' | 'active'): void {
    if (this.#inside && this.#room) this.#send(build.chatState(this.#room.jid, state))
  }

  wake(): void {
    this.#line?.wake()
  }

  #send(stanza: Builder): void {
    if (this.#line?.isUp) this.#line.send(stanza)
  }

  /** At once, or after a pause that grows with each time in a row. */
  #later(key: string, soon: boolean, then: () => void): void {
    this.#done(key)
    if (soon) this.#failures.delete(key)
    if (soon) return void then()
    const failures = this.#failures.get(key) ?? 0
    this.#failures.set(key, failures + 1)
    const pause = Math.min(TIMES.again * 2 ** failures, TIMES.longest)
    this.#timers.set(key, setTimeout(then, pause * (0.75 + Math.random() / 2)))
  }

  #done(key: string): void {
    clearTimeout(this.#timers.get(key))
    this.#timers.delete(key)
  }

  #clear(): void {
    for (const key of [...this.#timers.keys()]) this.#done(key)
    this.#inside = false
    this.#pages = undefined
  }

  async #join(values: Readonly<Record<string, string>>): Promise<void> {
    const request = { values, ticket: '' }
    this.#request = request
    try {
      const { ticket, ...at } = await this.outside.visit()
      if (this.#request !== request) return
      request.ticket = ticket
      this.#at = at
    } catch (error) {
      if (this.#request !== request) return
      this.#request = undefined
      return this.outside.tell({
        is: 'visit-failed',
        fault: error instanceof HttpFault ? error.fault : 'server',
      })
    }
    if (this.#line) void this.#ask()
    else this.#open()
  }

  #open(): void {
    const at = this.#at
    if (!at || this.#line) return
    this.#line = new Line(
      at,
      {
        up: () => {
          this.outside.tell({ is: 'up' })
          void this.#ask()
        },
        down: () => {
          this.#clear()
          this.outside.tell({ is: 'down' })
        },
        stanza: (element) => this.#hear(element),
        // XEP-0410: in a room, ask oneself; that also tells whether one is still in it.
        ping: () =>
          build.ping(this.#inside && this.#room ? `${this.#room.jid}/${this.#room.nick}` : undefined),
        pong: (answer) => {
          const error = attribute(answer, 'type') === 'error' ? child(answer, 'error', CLIENT) : undefined
          if (this.#inside && child(error, 'not-acceptable', STANZAS)) this.#removed()
        },
      },
      this.outside.dial,
    )
  }

  /** `join-queue`, once the ticket and the line are there. */
  async #ask(): Promise<void> {
    const request = this.#request
    const line = this.#line
    if (!request || !line?.isUp || !this.#at) return
    if (!request.ticket) return this.#join(request.values)
    const ticket = request.ticket
    request.ticket = ''
    const answer = await line.ask(build.join(this.#at.workgroup, request.values, ticket), TIMES.answer)
    if (this.#request !== request || line !== this.#line || !line.isUp) return
    this.#request = undefined
    this.#answered(answer)
  }

  async #resume(token: string): Promise<void> {
    const line = this.#line
    if (!line?.isUp || !this.#at) return
    const answer = await line.ask(build.resume(this.#at.workgroup, token), TIMES.answer)
    if (line === this.#line && line.isUp) this.#answered(answer)
  }

  #answered(answer: Element | undefined): void {
    const joined = answer && read.joined(answer)
    if (joined) this.outside.tell({ is: 'joined', ...joined })
    else this.outside.tell({ is: 'refused', ...read.refusal(answer) })
  }

  async #hangUp(depart: boolean): Promise<void> {
    const line = this.#line
    this.#line = undefined
    this.#room = undefined
    this.#request = undefined
    this.#clear()
    if (depart && line?.isUp && this.#at) await line.ask(build.depart(this.#at.workgroup), TIMES.depart)
    line?.close()
  }

  #enter(room: Room): void {
    this.#room = room
    this.#inside = false
    this.#send(build.enter(room))
    this.#timers.set(
      'enter',
      setTimeout(() => this.outside.tell({ is: 'not-entered' }), TIMES.enter),
    )
  }

  #removed(): void {
    if (!this.#inside) return
    this.#inside = false
    // `ended` or `superseded` explain it a moment later, or nothing does.
    this.#timers.set(
      'removed',
      setTimeout(() => this.outside.tell({ is: 'removed' }), TIMES.again),
    )
  }

  #say(room: Room, id: string, text: string): void {
    this.#send(build.say(room.jid, id, text, this.more.get(id)))
    this.#timers.set(
      id,
      setTimeout(() => this.outside.tell({ is: 'bounced', id, again: false }), TIMES.stored),
    )
  }

  #sees(room: Room, id: string): void {
    this.#done('read')
    this.#timers.set(
      'read',
      setTimeout(() => this.#inside && this.#send(build.displayed(room.jid, id)), TIMES.read),
    )
  }

  async #catchUp(room: Room, after?: string): Promise<void> {
    const line = this.#line
    const pages = { query: newId(), said: [] as Said[] }
    this.#pages = pages
    let from = after
    for (;;) {
      const answer = await line?.ask(build.catchUp(room.jid, pages.query, from), TIMES.answer)
      if (this.#pages !== pages) return
      if (!answer || attribute(answer, 'type') !== 'result') break
      const { complete, last } = read.page(answer)
      from = last
      if (!complete) continue
      this.#pages = undefined
      return this.outside.tell({ is: 'history', said: pages.said })
    }
    this.#pages = undefined
    // The id may have expired from the archive (XEP-0059 §2.2): then all of it.
    if (from !== undefined && line?.isUp) return this.#catchUp(room)
    if (line?.isUp) this.outside.tell({ is: 'history-failed' })
  }

  /** C6: what speaks of calls is fetched when one is asked for. */
  async #call(room: Room, element: Element): Promise<void> {
    const { hear } = await import('../call/index.ts')
    hear({ ...this.#side(), room }, element)
  }

  #side = (room?: Room): Side => ({
    room,
    send: (stanza) => this.#send(build.plain(stanza)),
    ask: async (iq, timeout) => this.#line?.ask(build.plain(iq), timeout),
    about: (id, more, before = '') => this.more.set(id, [more, before]),
  })

  /** While there is a line. */
  get side(): Side | undefined {
    return this.#line?.isUp ? this.#side(this.#inside ? this.#room : undefined) : undefined
  }

  #hear(element: Element): void {
    if (this.#room && read.isCall(element)) void this.#call(this.#room, element)
    if (element.localName === 'presence') this.#see(element)
    if (element.localName !== 'message') return
    const heard = read.heard(element, Date.now())
    if (heard) (this.#hearing[heard.is] as (heard: read.Heard) => void)(heard)
  }

  #own(said: Said): Said {
    return said.name === this.#room?.nick ? { ...said, who: 'me' } : said
  }

  /** Any workgroup of this Parlor: a chat may be handed on to another one. */
  #isDesk(from: string): boolean {
    return this.#at !== undefined && host(from) === host(this.#at.workgroup)
  }

  /** What is heard, by kind; what somebody may not say is not heard. */
  readonly #hearing: { [K in read.Heard['is']]: (heard: Extract<read.Heard, { is: K }>) => void } = {
    place: ({ from, is, position, seconds }) => {
      if (this.#isDesk(from))
        this.outside.tell({ is, position, ...(seconds === undefined ? {} : { seconds }) })
    },
    invited: ({ is, by, case: id, room }) => {
      if (this.#isDesk(by)) this.outside.tell({ is, case: id, room })
    },
    ended: ({ is, from, nick, case: id, reason, instead }) => {
      if (this.#isDesk(from) || (from === this.#room?.jid && nick === DESK))
        this.outside.tell({ is, case: id, reason, ...(instead && { instead }) })
    },
    superseded: ({ from, is }) => {
      if (this.#isDesk(from)) this.outside.tell({ is })
    },
    said: ({ from, is, said }) => {
      if (from !== this.#room?.jid) return
      const own = this.#own(said)
      if (own.who === 'me') this.#done(said.id)
      this.outside.tell({ is, said: own })
    },
    state: ({ from, nick, writing }) => {
      if (from !== this.#room?.jid || nick === this.#room.nick || nick === DESK) return
      this.#done('typing')
      const stopped = () => this.outside.tell({ is: 'typing', name: nick, on: false })
      if (writing) this.#timers.set('typing', setTimeout(stopped, TIMES.typing))
      this.outside.tell({ is: 'typing', name: nick, on: writing })
    },
    displayed: ({ from, nick, is, id }) => {
      if (from === this.#room?.jid && nick !== this.#room.nick && nick !== DESK) this.outside.tell({ is, id })
    },
    history: ({ from, query, message, at, id }) => {
      if (query !== this.#pages?.query || from !== this.#room?.jid) return
      const said = read.said(message, attribute(message, 'from') ?? '', at, id)
      if (said.text || said.amend) this.#pages.said.push(this.#own(said))
    },
    bounced: ({ from, is, id, again }) => {
      if (from !== this.#room?.jid) return
      this.#done(id)
      this.outside.tell({ is, id, again })
    },
  }

  #see(element: Element): void {
    const seen = read.seen(element)
    const room = this.#room
    if (!seen || !room || seen.room !== room.jid) return
    const mine = seen.self || seen.nick === room.nick
    if (seen.error) {
      if (this.#inside) return
      this.#done('enter')
      this.outside.tell({ is: 'not-entered' })
    } else if (!mine) {
      if (seen.nick !== DESK)
        this.outside.tell({ is: 'other', name: seen.nick, here: !seen.gone, show: seen.show })
    } else if (seen.gone) this.#removed()
    else if (!this.#inside) {
      this.#inside = true
      this.#done('enter')
      this.outside.tell({ is: 'entered' })
    }
  }
}
