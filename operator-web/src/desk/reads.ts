/** Says how far this person has read, to their other clients and to this one after a reload (XEP-0490). */
import { newestMark } from '../model/reads.ts'
import { isOnline, openChat } from '../model/select.ts'
import type { RoomJid } from '../model/types.ts'
import { buildDisplayed, DISPLAYED_NODE, parseDisplayed } from '../wire/displayed.ts'
import { buildItems, buildPublish, buildRetract, parseItems } from '../wire/pep.ts'
import type { Hands, Part } from './hands.ts'

/** What is read in one go is said once. */
const TOGETHER = 2_000

export class Reads implements Part {
  /** Marks that are still to be told, with what stops the wait. */
  readonly #due = new Map<RoomJid, () => void>()

  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online' && !fact.resumed) void this.#find()
    if (fact.is === 'dismissed') this.#forget(fact.room)
    if (fact.is === 'opened' || fact.is === 'looking') this.#flush()
    if (fact.is !== 'read') this.#look()
  }

  /** The page goes away. */
  stop = (): void => this.#flush()

  async #find(): Promise<void> {
    const reply = await this.hands.link.ask(buildItems(DISPLAYED_NODE)).catch(() => undefined)
    const reads = reply && parseDisplayed(parseItems(reply, DISPLAYED_NODE))
    if (reads?.size) this.hands.tell({ is: 'reads-told', by: this.hands.link.jid, reads })
  }

  /** What is before the operator's eyes is read. */
  #look(): void {
    const desk = this.hands.desk()
    const chat = openChat(desk)
    if (!desk.looking || !isOnline(desk) || chat?.state !== 'open') return
    const stanzaId = newestMark(chat.lines)
    if (stanzaId === undefined || desk.reads.get(chat.room) === stanzaId) return
    this.hands.tell({ is: 'read', room: chat.room, stanzaId })
    const { room } = chat
    if (!this.#due.has(room))
      this.#due.set(
        room,
        this.hands.later(TOGETHER, () => this.#say(room)),
      )
  }

  #flush(): void {
    for (const room of [...this.#due.keys()]) this.#say(room)
  }

  #say(room: RoomJid): void {
    this.#due.get(room)?.()
    this.#due.delete(room)
    const stanzaId = this.hands.desk().reads.get(room)
    if (stanzaId === undefined) return
    this.hands.link.ask(buildPublish(DISPLAYED_NODE, room, buildDisplayed(room, stanzaId))).catch(() => {})
  }

  /** A chat that is put away needs no mark. */
  #forget(room: RoomJid): void {
    this.#due.get(room)?.()
    this.#due.delete(room)
    if (isOnline(this.hands.desk())) this.hands.link.ask(buildRetract(DISPLAYED_NODE, room)).catch(() => {})
  }
}
