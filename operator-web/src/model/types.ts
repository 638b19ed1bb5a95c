/**
 * The desk's vocabulary: plain data, no stanzas, no React. Instants are milliseconds since the epoch by the server's
 * clock, durations are milliseconds.
 */

import type { EndReason, GuestRole, Notice, OfferedAs, Show } from '../../../component/protocol/names.js'
import type { Amend } from './facts.ts'
import type { Floors } from './floor.ts'

export type {
  EndReason,
  GuestRole,
  News,
  Notice,
  OfferedAs,
  RevokeReason,
  Show,
} from '../../../component/protocol/names.js'

export type Instant = number
export type BareJid = string
export type FullJid = string
export type RoomJid = string
export type CaseId = string

export interface Answer {
  readonly name: string
  readonly label: string
  readonly value: string
}

/** Data the site handed over. `verified`: the site's server signed it; else the visitor's browser merely claims it. */
export interface Parameter {
  readonly name: string
  readonly value: string
  readonly verified: boolean
}

export interface Page {
  readonly url?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  readonly site?: string
  /** What can be seen of the visitor without asking: where they are, with what, what they searched for. */
  readonly place?: string
  readonly browser?: string
  readonly words?: string
  /** The pages of their visit, oldest first. */
  readonly path?: readonly string[]
  /** Which visit this is, and how many cases there were before. */
  readonly visits?: string
  readonly earlier?: string
}

/** All that is known of a visitor's case before a word is said. */
export interface CaseData {
  readonly id: CaseId
  readonly number?: string
  readonly name: string
  readonly problem?: string
  readonly answers: readonly Answer[]
  readonly parameters: readonly Parameter[]
  readonly page?: Page
  /** Too large to be sent before the chat: values are shortened or left out. */
  readonly cut?: boolean
  /** What operators wrote down, oldest first; the visitor never sees it. */
  readonly notes?: readonly Note[]
  readonly tags?: readonly string[]
}

export interface Note {
  readonly by: BareJid
  readonly at: Instant
  readonly text: string
}

/** A visitor in the queue. */
export interface Request {
  readonly case: CaseData
  readonly workgroup: BareJid
  readonly visitor: FullJid
  readonly joinedAt: Instant
  readonly show: Show
  readonly status?: string
  readonly ringing: boolean
  readonly position: number
  /** 0 is normal, higher is served first. */
  readonly priority: number
}

/** A chat with an owner rings: who asks, to be what, and why. */
export interface Asks {
  readonly by: BareJid
  readonly as: OfferedAs
  readonly note?: string
}

/** A request that rings here, or the chat of a colleague. */
export interface Offer {
  readonly case: CaseData
  readonly workgroup: BareJid
  readonly visitor: FullJid
  readonly since: Instant
  readonly until: Instant
  readonly asks?: Asks
}

/** Thresholds in ms: from the first on it is late, from the second on overdue. */
export interface Attention {
  readonly waiting: readonly [late: number, overdue: number]
  readonly answer: readonly [late: number, overdue: number]
}

export interface Workgroup {
  readonly jid: BareJid
  readonly name: string
  /** `asking` until the workgroup has answered our presence; `unreachable` while nobody answers for it. */
  readonly duty: 'asking' | 'on' | 'refused' | 'unreachable'
  readonly waiting: number
  readonly oldest?: Instant
  /** `active`: those in the queue are still served, nobody new is let in. */
  readonly accepts: 'open' | 'active' | 'closed'
  readonly staff?: { readonly available: number; readonly chats: number; readonly seats: number }
  /** Why nobody new is let in, and which supervisor has paused it. */
  readonly closed?: 'paused' | 'hours' | 'nobody'
  readonly pausedBy?: BareJid
  /** Which supervisor has opened it outside its hours. */
  readonly openedBy?: BareJid
  /** When a pause, or that opening, is over. */
  readonly until?: Instant
  /** When a wait, and an answer that is owed, get long. */
  readonly attention: Attention
  /** Who may ask for a call here (C6). */
  readonly calls?: 'operator' | 'either'
  /** By the TURN server only. */
  readonly byRelay?: true
  /** Chats at once that this operator may have here. */
  readonly seats?: number
  /** The words (XEP-0050 nodes) this operator may use here; none until the workgroup has told. */
  readonly commands: readonly string[]
}

export interface Colleague {
  readonly jid: BareJid
  readonly show: Show
  readonly status?: string
  readonly chats?: number
  readonly seats?: number
}

/** Why a chat is over here; sentences in `model/words.ts`. */
export type ChatEnd =
  | EndReason
  | 'unknown'
  /** Not the case's end: the chat goes on with a colleague. */
  | 'handed-over'
  | 'taken-over'
  /** Nor this: while we were away somebody else got it, or it came to its end. */
  | 'went-on'

/**
 * `sending` is in the outbox; `sent` was reflected by the room with its archive id; `unsaved` was reflected without one
 * (delivered, but not in the record); `failed` was refused.
 */
export type Delivery = 'sending' | 'sent' | 'unsaved' | 'failed'

/** The message that is answered: by its id in the room, with its first words. */
export interface Reply {
  readonly id: string
  readonly nick: string
  readonly quote: string
}

/** A file that lies at an address. */
export interface SharedFile {
  readonly url: string
  readonly name: string
  readonly size?: number
  readonly type?: string
}

export interface Reaction {
  readonly nick: string
  readonly emojis: readonly string[]
}

export type Line =
  | {
      readonly is: 'said'
      readonly key: string
      readonly id: string
      readonly stanzaId?: string
      readonly mine: boolean
      readonly nick: string
      readonly body: string
      readonly at: Instant
      readonly delivery: Delivery
      /** What it answers. */
      readonly reply?: Reply
      /** What it is about, if its words are only an address. */
      readonly file?: SharedFile
      readonly edited?: true
      readonly retracted?: true
      readonly reactions?: readonly Reaction[]
      /** Why it was not sent: the condition of the refusal; sentences in `model/words.ts`. */
      readonly why?: string
      /** Was not in the record, and has been sent again: that is done once. */
      readonly repeated?: true
    }
  | {
      readonly is: 'system'
      readonly key: string
      readonly what: SystemWord
      readonly at: Instant
      /** The colleague it is about. */
      readonly who?: string
    }

export type SystemWord = 'visitor-entered' | 'visitor-away' | Notice | `ended:${ChatEnd}`

/** What lies before the first line. `before` is the archive id of the oldest message that was given. */
export interface Earlier {
  readonly is: 'there' | 'asked' | 'failed'
  readonly before: string
}

export interface Chat {
  readonly room: RoomJid
  readonly workgroup: BareJid
  readonly case: CaseData
  /** Absent: the chat is ours. */
  readonly as?: GuestRole
  /** Colleagues in the room, by their nicknames. */
  readonly colleagues: readonly string[]
  /** Whom the chat is offered to, and who is asked in, until they answer. */
  readonly transferring?: string
  readonly inviting?: string
  /** What the visitor said of it when it was over: from 1 to 5, with a comment or without. */
  readonly rated?: { readonly rating: number; readonly comment: string }
  /** Put by until somebody writes: it takes no seat. */
  readonly hold?: true
  /** Our nickname there, and the visitor's. */
  readonly nick: string
  readonly with: string
  /** `entering` until the room has let us in and the history is complete. */
  readonly state: 'entering' | 'open' | 'ended' | 'failed'
  readonly ended?: ChatEnd
  /** Who has the chat now, if it goes on. */
  readonly endedBy?: string
  readonly openedAt: Instant
  readonly lines: readonly Line[]
  /** The archive id of the newest line that is known to be in the record: where a catch-up begins. */
  readonly lastStanzaId?: string
  /** Where lines from the archive go in while catching up; absent when there is no gap. */
  readonly gapAt?: number
  /** The archive did not give what lies there; it is asked when the operator says so. */
  readonly gap?: 'left' | 'asked'
  /** How far the visitor has read, as they say: the archive id of a message. */
  readonly readTo?: string
  /** Said about lines that are not here yet. */
  readonly unplaced?: readonly Amend[]
  /** The archive has more before the first line: asked for when somebody looks there. */
  readonly earlier?: Earlier
  readonly unread: number
  /** Until when "is typing" is shown. */
  readonly typingUntil?: Instant
  readonly typing?: string
  readonly visitorHere: boolean
  /** The operator asked to end it; the workgroup has not answered yet. */
  readonly closing: boolean
}

export type Session =
  | { readonly is: 'signed-out'; readonly problem?: SignInProblem }
  | { readonly is: 'signing-in'; readonly jid: BareJid }
  | { readonly is: 'online'; readonly jid: BareJid }
  | {
      readonly is: 'reconnecting'
      readonly jid: BareJid
      readonly since: Instant
      readonly retryAt?: Instant
    }

/** Why there is no session; sentences in `model/words.ts`. */
export type SignInProblem =
  | 'wrong-password'
  | 'unreachable'
  | 'no-mechanism'
  | 'insecure-page'
  | 'expired'
  | 'bad-address'

export interface Own {
  readonly show: Exclude<Show, 'offline'>
  readonly status: string
  /** Chats at once, if the operator wishes fewer than the configuration gives. */
  readonly seats?: number
  /** When this ends by itself, and they are available again. */
  readonly until?: Instant
}

/** Nothing rings at us, because we let so many offers ring out; until we say to this workgroup that we are there. */
export interface Resting {
  readonly workgroup: BareJid
  readonly missed: number
  readonly since: Instant
}

/** A short sentence at the edge of the screen, such as "Ben took Mia". */
export interface Word {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly at: Instant
  /** How often it was said, if more than once. */
  readonly times?: number
}

/** A reply kept for use again; `text` with its variables as they were written. */
export interface Canned {
  readonly name: string
  readonly text: string
  readonly shared: boolean
}

/** What somebody left whom nobody could serve. */
export interface LeftMessage {
  readonly case: CaseId
  readonly workgroup: BareJid
  readonly number: string
  readonly name: string
  readonly at: Instant
  /** Where an answer goes; else to the account, if it came from one; else nowhere. */
  readonly mail?: string
  readonly account?: BareJid
  /** Where they want to be called back. */
  readonly phone?: string
  readonly text: string
}

/** Somebody who only reads a page of the site. */
export interface SiteVisitor {
  /** How the workgroup knows them: `v3`. */
  readonly visitor: string
  readonly workgroup: BareJid
  readonly name: string
  readonly page?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  /** The pages of this visit, oldest first. */
  readonly path?: readonly string[]
  /** What they searched for, where they are, with what, how often they came and talked: where it is known. */
  readonly words?: string
  readonly place?: string
  readonly browser?: string
  readonly visits?: string
  readonly earlier?: string
  readonly since: Instant
  /** The operator who has invited them. */
  readonly invitedBy?: string
  /** The site has invited them by rule. */
  readonly suggested?: boolean
  /** Has a chat or a request already. */
  readonly busy: boolean
}

/** A message between two operators. */
export interface TalkLine {
  readonly key: string
  readonly id: string
  readonly mine: boolean
  readonly body: string
  readonly at: Instant
  readonly failed?: boolean
  /** In a team's room: who says it, and whether they mean us. */
  readonly by?: string
  readonly mentions?: true
}

/** With one colleague, or in the room of a team. */
export interface Talk {
  readonly with: BareJid
  /** Of a team: what it is called, and what we are called in it. */
  readonly team?: { readonly name: string; readonly nick: string }
  readonly lines: readonly TalkLine[]
  readonly unread: number
  readonly readAt: Instant
  /** The archive has more before this id. */
  readonly before?: string
}

export interface Desk {
  /** What supervisors watch, by workgroup. */
  readonly floors: Floors
  readonly session: Session
  readonly own: Own
  readonly resting?: Resting
  /** What the person's other clients show, by their resource. */
  readonly elsewhere: ReadonlyMap<string, Show>
  /** By room: the archive id up to which this person has read, on whatever client. */
  readonly reads: ReadonlyMap<RoomJid, string>
  /** By case: the number of its chat among ours, which it keeps. */
  readonly slots: ReadonlyMap<CaseId, number>
  readonly workgroups: ReadonlyMap<BareJid, Workgroup>
  readonly queue: readonly Request[]
  /** The most urgent first. */
  readonly offers: readonly Offer[]
  /** Cases the operator said take to, until the room opens or a colleague was quicker. */
  readonly answering: ReadonlySet<CaseId>
  /** In the order in which they were opened. */
  readonly chats: ReadonlyMap<RoomJid, Chat>
  readonly colleagues: ReadonlyMap<BareJid, Colleague>
  /** The chat on the screen, and whether anybody is looking. */
  readonly open?: RoomJid
  /** The case (its number or id) that is to be shown as soon as we hear of its chat, or that it waits. */
  readonly wanted?: string
  readonly looking: boolean
  /** Whether anybody is looking where talks with colleagues are shown. */
  readonly looksAtTalks: boolean
  /** A waiting request whose case is looked at before it is taken. */
  readonly preview?: CaseId
  readonly talks: ReadonlyMap<BareJid, Talk>
  /** The colleague one talks with beside the chat. */
  readonly talking?: BareJid
  readonly words: readonly Word[]
  readonly canned: ReadonlyMap<BareJid, readonly Canned[]>
  /** Without an answer, oldest first. */
  readonly messages: readonly LeftMessage[]
  /** Who is there longest first; once for each workgroup that told (`onSite`). */
  readonly visitors: readonly SiteVisitor[]
}
