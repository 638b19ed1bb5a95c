/** What comes of an event: what must be done, or why it was refused. */
import type {
  BareJid,
  CaseId,
  EndReason,
  Fault,
  FullJid,
  GuestRole,
  Instant,
  News,
  Notice,
  OfferedAs,
  Otherwise,
  Resting,
  Return,
  RevokeReason,
  State,
} from './types.ts'

/** An offer of a chat that has an owner: to become the owner, or to come in beside them. */
export interface OfferKind {
  readonly by: BareJid
  readonly as: OfferedAs
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
      readonly why: RevokeReason
      readonly by?: BareJid
      /** It was a chat with an owner: what they were asked to be. */
      readonly as?: OfferedAs
    }
  /** Room, membership, then both invitations; answered by `opened` or `open-failed`. */
  | { readonly do: 'open'; readonly case: CaseId; readonly operator: BareJid }
  /** The room admits the visitor's present address instead of `was`, where there is a room already; in a chat they are invited. */
  | { readonly do: 'readmit'; readonly case: CaseId; readonly was: FullJid }
  /** The operator who was lost is online again: invite once more. */
  | { readonly do: 'invite-operator'; readonly case: CaseId; readonly operator: BareJid }
  /** The operator is put out of the room. */
  | { readonly do: 'dismiss'; readonly case: CaseId; readonly operator: BareJid }
  /** The room grows by one (`peopleInRoom`), for a guest, who is invited. Silent ones enter without a trace. */
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
  /** Nothing rings at them any more: they are told why, and it is remembered; other workgroups follow by the event of this name. */
  | { readonly do: 'rest'; readonly operator: BareJid; readonly resting: Resting }
  | { readonly do: 'back-on-duty'; readonly operator: BareJid }
  /** To another workgroup: becomes its event `adopt`. */
  | { readonly do: 'transfer'; readonly case: CaseId; readonly to: BareJid }
  | { readonly do: 'recall'; readonly case: CaseId; readonly to: BareJid; readonly reason?: EndReason }
  | { readonly do: 'transferred'; readonly case: CaseId; readonly to: BareJid; readonly operator: BareJid }
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
  /** Operators of whom something changed. */
  readonly changedOperators: readonly BareJid[]
  readonly fault?: Fault
  /** With `already-taken`: who has it. */
  readonly by?: BareJid
  /** With `nobody-on-duty`, `workgroup-closed` and `queue-full`: what is offered instead. */
  readonly otherwise?: Otherwise
}
