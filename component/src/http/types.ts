/** What the web server asks of the workgroups. Answers come from memory, at once, unless it says otherwise. */
import type { Histogram } from 'prom-client'
import type { BareJid, CaseId, Impasse, Instant, Show } from '../core/types.ts'
import type { MessageInput } from '../mail/left-message.ts'
import type { SiteVisitors } from '../monitor/site-visitors.ts'

export interface Availability {
  /** Would a request be accepted now? */
  readonly open: boolean
  /** The best of the operators on duty; `offline` when nobody is. The same as the workgroup's presence. */
  readonly show: Show
  /** Would it ring at somebody at once? */
  readonly free?: boolean
  /** The best of all of them, on duty or not: what a picture of the workgroup shows. */
  readonly face?: Show
  /** The workgroup's own presence text: `2 waiting, oldest 1 min`. */
  readonly statusText: string
  readonly waiting: number
  /** For one who would join now; absent when nothing is known yet. */
  readonly expectedWaitSeconds?: number
  /** While it is not open: why. Worked out from hours and `show` where it is not given. */
  readonly why?: Extract<Impasse, 'nobody' | 'closed' | 'full'>
  /** Who may ask for a call on this server; what the configuration says where it is not given. */
  readonly calls?: 'off' | 'operator' | 'either'
  /** What supervisors have put on the start page. */
  readonly notices?: readonly string[]
}

/** One OpenMetrics family. The name of a counter ends without `_total`: it is added when written. */
export interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

export interface Health {
  /** Can conversations begin? */
  readonly ok: boolean
  /** By part: `{ stream: 'ok', store: 'ok' }`, or a few words on what is wrong. Seen by anybody: no inside knowledge. */
  readonly parts: Readonly<Record<string, string>>
}

/** A question that comes often, as anybody may read it. */
export interface FaqItem {
  readonly id: string
  /** BCP 47; without one it is for everybody. */
  readonly language?: string
  readonly question: string
  readonly answer: string
  /** When it was last changed. */
  readonly at: Instant
}

export interface Workgroups {
  /** Undefined when there is no such workgroup. */
  availability(workgroup: BareJid): Availability | undefined
  /** The best presence of an operator, for their status picture; undefined when they are in no workgroup. */
  operator?(jid: BareJid): { readonly show: Show } | undefined
  /**
   * `keepMessage`, then what follows from it (the post is woken, whoever is on duty is told). Form and origin have been
   * checked. Not by memory: resolves when it is stored.
   */
  leaveMessage?(input: MessageInput): Promise<{ readonly id: CaseId; readonly number: number }>
  /** In the order that operators gave them (M4). */
  faq?(workgroup: BareJid): readonly FaqItem[]
  /** What a visitor says of their chat when it is over; false: there is none with this token. Resolves when it is stored. */
  rate?(token: string, rating: { readonly rating: number; readonly comment?: string }): Promise<boolean>
  /** Mails them what was said; why not, where it is not done. */
  mailTranscript?(token: string, mail: string): Promise<'unknown' | 'no-mail' | 'too-often' | undefined>
  /** Who only reads a page of a site that watches. */
  readonly siteVisitors?: Pick<SiteVisitors, 'arrive' | 'decline' | 'standing' | 'of'>
  /** The loader has asked from this website. */
  sawPage?(site: string, origin: string, allowed: boolean): void
  metrics(): readonly Metric[]
  /** What is spread: waits, first responses. */
  histograms?(): readonly Histogram[]
  health(): Health
}
