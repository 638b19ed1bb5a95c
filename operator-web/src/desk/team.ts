/** The rooms in which operators talk among themselves (D3): entered at the sign-in, with what was said before. */
import type { TalkSaid } from '../model/facts.ts'
import { isOnline } from '../model/select.ts'
import type { BareJid } from '../model/types.ts'
import { buildQuery, parseFin, parseResult } from '../wire/mam.ts'
import { buildEntry, buildMessage } from '../wire/muc.ts'
import { buildTeamWish, parseTeam, parseTeamSaid, teamSaid } from '../wire/team.ts'
import { bare, type Element, sendable } from '../wire/xml.ts'
import { t } from '../words/index.ts'
import type { Hands, Part } from './hands.ts'

export class Team implements Part {
  /** By workgroup. */
  readonly #rooms = new Map<BareJid, { readonly room: BareJid; readonly nick: string }>()
  readonly #queries = new Map<string, { readonly room: BareJid; readonly rows: TalkSaid[] }>()

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => this.#receive(stanza))
  }

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online' && !fact.resumed) this.#rooms.clear()
    if (fact.is === 'commands-found' && fact.commands.length > 0) void this.#find(fact.workgroup)
    if (fact.is === 'occupant' && fact.self && fact.here && this.#nickIn(fact.room) !== undefined)
      void this.#load(fact.room, undefined)
    // The room was shut, or its server was: it is asked for anew.
    if (fact.is === 'occupant' && fact.self && !fact.here) this.#leftAlone(fact.room)
  }

  isTeam = (jid: BareJid): boolean => this.#nickIn(jid) !== undefined

  say(room: BareJid, text: string): void {
    const body = sendable(text).trim()
    const nick = this.#nickIn(room)
    if (!body || nick === undefined || !isOnline(this.hands.desk())) return
    const id = crypto.randomUUID()
    this.hands.link.send(buildMessage(room, id, body))
    this.hands.tell({ is: 'talk-said', said: { with: room, mine: true, by: nick, body, id } })
  }

  readEarlier(room: BareJid): void {
    const before = this.hands.desk().talks.get(room)?.before
    if (before !== undefined) void this.#load(room, before)
  }

  async #find(workgroup: BareJid): Promise<void> {
    // One that is older than this desk does not know the question.
    const answer = await this.hands.link.ask(buildTeamWish(workgroup)).catch(() => undefined)
    const team = answer && parseTeam(answer)
    if (!team) return
    this.#rooms.set(workgroup, team)
    const name = this.hands.desk().workgroups.get(workgroup)?.name ?? workgroup
    this.hands.tell({ is: 'team-found', ...team, name: t('{name} team', { name }) })
    this.hands.link.send(buildEntry(team.room, team.nick))
  }

  #leftAlone(room: BareJid): void {
    for (const [workgroup, team] of this.#rooms)
      if (team.room === room && isOnline(this.hands.desk())) void this.#find(workgroup)
  }

  /** The newest page, or the one before what is known. */
  async #load(room: BareJid, before: string | undefined): Promise<void> {
    const id = crypto.randomUUID()
    const rows: TalkSaid[] = []
    this.#queries.set(id, { room, rows })
    try {
      const { first, complete } = parseFin(await this.hands.link.ask(buildQuery(room, id, { before })))
      const more = !complete && first !== undefined ? { before: first } : {}
      this.hands.tell({ is: 'talk-archived', rows, with: room, ...more })
    } catch {
      // What comes live is shown all the same.
    } finally {
      this.#queries.delete(id)
    }
  }

  #receive(stanza: Element): void {
    if (stanza.name !== 'message') return
    const room = bare(stanza.attrs.from ?? '')
    const nick = this.#nickIn(room)
    if (nick === undefined) return
    const result = parseResult(stanza)
    if (result) {
      const query = this.#queries.get(result.queryId)
      if (query?.room === room && result.row && 'said' in result.row)
        query.rows.push(teamSaid(result.row.said, nick))
      return
    }
    const said = stanza.attrs.type === 'groupchat' ? parseTeamSaid(stanza, nick) : undefined
    if (said) this.hands.tell({ is: 'talk-said', said })
  }

  #nickIn(room: BareJid): string | undefined {
    for (const team of this.#rooms.values()) if (team.room === room) return team.nick
    return undefined
  }
}
