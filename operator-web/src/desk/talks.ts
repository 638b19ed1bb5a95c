/** Operators among themselves: what is said, its history, and how far it has been read. */
import type { TalkSaid } from '../model/facts.ts'
import { isOnline } from '../model/select.ts'
import type { BareJid } from '../model/types.ts'
import { parseFin } from '../wire/mam.ts'
import {
  buildCarbons,
  buildTalk,
  buildTalkQuery,
  parseCarbon,
  parseTalk,
  parseTalkResult,
} from '../wire/talk.ts'
import { type Element, sendable } from '../wire/xml.ts'
import type { Hands, Part } from './hands.ts'
import { keepTalkReads, storedTalkReads } from './storage.ts'

export class Talks implements Part {
  readonly #queries = new Map<string, TalkSaid[]>()

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => this.#receive(stanza))
  }

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online') this.#begin(fact.resumed)
    if (fact.is === 'talk-opened' && fact.with !== undefined && !this.#isTeam(fact.with))
      void this.#load(fact.with, undefined)
    if (fact.is === 'talk-opened' || fact.is === 'talk-said') this.#keepReads()
  }

  say(to: BareJid, text: string): void {
    const body = sendable(text).trim()
    if (!body || !isOnline(this.hands.desk())) return
    const id = crypto.randomUUID()
    this.hands.link.send(buildTalk(to, id, body))
    this.hands.tell({ is: 'talk-said', said: { with: to, mine: true, body, id } })
  }

  open = (other: BareJid | undefined): void =>
    this.hands.tell(other === undefined ? { is: 'talk-opened' } : { is: 'talk-opened', with: other })

  readEarlier(other: BareJid): void {
    const before = this.hands.desk().talks.get(other)?.before
    if (before !== undefined) void this.#load(other, before)
  }

  #begin(resumed: boolean): void {
    if (resumed) return
    for (const [other, at] of storedTalkReads()) this.hands.tell({ is: 'talk-read', with: other, at })
    this.hands.link.ask(buildCarbons()).catch(() => {})
    void this.#load(undefined, undefined)
  }

  async #load(other: BareJid | undefined, before: string | undefined): Promise<void> {
    const id = crypto.randomUUID()
    const rows: TalkSaid[] = []
    this.#queries.set(id, rows)
    try {
      const { first, complete } = parseFin(await this.hands.link.ask(buildTalkQuery(id, other, before)))
      const more = !complete && first !== undefined ? { before: first } : {}
      const about = other === undefined ? {} : { with: other, ...more }
      this.hands.tell({ is: 'talk-archived', rows: rows.filter((row) => this.#isColleague(row)), ...about })
    } catch {
      // Without an archive there is what comes live.
    } finally {
      this.#queries.delete(id)
    }
  }

  #receive(stanza: Element): void {
    if (stanza.name !== 'message') return
    const own = this.hands.link.jid
    const result = parseTalkResult(stanza, own)
    if (result?.said) this.#queries.get(result.queryId)?.push(result.said)
    const said = result ? undefined : (parseCarbon(stanza, own) ?? parseTalk(stanza, own))
    if (said && this.#isColleague(said)) this.hands.tell({ is: 'talk-said', said })
  }

  /** Anybody may write to an account; here it is operators who do. */
  #isColleague({ with: other }: TalkSaid): boolean {
    const own = this.hands.link.jid
    return other !== own && (this.hands.desk().colleagues.has(other) || domainOf(other) === domainOf(own))
  }

  /** Its history is in its room, and not in our account. */
  #isTeam = (jid: BareJid): boolean => this.hands.desk().talks.get(jid)?.team !== undefined

  #keepReads(): void {
    keepTalkReads(
      [...this.hands.desk().talks.values()].map(({ with: other, readAt }) => [other, readAt] as const),
    )
  }
}

const domainOf = (jid: string): string => jid.slice(jid.indexOf('@') + 1)
