/** XEP-0142: Workgroup Queues (version 0.3.1) §4, the operator's half: duty, queue, colleagues, offers. */
import type { Element } from 'ltx'
import { QUEUE_STATES, type QueueState } from '../../protocol/names.js'
import { WORKGROUP } from '../../protocol/namespaces.js'
import type { Instant, OfferKind } from '../core/types.ts'
import { buildDateTime, buildLegacyDateTime, parseDateTime } from './datetime.ts'
import { buildMetadata, buildSession, type MetadataItem, parseMetadata } from './fastpath.ts'
import { buildOfferContent } from './fastpath-wishes.ts'
import {
  buildCase,
  buildRevoked,
  buildSharing,
  buildTransfer,
  type CaseForOperator,
  isSharing,
  parseCase,
  parseRevoked,
  parseTransfer,
  type Revoked,
} from './parlor.ts'
import { count, needed, oneOf } from './values.ts'
import { allOwn, attr, child, el, ownText } from './xml.ts'

export const NS = WORKGROUP

/** `<name>5</name>`, or nothing. Seconds and counts are whole and never below 0. */
export const number = (name: string, value: number | undefined): Element | undefined =>
  value === undefined ? undefined : el(name, {}, String(Math.max(0, Math.round(value))))

/** Present only where they are known. */
const known = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never

// On duty (§ Agent Presence Protocol, § Agent Status Update Protocol)

export interface AgentStatus {
  /** Whose: a component cannot speak for another host, so the wire names the colleague here too. */
  readonly jid?: string | undefined
  readonly currentChats?: number | undefined
  /** From an operator: a hint, which may lower and never raise what the configuration says. */
  readonly maxChats?: number | undefined
  /** urn:parlor:1 §4: the client shows every chat of its operator, on whatever client it was taken. */
  readonly sharing?: true | undefined
}

export const buildAgentStatus = (status: AgentStatus = {}): Element =>
  el(
    'agent-status',
    { xmlns: NS, jid: status.jid },
    number('current-chats', status.currentChats),
    number('max-chats', status.maxChats),
    status.sharing && buildSharing(),
  )

/** `undefined`: not a XEP-0142 client's presence. */
export function parseAgentStatus(presence: Element): AgentStatus | undefined {
  const status = child(presence, 'agent-status', NS)
  if (!status) return undefined
  return known({
    jid: attr(status, 'jid'),
    currentChats: count(ownText(status, 'current-chats'), 'current-chats'),
    // COMPAT: Smack 4.4 and later spell it so.
    maxChats: count(ownText(status, 'max-chats') ?? ownText(status, 'max_chats'), 'max-chats'),
    sharing: isSharing(status) || undefined,
  })
}

/** The list of colleagues, or, without them, the request for it. */
export const buildAgentList = (jids: readonly string[] = []): Element =>
  el(
    'agent-status-request',
    { xmlns: NS },
    jids.map((jid) => el('agent', { jid })),
  )

export function parseAgentList(stanza: Element): string[] | undefined {
  const list = child(stanza, 'agent-status-request', NS)
  return list && allOwn(list, 'agent').map((agent) => needed(agent, 'jid'))
}

// The queue (§ Workgroup Status Update Protocol, § Queue Status Update Protocol)

export interface AgentsNotice {
  readonly available?: number | undefined
  readonly currentChats?: number | undefined
  readonly maxChats?: number | undefined
}

export const buildNotifyAgents = (notice: AgentsNotice): Element =>
  el(
    'notify-agents',
    { xmlns: NS },
    number('available', notice.available),
    number('current-chats', notice.currentChats),
    number('max-chats', notice.maxChats),
  )

export function parseNotifyAgents(presence: Element): AgentsNotice | undefined {
  const notice = child(presence, 'notify-agents', NS)
  if (!notice) return undefined
  return known({
    available: count(ownText(notice, 'available'), 'available'),
    currentChats: count(ownText(notice, 'current-chats'), 'current-chats'),
    maxChats: count(ownText(notice, 'max-chats'), 'max-chats'),
  })
}

export interface QueueNotice {
  readonly count?: number | undefined
  /** When the one who waits longest came. */
  readonly oldest?: Instant | undefined
  /** Average wait, seconds. */
  readonly time?: number | undefined
  readonly status?: QueueState | undefined
}

/** Whom a notice is for; see `isFastpath`. */
export type Dialect = 'standard' | 'fastpath'

const dateIn: Readonly<Record<Dialect, (at: Instant) => string>> = {
  standard: buildDateTime,
  fastpath: buildLegacyDateTime,
}

export const buildNotifyQueue = (notice: QueueNotice, dialect: Dialect = 'standard'): Element =>
  el(
    'notify-queue',
    { xmlns: NS },
    number('count', notice.count),
    notice.oldest === undefined ? undefined : el('oldest', {}, dateIn[dialect](notice.oldest)),
    number('time', notice.time),
    notice.status && el('status', {}, notice.status),
  )

export function parseNotifyQueue(presence: Element): QueueNotice | undefined {
  const notice = child(presence, 'notify-queue', NS)
  if (!notice) return undefined
  const oldest = ownText(notice, 'oldest')
  const status = ownText(notice, 'status')
  return known({
    count: count(ownText(notice, 'count'), 'count'),
    oldest: oldest === undefined ? undefined : parseDateTime(oldest),
    time: count(ownText(notice, 'time'), 'time'),
    status: status === undefined ? undefined : oneOf(QUEUE_STATES, status, 'The status'),
  })
}

/** One who waits. */
export interface QueueRow {
  /** The visitor's full JID. */
  readonly jid: string
  /** From 0. */
  readonly position: number
  /** Expected, seconds. */
  readonly time?: number | undefined
  readonly joinedAt: Instant
  readonly case?: CaseForOperator | undefined
}

export const buildNotifyQueueDetails = (rows: readonly QueueRow[], dialect: Dialect = 'standard'): Element =>
  el(
    'notify-queue-details',
    { xmlns: NS },
    rows.map((row) => buildRow(row, dialect)),
  )

const buildRow = (row: QueueRow, dialect: Dialect): Element =>
  el(
    'user',
    { jid: row.jid },
    number('position', row.position),
    number('time', row.time),
    el('join-time', {}, dateIn[dialect](row.joinedAt)),
    dialect === 'standard' && row.case ? buildCase(row.case) : undefined,
  )

export function parseNotifyQueueDetails(presence: Element): QueueRow[] | undefined {
  const details = child(presence, 'notify-queue-details', NS)
  return details && allOwn(details, 'user').map(parseRow)
}

const parseRow = (user: Element): QueueRow =>
  known({
    jid: needed(user, 'jid'),
    position: count(ownText(user, 'position') ?? '', 'The position') ?? 0,
    time: count(ownText(user, 'time'), 'The time'),
    joinedAt: parseDateTime(ownText(user, 'join-time') ?? ''),
    case: parseCase(user),
  })

// Offers (§ Agent Offer Protocol and the two after it)

export interface Offer {
  /** The visitor's full JID. */
  readonly jid: string
  /** The case's. */
  readonly id?: string | undefined
  /** Seconds until it is revoked. */
  readonly timeout?: number | undefined
  readonly metadata: readonly MetadataItem[]
  readonly case?: CaseForOperator | undefined
  /** The chat has an owner, who asks. */
  readonly transfer?: OfferKind | undefined
}

export const buildOffer = (offer: Offer, dialect: Dialect = 'standard'): Element =>
  el(
    'offer',
    { xmlns: NS, jid: offer.jid, id: offer.id },
    number('timeout', offer.timeout),
    buildMetadata(offer.metadata),
    offer.id && buildSession(offer.id),
    dialect === 'fastpath'
      ? buildOfferContent(offer.id ?? '', offer.transfer)
      : [offer.case && buildCase(offer.case), offer.transfer && buildTransfer(offer.transfer)],
  )

export function parseOffer(stanza: Element): Offer | undefined {
  const offer = child(stanza, 'offer', NS)
  if (!offer) return undefined
  return known({
    jid: needed(offer, 'jid'),
    id: attr(offer, 'id'),
    timeout: count(ownText(offer, 'timeout'), 'The timeout'),
    metadata: parseMetadata(offer),
    case: parseCase(offer),
    transfer: parseTransfer(offer),
  })
}

/** With at least one of the two. */
export interface OfferAnswer {
  readonly answer: 'accept' | 'reject'
  /** The visitor's full JID. COMPAT: Smack sends only the id. */
  readonly jid?: string | undefined
  /** The case's, when the client says it. */
  readonly id?: string | undefined
}

export const buildOfferAnswer = ({ answer, jid, id }: OfferAnswer): Element =>
  el(`offer-${answer}`, { xmlns: NS, jid, id })

export function parseOfferAnswer(iq: Element): OfferAnswer | undefined {
  for (const answer of ['accept', 'reject'] as const) {
    const found = child(iq, `offer-${answer}`, NS)
    if (!found) continue
    const id = attr(found, 'id') || undefined
    return known({ answer, jid: id ? attr(found, 'jid') : needed(found, 'jid'), id })
  }
  return undefined
}

export interface Revoke extends Partial<Revoked> {
  /** The visitor's full JID. */
  readonly jid: string
  readonly id?: string | undefined
  /** For people. */
  readonly reason?: string | undefined
}

export const buildRevoke = (revoke: Revoke): Element =>
  el(
    'offer-revoke',
    { xmlns: NS, jid: revoke.jid, id: revoke.id },
    revoke.reason && el('reason', {}, revoke.reason),
    revoke.id && buildSession(revoke.id),
    revoke.why && buildRevoked({ why: revoke.why, by: revoke.by }),
  )

export function parseRevoke(stanza: Element): Revoke | undefined {
  const revoke = child(stanza, 'offer-revoke', NS)
  if (!revoke) return undefined
  const reason = ownText(revoke, 'reason')
  return known({
    jid: needed(revoke, 'jid'),
    id: attr(revoke, 'id'),
    reason: reason || undefined,
    ...parseRevoked(revoke),
  })
}
