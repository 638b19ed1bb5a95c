/** Visitors who only read a page of a site that watches (R7, V7). Known while the page is open, in memory alone. */

import type { Trigger } from '../config/types.ts'
import type { Background, Parameter } from '../core/request.ts'
import type { BareJid, FullJid, Instant, Outcome } from '../core/types.ts'

/** What a page says of itself, cleaned; the signature of its parameters has been checked. */
export interface Seen {
  readonly site: string
  readonly page?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  readonly parameters: readonly Parameter[]
  readonly background?: Background
  /** The random name that their browser has for them, where they have agreed to it. */
  readonly known?: string
  /** The widget of this page has a request or a chat. */
  readonly busy: boolean
  /** Their browser knows of an earlier visit. */
  readonly returning?: boolean
  /** They have answered an invitation by rule in this visit. */
  readonly asked?: boolean
}

export interface SiteVisitor extends Seen {
  /** Small and for people; it names nobody after a restart. */
  readonly number: number
  readonly name: string
  readonly since: Instant
  /** The name of the operator whose invitation is before their eyes. */
  readonly invitedBy?: string
  /** The site's own invitation is: by rule, and by nobody in particular (V9). */
  readonly suggested?: boolean
}

/** An operator who would like to talk. */
export interface Caller {
  readonly operator: BareJid
  /** As visitors see it. */
  readonly name: string
  /** Where the chat is to open. */
  readonly client: FullJid
  readonly workgroup: BareJid
  /** As visitors see it. */
  readonly workgroupName: string
  /** Their own words beside it. */
  readonly text?: string | undefined
  /** Of the card on the page: `#0f766e`. */
  readonly accent: string
  readonly until: Instant
}

export interface Invitation extends Caller {
  /** 128 random bits that only the page is told: whoever has them was invited. */
  readonly token: string
  readonly visitor: SiteVisitor
}

/** By which rules a page invites by itself; `may`: who could be asked right now, if somebody could. */
export interface Suggestion {
  readonly triggers: readonly Trigger[]
  may(): { readonly workgroup: string; readonly accent: string } | undefined
}

/** What a page is told (urn:parlor:1 §1). */
export type ToPage =
  /** `visitor` is to be named by the next page of this tab. */
  | { readonly is: 'here'; readonly visitor: string }
  | {
      readonly is: 'invited'
      readonly invitation: string
      readonly by: string
      readonly workgroup: string
      readonly accent: string
      readonly text?: string
    }
  /** By rule; `invitation` is to be declined like an operator's. */
  | {
      readonly is: 'suggested'
      readonly invitation: string
      readonly workgroup: string
      readonly accent: string
      readonly text?: string
    }
  /** There is no invitation any more. */
  | { readonly is: 'over' }
  /** Another tab speaks for this visitor. */
  | { readonly is: 'elsewhere' }

/** The open connection of a page. */
export interface Page {
  send(message: ToPage): void
  close(): void
}

export interface Ears {
  /** Somebody came, went, or was invited. */
  changed(site: string): void
  outcome(invitation: Invitation, what: Outcome): void
  /** How many cases the person has, where it is known who they are. Never rejects. */
  earlier?(seen: Seen): Promise<number>
}
