/**
 * XEP-0045: Multi-User Chat (version 1.35.5), what occupants and the owner of a room say and hear. The settings of a
 * chat's room are in `muc-room.ts`, and exported here. Addresses are part of the meaning here, so `build*` give whole
 * stanzas (an element alone in the other files); `parse*` take the stanza.
 */
import type { Element } from 'ltx'
import { MUC, MUC_ADMIN, MUC_OWNER, MUC_USER } from '../../protocol/namespaces.js'
import { bare, resource } from './jid.ts'
import { type Child, iq, message, presence } from './stanza.ts'
import { StanzaError } from './stanza-error.ts'
import { count, needed, oneOf } from './values.ts'
import { allOwn, attr, child, el, own, ownText } from './xml.ts'

export * from './muc-room.ts'

export const NS = MUC
export const USER = MUC_USER
export const ADMIN = MUC_ADMIN
export const OWNER = MUC_OWNER

export const AFFILIATIONS = ['owner', 'admin', 'member', 'none', 'outcast'] as const
export type Affiliation = (typeof AFFILIATIONS)[number]
export const ROLES = ['moderator', 'participant', 'visitor', 'none'] as const
export type Role = (typeof ROLES)[number]

/** Status codes that say something to us (§15.6.2). */
export const STATUS = {
  realJidsShown: 100,
  self: 110,
  created: 201,
  banned: 301,
  nickChanged: 303,
  kicked: 307,
  /** The affiliation was taken away: how somebody is put out of the room. */
  removed: 321,
  membersOnly: 322,
  shutdown: 332,
  /** A stanza to the occupant bounced. */
  failed: 333,
} as const

// Being an occupant

/** Enters a room, without history: what was said comes from the archive (§7.2.13). */
export const buildJoin = (room: string, nick: string, from: string): Element =>
  presence(
    undefined,
    `${room}/${nick}`,
    from,
    undefined,
    el('x', { xmlns: NS }, el('history', { maxstanzas: 0 })),
  )

export const buildLeave = (room: string, nick: string, from: string): Element =>
  presence('unavailable', `${room}/${nick}`, from)

export const buildGroupchat = (
  room: string,
  from: string,
  id: string,
  words: string,
  ...payload: Child[]
): Element => message('groupchat', room, from, id, el('body', {}, words), payload)

/** A room's word about one occupant. */
export interface Occupant {
  /** Bare JID of the room. */
  readonly room: string
  readonly nick: string
  readonly present: boolean
  /** Is it about the receiver? */
  readonly self: boolean
  readonly affiliation: Affiliation
  readonly role: Role
  /** Real full JID; shown to moderators only. */
  readonly jid?: string
  /** Where several clients of one person share the nickname: all of theirs. */
  readonly jids?: readonly string[]
  /** The nickname the occupant changed to, when it left by that. */
  readonly newNick?: string
  readonly statuses: ReadonlySet<number>
  /** The room is no more. */
  readonly destroyed: boolean
}

/** `undefined` when it is no presence of an occupant; an error presence is read by `StanzaError.fromStanza`. */
export function parseOccupant(stanza: Element): Occupant | undefined {
  const type = attr(stanza, 'type')
  const x = child(stanza, 'x', USER)
  const items = x ? allOwn(x, 'item') : []
  const [item] = items
  if (!x || (type !== undefined && type !== 'unavailable')) return undefined
  const destroyed = own(x, 'destroy') !== undefined
  if (!item && !destroyed) return undefined
  const from = needed(stanza, 'from')
  const jid = item && attr(item, 'jid')
  const newNick = item && attr(item, 'nick')
  const statuses = statusesOf(x)
  return {
    room: bare(from),
    nick: resource(from) ?? '',
    present: type === undefined,
    self: statuses.has(STATUS.self),
    affiliation: oneOf(AFFILIATIONS, (item && attr(item, 'affiliation')) ?? 'none', 'The affiliation'),
    role: oneOf(ROLES, (item && attr(item, 'role')) ?? 'none', 'The role'),
    ...(jid && { jid }),
    ...(items.length > 1 && { jids: items.flatMap((one) => attr(one, 'jid') ?? []) }),
    ...(newNick && { newNick }),
    statuses,
    destroyed,
  }
}

const statusesOf = (x: Element): Set<number> =>
  new Set(allOwn(x, 'status').map((status) => count(needed(status, 'code'), 'A status code') ?? 0))

/** A message in the room; `body` is missing for chat states, subjects and the like. */
export interface Groupchat {
  readonly room: string
  /** Missing: the room itself speaks. */
  readonly nick?: string
  readonly id?: string
  readonly body?: string
  readonly subject?: string
}

export function parseGroupchat(stanza: Element): Groupchat | undefined {
  if (stanza.getName() !== 'message' || attr(stanza, 'type') !== 'groupchat') return undefined
  const from = needed(stanza, 'from')
  const nick = resource(from)
  const id = attr(stanza, 'id')
  const body = own(stanza, 'body')?.getText()
  const subject = ownText(stanza, 'subject')
  return {
    room: bare(from),
    ...(nick && { nick }),
    ...(id && { id }),
    ...(body !== undefined && { body }),
    ...(subject !== undefined && { subject }),
  }
}

// Invitations (§7.8.2)

export interface MediatedInvite {
  /** The room's bare JID. */
  readonly room: string
  readonly from: string
  readonly reason?: string
}

/** Asks the room to invite somebody; `payload` travels along beside the invitation. */
export const buildInvite = (
  room: string,
  from: string,
  to: string,
  reason: string,
  ...payload: Child[]
): Element =>
  message(
    undefined,
    room,
    from,
    undefined,
    el('x', { xmlns: USER }, el('invite', { to }, el('reason', {}, reason))),
    payload,
  )

/** XEP-0147: a link that opens the room in clients that show links. */
export const joinUri = (room: string): string => `xmpp:${room}?join`

export function parseInvite(stanza: Element): MediatedInvite | undefined {
  const x = child(stanza, 'x', USER)
  const invite = x && own(x, 'invite')
  if (!invite) return undefined
  const reason = ownText(invite, 'reason')
  return {
    room: bare(needed(stanza, 'from')),
    from: needed(invite, 'from'),
    ...(reason && { reason }),
  }
}

/** Who declined, and what they said. */
export function parseDecline(
  stanza: Element,
): { readonly from: string; readonly reason?: string } | undefined {
  const x = child(stanza, 'x', USER)
  const decline = x && own(x, 'decline')
  if (!decline) return undefined
  const reason = ownText(decline, 'reason')
  return { from: needed(decline, 'from'), ...(reason && { reason }) }
}

// Affiliations (§9, §10). Prosody applies only the first item of a set: one IQ for each.

export const buildSetAffiliation = (
  room: string,
  from: string,
  change: {
    readonly jid: string
    readonly affiliation: Affiliation
    readonly nick?: string
    readonly reason?: string
  },
): Element =>
  iq(
    'set',
    room,
    from,
    undefined,
    el(
      'query',
      { xmlns: ADMIN },
      el(
        'item',
        { jid: change.jid, affiliation: change.affiliation, nick: change.nick },
        change.reason && el('reason', {}, change.reason),
      ),
    ),
  )

/** Who has this affiliation; members and owners alike may be absent from the room. */
export const buildListAffiliation = (room: string, from: string, affiliation: Affiliation): Element =>
  iq('get', room, from, undefined, el('query', { xmlns: ADMIN }, el('item', { affiliation })))

/** Which occupants have this role: how an owner who is not inside sees who is. */
export const buildListRole = (room: string, from: string, role: Role): Element =>
  iq('get', room, from, undefined, el('query', { xmlns: ADMIN }, el('item', { role })))

export interface Item {
  readonly jid?: string
  readonly nick?: string
  readonly affiliation?: Affiliation
  readonly role?: Role
}

/** The items of a list's result. */
export function parseItems(stanza: Element): Item[] | undefined {
  const query = child(stanza, 'query', ADMIN)
  return query && allOwn(query, 'item').map(parseItem)
}

function parseItem(item: Element): Item {
  const [jid, nick] = [attr(item, 'jid'), attr(item, 'nick')]
  const [affiliation, role] = [attr(item, 'affiliation'), attr(item, 'role')]
  return {
    ...(jid && { jid }),
    ...(nick && { nick }),
    ...(affiliation && { affiliation: oneOf(AFFILIATIONS, affiliation, 'The affiliation') }),
    ...(role && { role: oneOf(ROLES, role, 'The role') }),
  }
}

/** Answers of a room that mean that it is not there (any more): destroyed, never made, or its host restarted. */
export const isGone = (error: unknown): boolean =>
  error instanceof StanzaError && (error.condition === 'gone' || error.condition === 'item-not-found')
