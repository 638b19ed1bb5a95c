/**
 * How Openfire's Fastpath hands chats on, in the namespace of XEP-0142: the same element is the wish of an agent's client
 * (an IQ set to the workgroup) and what an offer of such a chat contains. No XEP; as read and written by Smack's
 * `RoomTransfer` and `RoomInvitation`.
 */
import type { Element } from 'ltx'
import { WORKGROUP } from '../../protocol/namespaces.js'
import type { CaseId, OfferKind } from '../core/types.ts'
import { buildSession, parseSession } from './fastpath.ts'
import { BadRequest } from './stanza-error.ts'
import { oneOf } from './values.ts'
import { attr, child, el, ownText } from './xml.ts'

export const ROOM_WISHES = ['transfer', 'invite'] as const
const TARGETS = ['user', 'queue', 'workgroup'] as const

export interface RoomWish {
  readonly what: (typeof ROOM_WISHES)[number]
  readonly type: (typeof TARGETS)[number]
  /** For us the id of the case. */
  readonly session: CaseId
  /** Who is to come: an operator's address, a workgroup's, or a queue's (a workgroup's with a resource). */
  readonly invitee?: string | undefined
  readonly inviter?: string | undefined
  readonly reason?: string | undefined
}

export const buildRoomWish = (wish: RoomWish): Element =>
  el(
    wish.what,
    { xmlns: WORKGROUP, type: wish.type },
    buildSession(wish.session),
    wish.invitee && el('invitee', {}, wish.invitee),
    wish.inviter && el('inviter', {}, wish.inviter),
    wish.reason && el('reason', {}, wish.reason),
  )

export function parseRoomWish(parent: Element): RoomWish | undefined {
  for (const what of ROOM_WISHES) {
    const wish = child(parent, what, WORKGROUP)
    if (wish) return read(what, wish)
  }
  return undefined
}

function read(what: RoomWish['what'], wish: Element): RoomWish {
  const session = parseSession(wish)
  if (session === undefined) throw new BadRequest(`<${what}/> needs a session.`)
  const words = (['invitee', 'inviter', 'reason'] as const).flatMap((name) => {
    const value = ownText(wish, name)
    return value ? [[name, value]] : []
  })
  return { what, type: oneOf(TARGETS, attr(wish, 'type'), 'The type'), session, ...Object.fromEntries(words) }
}

/**
 * COMPAT: why a chat is offered. Fastpath's clients expect to be told, and look at names without their namespaces: the
 * `<transfer/>` of urn:parlor:1 would break them, so these offers carry this instead of what is ours.
 */
export function buildOfferContent(session: CaseId, asked: OfferKind | undefined): Element {
  if (!asked) return el('user-request', { xmlns: WORKGROUP })
  const what = asked.as === 'owner' ? 'transfer' : 'invite'
  return buildRoomWish({ what, type: 'user', session, inviter: asked.by, reason: asked.note })
}
