/** Our own "is typing" (XEP-0085): said once when writing begins, taken back after a pause. */
import { isOnline } from '../model/select.ts'
import type { Instant, RoomJid } from '../model/types.ts'
import { buildChatState } from '../wire/muc.ts'
import type { Hands } from './hands.ts'

const PAUSE = 5_000
/** Who goes on writing says so again, before the other side stops believing it. */
const AGAIN = 20_000

export class Typing {
  readonly #writing = new Map<RoomJid, () => void>()
  readonly #saidAt = new Map<RoomJid, Instant>()

  constructor(private readonly hands: Hands) {}

  /** The draft changed. */
  wrote(room: RoomJid, text: string): void {
    if (text.trim() === '') {
      this.#paused(room, 'active')
      return
    }
    const cancel = this.#writing.get(room)
    cancel?.()
    const now = this.hands.now()
    if (!cancel || now - (this.#saidAt.get(room) ?? 0) >= AGAIN) {
      this.#saidAt.set(room, now)
      this.#send(room, 'composing')
    }
    this.#writing.set(
      room,
      this.hands.later(PAUSE, () => this.#paused(room, 'paused')),
    )
  }

  /** A message was sent: it carries `active` itself. */
  sent(room: RoomJid): void {
    this.#writing.get(room)?.()
    this.#writing.delete(room)
  }

  #paused(room: RoomJid, state: 'paused' | 'active'): void {
    const cancel = this.#writing.get(room)
    if (!cancel) return
    this.sent(room)
    this.#send(room, state)
  }

  #send(room: RoomJid, state: 'composing' | 'paused' | 'active'): void {
    const desk = this.hands.desk()
    if (isOnline(desk) && desk.chats.get(room)?.state === 'open')
      this.hands.link.send(buildChatState(room, state))
  }
}
