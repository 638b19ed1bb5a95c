/** A person's membership in a room: what is said, who is there, the archive. */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import type { Connection } from './connection.ts'
import { NS } from './namespaces.ts'
import { attr, bare, body, el, from, resource } from './stanza.ts'
import { Watched } from './watched.ts'

export interface Line {
  /** The sender's own id, echoed by the room. */
  readonly id: string
  /** The room's stanza-id (XEP-0359); without it the line is not in the archive. */
  readonly stanzaId: string | undefined
  readonly nick: string
  readonly body: string
  readonly stanza: Element
}

export interface Leaving {
  /** Status codes of XEP-0045: 321 affiliation lost, 307 kicked; destroyed when the room is gone. */
  readonly codes: readonly string[]
  readonly destroyed: boolean
}

export class Occupant {
  /** Everything said since entering, reflections of one's own lines included. */
  readonly lines: Watched<Line>
  /** Chat states of others, as `Anna composing`. */
  readonly typing: Watched<string>
  readonly left: Watched<Leaving>
  /** Nicknames seen, the own one included. */
  readonly people = new Set<string>()
  readonly #connection: Connection
  #nick: string

  private constructor(
    connection: Connection,
    readonly room: string,
    nick: string,
  ) {
    this.#connection = connection
    this.#nick = nick
    const whose = `${nick} in ${room.slice(0, 8)}...`
    this.lines = new Watched(whose, (line) => `${line.nick}: ${line.body}`)
    this.typing = new Watched(whose, String)
    this.left = new Watched(whose, (leaving) => leaving.codes.join(' '))
  }

  /** As the room calls its owner, whatever they have asked for. */
  get nick(): string {
    return this.#nick
  }

  /** Enters; rejects with the room's error presence. */
  static async enter(connection: Connection, room: string, nick: string): Promise<Occupant> {
    const occupant = new Occupant(connection, room, nick)
    const since = connection.stanzas.mark()
    connection.stanzas.follow(
      (stanza) => void (bare(from(stanza)) === room && occupant.#hear(stanza)),
      (why) => occupant.#close(why),
    )
    await connection.send(
      el(
        'presence',
        { to: `${room}/${nick}` },
        el('x', { xmlns: NS.muc }, el('history', { maxstanzas: '0' })),
      ),
    )
    const answer = await connection.stanzas.until(
      (stanza) => stanza.is('presence') && bare(from(stanza)) === room && isAnswer(stanza),
      `an answer of the room to ${nick}`,
      { since },
    )
    if (attr(answer, 'type') === 'error')
      throw new Error(`${nick} was not let in: ${answer.getChild('error')}`)
    occupant.#nick = resource(from(answer))
    return occupant
  }

  /** Resolves when the room has reflected the line with its stanza-id, which is what "sent" means. */
  async say(text: string, id: string = randomUUID()): Promise<Line> {
    const since = this.lines.mark()
    await this.send(el('body', {}, text), id)
    return this.lines.until(
      (line) => line.id === id && line.stanzaId !== undefined,
      `the reflection of "${text}"`,
      {
        since,
      },
    )
  }

  /** A groupchat message with this payload, without waiting. */
  send(payload: Element, id: string = randomUUID(), ...more: readonly Element[]): Promise<void> {
    const origin = el('origin-id', { xmlns: NS.sid, id })
    const message = el('message', { type: 'groupchat', to: this.room, id }, payload, origin, ...more)
    return this.#connection.send(message)
  }

  chatState(state: 'active' | 'composing' | 'paused' | 'inactive' | 'gone'): Promise<void> {
    return this.send(el(state, { xmlns: NS.chatStates }))
  }

  hears(text: string | RegExp): Promise<Line> {
    const fits = (line: Line) => (typeof text === 'string' ? line.body === text : text.test(line.body))
    return this.lines.until(fits, `the line ${text}`)
  }

  /** The archive of the room (XEP-0313) behind `after`, all pages. */
  async history(after?: string): Promise<Line[]> {
    const lines: Line[] = []
    let last = after
    for (;;) {
      const { page, end, complete } = await this.#page(last)
      lines.push(...page)
      if (complete || end === undefined) return lines
      last = end
    }
  }

  async leave(): Promise<void> {
    await this.#connection.send(el('presence', { to: `${this.room}/${this.nick}`, type: 'unavailable' }))
  }

  async #page(
    after: string | undefined,
  ): Promise<{ page: Line[]; end: string | undefined; complete: boolean }> {
    const queryid = randomUUID()
    const since = this.#connection.stanzas.mark()
    const set = el(
      'set',
      { xmlns: NS.rsm },
      el('max', {}, '50'),
      after !== undefined && el('after', {}, after),
    )
    const answer = await this.#connection.set(this.room, el('query', { xmlns: NS.mam, queryid }, set))
    const fin = answer.getChild('fin', NS.mam)
    const page = this.#connection.stanzas.items.slice(since).flatMap((stanza) => {
      const result = stanza.getChild('result', NS.mam)
      const message = result?.getChild('forwarded', NS.forward)?.getChild('message')
      return message && attr(result, 'queryid') === queryid ? [lineOf(message, attr(result, 'id'))] : []
    })
    return {
      page,
      end: fin?.getChild('set', NS.rsm)?.getChildText('last') ?? undefined,
      complete: attr(fin, 'complete') === 'true',
    }
  }

  #hear(stanza: Element): void {
    if (stanza.is('presence')) this.#hearPresence(stanza)
    else if (stanza.is('message') && attr(stanza, 'type') === 'groupchat') this.#hearMessage(stanza)
  }

  #hearMessage(message: Element): void {
    const nick = resource(from(message))
    if (body(message) !== undefined) this.lines.add(lineOf(message, undefined))
    const state = message.getChildElements().find((child) => child.getNS() === NS.chatStates)
    if (state && nick !== this.nick) this.typing.add(`${nick} ${state.getName()}`)
  }

  #hearPresence(presence: Element): void {
    const nick = resource(from(presence))
    if (nick === '') return // the room's own: it tells that it has no picture
    const gone = attr(presence, 'type') === 'unavailable'
    if (gone) this.people.delete(nick)
    else if (attr(presence, 'type') === undefined) this.people.add(nick)
    const user = presence.getChild('x', NS.mucUser)
    const codes = codesOf(presence)
    const own = nick === this.nick && codes.includes('110')
    if (gone && own) this.left.add({ codes, destroyed: user?.getChild('destroy') !== undefined })
  }

  #close(why: string): void {
    for (const list of [this.lines, this.typing, this.left]) list.close(why)
  }
}

const codesOf = (presence: Element): string[] =>
  (presence.getChild('x', NS.mucUser)?.getChildren('status') ?? []).map(
    (status) => attr(status, 'code') ?? '',
  )

const isAnswer = (presence: Element): boolean =>
  attr(presence, 'type') === 'error' ||
  (attr(presence, 'type') === undefined && codesOf(presence).includes('110'))

/** `archiveId` is known for a line out of the archive; a live one carries it itself. */
function lineOf(message: Element, archiveId: string | undefined): Line {
  const stamp = message
    .getChildren('stanza-id', NS.sid)
    .find((one) => attr(one, 'by') === bare(from(message)))
  return {
    id: attr(message, 'id') ?? '',
    stanzaId: archiveId ?? attr(stamp, 'id'),
    nick: resource(from(message)),
    body: body(message) ?? '',
    stanza: message,
  }
}
