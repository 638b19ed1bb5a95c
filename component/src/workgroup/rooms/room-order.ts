/**
 * All that is to be done with one room is put together and sent at once: as a single request where the server furnishes rooms
 * whole and writes them down once (urn:parlor:1 §10), else as a stanza for each thing, in the same order.
 */
import { DESK } from '../../../protocol/names.js'
import type { BareJid } from '../../core/types.ts'
import { withResolvers } from '../../effects/resolvers.ts'
import * as muc from '../../protocol/muc.ts'
import { type Affiliation, buildFurnish, buildFurnishedDestroy } from '../../protocol/parlor.ts'
import type { RoomWays } from '../room-ways.ts'
import type { Workgroup } from '../workgroup.ts'
import { byItself, type Invitation, type Inviter, withTheRest } from './invite.ts'

export type { Affiliation }

/** The workgroup as the owner of its rooms. */
export type RoomOwner = Pick<
  Workgroup,
  'actor' | 'cases' | 'deskJid' | 'jid' | 'occupants' | 'office' | 'rooms' | 'settings' | 'spares'
>

interface Invited {
  readonly by: Inviter
  readonly one: Invitation
}

/** In the order in which it is done. */
interface Wishes {
  config?: muc.RoomConfig
  readonly people: Affiliation[]
  enters: boolean
  later: boolean
  readonly invited: Invited[]
}

type Send = (owner: RoomOwner, room: BareJid, wishes: Wishes) => Promise<void>

const WAYS: Readonly<Record<RoomWays['furnishes'], Send>> = {
  /** Who does not enter knows the room: what is the same for all rooms it has been told. */
  whole({ office, deskJid }, room, { config, people, enters, invited, later }) {
    const known = enters ? office.rooms.form : { ...office.rooms.form, settings: [] }
    const form = config && muc.buildConfiguration(config, known)
    const invitations = invited.map(({ by, one }) => withTheRest(by, one))
    const enter = enters ? DESK : undefined
    return office.stream.tell(buildFurnish(room, deskJid, { form, people, enter, invitations, later }))
  },
  /** Who enters makes the room; the answers tell how the rest went. */
  'by-stanzas'({ office, deskJid }, room, { config, people, enters, invited }) {
    const { stream, rooms } = office
    if (enters) stream.send(muc.buildJoin(room, DESK, deskJid))
    const configure = config ? [muc.buildConfigure(room, deskJid, config, rooms.form)] : []
    const affiliate = people.map((one) => muc.buildSetAffiliation(room, deskJid, one))
    const done = stream.tell([...configure, ...affiliate])
    for (const { by, one } of invited) for (const stanza of byItself(by, one)) stream.send(stanza)
    return done
  },
}

/** What is said in the same turn goes together; whoever has begun the order sends it. */
export class RoomOrder {
  readonly #owner: RoomOwner
  readonly #room: BareJid
  readonly #wishes: Wishes = { people: [], enters: false, later: false, invited: [] }
  readonly #done = withResolvers<void>()

  constructor(owner: RoomOwner, room: BareJid) {
    this.#owner = owner
    this.#room = room
    // Who has sent it hears of a failure; who has only added to it may not wait.
    this.#done.promise.catch(() => {})
  }

  /** Desk enters (and thereby makes the room, if it is new). Answered by presence. */
  enter(): this {
    this.#owner.occupants.expect(this.#room)
    this.#wishes.enters = true
    return this
  }

  configure(config: muc.RoomConfig): this {
    this.#wishes.config = config
    return this
  }

  affiliate(...people: readonly Affiliation[]): this {
    this.#wishes.people.push(...people)
    return this
  }

  invite(by: Inviter, ...invitations: readonly Invitation[]): this {
    this.#wishes.invited.push(...invitations.map((one) => ({ by, one })))
    return this
  }

  /** Need not be on the disk: after a crash it is done again, and what follows is. */
  later(): this {
    this.#wishes.later = true
    return this
  }

  /** Resolves when all of it is done, after it was sent. */
  get done(): Promise<void> {
    return this.#done.promise
  }

  get #isEmpty(): boolean {
    const { config, people, enters, invited } = this.#wishes
    return !config && !enters && people.length === 0 && invited.length === 0
  }

  /** Nothing is sent where nothing is wished for. */
  send(): Promise<void> {
    const sent = this.#isEmpty
      ? Promise.resolve()
      : WAYS[this.#owner.office.rooms.furnishes](this.#owner, this.#room, this.#wishes)
    sent.then(this.#done.resolve, this.#done.reject)
    return this.done
  }
}

export const setAffiliation = (owner: RoomOwner, room: BareJid, one: Affiliation): Promise<void> =>
  new RoomOrder(owner, room).affiliate(one).send()

const DESTROY: Readonly<Record<RoomWays['furnishes'], typeof buildFurnishedDestroy>> = {
  whole: buildFurnishedDestroy,
  'by-stanzas': (room, from) => muc.buildDestroy(room, from),
}

export const destroy = ({ office, deskJid }: RoomOwner, room: BareJid): Promise<void> =>
  office.stream.tell(DESTROY[office.rooms.furnishes](room, deskJid))
