/**
 * The vocabulary of the visitor's side. `State` is everything the screen shows; `Happening`s change it; `Deed`s are what
 * must be done in the world because of that. Plain data, no DOM, no network, no clock: instants (ms) come with the event.
 */

import type { EndReason, Notice } from '../../../../component/protocol/names.js'

/** `GET /api/look`: what is known before any connection (urn-parlor-1 §1). */
export interface Look {
  readonly site: {
    readonly id: string
    readonly name: string
    readonly accent?: string
    readonly greeting?: string
    /** General information, and the way back: of the hosted page. */
    readonly about?: string
    readonly home?: string
    /** The address of a picture of ours. */
    readonly logo?: string
  }
  /** Whom the visitor may choose to ask, where the page names nobody. */
  readonly choice?: readonly Pick<Look['workgroup'], 'jid' | 'name' | 'description'>[]
  readonly workgroup: {
    readonly jid: string
    readonly name: string
    readonly description?: string
    /** What a visitor may do with messages; all of it without. */
    readonly remarks?: readonly Remark[]
    /** What may be sent; nothing without it. */
    readonly uploads?: Uploads
    /** Who may ask for a call; nobody without it. */
    readonly calls?: 'operator' | 'either'
  }
  readonly availability: {
    readonly open: boolean
    readonly show: string
    readonly waiting: number
    /** Seconds. */
    readonly expectedWait?: number
    /** Absent while it is open. */
    readonly why?: Why
  }
  /** What may be done while it is not open. */
  readonly otherwise?: Instead
  /** `next`: when it opens, XEP-0082, while it is closed. */
  readonly hours?: { readonly text: string; readonly next?: string }
  /** What visitors should know before they ask ("Payments are slow today."). */
  readonly notices?: readonly string[]
  readonly form: {
    readonly title?: string
    readonly instructions?: string
    readonly fields: readonly Field[]
  }
  /** How a chat is rated when it is over; not at all without it. */
  readonly rating?: 'stars' | 'smileys'
  /** Are letters sent from here? */
  readonly mails?: boolean
}

export type Remark = 'correct' | 'retract' | 'reply' | 'react'

/** Where files may be put (XEP-0363), up to how many bytes, of which MIME types (`image/*` among them). */
export interface Uploads {
  readonly to: string
  readonly most: number
  readonly types: readonly string[]
}

/** Why a request would not be accepted now. */
export type Why = 'closed' | 'nobody' | 'full'

/** What a visitor may do instead who cannot be served (urn-parlor-1 §2). */
export type Instead =
  | { readonly do: 'message'; readonly callback?: true }
  | { readonly do: 'workgroup'; readonly jid: string }
  | { readonly do: 'redirect'; readonly url: string }

/** A message that is left instead of a chat; its text is in the values, under `LETTER`. */
export type Letter =
  | { readonly is: 'sending' }
  | { readonly is: 'sent'; readonly number: number }
  | { readonly is: 'failed'; readonly fault: FaultName }

/** A field of the details form, as in XEP-0004. */
export interface Field {
  readonly name: string
  readonly label?: string
  readonly type: 'text-single' | 'text-multi' | 'list-single' | 'boolean' | 'fixed' | 'hidden'
  readonly required?: boolean
  readonly datatype?: string
  readonly options?: readonly { readonly label?: string; readonly value: string }[]
  readonly description?: string
  /** In characters. */
  readonly maxLength?: number
  /** What it starts with; the text of a `fixed` one. */
  readonly values?: readonly string[]
}

export type Values = Readonly<Record<string, string>>
/** Why a field is not accepted; the sentence is in `words`. */
export type Wrong = 'required' | 'email' | 'choose' | 'consent' | 'long' | 'refused'

export type FaultName = 'no-connection' | 'not-found' | 'forbidden' | 'blocked' | 'too-often' | 'server'

/** What is said about an earlier message (XEP-0308, XEP-0424, XEP-0444). Of a correction it is the author's id, else the room's. */
export type Amend =
  | { readonly is: 'correct'; readonly id: string }
  | { readonly is: 'retract'; readonly id: string }
  | { readonly is: 'react'; readonly id: string; readonly emojis: readonly string[] }

/** One groupchat message as the room sent it, live or out of its archive. */
export interface Said {
  readonly who: 'me' | 'other' | 'desk'
  readonly name: string
  /** The author's own id. */
  readonly id: string
  /** The room's id: also the key in the archive. Without it the room has not stored the message. */
  readonly stanzaId?: string
  readonly text: string
  readonly at: number
  readonly notice?: Notice
  /** The operator a notice is about. */
  readonly about?: string
  /** It is no line of its own. */
  readonly amend?: Amend
  /** The words it answers (XEP-0461). */
  readonly quote?: string
}

/** A line of the conversation on the screen. */
export interface Entry extends Said {
  /** Own messages only. `queued`: not on its way yet; `sent`: stored by the room. */
  readonly state?: 'queued' | 'sending' | 'sent' | 'failed'
  readonly edited?: true
  readonly retracted?: true
  /** By who reacted. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>
}

export interface Thread {
  /** Stored by the room, in the room's order. */
  readonly entries: readonly Entry[]
  /** Own messages that the room has not stored yet, in the order of writing. */
  readonly pending: readonly Entry[]
  /** Came while the archive was still being read; shown after it. */
  readonly held: readonly Said[]
  /** Is everything the archive had on screen, so that live messages may follow? */
  readonly live: boolean
  /** The archive could not be read: lines may be missing after this stanza-id, or from the beginning (empty). */
  readonly hole?: string
  /** The last stanza-id the visitor has had before their eyes. */
  readonly read?: string
  /** The same of the other side (XEP-0333). */
  readonly seen?: string
}

/** What is kept in the frame's own storage while a request or chat is going on, so that it can be continued. */
export interface Kept {
  readonly case: string
  readonly token: string
  readonly asked?: string
  readonly read?: string
  /** What was filled in, so that another request need not be filled in again. */
  readonly values?: Values
  /** Own messages that are not stored yet. */
  readonly pending: readonly {
    readonly id: string
    readonly text: string
    readonly at: number
    readonly quote?: string
  }[]
}

export interface Room {
  readonly jid: string
  readonly nick: string
  /** The name of the operator whose chat it is. */
  readonly with: string
}

/**
 * loading     the look is being fetched
 * form        the details form
 * nobody      a request would be refused now: why, and what instead
 * connecting  a request is being made, or a chat taken up again
 * waiting     in the queue
 * joining     invited, entering the room
 * chatting
 * ended       with a reason
 * elsewhere   another tab has the chat
 * failed      with a fault
 */
export type Phase =
  | 'loading'
  | 'form'
  | 'nobody'
  | 'connecting'
  | 'waiting'
  | 'joining'
  | 'chatting'
  | 'ended'
  | 'elsewhere'
  | 'failed'

export interface State {
  readonly phase: Phase
  readonly look?: Look
  /** The connection to the server; `off` until the visitor acts. */
  readonly line: 'off' | 'up' | 'down'
  /** Failed attempts since the connection was last there. */
  readonly tries: number
  /** Is the panel before the visitor's eyes? */
  readonly seen: boolean
  /** It was the visitor's turn and they have not looked since. */
  readonly turn: boolean
  readonly values: Values
  readonly wrong: Readonly<Record<string, Wrong>>
  /** What it is about, in the visitor's words, as the request said it. */
  readonly asked?: string
  readonly case?: string
  readonly token?: string
  /** Counts from 0; `seconds` is the expected wait. */
  readonly place?: { readonly position: number; readonly seconds?: number }
  /** "I'm away for a moment", with a word about it that may be empty. */
  readonly away?: string
  readonly room?: Room
  /** Failed attempts to enter the room. */
  readonly knocks: number
  /** Who else is in the room, with how they show themselves. */
  readonly people: Readonly<Record<string, string>>
  /** The operator who has been seen in the room. */
  readonly met?: string
  /** Those of them who came beside the operator. */
  readonly guests: readonly string[]
  readonly thread: Thread
  /** Who is writing; empty when nobody is. */
  readonly typing: string
  readonly ended?: EndReason | 'unknown'
  readonly why?: Why
  readonly instead?: Instead
  readonly letter?: Letter
  readonly fault?: FaultName
  /** Of a chat that is over: with what it can still be rated, and how it was. */
  readonly bye?: Bye
}

export interface Bye {
  readonly token: string
  /** From 1, bad, to 5, good. */
  readonly rated?: number
}

/** The answer to `join-queue`. */
export interface Joined {
  readonly case: string
  readonly token: string
  readonly phase: string
  readonly room?: Room
}

/** Everything that can happen, by name. */
export interface Happenings {
  // the page and the visitor
  look: { readonly look: Look }
  'look-failed': { readonly fault: FaultName }
  kept: { readonly kept: Kept; readonly mine: boolean }
  start: { readonly values: Values }
  /** An operator's invitation is followed. */
  follow: Record<never, never>
  /** `quote`: of what it answers. */
  say: { readonly id: string; readonly text: string; readonly at: number; readonly quote?: string }
  retry: { readonly id: string }
  /** The desk has taken what they add to their question. */
  added: { readonly text: string }
  /** Away with a word about it, or back. */
  away: { readonly away?: string }
  leave: Record<never, never>
  /** A message is being written or sent; `values` with its text. */
  letter: { readonly values: Values; readonly wrong?: State['wrong']; readonly letter?: Letter }
  /** The end has been read; a message is left instead. */
  /** The server has it. */
  rated: { readonly rating: number }
  write: Record<never, never>
  /** Another workgroup is asked, with what was typed already; `idle`: when the visitor says so. */
  switch: { readonly look: Look; readonly idle?: true }
  restart: Record<never, never>
  here: Record<never, never>
  seen: { readonly seen: boolean }
  /** Another tab took the chat over, by lock or by the server's word. */
  superseded: Record<never, never>
  /** Another tab has begun (`true`) or finished a chat. */
  'elsewhere-chat': { readonly running: boolean }
  // the wire
  up: Record<never, never>
  down: Record<never, never>
  'visit-failed': { readonly fault: FaultName }
  joined: Joined
  refused: { readonly why: Refusal; readonly fields: readonly string[]; readonly instead?: Instead }
  place: { readonly position: number; readonly seconds?: number }
  invited: { readonly case: string; readonly room: Room }
  entered: Record<never, never>
  'not-entered': Record<never, never>
  removed: Record<never, never>
  other: { readonly name: string; readonly here: boolean; readonly show: string }
  said: { readonly said: Said }
  history: { readonly said: readonly Said[] }
  'history-failed': Record<never, never>
  typing: { readonly name: string; readonly on: boolean }
  /** Somebody else has seen everything up to this stanza-id. */
  displayed: { readonly id: string }
  bounced: { readonly id: string; readonly again: boolean }
  ended: { readonly case: string; readonly reason: EndReason | 'unknown'; readonly instead?: Instead }
}
/** Why `join-queue` was refused (urn-parlor-1 §2). */
export type Refusal =
  | 'ticket'
  | 'form'
  | 'gone'
  | Why
  | 'blocked'
  | 'too-often'
  | 'twice'
  | 'server'
  | 'later'

export type Happening = { [K in keyof Happenings]: { readonly is: K } & Happenings[K] }[keyof Happenings]

/** `soon: false` means after a moment: it has just failed. */
export type Deed =
  | { readonly do: 'look' }
  /** From now on this workgroup is asked. */
  | { readonly do: 'move'; readonly workgroup: string }
  /** A ticket, a connection, then `join-queue` with these values. */
  | { readonly do: 'join'; readonly values: Values; readonly soon: boolean }
  | { readonly do: 'connect' }
  | { readonly do: 'resume'; readonly token: string; readonly soon: boolean }
  | { readonly do: 'reconnect' }
  | { readonly do: 'hang-up'; readonly depart: boolean }
  | { readonly do: 'presence'; readonly away?: string }
  | { readonly do: 'enter'; readonly room: Room; readonly soon: boolean }
  /** Read the room's archive after this stanza-id; all of it without one. */
  | { readonly do: 'catch-up'; readonly room: Room; readonly after?: string; readonly soon: boolean }
  | {
      readonly do: 'send'
      readonly room: Room
      readonly id: string
      readonly text: string
      readonly soon: boolean
    }
  /** The visitor has seen everything up to this stanza-id. */
  | { readonly do: 'displayed'; readonly room: Room; readonly id: string }
  | { readonly do: 'keep'; readonly kept: Kept }
  | { readonly do: 'forget' }
  /** Be the one tab that has the chat; `take-over` also takes it up as it was kept. */
  | { readonly do: 'claim' }
  | { readonly do: 'take-over' }
  | { readonly do: 'sound'; readonly sound: 'turn' | 'message' }

export interface Step {
  readonly state: State
  readonly deeds: readonly Deed[]
}
