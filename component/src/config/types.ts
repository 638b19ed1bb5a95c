/** The configuration as the code sees it: checked, names resolved to JIDs, durations in milliseconds. */
import type { NeedsConfig, PriorityRule } from '../core/request.ts'
import type { BareJid, Duration, Impasse, Otherwise, Strategy } from '../core/types.ts'
import type { Level } from '../effects/log.ts'
import type { Hours } from '../opening/types.ts'
import type { Form } from '../protocol/forms.ts'
import type { Mailbox } from '../protocol/mail-address.ts'

export interface Config {
  /** The operators' host. */
  readonly domain: string
  readonly xmpp: XmppConfig
  readonly http: HttpConfig
  readonly store: { readonly sqlite: string } | { readonly postgres: string }
  readonly log: { readonly level: Level }
  /** No mail is sent without it. */
  readonly smtp?: SmtpConfig
  readonly operators: ReadonlyMap<BareJid, OperatorConfig>
  /** Other systems that are told what happens. */
  readonly webhooks: readonly WebhookConfig[]
  /** Devices that ring while the desk is closed. */
  readonly push: PushConfig
  /** Files that say where an address is. */
  readonly places: readonly string[]
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
  /** Where files are put (XEP-0363). */
  readonly upload: string
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
    readonly watched: number
    readonly openRequests: number
  }
  /** Pages watched at once, in all. */
  readonly watched: number
  /** Work for the browser before a visit or a left message: never, while more than `challengeAbove` a minute come in all, always. */
  readonly challenge: 'never' | 'flood' | 'always'
  readonly challengeAbove: number
}

export interface WebhookConfig {
  readonly url: string
  /** `whsec_...`; never logged. */
  readonly secret: string
  /** Empty: all. */
  readonly events: readonly string[]
  /** With names, forms and what was said. */
  readonly text: boolean
}

export interface PushConfig {
  readonly on: boolean
  /** For how long somebody waits first. */
  readonly after: Duration
  /** `mailto:` or `https:`, for push services. */
  readonly contact: string
  /** Push services of the own network: `push.example.internal:8443`. */
  readonly inside: readonly string[]
}

export interface SmtpConfig {
  /** `smtp://user:password@host:587`; never logged. */
  readonly url: string
  readonly from: Mailbox
}

export interface OperatorConfig {
  readonly jid: BareJid
  readonly name: string
  readonly supervisor: boolean
  /** May anybody see their presence as a picture? */
  readonly statusPicture: boolean
  /** Chats at once, unless a workgroup says otherwise. */
  readonly seats?: number
  /** In small letters. */
  readonly skills: readonly string[]
  /** BCP 47. */
  readonly languages: readonly string[]
}

export interface SiteConfig {
  readonly id: string
  readonly name: string
  /** As a browser sends them: `https://shop.example`. The word `own` is resolved. */
  readonly origins: readonly string[]
  readonly workgroups: readonly BareJid[]
  /** BCP 47 */
  readonly language: string
  /** General information, on top of the hosted page. */
  readonly about?: string
  /** Where the hosted page leads back to. */
  readonly home?: string
  /** A file. */
  readonly logo?: string
  /** For who cannot use the chat: public. */
  readonly mail?: string
  readonly phone?: string
  readonly greeting?: string
  /** `#0f766e` */
  readonly accent: string
  /** May operators see who is on the site (V7)? */
  readonly monitoring: 'off' | 'consent' | 'on'
  /** When a page that is watched shows the invitation by itself. */
  readonly triggers: readonly Trigger[]
  /** Signs the site's parameters (HMAC-SHA-256). */
  readonly key?: string
  /** The parameter that says who the customer is. */
  readonly customer: string
}

/** When the invitation shows by itself: all that is said must be so. */
export interface Trigger {
  /** So long after the page was opened. */
  readonly after: Duration
  /** Its path with the query; `*` stands for anything. */
  readonly page?: string
  /** The site has handed this parameter over, with this value or with any that is not empty. */
  readonly parameter?: string
  readonly is?: string
  /** It is at least so many pages into the visit. */
  readonly pages?: number
  /** They have been here before, as far as their browser tells. */
  readonly returning: boolean
  /** What the card says; without it, that somebody is here. */
  readonly text?: string
}

export interface WorkgroupConfig {
  readonly jid: BareJid
  /** The local part: `support`. */
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly operators: readonly BareJid[]
  /** The same, with what is said of each here. */
  readonly staff: readonly StaffConfig[]
  readonly seats: number
  readonly routing: readonly Strategy[]
  readonly priorities: readonly PriorityRule[]
  readonly needs: NeedsConfig
  readonly ringFor: Duration
  readonly offerAway: boolean
  readonly maxQueue: number
  readonly maxWait: Duration
  /** Who may ask for a call (C6). */
  readonly calls: 'off' | 'operator' | 'either'
  /** Neither side sees the other's address. */
  readonly callsByRelay: boolean
  /** What visitors may do with messages. */
  readonly remarks: readonly ('correct' | 'retract' | 'reply' | 'react')[]
  /** What visitors may send: MIME types, `image/*` among them; none: nothing. */
  readonly uploads: { readonly types: readonly string[]; readonly megabytes: number }
  /** From when on a wait, and an answer that is owed, are shown as long. */
  readonly attention: {
    readonly waiting: Duration
    readonly waitingOverdue: Duration
    readonly answer: Duration
    readonly answerOverdue: Duration
  }
  /** How a chat is rated when it is over. */
  readonly rating: 'stars' | 'smileys' | 'off'
  /** When a chat in which nobody writes ends (0: never), and how long before that both are warned. */
  readonly idle: { readonly after: Duration; readonly warning: Duration }
  /** How long what was said, and who it was, is kept once a case is over; 0: for ever. */
  readonly keep: { readonly transcripts: Duration; readonly details: Duration }
  /** Always open without it. */
  readonly hours?: Hours
  readonly afterHours: 'finish' | 'end'
  readonly otherwise: Readonly<Record<Impasse, Otherwise>>
  /** Where left messages are mailed to. */
  readonly mail?: string
  /** Those that are always shown. */
  readonly notices: readonly string[]
  readonly visitorGrace: Duration
  readonly operatorGrace: Duration
  readonly leaveGrace: Duration
  readonly askAgainAfter: Duration
  readonly askAgainAtMost: number
  readonly missedOffers: number
  readonly form: Form
}

/** An operator as a member of one workgroup; what is not said falls back to the operator's own. */
export interface StaffConfig {
  readonly operator: BareJid
  /** 1 is asked before 2. */
  readonly tier: number
  readonly seats?: number
  readonly skills?: readonly string[]
  readonly languages?: readonly string[]
}
