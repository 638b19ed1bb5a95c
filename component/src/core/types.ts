/**
 * The vocabulary of the rules. One `State` is one workgroup; everything in it is plain data without I/O, clock
 * or randomness. Instants are milliseconds since the epoch, durations are milliseconds.
 */
import type { EndReason, GuestRole as Guests, Show } from '../../protocol/names.js'
import type { Keyed } from './keyed.ts'
import type { Sorted } from './sorted.ts'

export type {
  EndReason,
  Fault,
  News,
  Notice,
  OfferedAs,
  Outcome,
  QueueState,
  RevokeReason,
  Show,
} from '../../protocol/names.js'
export type * from './effects.ts'
export type * from './events.ts'

export type Instant = number
export type Duration = number
/** `anna@localhost` */
export type BareJid = string
/** `anna@localhost/psi` */
export type FullJid = string
/** Short, unique in this installation, safe to show: `7k3q9x`. Made by the shell, never by the rules. */
export type CaseId = string

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

/** What a visitor meets who cannot be served now (Q5): leave a message, ask to be called, go elsewhere, or wait all the same. */
export type Otherwise =
  | 'message'
  | 'callback'
  | { readonly workgroup: BareJid }
  | { readonly redirect: string }
  | 'wait'

/** When that happens: nobody on duty, closed, too many waiting, waited too long, everybody declined. */
export type Impasse = 'nobody' | 'closed' | 'full' | 'waited' | 'declined'

/** The part of a workgroup's configuration that the rules need. */
export interface Rules {
  readonly strategies: readonly Strategy[]
  /** How long one offer rings. */
  readonly ringFor: Duration
  /** Who may be offered anything at all, with each one's seats. `max-chats` in presence may lower, never raise it. */
  readonly operators: ReadonlyMap<BareJid, Staff>
  /** May an operator who is `away` be offered when nobody better is there? (R1) */
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
  /** Whoever has missed so many offers in a row rests; nothing or 0: never. */
  readonly missedAtMost?: number
  /** Those who wait when the workgroup closes: served while somebody is on duty (`finish`, the default), or sent home. */
  readonly afterHours?: 'finish' | 'end'
  /** A chat in which nobody writes ends after so long; so long before, both are warned. Never without it. */
  readonly idle?: { readonly after: Duration; readonly warning: Duration }
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

/** A chat on its way to somebody else. Until one of them accepts, the owner keeps it (C5). */
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
export type GuestRole = Guests | 'leaving'

/** Somebody beside visitor and owner who may be in the room (C4). */
export interface Guest {
  readonly operator: BareJid
  readonly as: GuestRole
  /** An occupant of the room? */
  readonly isIn: boolean
  /** Have they ever been? Then the others know of them. */
  readonly seen?: true
  /** While they are not in the room: when they are put out. Never of silent ones, whom the room does not show. */
  readonly until?: Instant
}

/** Where an adopted case came from, and whose it is until somebody here accepts. */
export interface Origin {
  readonly workgroup: BareJid
  /** The one that the visitor has come to, where it is another one: the chat has been handed on before. */
  readonly face?: BareJid
  readonly owner: BareJid
  readonly note?: string
}

/** `wanted`: the visitor has written, and it waits for a seat of its owner. */
export interface Hold {
  readonly since: Instant
  readonly wanted?: true
}

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
      /** Set while the operator is lost and the visitor not told yet: when they are. */
      readonly operatorLostAt?: Instant
      /** The visitor was told `operator-lost` and will be told `operator-back`. */
      readonly operatorLost?: true
      /** Set until the visitor is in the room for the first time since `opened`: when the chat ends without them. */
      readonly visitorUntil?: Instant
      readonly transfer?: Transfer
      /** When somebody wrote, roughly; without it nobody has since `since`. */
      readonly quietSince?: Instant
      /** Both have been told that it is about to end, because nobody writes. */
      readonly warnedAt?: Instant
      /** It is put by, without a seat. */
      readonly hold?: Hold
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
  /** `away`, `xa` and `dnd` keep the place and are skipped (Q2); `offline` means the connection is lost. */
  readonly show: Show
  readonly status?: string
  /** Set while the connection is lost, or the room was left: when the case ends. */
  readonly lostUntil?: Instant
  /** Set while they are lost in a chat and the operator not told yet: when they are. */
  readonly lostAt?: Instant
  /** The operator was told `visitor-lost` and will be told `visitor-back`. */
  readonly lost?: true
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
  /** The operator who opened the conversation, until the visitor has come (R7). */
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
  /** Since when it does not answer: it counts for nothing until it shows life (R10). */
  readonly silentSince?: Instant
}

/** Off duty for having missed offers, until they say otherwise (R10). */
export interface Resting {
  readonly since: Instant
  /** So many offers, one after the other. */
  readonly missed: number
}

/** One person, however many clients. Not persisted except `idleSince`: presence is asked for again after a restart. */
export interface Operator {
  readonly jid: BareJid
  readonly resources: ReadonlyMap<string, Resource>
  /** Cases ringing at or served by this operator in this workgroup. */
  readonly offers: ReadonlySet<CaseId>
  readonly chats: ReadonlySet<CaseId>
  /** Those of them that are on hold: they take no seat. */
  readonly held: ReadonlySet<CaseId>
  /** Others' chats in which they take one of their seats as a guest; silent ones take none. */
  readonly guestIn: ReadonlySet<CaseId>
  /** Offers and chats in other workgroups. */
  readonly elsewhere: number
  /** When the last chat ended: who is idle longest comes first. */
  readonly idleSince: Instant
  /** The number of their latest offer: whoever has the lowest is next, with `round-robin`. */
  readonly turn: number
  /** Offers that rang out since they last did anything. */
  readonly missed?: number
  readonly resting?: Resting
  /** Nothing was heard of them since the restart: what rings at them or is served by them is not taken away yet. */
  readonly unheard?: true
}

/** The operators at whom a request could ring now: on duty, with a free seat; by name. */
export interface Free {
  readonly available: readonly Operator[]
  /** Asked only when nobody better may be (R1). */
  readonly away: readonly Operator[]
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
  readonly cases: Keyed<CaseId, Case>
  /** Every case in `waiting` or `ringing`, in order. */
  readonly queue: Sorted<Place, CaseId>
  /** The part of `queue` that could be offered now: waiting, the visitor ready, not everybody refused. */
  readonly ready: Sorted<Place, CaseId>
  /** The part of `queue` that somebody has refused in this round. */
  readonly refused: Sorted<Place, CaseId>
  /** Every case that has not ended, by its visitor's present address. */
  readonly byVisitor: Keyed<FullJid, CaseId>
  /** Deadlines, soonest first. */
  readonly alarms: Sorted<readonly [at: Instant, id: CaseId], true>
  readonly operators: Sorted<BareJid, Operator>
  readonly free: Free
  readonly pace: Pace
  /** Set while somebody waits and nobody is on duty: when those who wait are told. */
  readonly forsakenUntil?: Instant
}

/** The mean of the latest values, and of how many. */
export interface Mean {
  readonly value: number
  readonly count: number
}

/** How often something happens: events over the time in which it could have; what is long ago counts little. */
export interface Rate {
  readonly events: number
  /** Milliseconds; of several at once, the sum. */
  readonly time: Duration
}

/** What was seen of late, for the expected wait: see `pace.ts` and `expected.ts`. */
export interface Pace {
  /** Chats that ended, over the time for which seats were taken (from the first ring to the end), until the last of them. */
  readonly service?: Rate
  /** How long it rang until somebody accepted; milliseconds. */
  readonly answer?: Mean
  /** Those who left the queue without being served, over the time that all have waited. */
  readonly leaving?: Rate
  /** Those who joined, by priority, over the time in which they did; and when the last one did. */
  readonly joined?: { readonly events: ReadonlyMap<number, number>; readonly time: Duration }
  readonly joinedAt?: Instant
  /** Seats that are taken now, and the sum of the instants since when. */
  readonly taken: { readonly seats: number; readonly since: number }
  /** What the time of `service` would be now without those; milliseconds, and may be negative. */
  readonly past: number
}

/** Why a case comes back from the workgroup it was to go to. */
export type Return = 'declined' | 'expired' | 'closed' | 'nobody-there' | 'full'
