/** What is remembered beyond the single case: the answers that fit many. */
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import type { WordQuery } from './words/words.ts'

/** A question that comes often, with its answer (M4). */
export interface FaqEntry {
  /** Unique in its workgroup, and the same for ever. */
  readonly id: string
  /** BCP 47; without one it is for everybody. */
  readonly language?: string
  readonly question: string
  readonly answer: string
  /** When it was last changed, and by whom. */
  readonly at: Instant
  readonly by: BareJid
  /** The case it was made from. */
  readonly case?: CaseId
}

export interface FaqStore {
  /** In the order that was given to them. */
  faq(workgroup: BareJid): Promise<FaqEntry[]>
  /** Replaces those with the same id where they stand; new ones come behind all others, in the order given. */
  saveFaq(workgroup: BareJid, entries: readonly FaqEntry[]): Promise<void>
  /** To this place, counted from 1; the others keep their order. False when there is none of this id. */
  moveFaq(workgroup: BareJid, id: string, place: number): Promise<boolean>
  /** False when there was none of this id. */
  removeFaq(workgroup: BareJid, id: string): Promise<boolean>
}

/** A line of a conversation in the archive of its workgroup. */
export interface ArchivedLine {
  /** Unique in the archive. */
  readonly id: string
  readonly at: Instant
  readonly nick: string
  readonly who: 'visitor' | 'operator' | 'desk'
  readonly body: string
  /** The stanza, as the room sent it. */
  readonly xml: string
  readonly case: {
    readonly id: CaseId
    readonly number: number
    /** The visitor's. */
    readonly name: string
    readonly operator?: BareJid
    readonly reason?: string
  }
}

/** Which lines: all that is given must be so. */
export interface ArchiveFilter {
  readonly start?: Instant
  readonly end?: Instant
  /** Beyond these ids; a page goes on beyond its own. */
  readonly afterId?: string
  readonly beforeId?: string
  readonly ids?: readonly string[]
  /** Of cases of this visitor (an address, or what they are known by as account or e-mail), or served by this operator. */
  readonly with?: string
  /** Of cases of somebody with one of these keys: `customer:shop:56164`. */
  readonly persons?: readonly string[]
  readonly operator?: BareJid
  /** Its number, or its id. */
  readonly case?: string
  readonly tag?: string
  /** `customer=56164`, or only the value. */
  readonly parameter?: string
  readonly reason?: string
  readonly words?: WordQuery
}

export interface ArchiveQuery extends ArchiveFilter {
  readonly max: number
  readonly after?: string | undefined
  /** The page before this id; empty: the last one. */
  readonly before?: string | undefined
}

export interface ArchivePage {
  /** Oldest first. */
  readonly lines: readonly ArchivedLine[]
  /** Nothing more in the direction that was asked for. */
  readonly complete: boolean
}

/** A line of the archive by its id. */
export interface ArchiveEnd {
  readonly id: string
  readonly at: Instant
}

export interface ArchiveStore {
  /**
   * In the order in which the lines came into the archive: case by case as they ended. One query. Rejects with `unknown-line`
   * when a page is asked for beyond an id that is not here, or one of `ids` is not.
   */
  archivePage(workgroup: BareJid, query: ArchiveQuery): Promise<ArchivePage>
  archiveCount(workgroup: BareJid, filter: ArchiveFilter): Promise<number>
  archiveEnds(
    workgroup: BareJid,
  ): Promise<{ readonly first: ArchiveEnd; readonly last: ArchiveEnd } | undefined>
}

/** What a visitor says of a chat: from 1, bad, to 5, good (C8). */
export interface Rating {
  readonly rating: number
  readonly comment?: string
  readonly at: Instant
}

/** As much of the case as is needed to say who has been rated. */
export interface RatedCase {
  readonly id: CaseId
  readonly workgroup: BareJid
  readonly number: number
  readonly visitorName: string
  readonly operator?: BareJid
}

export interface RatingStore {
  /** The case that ended with this resume token, not before `since`. */
  caseToRate(tokenHash: string, since: Instant): Promise<RatedCase | undefined>
  /** Said again it replaces what was said. */
  rate(id: CaseId, rating: Rating): Promise<void>
  /** Of those that have one. */
  ratings(ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, Rating>>
}

/** A request as figures see it: what happened, and when; of persons nothing but who served. */
export interface RequestFacts {
  readonly joinedAt: Instant
  /** The first time that an operator took it. */
  readonly openedAt?: Instant
  /** The operator's first words. */
  readonly answeredAt?: Instant
  readonly endedAt?: Instant
  readonly reason?: string
  /** Who served it last. */
  readonly operator?: BareJid
  readonly site?: string
  readonly language?: string
  /** How often it changed hands. */
  readonly transfers: number
  /** Who has said no to it, and at whom it rang in vain. */
  readonly declinedBy: readonly BareJid[]
  readonly missedBy: readonly BareJid[]
  /** 1 to 5. */
  readonly rating?: number
  /** A message that was left instead of a request. */
  readonly isMessage?: boolean
}

export interface FactsStore {
  /** Those that joined in this time, oldest first, from what the cases and their events say; the next ones go on `after`. */
  requestFacts(
    workgroup: BareJid,
    span: { readonly from: Instant; readonly until: Instant; readonly after?: number },
    limit: number,
  ): Promise<{ readonly facts: readonly RequestFacts[]; readonly after: number | undefined }>
}

/** That somebody was on duty in a workgroup. */
export interface Shift {
  readonly workgroup: BareJid
  readonly operator: BareJid
  readonly began: Instant
  /** As far as it has come. */
  readonly until: Instant
}

export interface ShiftStore {
  /** Writes them down, or how far they have come since. */
  keepShifts(shifts: readonly Shift[]): Promise<void>
  /** Those that lay in this time, in part at least. */
  shifts(
    workgroup: BareJid,
    span: { readonly from: Instant; readonly until: Instant },
  ): Promise<readonly Shift[]>
}

/** A case of somebody, as far as it matters for forgetting it. */
export interface CaseOfPerson {
  readonly id: CaseId
  readonly number: number
  readonly workgroup: BareJid
  /** Empty for a left message. */
  readonly room: string
  readonly createdAt: Instant
  readonly isLive: boolean
  readonly lines: number
  readonly notes: number
}

/** That somebody was erased: without who it was. */
export interface ErasureProof {
  readonly id: string
  readonly at: Instant
  readonly by: BareJid
  /** Salted, so that who knows the handle finds it again and nobody else. */
  readonly handles: readonly string[]
  /** JSON that is signed: cases by number, what was erased, what was looked for afterwards. */
  readonly record: string
  readonly signature: string
}

export interface ForgettingStore {
  /** By keys of the person (`mail:`, `customer:`, `jid:`), ids or numbers (`case:1842`) of cases; with them all cases of the same person. */
  casesOf(
    handles: readonly string[],
  ): Promise<{ readonly cases: readonly CaseOfPerson[]; readonly persons: readonly string[] }>
  /** Of cases that are over: what was said, or all that points to a person. What happened, and when, stays. */
  erase(ids: readonly CaseId[], what: 'transcript' | 'all', persons?: readonly string[]): Promise<void>
  /** Cases that ended before and still have it. */
  casesToErase(
    workgroup: BareJid,
    what: 'transcript' | 'all',
    before: Instant,
    limit: number,
  ): Promise<CaseId[]>
  /** Nothing of what was erased is left in the files, as far as the database can see to that. */
  sweep(): Promise<void>
  /** In how many rows of any table one of these texts stands. */
  mentions(texts: readonly string[]): Promise<number>
  /** All that is kept about these cases, for the person to whom they belong. */
  exportOf(ids: readonly CaseId[]): Promise<readonly Readonly<Record<string, unknown>>[]>
  addProof(proof: ErasureProof): Promise<void>
  /** Newest first. */
  proofs(): Promise<ErasureProof[]>
}

/** Something that another system is to be told; `hooks/` makes and sends it. */
export interface NewHook {
  /** Unique, the same however often it is tried. */
  readonly id: string
  readonly url: string
  /** JSON. */
  readonly body: string
  readonly at: Instant
}

export interface QueuedHook extends NewHook {
  readonly attempts: number
}

export interface FailedHook extends QueuedHook {
  readonly trouble: string
}

export interface HookStore {
  /** One with the same id is left as it is. */
  queueHooks(hooks: readonly NewHook[]): Promise<void>
  dueHooks(now: Instant, limit: number): Promise<QueuedHook[]>
  nextHookAt(): Promise<Instant | undefined>
  hookSent(id: string): Promise<void>
  /** Tried again at `nextAt`, or never (undefined), and then kept for `failedHooks`. */
  hookFailed(id: string, trouble: string, nextAt: Instant | undefined): Promise<void>
  failedHooks(): Promise<FailedHook[]>
  /** Those that were given up are due again now; how many. */
  retryHooks(now: Instant): Promise<number>
  countHooks(): Promise<{ readonly waiting: number; readonly failed: number }>
}

/** A browser that an operator has asked to be rung in while the desk is closed (RFC 8030). */
export interface Device {
  /** The push service's address for it: a secret. */
  readonly endpoint: string
  readonly operator: BareJid
  /** Its public key and its secret (RFC 8291), base64url. */
  readonly p256dh: string
  readonly auth: string
  /** Its operator does not want to be disturbed now. */
  readonly quiet: boolean
  readonly at: Instant
}

/** What a device is to be told; `push/` makes and sends it. */
export interface NewPush {
  /** One with the same id is left as it is. */
  readonly id: string
  readonly endpoint: string
  /** JSON, without any words of visitors. */
  readonly body: string
  /** Nobody cares any more after this. */
  readonly until: Instant
}

export interface QueuedPush extends NewPush {
  readonly attempts: number
}

export interface PushStore {
  devices(): Promise<Device[]>
  /** One with the same endpoint is replaced: a device is one person's. */
  saveDevice(device: Device): Promise<void>
  /** With what it has not taken. */
  removeDevice(endpoint: string): Promise<void>
  queuePushes(pushes: readonly NewPush[], now: Instant): Promise<void>
  duePushes(now: Instant, limit: number): Promise<QueuedPush[]>
  nextPushAt(): Promise<Instant | undefined>
  /** Taken, or of no use any more. */
  pushDone(id: string): Promise<void>
  pushAgain(id: string, at: Instant): Promise<void>
}

export type MemoryStore = FaqStore &
  ArchiveStore &
  RatingStore &
  FactsStore &
  ForgettingStore &
  HookStore &
  PushStore &
  ShiftStore
