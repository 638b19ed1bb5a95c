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

export type MemoryStore = FaqStore & ArchiveStore & RatingStore
