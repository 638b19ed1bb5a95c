/**
 * urn:parlor:1 (version 1.0, `component/protocol/urn-parlor-1.md`): what no XEP covers. `parse*` take the element or
 * stanza that contains the element.
 */
import type { Element } from 'ltx'
import type { EndReason, Notice } from '../core/types.ts'
import { NS } from './parlor-case.ts'
import { needed, oneOf } from './values.ts'
import { attr, child, children, el, text } from './xml.ts'

export * from './parlor-case.ts'

/** Admission, opaque here (§1). */
export const buildTicket = (ticket: string): Element => el('ticket', { xmlns: NS }, ticket)

/** An empty ticket is none. */
export const parseTicket = (parent: Element): string | undefined =>
  text(child(parent, 'ticket', NS)) || undefined

/** Coming back (§2). */
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
}

export const buildCaseInvitation = (invitation: CaseInvitation): Element =>
  el('case', { xmlns: NS, id: invitation.id, nick: invitation.nick, with: invitation.with })

export function parseCaseInvitation(stanza: Element): CaseInvitation | undefined {
  const found = child(stanza, 'case', NS)
  if (!found) return undefined
  return { id: needed(found, 'id'), nick: needed(found, 'nick'), with: needed(found, 'with') }
}

export const END_REASONS = [
  'visitor-left',
  'visitor-lost',
  'operator-closed',
  'operator-left',
  'supervisor-closed',
  'waited-too-long',
  'nobody-answered',
  'nobody-on-duty',
  'workgroup-closed',
  'room-failed',
] as const satisfies readonly EndReason[]

export interface Ended {
  readonly case: string
  readonly reason: EndReason
}

export const buildEnded = (ended: Ended): Element =>
  el('ended', { xmlns: NS, case: ended.case, reason: ended.reason })

export function parseEnded(stanza: Element): Ended | undefined {
  const ended = child(stanza, 'ended', NS)
  if (!ended) return undefined
  return { case: needed(ended, 'case'), reason: oneOf(END_REASONS, attr(ended, 'reason'), 'The reason') }
}

export const NOTICES = [
  'operator-lost',
  'operator-back',
  'visitor-lost',
  'visitor-back',
  'looking-for-another',
] as const satisfies readonly Notice[]

/** What the desk says in a room (§3). */
export const buildNotice = (what: Notice): Element => el('notice', { xmlns: NS, what })

export function parseNotice(stanza: Element): Notice | undefined {
  const notice = child(stanza, 'notice', NS)
  return notice && oneOf(NOTICES, attr(notice, 'what'), 'The notice')
}

/** The visitor has come back elsewhere; this session's seat is gone (§2). */
export const buildSuperseded = (caseId: string): Element => el('superseded', { xmlns: NS, case: caseId })

/** The case's id. */
export function parseSuperseded(stanza: Element): string | undefined {
  const superseded = child(stanza, 'superseded', NS)
  return superseded && needed(superseded, 'case')
}

export const REVOKED = ['taken', 'expired', 'visitor-gone', 'not-available', 'rejected', 'ended'] as const

/** Why an offer is no longer there (§4). */
export interface Revoked {
  readonly why: (typeof REVOKED)[number]
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

/** Why a workgroup takes nobody: application conditions of `service-unavailable`. */
export const CONDITIONS = ['nobody-on-duty', 'workgroup-closed', 'queue-full'] as const

export const buildCondition = (name: (typeof CONDITIONS)[number]): Element => el(name, { xmlns: NS })
