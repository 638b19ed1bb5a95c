/** What all workgroups of one process share. */
import type { Config } from '../config/types.ts'
import type { BareJid } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import type { FollowedClock, Stream } from '../effects/types.ts'
import type { Delivery } from '../hooks/deliver.ts'
import type { Post } from '../mail/post.ts'
import type { SeenPages } from '../monitor/seen-pages.ts'
import type { SiteVisitors } from '../monitor/site-visitors.ts'
import type { Pushing } from '../push/deliver.ts'
import type { CaseIds } from '../store/case-id.ts'
import type { Store } from '../store/types.ts'
import type { Counters } from './counters.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { Pulse } from './pulse.ts'
import type { RoomWays } from './room-ways.ts'
import type { StoreCache } from './store-cache.ts'
import type { UsedTickets } from './used-tickets.ts'
import type { Workgroup } from './workgroup.ts'

/** Shared by everything that belongs to one process. */
export interface Office {
  /** Replaced as a whole when the configuration is read again. */
  config: Config
  readonly stream: Stream
  readonly store: Store
  readonly clock: FollowedClock
  readonly log: Logger
  readonly counters: Counters
  readonly cache: StoreCache
  readonly hours: OpeningHours
  /** How the server's rooms are made and entered: asked once, at the start. */
  rooms: RoomWays
  /** Which clients are alive. */
  readonly pulse: Pulse
  readonly post: Pick<Post, 'wake'>
  /** What other systems are told. */
  readonly delivery: Pick<Delivery, 'wake' | 'counts'>
  /** Devices that ring while the desk is closed. */
  readonly pushing: Pick<Pushing, 'devices' | 'publicKey' | 'ring' | 'counts'>
  /** Who is on the sites that watch. */
  readonly siteVisitors: SiteVisitors
  /** From where the sites' loaders have asked. */
  readonly seenPages: SeenPages
  /** Signs and checks the visitors' tickets. */
  readonly ticketKey: string
  readonly usedTickets: UsedTickets
  readonly caseIds: CaseIds
  readonly workgroups: ReadonlyMap<BareJid, Workgroup>
  /** What an address of this level can do, read from the routing table. */
  readonly features: (level: 'service' | 'workgroup') => readonly string[]
}
