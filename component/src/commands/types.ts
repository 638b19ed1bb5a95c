/**
 * What operators can do, as data. One table (`actions.ts`), two front ends: XEP-0050 (`adhoc.ts`) and words in a message
 * (`text.ts`). The workgroup's shell provides a `CommandContext` for the person who speaks.
 */
import type { BareJid, Event, Fault, FullJid, GuestRole, Instant, OfferedAs, Show } from '../core/types.ts'
import type { Field, Table } from '../protocol/forms.ts'
import type { CaseForOperator } from '../protocol/parlor.ts'
import type { Records } from './records.ts'

/** An operator, as people know them. */
export interface Person {
  readonly jid: BareJid
  readonly name: string
}

/** A live case of the workgroup, in any phase but `ended`. */
export interface CaseRow {
  /** With its notes and tags. */
  readonly case: CaseForOperator
  readonly joinedAt: Instant
  /** Where it is, or will be, spoken in. */
  readonly room: BareJid
  /** Who serves it, or is about to (`opening`, `active`). */
  readonly operator?: Person | undefined
  /** Does it ring at the person who speaks: as a request, as a transfer, or as an invitation? */
  readonly ringsHere: boolean
  /** What rings here is a chat that has an owner: who asks, to be what, and why. */
  readonly asks?: { readonly by: Person; readonly as: OfferedAs; readonly note?: string } | undefined
  /** Who is in the chat beside its owner; silent ones only for those who may know: supervisors, and they themselves. */
  readonly guests?: readonly (Person & { readonly as: GuestRole })[] | undefined
  /** The chat is on its way: `Ben`, `Sales`, `the queue`. */
  readonly goingTo?: string | undefined
}

/** An operator of the workgroup. */
export interface Colleague extends Person {
  readonly show: Show
  readonly status?: string | undefined
  /** Chats in all workgroups, and how many there may be. */
  readonly chats: number
  readonly seats: number
}

/** What an action may ask the rules for. */
export type CommandEvent = Extract<
  Event,
  {
    type:
      | 'accept'
      | 'reject'
      | 'take'
      | 'close'
      | 'hold'
      | 'depart'
      | 'transfer'
      | 'cancel-transfer'
      | 'invite'
      | 'join-chat'
      | 'leave-chat'
      | 'assign'
      | 'take-over'
      | 'prioritise'
  }
>

export interface CommandContext {
  readonly now: Instant
  readonly workgroup: {
    readonly jid: BareJid
    readonly name: string
    /** Whose times of day people here mean. */
    readonly timeZone: string
    /** Who may ask for a call. */
    readonly calls: 'off' | 'operator' | 'either'
    /** Its part of the web desk: `https://chat.example.com/operator/support`. */
    readonly desk: string
  }
  readonly speaker: {
    readonly jid: BareJid
    /** The client that spoke; invitations go there. */
    readonly client: FullJid
    readonly supervisor: boolean
    /** Has seats here; a supervisor need not. */
    readonly operator: boolean
    /** None of both any more, and still with a chat here: only what is `finishes`, and only their own. */
    readonly finishing?: boolean
    /** COMPAT: false where the client stops at a table; the words say the same. */
    readonly readsTables: boolean
    /** A client that shows words, links among them, and forms, and knows nothing of workgroups. */
    readonly isPlain: boolean
  }
  /** The queue in its order, then the chats. */
  cases(): readonly CaseRow[]
  /** Everybody who works here, the speaker too, in the configuration's order. */
  colleagues(): readonly Colleague[]
  /** The others of this installation, in the configuration's order. */
  workgroups(): readonly { readonly jid: BareJid; readonly name: string }[]
  /** Resolves when the rules have decided and the decision is stored; `undefined`: done. */
  decide(event: CommandEvent): Promise<Fault | undefined>
  /** The speaker's availability in this workgroup, until their client's next presence says something else. */
  setStatus(show: Show, status: string | undefined): Promise<CommandFault | undefined>
  /** The speaker is there again, after missed offers; false when they had missed none too many. */
  backOnDuty(): Promise<boolean>
  readonly records: Records
}

/** Field name -> what was filled in. A missing and an empty value mean the same. */
export type Input = Readonly<Record<string, string | undefined>>

/** The question, and the field to answer it with: more than one is meant, or something is missing. */
export interface Question {
  readonly choose: Field
  readonly text: string
}

export interface Refusal {
  readonly fault: CommandFault
  readonly text?: string | undefined
}

export type Outcome =
  /** Done, in a sentence or a few lines; `table` holds the same for programs. */
  { readonly ok: string; readonly table?: Table } | Question | Refusal

/** Beside the rules' own; wire forms: `refusals.ts`. */
export type CommandFault =
  | Fault
  | 'bad-input'
  /** What is named does not exist: a canned reply, a notice, a left message. */
  | 'not-found'
  | 'supervisors-only'
  /** Of a supervisor who has no seats in this workgroup. */
  | 'operators-only'
  /** Of one who was taken out of the configuration, and may end what they have. */
  | 'only-finish'
  /** Nobody to write to; the mail could not be handed over. */
  | 'no-address'
  | 'not-sent'
  /** What is to be erased is not over. */
  | 'still-live'
  /** Nothing in this installation does that. */
  | 'not-yet'

export interface Action {
  /** The word, and the node of the command. */
  readonly name: string
  /** Other words for the same. */
  readonly also?: readonly string[]
  readonly label: string
  /** One sentence, saying what it does. */
  readonly help: string
  /** How it is written in a message: `take [case]`. */
  readonly usage: string
  readonly example?: string
  readonly who: 'operator' | 'supervisor'
  /** Where it tells something when nothing is filled in: the command that asks first, and for whom that is. */
  readonly dialog?: { readonly node: string; readonly label: string } & Partial<
    Pick<Action, 'who' | 'needsSeat'>
  >
  /** Only for those who have seats in this workgroup: not for a supervisor from elsewhere. */
  readonly needsSeat?: true
  /** Also for one who is no operator any more and still has a chat. */
  readonly finishes?: true
  /** What can be filled in, with the choices of this moment. */
  fields(context: CommandContext): readonly Field[]
  /** Must the person be asked before it is run without a form? */
  mustAsk(context: CommandContext): boolean
  /** What follows the word in a message. */
  read(rest: string, context: CommandContext): Input
  /** What would have to be written to say this: the reverse of `read`. */
  write(input: Input): string
  run(context: CommandContext, input: Input): Promise<Outcome>
}
