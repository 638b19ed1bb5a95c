/**
 * What the rules need not know about operators' clients: which of them speak XEP-0142, which asked for their
 * colleagues' status, and which one an operator answered with. Kept in memory: clients say it again when asked.
 */
import type { BareJid, CaseId, FullJid } from '../core/types.ts'
import { bare } from '../protocol/jid.ts'
import type { Dialect } from '../protocol/workgroup.ts'

export class Clients {
  readonly #agents = new Map<BareJid, Set<FullJid>>()
  readonly #curious = new Set<FullJid>()
  readonly #onFastpath = new Set<FullJid>()
  readonly #sharing = new Map<BareJid, Set<FullJid>>()
  readonly #gajims = new Map<BareJid, Set<FullJid>>()
  /** Who was an operator here since the start, and is none now. */
  readonly #former = new Set<BareJid>()
  /** One for each operator who has. */
  readonly #answeredFrom = new Map<CaseId, readonly FullJid[]>()

  /** This resource has sent `agent-status`; true when that is news. */
  becomesAgent(jid: FullJid): boolean {
    return add(this.#agents, jid)
  }

  /** COMPAT: some understand less than the others (`isFastpath`). */
  speaks(jid: FullJid, dialect: Dialect): void {
    if (dialect === 'fastpath') this.#onFastpath.add(jid)
    else this.#onFastpath.delete(jid)
  }

  dialectOf(jid: FullJid): Dialect {
    return this.#onFastpath.has(jid) ? 'fastpath' : 'standard'
  }

  /** It shows every chat of its operator, on whatever client it was taken. */
  shares(jid: FullJid): void {
    add(this.#sharing, jid)
  }

  sharingOf(operator: BareJid): FullJid[] {
    return [...(this.#sharing.get(operator) ?? [])]
  }

  /** COMPAT: this resource needs some help (`isGajim`); true when that is news. */
  becomesGajim(jid: FullJid): boolean {
    return add(this.#gajims, jid)
  }

  isGajim(jid: FullJid): boolean {
    return this.#gajims.get(bare(jid))?.has(jid) ?? false
  }

  gajimsOf(operator: BareJid): FullJid[] {
    return [...(this.#gajims.get(operator) ?? [])]
  }

  /** Until it goes offline. */
  gone(jid: FullJid): void {
    this.#onFastpath.delete(jid)
    this.#curious.delete(jid)
    for (const all of [this.#agents, this.#sharing, this.#gajims]) remove(all, jid)
  }

  /** All that we know something of. */
  of(operator: BareJid): ReadonlySet<FullJid> {
    const curious = this.curious().filter((jid) => bare(jid) === operator)
    return new Set([...this.agentsOf(operator), ...this.gajimsOf(operator), ...curious])
  }

  /** As `gone`, for now; returns what remembers the rest, when it says `agent-status` again. */
  setAside(jid: FullJid): () => void {
    const [curious, fastpath, gajim] = [this.#curious.has(jid), this.#onFastpath.has(jid), this.isGajim(jid)]
    const sharing = this.#sharing.get(bare(jid))?.has(jid)
    this.gone(jid)
    return () => {
      if (curious) this.#curious.add(jid)
      if (fastpath) this.#onFastpath.add(jid)
      if (sharing) this.shares(jid)
      if (gajim) add(this.#gajims, jid)
    }
  }

  isCurious(jid: FullJid): boolean {
    return this.#curious.has(jid)
  }

  isAgent(jid: FullJid): boolean {
    return this.#agents.get(bare(jid))?.has(jid) ?? false
  }

  agentsOf(operator: BareJid): FullJid[] {
    return [...(this.#agents.get(operator) ?? [])]
  }

  agents(): FullJid[] {
    return [...this.#agents.values()].flatMap((jids) => [...jids])
  }

  /** XEP-0142 §Agent Status Update: pushes go only to those who asked. */
  wantsColleagues(jid: FullJid): void {
    this.#curious.add(jid)
  }

  curious(): FullJid[] {
    return [...this.#curious]
  }

  /** The client with which an operator accepted: the invitation goes there and nowhere else. */
  answered(id: CaseId, from: FullJid): void {
    const others = this.#answeredFrom.get(id)?.filter((one) => bare(one) !== bare(from)) ?? []
    this.#answeredFrom.set(id, [...others, from])
  }

  /** The address to invite: where they answered, else whichever client the server chooses. */
  clientOf(id: CaseId, operator: BareJid): BareJid | FullJid {
    return this.#answeredFrom.get(id)?.find((one) => bare(one) === operator) ?? operator
  }

  /** Is no operator any more. */
  dismissed(operator: BareJid): void {
    this.#former.add(operator)
  }

  /** Is an operator; true when they were one before. */
  engaged(operator: BareJid): boolean {
    return this.#former.delete(operator)
  }

  forget(id: CaseId): void {
    this.#answeredFrom.delete(id)
  }

  /** The link broke: everybody introduces themselves again. */
  reset(): void {
    this.#agents.clear()
    this.#sharing.clear()
    this.#curious.clear()
    this.#onFastpath.clear()
    this.#gajims.clear()
  }
}

/** True when it is news. */
function add(all: Map<BareJid, Set<FullJid>>, jid: FullJid): boolean {
  const known = all.get(bare(jid)) ?? new Set()
  if (known.has(jid)) return false
  all.set(bare(jid), known.add(jid))
  return true
}

function remove(all: Map<BareJid, Set<FullJid>>, jid: FullJid): void {
  const left = all.get(bare(jid))
  left?.delete(jid)
  if (left?.size === 0) all.delete(bare(jid))
}
