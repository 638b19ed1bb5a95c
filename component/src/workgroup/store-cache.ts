/** What is in the store and must be known at once, kept in memory: read at the start, changed together with the store. */
import type { Talk } from '../commands/visitor-talk.ts'
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import type { Block, ByHand, FaqEntry, OperationalNotice, Remarks, Store } from '../store/types.ts'
import { Addresses } from './addresses.ts'
import { Patience, Politeness } from './patience.ts'

export interface StoreCache {
  /** Notes and tags of live cases. */
  readonly remarks: Map<CaseId, Remarks>
  /** What the start page says, by workgroup. */
  readonly notices: Map<BareJid, readonly OperationalNotice[]>
  /** Who may ask for nothing, by workgroup. */
  readonly blocks: Map<BareJid, readonly Block[]>
  /** Questions and answers that anybody may read, by workgroup. */
  readonly faq: Map<BareJid, readonly FaqEntry[]>
  readonly addresses: Addresses
  /** Workgroups that a supervisor has closed, or opened. */
  readonly byHand: Map<BareJid, ByHand>
  /** Workgroups with left messages nobody was told of. */
  readonly untold: Set<BareJid>
  /** With people who write to a workgroup, by its address and theirs; not in the store. */
  readonly talks: Map<string, Talk>
  /** With clients whose words are none of ours. */
  readonly patience: Patience
  readonly politeness: Politeness
}

export const newStoreCache = (): StoreCache => ({
  remarks: new Map(),
  notices: new Map(),
  blocks: new Map(),
  faq: new Map(),
  addresses: new Addresses(),
  byHand: new Map(),
  untold: new Set(),
  talks: new Map(),
  patience: new Patience(),
  politeness: new Politeness(),
})

/** What the start page says now. */
export const shownNotices = (
  { notices }: Pick<StoreCache, 'notices'>,
  workgroup: BareJid,
  now: Instant,
): OperationalNotice[] =>
  (notices.get(workgroup) ?? []).filter(({ until }) => until === undefined || until > now)

export async function readStoreCache(
  cache: StoreCache,
  store: Store,
  workgroup: BareJid,
  live: readonly CaseId[],
): Promise<void> {
  const [remarks, notices, blocks, faq, byHand, untold] = await Promise.all([
    store.remarks(live),
    store.notices(workgroup),
    store.blocks(workgroup),
    store.faq(workgroup),
    store.byHand(workgroup),
    store.openMessages(workgroup, { untold: true, limit: 1 }),
  ])
  for (const [id, written] of remarks) cache.remarks.set(id, written)
  cache.notices.set(workgroup, notices)
  cache.blocks.set(workgroup, blocks)
  cache.faq.set(workgroup, faq)
  if (byHand) cache.byHand.set(workgroup, byHand)
  if (untold.length > 0) cache.untold.add(workgroup)
}
