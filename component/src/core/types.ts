/**
 * The vocabulary of the rules. One `State` is one workgroup; everything in it is plain data without I/O, clock
 * or randomness. Instants are milliseconds since the epoch, durations are milliseconds.
 */
import type { Sorted } from './sorted.ts'

export type Instant = number
export type Duration = number
/** `anna@localhost` */
export type BareJid = string
/** `anna@localhost/psi` */
export type FullJid = string
/** Short, unique in this installation, safe to show: `7k3q9x`. Made by the shell, never by the rules. */
export type CaseId = string

/** RFC 6121 §4.7.2.1, with the two states that have no `<show/>` given names. */
export type Show = 'chat' | 'available' | 'away' | 'xa' | 'dnd' | 'offline'

/** How operators are chosen. A workgroup lists several: the next one decides what the one before left open. */
export type Strategy = 'ring-all' | 'least-busy'

/** The part of a workgroup's configuration that the rules need. */
export interface Rules {
  readonly strategies: readonly Strategy[]
  /** How long one offer rings. */
  readonly ringFor: Duration
  /** Who may be offered anything at all, with each one's seats. `max-chats` in presence may lower, never raise it. */
  readonly operators: ReadonlyMap<BareJid, { readonly seats: number }>
  /** May an operator who is `away` be offered when nobody better is there? (PRODUCT R1) */
  readonly offerAway: boolean
  /** What a visitor hears who wants to join while no operator is on duty. */
  readonly whenNobody: 'refuse' | 'wait'
  /** Requests that may wait at once; one more is refused. */
  readonly maxQueue: number
  /** After this the request ends with `waited-too-long`. */
  readonly maxWait: Duration
  /** How long a visitor whose connection is lost keeps their place, or their chat. */
  readonly visitorGrace: Duration
  /** How long a chat waits for an operator whose connection is lost before it is offered again, at the front. */
  readonly operatorGrace: Duration
  /** An operator who leaves the room while still online has this long to come back; then the chat ends. */
  readonly leaveGrace: Duration
  /** When everybody has refused, their refusals are forgotten after this long ... */
  readonly askAgainAfter: Duration
  /** ... this many times; then the request ends with `nobody-answered`. */
  readonly askAgainAtMost: number
}

/** One request ringing at one operator. */
export interface Offer {
  readonly operator: BareJid
  readonly until: Instant
}

/** Why a case ended. Each has a sentence for every side in `core/words.ts`. */
export type EndReason =
  | 'visitor-left'
  | 'visitor-lost'
  | 'operator-closed'
  | 'operator-left'
  | 'supervisor-closed'
  | 'waited-too-long'
  | 'nobody-answered'
  | 'nobody-on-duty'
  | 'workgroup-closed'
  | 'room-failed'

/** The life cycle of a case. `ended` stays until its transcript is safe; then the case leaves the state. */
export type Phase =
  | { readonly is: 'waiting' }
  | { readonly is: 'ringing'; readonly offers: readonly Offer[] }
  | {
      readonly is: 'opening'
      readonly operator: BareJid
      readonly since: Instant
      /** The operator may be in the room before the shell has reported `opened`. */
      readonly operatorIn?: true
    }
  | {
      readonly is: 'active'
      readonly operator: BareJid
      readonly since: Instant
      /** Is the operator an occupant of the room? */
      readonly operatorIn: boolean
      /** Set while the operator is missed: when the chat is offered again, or ended (`operatorThen`). */
      readonly operatorUntil?: Instant
      readonly operatorThen?: 'offer-again' | 'end'
      /** The visitor was told `operator-lost` and will be told `operator-back`. */
      readonly operatorLost?: true
      /** Set until the visitor is in the room for the first time since `opened`: when the chat ends without them. */
      readonly visitorUntil?: Instant
    }
  | {
      readonly is: 'ended'
      readonly reason: EndReason
      readonly at: Instant
      /** Who ended it, when that was a person other than the visitor. */
      readonly by?: BareJid
      /** Who served it last, if anybody. */
      readonly operator?: BareJid
    }

export interface Visitor {
  readonly jid: FullJid
  /** `away`, `xa` and `dnd` keep the place and are skipped (PRODUCT Q2); `offline` means the connection is lost. */
  readonly show: Show
  readonly status?: string
  /** Set while the connection is lost, or the room was left: when the case ends. */
  readonly lostUntil?: Instant
  /** Is the visitor an occupant of the room? Kept when the chat goes back to the queue: they may still be in it. */
  readonly inRoom?: true
}

/** What the rules know of a case; all else (form, parameters, site ...) stays in the store. JSON-serialisable. */
export interface Case {
  readonly id: CaseId
  /** Order of arrival within the workgroup. */
  readonly seq: number
  /** Higher is served first. */
  readonly priority: number
  /** Offered again after its operator was lost: before everything else. */
  readonly front: boolean
  readonly joinedAt: Instant
  readonly visitor: Visitor
  readonly phase: Phase
  /** The operator who served this visitor last time. */
  readonly knows?: BareJid
  /** Has a room (accepted at least once)? Its name was drawn by the shell when the case was made. */
  readonly hasRoom: boolean
  /** Who rejected it or let it ring out, in this round. */
  readonly refusedBy: readonly BareJid[]
  readonly round: number
  /** Set when everybody has refused: when they are asked again. */
  readonly askAgainAt?: Instant
  /** Since when it waits, if it is in the queue again after a chat; else it waits since `joinedAt`. */
  readonly waitingSince?: Instant
  /** How often the room could not be opened. */
  readonly openFailures?: number
}

export interface Resource {
  readonly show: Show
  readonly priority: number
  readonly status?: string
  /** The hint of XEP-0142 §agent presence. */
  readonly maxChats?: number
}

/** One person, however many clients. Not persisted except `idleSince`: presence is asked for again after a restart. */
export interface Operator {
  readonly jid: BareJid
  readonly resources: ReadonlyMap<string, Resource>
  /** Cases ringing at or served by this operator in this workgroup. */
  readonly offers: ReadonlySet<CaseId>
  readonly chats: ReadonlySet<CaseId>
  /** Offers and chats in other workgroups. */
  readonly elsewhere: number
  /** When the last chat ended: who is idle longest comes first. */
  readonly idleSince: Instant
  /** Nothing was heard of them since the restart: what rings at them or is served by them is not taken away yet. */
  readonly unheard?: true
}

/** The key of the queue: front first (0), then priority (high first), then order of arrival. */
export type Place = readonly [front: 0 | 1, priority: number, seq: number]

export interface State {
  readonly rules: Rules
  readonly open: boolean
  readonly nextSeq: number
  readonly cases: Sorted<CaseId, Case>
  /** Every case in `waiting` or `ringing`, in order. */
  readonly queue: Sorted<Place, CaseId>
  /** The part of `queue` that could be offered now: waiting, the visitor ready, not everybody refused. */
  readonly ready: Sorted<Place, CaseId>
  /** The part of `queue` that somebody has refused in this round. */
  readonly refused: Sorted<Place, CaseId>
  /** Every case that has not ended, by its visitor's present address. */
  readonly byVisitor: Sorted<FullJid, CaseId>
  /** Deadlines, soonest first. */
  readonly alarms: Sorted<readonly [at: Instant, id: CaseId], true>
  readonly operators: ReadonlyMap<BareJid, Operator>
  /** For the expected wait: recent times between assignments, smoothed. */
  readonly pace: Pace
}

/** How fast the queue moves. `lastAt` is the last assignment, or when the queue stopped being empty. */
export interface Pace {
  readonly everyMs?: Duration
  readonly lastAt?: Instant
}

/** What happened. Every event names what it is about; the shell has checked nothing but the syntax. */
export type Event =
  | {
      readonly type: 'join'
      readonly case: CaseId
      readonly visitor: FullJid
      readonly priority: number
      readonly knows?: BareJid
    }
  | {
      readonly type: 'visitor-presence'
      readonly visitor: FullJid
      readonly show: Show
      readonly status?: string
    }
  /** The visitor came back by token, with a new address. */
  | { readonly type: 'visitor-returns'; readonly case: CaseId; readonly visitor: FullJid }
  /** The visitor (or a supervisor, `by`) ends the wait or the chat. */
  | { readonly type: 'depart'; readonly case: CaseId; readonly by?: BareJid }
  | {
      readonly type: 'operator-presence'
      readonly operator: BareJid
      readonly resource: string
      readonly presence: Resource
    }
  | { readonly type: 'accept'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'reject'; readonly case: CaseId; readonly operator: BareJid }
  /** Out of order, by hand (PRODUCT R6). */
  | { readonly type: 'take'; readonly case: CaseId; readonly operator: BareJid }
  /** The operator ends the chat. */
  | { readonly type: 'close'; readonly case: CaseId; readonly operator: BareJid }
  /** The room is made, membership granted and both invitations sent. */
  | { readonly type: 'opened'; readonly case: CaseId }
  | { readonly type: 'open-failed'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'entered'; readonly case: CaseId; readonly who: 'visitor' | 'operator' }
  | { readonly type: 'left'; readonly case: CaseId; readonly who: 'visitor' | 'operator' }
  /** The transcript is stored and verified and the room is gone (or there never was one). */
  | { readonly type: 'archived'; readonly case: CaseId }
  | { readonly type: 'load'; readonly operator: BareJid; readonly elsewhere: number }
  | { readonly type: 'configured'; readonly rules: Rules; readonly open: boolean }
  /** The clock reached `nextAlarm(state)`. */
  | { readonly type: 'tick' }

/** Why an event was refused. Nothing changed. Wire forms: `handlers/faults.ts`. */
export type Fault =
  | 'already-joined'
  | 'nobody-on-duty'
  | 'queue-full'
  | 'workgroup-closed'
  | 'no-such-case'
  | 'not-offered'
  | 'already-taken'
  | 'not-your-chat'
  | 'not-an-operator'
  | 'no-free-seat'
  | 'not-on-duty'

/** What Desk says in a room or privately to one side; sentences in `core/words.ts`. */
export type Notice =
  | 'operator-lost'
  | 'operator-back'
  | 'visitor-lost'
  | 'visitor-back'
  | 'looking-for-another'

/** What must be done now. Each is safe to repeat after a crash. */
export type Effect =
  | { readonly do: 'offer'; readonly case: CaseId; readonly operator: BareJid; readonly until: Instant }
  | {
      readonly do: 'revoke'
      readonly case: CaseId
      readonly operator: BareJid
      readonly why: 'taken' | 'expired' | 'visitor-gone' | 'not-available' | 'rejected' | 'ended'
      readonly by?: BareJid
    }
  /** Room, membership, then both invitations; answered by `opened` or `open-failed`. */
  | { readonly do: 'open'; readonly case: CaseId; readonly operator: BareJid }
  /** The visitor's seat moves from `was` to the present address, and they are invited. */
  | { readonly do: 'readmit'; readonly case: CaseId; readonly was: FullJid }
  /** The operator who was lost is online again: invite once more. */
  | { readonly do: 'invite-operator'; readonly case: CaseId; readonly operator: BareJid }
  /** The operator's seat in the room is taken away. */
  | { readonly do: 'dismiss'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly do: 'say'; readonly case: CaseId; readonly notice: Notice }
  /** Tell everybody, then collect, store and verify the transcript and destroy the room; answered by `archived`. */
  | { readonly do: 'end'; readonly case: CaseId; readonly reason: EndReason; readonly by?: BareJid }
  /** The queue or a place in it changed (positions, `notify-queue`); the shell limits the rate. */
  | { readonly do: 'queue-changed' }
  /** Who is on duty, or load, changed (workgroup presence, `notify-agents`, `agent-status`). */
  | { readonly do: 'staff-changed' }

export interface Decision {
  readonly state: State
  readonly effects: readonly Effect[]
  /** Cases whose record changed, to be written before any effect is carried out. A missing one is deleted. */
  readonly changed: readonly CaseId[]
  readonly fault?: Fault
  /** With `already-taken`: who has it. */
  readonly by?: BareJid
}
