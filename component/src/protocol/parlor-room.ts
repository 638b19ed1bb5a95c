/** urn:parlor:1 §10: a room is made, furnished or destroyed in one step, on servers that say that they can. */
import type { Element } from 'ltx'
import { FURNISH } from '../../protocol/namespaces.js'
import { NS } from './parlor-case.ts'
import { type Child, iq } from './stanza.ts'
import { el } from './xml.ts'

export { FURNISH }

/** Somebody and what they are in the room. */
export interface Affiliation {
  readonly jid: string
  readonly affiliation: 'owner' | 'admin' | 'member' | 'none'
  /** The nickname nobody else can take, not even while its owner is away. */
  readonly nick?: string
}

/** Carried out in this order. */
export interface Furniture {
  /** A submitted form of `muc#roomconfig`. */
  readonly form?: Element | undefined
  readonly people?: readonly Affiliation[]
  /** Whoever asks comes in under this nickname; a room that is not there is made. */
  readonly enter?: string | undefined
  readonly invitations?: readonly Element[]
  /** Need not be written down before the next request: after a crash it would be asked for again. */
  readonly later?: boolean
}

export const buildFurnish = (
  room: string,
  from: string,
  { form, people = [], enter, invitations = [], later = false }: Furniture,
): Element =>
  iq(
    'set',
    room,
    from,
    undefined,
    el(
      'furnish',
      { xmlns: NS, enter, write: later ? 'later' : undefined },
      form,
      people.map(({ jid, affiliation, nick }) => el('item', { jid, affiliation, nick })),
      invitations,
    ),
  )

/** What a mediated invitation says (XEP-0045 §7.8.2), and what travels along with it. */
export const buildFurnishedInvite = (
  to: string,
  reason: string,
  words: string,
  ...payload: Child[]
): Element => el('invite', { to }, el('reason', {}, reason), el('body', {}, words), payload)

export const buildFurnishedDestroy = (room: string, from: string): Element =>
  iq('set', room, from, undefined, el('furnish', { xmlns: NS }, el('destroy')))
