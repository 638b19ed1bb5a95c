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
export type Strategy =
  | 'ring-all'
  | 'random'
  | 'round-robin'
  | 'least-busy'
  | 'longest-idle'
  /** These four narrow: where they would leave nobody they leave everybody. */
  | 'tiers'
  | 'skills'
  | 'language'
  | 'last-operator'

/** What a request asks of the operator; from the form, the parameters or the widget. */
export interface Needs {
  readonly skills?: readonly string[]
  /** BCP 47: `de`, `de-AT`. */
  readonly language?: string
}

/** One who may be offered something in this workgroup. */
export interface Staff {
  readonly seats: number
  /** 1 (or nothing) is asked before 2. */
  readonly tier?: number
  readonly skills?: readonly string[]
  /** BCP 47. */
  readonly languages?: readonly string[]
}

/** What a visitor meets who cannot be served now (PRODUCT Q5): leave a message, go elsewhere, or wait all the same. */
export type Otherwise = 'message' | { readonly workgroup: BareJid } | { readonly redirect: string } | 'wait'

/** When that happens: nobody on duty, closed, too many waiting, waited too long, everybody declined. */
export type Impasse = 'nobody' | 'closed' | 'full' | 'waited' | 'declined'

/** The part of a workgroup's configuration that the rules need. */
export interface Rules {
  readonly strategies: readonly Strategy[]
  /** How long one offer rings. */
  readonly ringFor: Duration
  /** Who may be offered anything at all, with each one's seats. `max-chats` in presence may lower, never raise it. */
  readonly operators: ReadonlyMap<BareJid, Staff>
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
  /** Those who wait when the workgroup closes: served while somebody is on duty (`finish`, the default), or sent home. */
  readonly afterHours?: 'finish' | 'end'
  /** `message` where nothing is said. `wait` means something for `nobody` (as `whenNobody`), `waited` and `declined`. */
  readonly otherwise?: { readonly [I in Impasse]?: Otherwise }
}

/** One request ringing at one operator. */
export interface Offer {
  readonly operator: BareJid
  readonly until: Instant
}

export type TransferTarget =
  | { readonly operator: BareJid }
  | { readonly workgroup: BareJid }
  /** Back in the queue of this workgroup, in front. */
  | 'queue'

/** A chat on its way to somebody else. Until one of them accepts, the owner keeps it (PRODUCT C5). */
export interface Transfer {
  readonly to: TransferTarget
  readonly since: Instant
  readonly note?: string
  /** At whom it rings; never anybody with a workgroup, which rings by its own rules. */
  readonly offers: readonly Offer[]
}

/** A colleague who is asked to come into a chat. */
export interface Invitation extends Offer {
  readonly by: BareJid
  readonly note?: string
}

/** `leaving`: the owner until now, who stays until the new one is in. */
export type GuestRole = 'colleague' | 'supervisor' | 'silent' | 'leaving'

/** Somebody beside visitor and owner who has a seat in the room (PRODUCT C4). */
export interface Guest {
  readonly operator: BareJid
  readonly as: GuestRole
  /** An occupant of the room? */
  readonly isIn: boolean
  /** Have they ever been? Then the others know of them. */
  readonly seen?: true
  /** While they are not in the room: when the seat is taken away. */
  readonly until?: Instant
}

/** Where an adopted case came from, and whose it is until somebody here accepts. */
export interface Origin {
  readonly workgroup: BareJid
  readonly owner: BareJid
  readonly note?: string
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
  /** The visitor did not come to a conversation an operator opened (PRODUCT R7). */
  | 'visitor-declined'

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
      readonly transfer?: Transfer
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
  readonly needs?: Needs
  /** While it is `opening` or `active`. */
  readonly guests?: readonly Guest[]
  /** Colleagues at whom an invitation rings, while it is `active`. */
  readonly invited?: readonly Invitation[]
  /** Taken over from another workgroup; kept after somebody here has accepted. */
  readonly from?: Origin
  /** The operator who opened the conversation, until the visitor has come (PRODUCT R7). */
  readonly openedBy?: BareJid
  /** Since when its operator's seat is taken: the ringing counts. */
  readonly seatSince?: Instant
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
  /** Others' chats in which they take one of their seats as a guest; silent ones take none. */
  readonly guestIn: ReadonlySet<CaseId>
  /** Offers and chats in other workgroups. */
  readonly elsewhere: number
  /** When the last chat ended: who is idle longest comes first. */
  readonly idleSince: Instant
  /** The number of their latest offer: whoever has the lowest is next, with `round-robin`. */
  readonly turn: number
  /** Nothing was heard of them since the restart: what rings at them or is served by them is not taken away yet. */
  readonly unheard?: true
}

/** The key of the queue: front first (0), then priority (high first), then order of arrival. */
export type Place = readonly [front: 0 | 1, priority: number, seq: number]

export interface State {
  readonly rules: Rules
  readonly open: boolean
  readonly nextSeq: number
  readonly nextTurn: number
  /** Of the random numbers; each draw leaves the next one. From the shell, 32 bits. */
  readonly seed: number
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
  readonly pace: Pace
}

/** The mean of the latest values, and of how many. */
export interface Mean {
  readonly value: number
  readonly count: number
}

/** What was seen of late, for the expected wait: see `pace.ts`. Not persisted. */
export interface Pace {
  /** How long one chat takes a seat, from the first ring to the end; milliseconds. */
  readonly service?: Mean
  /** How long those waited who have left the queue; milliseconds. */
  readonly waited?: Mean
  /** The share of them who left it without being served. */
  readonly gaveUp?: Mean
}

/** Why a case comes back from the workgroup it was to go to. */
export type Return = 'declined' | 'expired' | 'closed' | 'nobody-there' | 'full'

/** What happened. Every event names what it is about; the shell has checked nothing but the syntax. */
export type Event =
  | {
      readonly type: 'join'
      readonly case: CaseId
      readonly visitor: FullJid
      readonly priority: number
      readonly knows?: BareJid
      readonly needs?: Needs
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
  /** With several operators in a room, `operator` says which: the owner or a guest. */
  | {
      readonly type: 'entered'
      readonly case: CaseId
      readonly who: 'visitor' | 'operator'
      readonly operator?: BareJid
    }
  | {
      readonly type: 'left'
      readonly case: CaseId
      readonly who: 'visitor' | 'operator'
      readonly operator?: BareJid
    }
  /** The transcript is stored and verified and the room is gone (or there never was one). */
  | { readonly type: 'archived'; readonly case: CaseId }
  | { readonly type: 'load'; readonly operator: BareJid; readonly elsewhere: number }
  | { readonly type: 'configured'; readonly rules: Rules; readonly open: boolean }
  /** The owner hands a chat on; answered by `accept`/`reject` of whom it rings at. */
  | {
      readonly type: 'transfer'
      readonly case: CaseId
      readonly operator: BareJid
      readonly to: TransferTarget
      readonly note?: string
    }
  /** The owner changes their mind. */
  | { readonly type: 'cancel-transfer'; readonly case: CaseId; readonly operator: BareJid }
  /** The owner asks a colleague in; answered by `accept`/`reject`. */
  | {
      readonly type: 'invite'
      readonly case: CaseId
      readonly operator: BareJid
      readonly guest: BareJid
      readonly note?: string
    }
  /** A supervisor (checked by the shell; need not be an operator here) comes in, at once. */
  | {
      readonly type: 'join-chat'
      readonly case: CaseId
      readonly operator: BareJid
      readonly silent: boolean
    }
  /** A guest goes. */
  | { readonly type: 'leave-chat'; readonly case: CaseId; readonly operator: BareJid }
  /** A supervisor gives a request or a chat to an operator, without asking. */
  | { readonly type: 'assign'; readonly case: CaseId; readonly operator: BareJid; readonly by: BareJid }
  /** A supervisor who is an operator here makes it theirs. */
  | { readonly type: 'take-over'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'prioritise'; readonly case: CaseId; readonly priority: number }
  /** An operator opens the conversation with somebody on the site (PRODUCT R7); one who waits already is taken. */
  | {
      readonly type: 'open-conversation'
      readonly case: CaseId
      readonly visitor: FullJid
      readonly operator: BareJid
    }
  /**
   * Between workgroups: `adopt` at the target follows `hand-over` of the source; `handed-over` or `returned` at the source
   * follow the target's effects of these names; `called-back` at the target follows the source's `call-back`. All are safe
   * to repeat. Meanwhile both have a record of the case (the store keeps them apart by workgroup), and both are told of the
   * visitor's presence and of who enters and leaves. If `adopt` is refused, the source is told `returned`; if `handed-over`
   * is, the target is told `called-back`.
   */
  | {
      readonly type: 'adopt'
      readonly case: CaseId
      readonly visitor: Visitor
      readonly priority: number
      readonly from: Origin
      readonly needs?: Needs
      readonly knows?: BareJid
    }
  | { readonly type: 'called-back'; readonly case: CaseId; readonly reason?: EndReason }
  | { readonly type: 'handed-over'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'returned'; readonly case: CaseId; readonly why: Return }
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
  /** The colleague meant: not of this workgroup; not on duty or without a free seat; in the chat or asked already. */
  | 'no-such-operator'
  | 'colleague-not-free'
  | 'already-in-chat'
  | 'transfer-under-way'

/** What Desk says in a room or privately to one side; sentences in `core/words.ts`. */
export type Notice =
  | 'operator-lost'
  | 'operator-back'
  | 'visitor-lost'
  | 'visitor-back'
  | 'looking-for-another'
  /** These come with `who`; never about silent ones. */
  | 'colleague-joined'
  | 'colleague-left'
  | 'transferred'

/** What one operator is told about a chat, privately; sentences in `core/words.ts`. `who`: the colleague it is about. */
export type News =
  | 'transfer-accepted'
  | 'transfer-declined'
  | 'transfer-expired'
  | 'transfer-failed'
  | 'invitation-accepted'
  | 'invitation-declined'
  | 'invitation-expired'
  /** Somebody else has it now, by a supervisor's hand. */
  | 'taken-over'
  | 'assigned-to-you'

/** An offer of a chat that has an owner: to become the owner, or to come in beside them. */
export interface OfferKind {
  readonly by: BareJid
  readonly as: 'owner' | 'colleague'
  readonly note?: string
}

/** What must be done now. Each is safe to repeat after a crash. */
export type Effect =
  | {
      readonly do: 'offer'
      readonly case: CaseId
      readonly operator: BareJid
      readonly until: Instant
      readonly transfer?: OfferKind
    }
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
  /** One more seat in the room (`seatsInRoom`), for a guest, who is invited. Silent ones enter without a trace. */
  | { readonly do: 'admit'; readonly case: CaseId; readonly operator: BareJid; readonly as: GuestRole }
  | { readonly do: 'say'; readonly case: CaseId; readonly notice: Notice; readonly who?: BareJid }
  | {
      readonly do: 'tell'
      readonly case: CaseId
      readonly operator: BareJid
      readonly news: News
      readonly who?: BareJid
      /** `transfer-failed` of a workgroup. */
      readonly why?: Return
    }
  /** To another workgroup: becomes its event `adopt`. */
  | { readonly do: 'hand-over'; readonly case: CaseId; readonly to: BareJid }
  | { readonly do: 'call-back'; readonly case: CaseId; readonly to: BareJid; readonly reason?: EndReason }
  | { readonly do: 'handed-over'; readonly case: CaseId; readonly to: BareJid; readonly operator: BareJid }
  | { readonly do: 'return'; readonly case: CaseId; readonly to: BareJid; readonly why: Return }
  /** Tell everybody, then collect, store and verify the transcript and destroy the room; answered by `archived`. */
  | {
      readonly do: 'end'
      readonly case: CaseId
      readonly reason: EndReason
      readonly by?: BareJid
      /** What is offered to the visitor instead, where something is configured for this reason. */
      readonly otherwise?: Otherwise
    }
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
  /** With `nobody-on-duty`, `workgroup-closed` and `queue-full`: what is offered instead. */
  readonly otherwise?: Otherwise
}
