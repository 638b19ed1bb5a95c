/**
 * What the larger parts of a workgroup show to the others. Each keeps its state to itself; they are put together at the start
 * (`office/begin.ts`), above all that use them.
 */
import type { Element } from 'ltx'
import type { BareJid, CaseId, FullJid, Instant } from '../core/types.ts'
import type { QueueStatus } from '../protocol/workgroup.ts'

/** Tells everybody what has changed (`notify/publisher.ts`). */
export interface Publishing {
  queueChanged(): void
  staffChanged(): void
  joined(id: CaseId): void
  returned(id: CaseId): void
  quiet(id: CaseId): void
  statusOf(id: CaseId): QueueStatus
  introduce(client: FullJid): void
  introduceColleagues(client: FullJid): void
  /** The floor as it is now; this client is told of changes from now on, for a while. */
  watchFloor(client: FullJid): Promise<Element>
  unwatchFloor(client: FullJid): void
  /** Something was said. */
  floorChanged(): void
  showTo(jid: BareJid | FullJid): void
  showToGajim(client: FullJid): void
  sayHello(): void
  stop(): void
}

/** Rooms made ahead of need (`rooms/spare-rooms.ts`). */
export interface SpareRooming {
  readonly isEmpty: boolean
  take(): BareJid | undefined
  giveBack(room: BareJid): void
  given(room: BareJid): void
  touch(room: BareJid): boolean
  has(room: BareJid): boolean
  lost(room: BareJid): void
  reset(): void
  soon(): void
  stop(): Promise<void>
}

/** Which clients answer (`chats/liveness.ts`). */
export interface Living {
  /** Whoever has just sat down with these is asked at once. */
  lookAfter(clients: readonly FullJid[]): void
  isSilent(client: FullJid): boolean
  /** Is it asked again and again? */
  matters(client: FullJid): boolean
  /** Does not answer, since that instant. */
  lose(client: FullJid, since: Instant): void
  /** A silent one has said something: everything is as it was. */
  comeBack(client: FullJid): Promise<void>
  /** Asks everybody who matters. */
  beat(): void
  /** It is gone for good: there is nothing that could come back. */
  forget(client: FullJid): void
  reset(): void
}

/** Visitors whose presence is with us (`visitors/presence.ts`). */
export interface HeardVisitors {
  heard(jid: FullJid): void
  isHeard(jid: FullJid): boolean
  gone(jid: FullJid): void
  reset(): void
}

/** Rings devices of those whose desk is closed (`operators/wake-up.ts`). */
export interface Waking {
  changed(): void
  messageLeft(id: CaseId): void
  stop(): void
}

export interface Parts {
  readonly publisher: Publishing
  readonly spares: SpareRooming
  readonly liveness: Living
  readonly visitors: HeardVisitors
  readonly wakeUps: Waking
}
