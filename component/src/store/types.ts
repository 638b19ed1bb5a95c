/**
 * What must survive a crash. One row layer over SQLite and PostgreSQL (Kysely); the same contract tests run on both.
 * Every promise resolves after the data is durable (SQLite: WAL, synchronous=FULL); writes that arrive together are
 * committed as one transaction.
 */
import type { Answer, Background, Parameter } from '../core/request.ts'
import type { BareJid, Case, CaseId, EndReason, FullJid, Instant } from '../core/types.ts'
import type { MemoryStore } from './memory-types.ts'
import type { OperatorsStore } from './operators-types.ts'

export type * from './memory-types.ts'
export type * from './operators-types.ts'

/** The part of a case that people read and the rules do not need. */
export interface CaseDetails {
  readonly id: CaseId
  /** Bare JID of the workgroup. */
  readonly workgroup: BareJid
  /** Running number for people: "case 1842". Given by the store. */
  readonly number: number
  readonly createdAt: Instant
  /** What to call the visitor: the form's `name`, else the account's local part, else "Visitor". */
  readonly visitorName: string
  readonly visitorJid: FullJid
  readonly site?: string
  readonly page?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  readonly background?: Background
  readonly answers: readonly Answer[]
  readonly parameters: readonly Parameter[]
  /** Full JID-node of the room, drawn when the case is made: 128 random bits and the rooms' host. */
  readonly room: BareJid
  /** SHA-256 of the resume token, hex. */
  readonly tokenHash: string
}

/** One line of a transcript, in the order of the room's archive. */
export interface TranscriptEntry {
  /** The room's stanza-id (XEP-0359), unique within the case. */
  readonly archiveId: string
  readonly at: Instant
  /** Nickname in the room. */
  readonly nick: string
  readonly who: 'visitor' | 'operator' | 'desk'
  /** The sender's own message id. */
  readonly messageId?: string
  readonly body: string
  /** The archived stanza as XML. */
  readonly xml: string
}

/** What happened to a case besides words: joins, assignments, transfers, end. */
export interface CaseEvent {
  readonly case: CaseId
  readonly at: Instant
  readonly what: string
  readonly who?: string
  readonly detail?: string
}

/** One change of the routing part; `record` undefined means the case has left the state. */
export interface CaseChange {
  readonly id: CaseId
  readonly record: Case | undefined
}

export interface EndedCase {
  readonly details: CaseDetails
  readonly reason: EndReason
  readonly endedAt: Instant
  readonly operator?: BareJid
}

export interface PastCase {
  readonly joinedAt: Instant
  /** Absent when nobody came. */
  readonly openedAt?: Instant
  readonly endedAt: Instant
}

export interface Store extends OperatorsStore, MemoryStore {
  /** Makes the case: details (its number is given here) together with the first routing record. */
  createCase(details: Omit<CaseDetails, 'number'>, record: Case): Promise<CaseDetails>
  /**
   * Writes routing records; resolves when durable. A case that is with two workgroups has a record in each; a missing
   * record takes away this workgroup's only.
   */
  commit(workgroup: BareJid, changes: readonly CaseChange[]): Promise<void>
  /** All routing records of a workgroup that have not left its state, for the start. */
  liveCases(workgroup: BareJid): Promise<{ readonly details: CaseDetails; readonly record: Case }[]>
  /** Those that have live cases, whatever the configuration says. */
  workgroupsInUse(): Promise<BareJid[]>
  /** The case belongs to this workgroup from now on (handed over): its history and its token do, too. */
  moveCase(id: CaseId, workgroup: BareJid): Promise<void>
  caseById(id: CaseId): Promise<CaseDetails | undefined>
  /** Of these ids, those that a case has. */
  takenIds(ids: readonly CaseId[]): Promise<CaseId[]>
  /** By its number for people. */
  caseByNumber(workgroup: BareJid, number: number): Promise<CaseDetails | undefined>
  /** Looks up a live case by the hash of its resume token. */
  caseByToken(tokenHash: string): Promise<CaseDetails | undefined>
  /** The ended cases of a workgroup, newest first. */
  endedCases(
    workgroup: BareJid,
    options: { readonly limit: number; readonly before?: Instant },
  ): Promise<EndedCase[]>
  /** When the latest cases joined, were opened and ended; oldest first. Left messages are none of them. */
  pastCases(workgroup: BareJid, limit: number): Promise<PastCase[]>
  /** The requests that came since this instant, whatever became of them; left messages are none. */
  dayOf(
    workgroup: BareJid,
    since: Instant,
  ): Promise<{ readonly joinedAt: Instant; readonly openedAt?: Instant; readonly ended: boolean }[]>
  /** `isCalm`: nobody waits for it; it is durable after a moment. */
  note(event: CaseEvent, how?: { readonly isCalm?: boolean }): Promise<void>
  events(id: CaseId): Promise<CaseEvent[]>
  /** Adds entries; one that is there already (same case and archive id) is left as it is. */
  addToTranscript(id: CaseId, entries: readonly TranscriptEntry[]): Promise<void>
  transcript(id: CaseId): Promise<TranscriptEntry[]>
  /** Marks the case as ended with a complete transcript; afterwards its token no longer works. */
  finishCase(
    id: CaseId,
    end: { readonly reason: EndReason; readonly at: Instant; readonly operator?: BareJid },
  ): Promise<void>
  /** Burns a ticket's id until it expires; false when it was burnt before. */
  burnTicket(ticketId: string, expiresAt: Instant): Promise<boolean>
  /** Operators who subscribed to a workgroup (roster), so that presence can be asked for after a restart. */
  subscribers(workgroup: BareJid): Promise<BareJid[]>
  setSubscriber(workgroup: BareJid, jid: BareJid, subscribed: boolean): Promise<void>
  /** When the operator's last chat ended, per workgroup. */
  idleSince(workgroup: BareJid): Promise<ReadonlyMap<BareJid, Instant>>
  setIdleSince(workgroup: BareJid, jid: BareJid, at: Instant): Promise<void>
  /** Who is off duty for having missed so many offers. */
  resting(): Promise<ReadonlyMap<BareJid, { readonly since: Instant; readonly missed: number }>>
  /** `undefined`: they are there again. */
  setResting(
    jid: BareJid,
    resting: { readonly since: Instant; readonly missed: number } | undefined,
  ): Promise<void>
  /** The rooms that a workgroup has made ahead of need: all that may be on the server and have no case. */
  spareRooms(workgroup: BareJid): Promise<BareJid[]>
  /** They are these from now on. */
  setSpareRooms(workgroup: BareJid, rooms: readonly BareJid[]): Promise<void>
  /** A value that must outlive restarts and has no table of its own (the ticket key). */
  secret(name: string, make: () => string): Promise<string>
  close(): Promise<void>
}
