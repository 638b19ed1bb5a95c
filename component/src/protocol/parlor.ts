/**
 * urn:parlor:1 (version 1.0, `component/protocol/urn-parlor-1.md`): what no XEP covers. `parse*` take the element or
 * stanza that contains the element.
 */
import type { Element } from 'ltx'
import {
  type CONDITIONS,
  END_REASONS,
  type EndReason,
  GUEST_ROLES,
  type GuestRole,
  NOTICES,
  type Notice,
  REVOKED,
  type RevokeReason,
} from '../../protocol/names.js'
import type { Instant } from '../core/types.ts'
import { buildDateTime, parseDateTime } from './datetime.ts'
import { NS } from './parlor-case.ts'
import { type Alternative, buildAnswer, parseAnswer } from './parlor-operators.ts'
import { needed, oneOf } from './values.ts'
import { attr, child, children, el, text } from './xml.ts'

export * from './parlor-case.ts'
export * from './parlor-files.ts'
export * from './parlor-floor.ts'
export * from './parlor-operators.ts'
export * from './parlor-push.ts'
export * from './parlor-room.ts'
export * from './parlor-site.ts'

/** Admission, opaque here (§1). */
export const buildTicket = (ticket: string): Element => el('ticket', { xmlns: NS }, ticket)

/** An empty ticket is none. */
export const parseTicket = (parent: Element): string | undefined =>
  text(child(parent, 'ticket', NS)) || undefined

/** Coming back (§2). */
/** What a visitor who waits adds to their question. */
export const parseAdd = (stanza: Element): string | undefined => child(stanza, 'add', NS)?.text()

export const buildResume = (token: string): Element => el('resume', { xmlns: NS, token })

export function parseResume(parent: Element): string | undefined {
  const resume = child(parent, 'resume', NS)
  return resume && needed(resume, 'token')
}

/** Which of two people one is: in both invitations (§2). */
export interface CaseInvitation {
  readonly id: string
  /** The nickname to enter with. */
  readonly nick: string
  /** The other person's. */
  readonly with: string
  /** To one who comes in beside the owner. */
  readonly as?: GuestRole | undefined
  /** To an operator: when this chat began. */
  readonly since?: Instant | undefined
}

export const buildCaseInvitation = ({ id, nick, with: other, as, since }: CaseInvitation): Element =>
  el('case', {
    xmlns: NS,
    id,
    nick,
    with: other,
    as,
    since: since === undefined ? undefined : buildDateTime(since),
  })

export function parseCaseInvitation(stanza: Element): CaseInvitation | undefined {
  const found = child(stanza, 'case', NS)
  if (!found) return undefined
  const as = attr(found, 'as')
  const since = attr(found, 'since')
  return {
    id: needed(found, 'id'),
    nick: needed(found, 'nick'),
    with: needed(found, 'with'),
    ...(since !== undefined && { since: parseDateTime(since) }),
    ...(as !== undefined && { as: oneOf(GUEST_ROLES, as, 'As what') }),
  }
}

export interface Ended {
  readonly case: string
  readonly reason: EndReason
  /** What the visitor may do instead. */
  readonly instead?: Alternative | undefined
}

export const buildEnded = ({ case: id, reason, instead }: Ended): Element =>
  el('ended', { xmlns: NS, case: id, reason }, instead && buildAnswer(instead))

export function parseEnded(stanza: Element): Ended | undefined {
  const ended = child(stanza, 'ended', NS)
  if (!ended) return undefined
  const instead = parseAnswer(ended)
  return {
    case: needed(ended, 'case'),
    reason: oneOf(END_REASONS, attr(ended, 'reason'), 'The reason'),
    ...(instead && { instead }),
  }
}

export interface DeskNotice {
  readonly what: Notice
  /** The name of the operator it is about. */
  readonly who?: string | undefined
}

/** What the desk says in a room (§3). */
export const buildNotice = (what: Notice, who?: string): Element => el('notice', { xmlns: NS, what, who })

export function parseNotice(stanza: Element): DeskNotice | undefined {
  const notice = child(stanza, 'notice', NS)
  if (!notice) return undefined
  const who = attr(notice, 'who')
  return { what: oneOf(NOTICES, attr(notice, 'what'), 'The notice'), ...(who && { who }) }
}

/** The visitor has come back elsewhere; this session is no member of the room any more (§2). */
export const buildSuperseded = (caseId: string): Element => el('superseded', { xmlns: NS, case: caseId })

/** The case's id. */
export function parseSuperseded(stanza: Element): string | undefined {
  const superseded = child(stanza, 'superseded', NS)
  return superseded && needed(superseded, 'case')
}

/** Why an offer is no longer there (§4). */
export interface Revoked {
  readonly why: RevokeReason
  readonly by?: string | undefined
}

export const buildRevoked = ({ why, by }: Revoked): Element => el('revoked', { xmlns: NS, why, by })

export function parseRevoked(parent: Element): Revoked | undefined {
  const revoked = child(parent, 'revoked', NS)
  if (!revoked) return undefined
  const by = attr(revoked, 'by')
  return { why: oneOf(REVOKED, attr(revoked, 'why'), 'Why'), ...(by && { by }) }
}

/** One wrong field of a form, for the `app` part of a `not-acceptable`. The words for people are the error's text. */
export const buildInvalid = (field: string): Element => el('invalid', { xmlns: NS, field })

export const parseInvalid = (error: Element): string[] =>
  children(error, 'invalid', NS).map((invalid) => needed(invalid, 'field'))

export const buildCondition = (name: (typeof CONDITIONS)[number]): Element => el(name, { xmlns: NS })
