/** A visitor as the widget plays one: ticket, anonymous session, queue, room, and back again after a loss. */
import type { Element } from 'ltx'
import { type Connection, Connection as Session } from './connection.ts'
import { NS } from './namespaces.ts'
import type { Occupant } from './occupant.ts'
import { Person } from './person.ts'
import { attr, bare, el, from, submit } from './stanza.ts'
import type { Waiting } from './watched.ts'

/** What `POST /api/visit` is told; the demo site's support unless said otherwise. */
export interface Visit {
  readonly site?: string
  readonly workgroup?: string
  readonly page?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  readonly params?: Readonly<Record<string, string>>
  readonly signature?: string
  /** An operator's, on a site that watches. */
  readonly invitation?: string
  /** How that page was told to be called. */
  readonly visitor?: string
}

export interface Admission {
  readonly ticket: string
  readonly workgroup: string
  readonly domain: string
  readonly websocket: string
  readonly bosh: string
}

/** What the result of `join-queue` says. */
export interface Joined {
  readonly id: string
  readonly number: string
  readonly token: string
  readonly phase: string
  readonly room?: string
  readonly nick?: string
  readonly with?: string
}

export interface Place {
  readonly position: number
  /** Seconds. */
  readonly time: number | undefined
  readonly skipped: boolean
}

/** Asks Parlor's web server for a ticket; the answer as it is, for tests of refusals. */
export const askForTicket = (
  http: string,
  visit: Visit = {},
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(new URL('/api/visit', http), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(http).origin, ...headers },
    body: JSON.stringify({ site: 'demo', workgroup: 'support', ...visit }),
  })

export class Visitor extends Person {
  /** Set by `join`. */
  joined: Joined | undefined

  private constructor(
    connection: Connection,
    readonly workgroup: string,
    readonly ticket: string | undefined,
    readonly comeAgain: () => Promise<Connection>,
  ) {
    super(connection)
  }

  /** Through Parlor's web server at `http`: a ticket, then an anonymous session by the address it names. */
  static async arrive(http: string, visit: Visit = {}): Promise<Visitor> {
    const response = await askForTicket(http, visit)
    if (!response.ok) throw new Error(`no ticket: ${response.status} ${await response.text()}`)
    const { ticket, workgroup, domain, websocket } = (await response.json()) as Admission
    return Visitor.bare({ websocket, domain, workgroup, ticket })
  }

  /** A raw client that goes past the web server. */
  static async bare(way: {
    readonly websocket: string
    readonly domain: string
    readonly workgroup: string
    readonly ticket?: string | undefined
  }): Promise<Visitor> {
    const login = () => Session.open('a visitor', { websocket: way.websocket, domain: way.domain })
    return new Visitor(await login(), way.workgroup, way.ticket, login)
  }

  /** Asks to talk. Rejects with the workgroup's refusal. */
  async join(answers: Readonly<Record<string, string>> = { name: 'Mia' }): Promise<Joined> {
    const ticket = this.ticket === undefined ? undefined : el('ticket', { xmlns: NS.parlor }, this.ticket)
    return this.request(el('queue-notifications'), submit(answers), ticket)
  }

  /** `join-queue` with these children, then the presence by which the workgroup sees this visitor go. */
  async request(...payload: (Element | undefined)[]): Promise<Joined> {
    const answer = await this.connection.set(
      this.workgroup,
      el('join-queue', { xmlns: NS.workgroup }, ...payload),
    )
    this.joined = joinedOf(answer)
    await this.appear()
    return this.joined
  }

  /** Directed presence; `away` keeps the place and is skipped. */
  appear(shown?: 'away' | 'xa' | 'dnd' | 'chat', status?: string): Promise<void> {
    return this.connection.send(
      el(
        'presence',
        { to: this.workgroup },
        shown && el('show', {}, shown),
        status !== undefined && el('status', {}, status),
      ),
    )
  }

  /** The first place in the queue that fits, as the workgroup tells it by itself. */
  async place(fits: (place: Place) => boolean = () => true, waiting: Waiting = {}): Promise<Place> {
    const placed = (stanza: Element) => (bare(from(stanza)) === this.workgroup ? placeOf(stanza) : undefined)
    const stanza = await this.connection.stanzas.until(
      (one) => {
        const place = placed(one)
        return place !== undefined && fits(place)
      },
      'a place in the queue',
      waiting,
    )
    return placed(stanza) ?? { position: -1, time: undefined, skipped: false }
  }

  /** Leaves the queue or the chat for good. */
  depart(): Promise<Element> {
    return this.connection.set(this.workgroup, el('depart-queue', { xmlns: NS.workgroup }))
  }

  /** The network goes. `returns` gives the same person with a new session, as after a reload. */
  lose(): void {
    this.connection.cut()
  }

  /** A new anonymous session with the resume token; `connection` stays the old one's in the old object. */
  async returns(): Promise<Visitor> {
    if (!this.joined) throw new Error('a visitor who never joined cannot come back')
    const again = new Visitor(await this.comeAgain(), this.workgroup, undefined, this.comeAgain)
    await again.request(el('resume', { xmlns: NS.parlor, token: this.joined.token }))
    return again
  }

  /** After coming back: straight into the open room. */
  async enterAgain(): Promise<Occupant> {
    const { room, nick } = this.joined ?? {}
    if (room === undefined || nick === undefined)
      throw new Error(`no room is open: ${JSON.stringify(this.joined)}`)
    return this.enter(room, nick)
  }
}

function joinedOf(answer: Element): Joined {
  const about = answer.getChild('join-queue', NS.workgroup)?.getChild('case', NS.parlor)
  const given = (name: 'room' | 'nick' | 'with') => {
    const value = attr(about, name)
    return value === undefined ? {} : { [name]: value }
  }
  return {
    id: attr(about, 'id') ?? '',
    number: attr(about, 'number') ?? '',
    token: attr(about, 'token') ?? '',
    phase: attr(about, 'phase') ?? '',
    ...given('room'),
    ...given('nick'),
    ...given('with'),
  }
}

function placeOf(stanza: Element): Place | undefined {
  const status = stanza.is('message') ? stanza.getChild('queue-status', NS.workgroup) : undefined
  if (!status) return undefined
  const time = status.getChildText('time')
  return {
    position: Number(status.getChildText('position') ?? Number.NaN),
    time: time === null ? undefined : Number(time),
    skipped: status.getChild('skipped', NS.parlor) !== undefined,
  }
}
