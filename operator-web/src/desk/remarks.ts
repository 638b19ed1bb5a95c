/** What is done with a line that stands there: corrected, taken back, reacted to; and that it has been read. */
import type { Fact } from '../model/facts.ts'
import { isOnline, openChat, sideOf } from '../model/select.ts'
import type { Line, RoomJid } from '../model/types.ts'
import { buildCorrection, buildReactions, buildRead, buildRetraction } from '../wire/amend.ts'
import { type Element, sendable } from '../wire/xml.ts'
import type { Hands, Part } from './hands.ts'

type SaidLine = Extract<Line, { is: 'said' }>

/** What may show more than was read before. */
const LOOKS: readonly Fact['is'][] = ['said', 'opened', 'looking', 'caught-up', 'gap-left']

export class Remarks implements Part {
  /** The newest message of each room that we have said is read. */
  readonly #read = new Map<RoomJid, string>()

  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact) => {
    if (LOOKS.includes(fact.is)) this.#markRead()
    if (fact.is === 'dismissed') this.#read.delete(fact.room)
  }

  correct(room: RoomJid, { id, body }: SaidLine, text: string): void {
    const next = sendable(text).trim()
    if (next && next !== body) this.#send(room, buildCorrection(room, id, next))
  }

  retract(room: RoomJid, { stanzaId }: SaidLine): void {
    if (stanzaId) this.#send(room, buildRetraction(room, stanzaId))
  }

  /** The same once more takes it back. */
  react(room: RoomJid, { stanzaId, reactions }: SaidLine, emoji: string): void {
    const nick = this.hands.desk().chats.get(room)?.nick
    const own = reactions?.find((one) => one.nick === nick)?.emojis ?? []
    const next = own.includes(emoji) ? own.filter((one) => one !== emoji) : [...own, emoji]
    if (stanzaId) this.#send(room, buildReactions(room, stanzaId, next))
  }

  /** XEP-0333: only what the visitor said, and only while somebody looks. Who reads along silently is not seen. */
  #markRead(): void {
    const desk = this.hands.desk()
    const chat = desk.looking ? openChat(desk) : undefined
    if (chat?.state !== 'open' || chat.as === 'silent') return
    const last = chat.lines.findLast((line) => line.is === 'said' && sideOf(line, chat.with) === 'visitor')
    if (last?.is !== 'said' || !last.stanzaId || this.#read.get(chat.room) === last.stanzaId) return
    this.#read.set(chat.room, last.stanzaId)
    this.#send(chat.room, buildRead(chat.room, last.stanzaId))
  }

  #send(room: RoomJid, stanza: Element): void {
    const desk = this.hands.desk()
    if (isOnline(desk) && desk.chats.get(room)?.state === 'open') this.hands.link.send(stanza)
  }
}
