/** What can happen in a workgroup, and what is answered to it: `decide(state, event, now)`. */
import type {
  BareJid,
  CaseId,
  Duration,
  EndReason,
  FullJid,
  Instant,
  Needs,
  Origin,
  Resource,
  Resting,
  Return,
  Rules,
  Show,
  TransferTarget,
  Visitor,
} from './types.ts'

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
  /** This client of the operator does not answer, since then: it is as if it were not there until it shows life (`lives.ts`). */
  | {
      readonly type: 'operator-silent'
      readonly operator: BareJid
      readonly resource: string
      readonly since: Instant
    }
  /** The operator has missed too many offers, in another workgroup. */
  | { readonly type: 'rest'; readonly operator: BareJid; readonly resting: Resting }
  /** The operator says that they are there again. */
  | { readonly type: 'back-on-duty'; readonly operator: BareJid }
  | { readonly type: 'accept'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'reject'; readonly case: CaseId; readonly operator: BareJid }
  /** Out of order, by hand (R6). */
  | { readonly type: 'take'; readonly case: CaseId; readonly operator: BareJid }
  /** The operator ends the chat. */
  | { readonly type: 'close'; readonly case: CaseId; readonly operator: BareJid }
  /** The owner puts a chat by until somebody writes in it. */
  | { readonly type: 'hold'; readonly case: CaseId; readonly operator: BareJid }
  /** Somebody says something in the room, or is about to; see `isNewsThatWrote`. `operator` as with `entered`. */
  | {
      readonly type: 'wrote'
      readonly case: CaseId
      readonly who: 'visitor' | 'operator'
      readonly operator?: BareJid
    }
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
      /** Since when the connection of their client in the room is lost; an operator may have others. */
      readonly lost?: Instant
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
  /** A supervisor (as with `join-chat`) makes it theirs. */
  | { readonly type: 'take-over'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'prioritise'; readonly case: CaseId; readonly priority: number }
  /** An operator opens the conversation with somebody on the site (R7); one who waits already is taken. */
  | {
      readonly type: 'open-conversation'
      readonly case: CaseId
      readonly visitor: FullJid
      readonly operator: BareJid
    }
  /**
   * Between workgroups: `adopt` at the target follows `transfer` of the source; `transferred` or `returned` at the source
   * follow the target's effects of these names; `recalled` at the target follows the source's `recall`. All are safe
   * to repeat. Meanwhile both have a record of the case (the store keeps them apart by workgroup), and both are told of the
   * visitor's presence and of who enters and leaves. If `adopt` is refused, the source is told `returned`; if `transferred`
   * is, the target is told `recalled`.
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
  | { readonly type: 'recalled'; readonly case: CaseId; readonly reason?: EndReason }
  | { readonly type: 'transferred'; readonly case: CaseId; readonly operator: BareJid }
  | { readonly type: 'returned'; readonly case: CaseId; readonly why: Return }
  /** The clock reached `nextAlarm(state)`. */
  | { readonly type: 'tick' }
  /** Forward, by so much: nobody has waited meanwhile. */
  | { readonly type: 'clock-set'; readonly by: Duration }
