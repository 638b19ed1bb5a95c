/** The configuration as the code sees it: checked, names resolved to JIDs, durations in milliseconds. */
import type { BareJid, Duration, Strategy } from '../core/types.ts'
import type { Level } from '../effects/log.ts'
import type { Form } from '../protocol/forms.ts'

export interface Config {
  /** The operators' host. */
  readonly domain: string
  readonly xmpp: XmppConfig
  readonly http: HttpConfig
  readonly store: { readonly sqlite: string } | { readonly postgres: string }
  readonly log: { readonly level: Level }
  readonly operators: ReadonlyMap<BareJid, OperatorConfig>
  /** By id. */
  readonly sites: ReadonlyMap<string, SiteConfig>
  readonly workgroups: ReadonlyMap<BareJid, WorkgroupConfig>
}

export interface XmppConfig {
  /** The component's own domain, under which the workgroups live. */
  readonly component: string
  readonly host: string
  readonly port: number
  readonly secret: string
  /** The anonymous host. */
  readonly visitors: string
  /** The MUC host. */
  readonly rooms: string
  /** Where the XMPP server answers HTTP: `http://127.0.0.1:5280`. */
  readonly web: string
}

export interface HttpConfig {
  readonly host: string
  readonly port: number
  /** What browsers call us, without a slash at the end: `https://chat.example.com`. */
  readonly url: string
  /** Addresses or networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[]
  /** Addresses or networks that may read `/metrics`. */
  readonly metricsFor: readonly string[]
  /** For one client address. */
  readonly limits: {
    readonly requestsPerMinute: number
    readonly visitsPerMinute: number
    readonly connections: number
  }
}

export interface OperatorConfig {
  readonly jid: BareJid
  readonly name: string
  readonly supervisor: boolean
  /** Chats at once, unless a workgroup says otherwise. */
  readonly seats?: number
}

export interface SiteConfig {
  readonly id: string
  readonly name: string
  /** As a browser sends them: `https://shop.example`. The word `own` is resolved. */
  readonly origins: readonly string[]
  readonly workgroups: readonly BareJid[]
  readonly greeting?: string
  /** `#0f766e` */
  readonly accent: string
  /** Signs the site's parameters (HMAC-SHA-256). */
  readonly key?: string
}

export interface WorkgroupConfig {
  readonly jid: BareJid
  /** The local part: `support`. */
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly operators: readonly BareJid[]
  readonly seats: number
  readonly routing: readonly Strategy[]
  readonly ringFor: Duration
  readonly offerAway: boolean
  readonly whenNobody: 'refuse' | 'wait'
  readonly maxQueue: number
  readonly maxWait: Duration
  readonly visitorGrace: Duration
  readonly operatorGrace: Duration
  readonly leaveGrace: Duration
  readonly askAgainAfter: Duration
  readonly askAgainAtMost: number
  readonly form: Form
}
