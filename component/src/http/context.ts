import type { Config } from '../config/types.ts'
import type { Logger } from '../effects/log.ts'
import type { Places } from '../effects/places.ts'
import type { Clock } from '../effects/types.ts'
import { AssetFolder } from './assets.ts'
import { Challenges } from './challenges.ts'
import { networks } from './client-address.ts'
import { OpenCount, RateLimit } from './limits.ts'
import { BadSignatures } from './signatures.ts'
import type { Workgroups } from './types.ts'

export interface HttpOptions {
  /** Asked at each request, so that a reload is seen at once. Host and port count at the start only. */
  readonly config: () => Config
  /** Signs tickets: 256 random bits, the store's secret `ticket`. */
  readonly ticketKey: string
  readonly workgroups: Workgroups
  /** Where an address is, where the admin has put a database for it. */
  readonly places?: Pick<Places, 'of'>
  readonly clock: Clock
  readonly log: Logger
  /** Folders of built files; the repository's own by default. */
  readonly assets?: { readonly widget?: string; readonly operator?: string }
}

/** What the routes share. */
export interface Http extends HttpOptions {
  readonly folders: {
    readonly widget: AssetFolder
    readonly demo: AssetFolder
    readonly operator: AssetFolder
  }
  readonly requests: RateLimit
  readonly visits: RateLimit
  readonly challenges: Challenges
  readonly connections: OpenCount
  readonly watched: OpenCount
  /** Pages that wait for a change of what they show. */
  readonly held: OpenCount
  readonly badSignatures: BadSignatures
  /** By status, for the metrics. */
  readonly answers: Map<number, number>
  trusts(address: string): boolean
  mayReadMetrics(address: string): boolean
}

/** The same from `src` and from `dist`. */
const repository = (path: string): string => new URL(`../../../${path}`, import.meta.url).pathname

export function newHttp(options: HttpOptions): Http {
  const widget = options.assets?.widget ?? repository('widget/dist')
  const trusts = remembered((config: Config) => networks(config.http.trustProxy))
  const mayReadMetrics = remembered((config: Config) => networks(config.http.metricsFor))
  return {
    ...options,
    folders: {
      widget: new AssetFolder(widget),
      demo: new AssetFolder(`${widget}/demo`),
      operator: new AssetFolder(options.assets?.operator ?? repository('operator-web/dist')),
    },
    requests: new RateLimit(),
    visits: new RateLimit(),
    challenges: new Challenges(options.ticketKey),
    connections: new OpenCount(),
    watched: new OpenCount(),
    held: new OpenCount(),
    badSignatures: new BadSignatures(options.log, () => options.clock.now()),
    answers: new Map(),
    trusts: (address) => trusts(options.config())(address),
    mayReadMetrics: (address) => mayReadMetrics(options.config())(address),
  }
}

/** Computed again only for another configuration. */
function remembered<T>(make: (config: Config) => T): (config: Config) => T {
  let last: { config: Config; value: T } | undefined
  return (config) => {
    if (last?.config !== config) last = { config, value: make(config) }
    return last.value
  }
}
