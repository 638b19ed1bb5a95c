/** What is remembered beyond the single case: the answers that fit many. */
import type { BareJid, CaseId, Instant } from '../core/types.ts'

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

export type MemoryStore = FaqStore
