/**
 * Rooms made ahead of need, for those who are served the moment they come: the desk is in, the settings are made, and all
 * that is left to do while it rings is the case's name on it and the visitor's membership.
 *
 * None is left behind, whoever crashes. A room is written down before it is made, and struck off only by a write that comes
 * after it was destroyed, or after a case that names it was stored: from then on the end of the case destroys it. So at
 * each start, and when the link is back, what is written down and named by no case is destroyed and new ones are made.
 *   - Crash after the writing: the room is not there, and the server says so.
 *   - While it is made, or ready: found, and destroyed, also where the server was killed and has only half of it.
 *   - Taken, the case not stored yet: the same. Stored: the case is found, and the room is its own.
 *   - Destroyed, not struck off yet: the server says that it is not there.
 * A store that was restored from a backup may name rooms of cases it does not know: where somebody is a member, the room stays.
 */
import type { BareJid, Instant } from '../../core/types.ts'
import { wouldRing } from '../../core/views.ts'
import { isGone } from '../../protocol/muc.ts'
import { StanzaError } from '../../protocol/stanza-error.ts'
import type { SpareRooming } from '../parts.ts'
import { membersIn } from './affiliations.ts'
import { furnish, newRoom, unlessGone } from './make-room.ts'
import { destroy, type RoomOwner } from './room-order.ts'

/** How many are ready, at most. */
export const SPARE_ROOMS = 2

/** Nobody has joined, and nothing has changed, for so long: then there is time for what nobody waits for, ms. */
const QUIET = 100

/** What the server says of a room is believed when it still says so after this, ms. */
const DOUBT = 1_000

/** What failed is tried again after so long, and after twice as long each time, ms. */
const RETRY = { first: 2_000, longest: 300_000 }

/**
 * `left`: from before, and to be destroyed. `asked`: for a case that is not stored yet. `done`: a case has it, or it has
 * been destroyed; struck off with the next write.
 */
type Standing = 'left' | 'making' | 'ready' | 'asked' | 'done'

export class SpareRooms implements SpareRooming {
  readonly #workgroup: RoomOwner
  /** All that are written down. */
  readonly #rooms = new Map<BareJid, Standing>()
  /** Taken, and nothing of the case is in them yet. */
  readonly #untouched = new Set<BareJid>()
  /** Since when the server says that they are not there, or another's. */
  readonly #doubted = new Map<BareJid, Instant>()
  #changedAt: Instant = 0
  #cancel: (() => void) | undefined
  #pause = RETRY.first
  #cancelRetry: (() => void) | undefined
  #work: Promise<void> | undefined
  #stopped = false

  /** `written`: the rooms that the store knows of, from before. */
  constructor(workgroup: RoomOwner, written: readonly BareJid[]) {
    this.#workgroup = workgroup
    for (const room of written) this.#rooms.set(room, 'left')
  }

  /** A rush finds none after the first two, and pays no more than this look. */
  get isEmpty(): boolean {
    return this.#first('ready') === undefined
  }

  take(): BareJid | undefined {
    const room = this.#first('ready')
    if (room === undefined) return undefined
    this.#rooms.set(room, 'asked')
    this.#untouched.add(room)
    return room
  }

  /** There was no case after all. */
  giveBack(room: BareJid): void {
    this.#rooms.set(room, this.#untouched.delete(room) ? 'ready' : 'left')
  }

  /** The case is stored: the room is its own. */
  given(room: BareJid): void {
    this.#rooms.set(room, 'done')
  }

  /** Is this room as it was made, with nothing of its case in it? That is asked once. */
  touch(room: BareJid): boolean {
    return this.#untouched.delete(room)
  }

  has(room: BareJid): boolean {
    return this.#rooms.has(room)
  }

  /** The desk was put out of it, or it is gone. */
  lost(room: BareJid): void {
    this.#untouched.delete(room)
    const standing = this.#rooms.get(room)
    if (standing === 'making' || standing === 'ready') this.#rooms.set(room, 'left')
  }

  /** The link is lost: what is there when it is back, nobody knows. */
  reset(): void {
    for (const room of [...this.#rooms.keys()]) this.lost(room)
    this.#untouched.clear()
  }

  /** Something has changed, so that one may be missing, or may be made: when it is quiet. */
  soon(): void {
    if (!this.#isShort) return
    this.#changedAt = this.#workgroup.office.clock.now()
    this.#lookLater()
  }

  /** Resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    this.#cancelRetry?.()
    await this.#work
  }

  get #isShort(): boolean {
    return this.#count('ready') < SPARE_ROOMS || this.#first('left') !== undefined
  }

  get #isOnline(): boolean {
    return this.#workgroup.office.stream.online && !this.#stopped
  }

  get #isQuiet(): boolean {
    return this.#workgroup.office.clock.now() - this.#changedAt >= QUIET
  }

  #lookLater(): void {
    const { clock } = this.#workgroup.office
    this.#cancel ??= clock.wake(clock.now() + QUIET, () => this.#look())
  }

  #look(): void {
    this.#cancel = undefined
    if (!this.#isOnline) return
    if (this.#work || !this.#isQuiet) {
      this.#lookLater()
      return
    }
    this.#work = this.#run().finally(() => {
      this.#work = undefined
    })
  }

  /** What fails is tried again at the next change, and after a while where there is none. */
  async #run(): Promise<void> {
    const { log } = this.#workgroup.office
    try {
      for (const room of this.#all('left')) await this.#clear(room)
      while (this.#isWanted) await this.#make()
      if (this.#doubted.size > 0) this.#retryLater()
      else this.#pause = RETRY.first
    } catch (error) {
      if (!this.#isOnline) return
      log.warn(
        { workgroup: this.#workgroup.jid, err: error },
        'a spare room could not be made or destroyed; that is tried again, and chats open with a room of their own',
      )
      this.#retryLater()
    }
  }

  #retryLater(): void {
    const { clock } = this.#workgroup.office
    this.#cancelRetry?.()
    this.#cancelRetry = clock.wake(clock.now() + this.#pause, () => this.soon())
    this.#pause = Math.min(2 * this.#pause, RETRY.longest)
  }

  get #isWanted(): boolean {
    if (!this.#isOnline || !this.#isQuiet || this.#count('ready') >= SPARE_ROOMS) return false
    return wouldRing(this.#workgroup.actor.state)
  }

  /** Of any workgroup: they hand chats to each other. */
  #hasCase(room: BareJid): boolean {
    const { workgroups } = this.#workgroup.office
    return [...workgroups.values()].some((one) => one.cases.ofRoom(room) !== undefined)
  }

  async #clear(room: BareJid): Promise<void> {
    const { office, jid } = this.#workgroup
    const found = this.#hasCase(room) ? 'taken' : await this.#find(room)
    if (found === 'doubtful') return
    this.#doubted.delete(room)
    if (found === 'taken') office.log.info({ workgroup: jid, room }, 'a spare room has been taken, and stays')
    // Asked again, since a case may have been stored meanwhile.
    else if (found === 'empty' && !this.#hasCase(room)) await unlessGone(destroy(this.#workgroup, room))
    this.#rooms.set(room, 'done')
  }

  /**
   * What the room is by the server. That it is not there, or another's, is believed when it is still said later: a server that
   * has just begun and cannot read its store yet says so of a room that is there (seen on Prosody 0.12.3).
   */
  async #find(room: BareJid): Promise<'empty' | 'taken' | 'gone' | 'doubtful'> {
    try {
      return (await membersIn(this.#workgroup, room)).size > 0 ? 'taken' : 'empty'
    } catch (error) {
      const isOthers = error instanceof StanzaError && error.condition === 'forbidden'
      if (!isOthers && !isGone(error)) throw error
      const now = this.#workgroup.office.clock.now()
      const since = this.#doubted.get(room) ?? now
      this.#doubted.set(room, since)
      if (now - since < DOUBT) return 'doubtful'
      return isOthers ? 'taken' : 'gone'
    }
  }

  async #make(): Promise<void> {
    const { office, jid, occupants } = this.#workgroup
    const room = newRoom(office)
    const done = this.#all('done')
    this.#rooms.set(room, 'making')
    try {
      await office.store.setSpareRooms(
        jid,
        [...this.#rooms.keys()].filter((one) => !done.includes(one)),
      )
      for (const one of done) this.#rooms.delete(one)
      if (!this.#isOnline || this.#rooms.get(room) !== 'making') return
      await furnish(this.#workgroup, room)
      if (occupants.isComplete(room) && this.#rooms.get(room) === 'making') this.#rooms.set(room, 'ready')
    } finally {
      if (this.#rooms.get(room) === 'making') this.#rooms.set(room, 'left')
      if (this.#rooms.get(room) === 'left') occupants.forget(room)
    }
  }

  #all(standing: Standing): BareJid[] {
    return [...this.#rooms].flatMap(([room, is]) => (is === standing ? [room] : []))
  }

  #first(standing: Standing): BareJid | undefined {
    for (const [room, is] of this.#rooms) if (is === standing) return room
    return undefined
  }

  #count(standing: Standing): number {
    let count = 0
    for (const is of this.#rooms.values()) if (is === standing) count += 1
    return count
  }
}
