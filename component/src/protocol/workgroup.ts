/**
 * XEP-0142: Workgroup Queues (version 0.3.1), the queue as the visitor sees it. The operator's half is in
 * `workgroup-agent.ts`; both are exported here. `parse*` take the stanza.
 */
import type { Element } from 'ltx'
import { type MetadataItem, parseMetadata } from './fastpath.ts'
import { buildForm, type Form, parseSubmit, type Submit } from './forms.ts'
import {
  buildCaseInvitation,
  buildEnded,
  type Ended,
  NS as PARLOR,
  parseResume,
  parseTicket,
} from './parlor.ts'
import { count, oneOf } from './values.ts'
import { NS, number } from './workgroup-agent.ts'
import { attr, child, el, own, ownText } from './xml.ts'

export * from './workgroup-agent.ts'

/** Visitor's wish to talk. */
export interface JoinQueue {
  /** Does the visitor want `queue-status` pushed? */
  readonly notifications: boolean
  readonly form?: Submit
  readonly ticket?: string
  /** The resume token. */
  readonly resume?: string
  readonly metadata: readonly MetadataItem[]
}

/** `undefined` when the stanza has no `<join-queue/>`. */
export function parseJoinQueue(stanza: Element): JoinQueue | undefined {
  const join = child(stanza, 'join-queue', NS)
  if (!join) return undefined
  const form = parseSubmit(join)
  const ticket = parseTicket(join)
  const resume = parseResume(join)
  return {
    notifications: own(join, 'queue-notifications') !== undefined,
    ...(form && { form }),
    ...(ticket && { ticket }),
    ...(resume && { resume }),
    metadata: parseMetadata(join),
  }
}

export const buildJoinQueue = (...payload: (Element | undefined)[]): Element =>
  el('join-queue', { xmlns: NS }, el('queue-notifications'), payload)

/** What a visitor is told on entering the queue or on coming back. */
export interface Joined {
  readonly id: string
  readonly number: number
  /** The resume token, in clear: it is shown this once. */
  readonly token: string
  readonly phase: 'waiting' | 'ringing' | 'opening' | 'active'
  /** With an open room: where to enter, under which nick, and whom to meet. */
  readonly room?: string | undefined
  readonly nick?: string | undefined
  readonly with?: string | undefined
}

export const buildJoinResult = (joined: Joined): Element =>
  el('join-queue', { xmlns: NS }, el('case', { xmlns: PARLOR, ...joined }))

export function parseJoinResult(stanza: Element): Joined | undefined {
  const join = child(stanza, 'join-queue', NS)
  const found = join && child(join, 'case', PARLOR)
  if (!found) return undefined
  const optional = (['room', 'nick', 'with'] as const).flatMap((name) => {
    const value = attr(found, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    id: attr(found, 'id') ?? '',
    number: count(attr(found, 'number'), 'The number') ?? 0,
    token: attr(found, 'token') ?? '',
    phase: oneOf(['waiting', 'ringing', 'opening', 'active'], attr(found, 'phase'), 'The phase'),
    ...Object.fromEntries(optional),
  }
}

/** Answer to `<iq type='get'><join-queue/>`: the form to fill in (§ User Join Protocol). */
export const buildFormResult = (form: Form): Element => el('join-queue', { xmlns: NS }, buildForm(form))

/** `jid` when somebody else is to be removed. */
export function parseDepartQueue(stanza: Element): { readonly jid?: string } | undefined {
  const depart = child(stanza, 'depart-queue', NS)
  if (!depart) return undefined
  const jid = ownText(depart, 'jid')
  return jid ? { jid } : {}
}

export const buildDepartQueue = (jid?: string): Element =>
  el('depart-queue', { xmlns: NS }, jid === undefined ? undefined : el('jid', {}, jid))

/** The children of the message that tells a visitor that it is over. Without `ended`: plain XEP-0142. */
export const buildDepartMessage = (ended?: Ended & { readonly text: string }): Element[] =>
  ended ? [buildDepartQueue(), buildEnded(ended), el('body', {}, ended.text)] : [buildDepartQueue()]

export interface QueueStatus {
  /** From 0. */
  readonly position?: number | undefined
  /** Seconds. */
  readonly time?: number | undefined
  /** Away: the place is kept, others go first. */
  readonly skipped?: boolean | undefined
}

export const buildQueueStatus = (status: QueueStatus): Element =>
  el(
    'queue-status',
    { xmlns: NS },
    number('position', status.position),
    number('time', status.time),
    status.skipped ? el('skipped', { xmlns: PARLOR }) : undefined,
  )

/** Reads a status, or the request for one (which is empty). */
export function parseQueueStatus(stanza: Element): QueueStatus | undefined {
  const status = child(stanza, 'queue-status', NS)
  if (!status) return undefined
  const position = count(ownText(status, 'position'), 'The position')
  const time = count(ownText(status, 'time'), 'The time')
  return {
    ...(position !== undefined && { position }),
    ...(time !== undefined && { time }),
    ...(child(status, 'skipped', PARLOR) && { skipped: true }),
  }
}

/** The elements that go into both invitations; the `<offer/>` to the operator only (§ Agent Invite Protocol). */
export const buildInvitationPayload = (
  invitation: { readonly id: string; readonly nick: string; readonly with: string },
  visitorForOperator?: string,
): Element[] => [
  buildCaseInvitation(invitation),
  ...(visitorForOperator === undefined ? [] : [el('offer', { xmlns: NS, jid: visitorForOperator })]),
]
