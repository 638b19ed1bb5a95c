/**
 * What operators can do, as data. One table (`actions.ts`), two front ends: XEP-0050 (`adhoc.ts`) and words in a message
 * (`text.ts`). The workgroup's shell provides a `CommandContext` for the person who speaks.
 */
import type { BareJid, Event, Fault, FullJid, Instant, Show } from '../core/types.ts'
import type { Field, Table } from '../protocol/forms.ts'
import type { CaseForOperator } from '../protocol/parlor.ts'

/** A live case of the workgroup, in any phase but `ended`. */
export interface CaseRow {
  readonly case: CaseForOperator
  readonly joinedAt: Instant
  /** Who serves it, or is about to (`opening`, `active`). */
  readonly operator?: { readonly jid: BareJid; readonly name: string } | undefined
  /** Does it ring at the person who speaks? */
  readonly ringsHere: boolean
}

/** An operator of the workgroup. */
export interface Colleague {
  readonly jid: BareJid
  readonly name: string
  readonly show: Show
  readonly status?: string | undefined
  /** Chats in all workgroups, and how many there may be. */
  readonly chats: number
  readonly seats: number
}

/** What an action may ask the rules for. */
export type CommandEvent = Extract<Event, { type: 'accept' | 'reject' | 'take' | 'close' }>

export interface CommandContext {
  readonly now: Instant
  readonly workgroup: { readonly jid: BareJid; readonly name: string }
  readonly speaker: {
    readonly jid: BareJid
    /** The client that spoke; invitations go there. */
    readonly client: FullJid
    readonly supervisor: boolean
  }
  /** The queue in its order, then the chats. */
  cases(): readonly CaseRow[]
  /** Everybody who works here, the speaker too, in the configuration's order. */
  colleagues(): readonly Colleague[]
  /** Resolves when the rules have decided and the decision is stored; `undefined`: done. */
  decide(event: CommandEvent): Promise<Fault | undefined>
  /** The speaker's availability in this workgroup, until their client's next presence says something else. */
  setStatus(show: Show, status: string | undefined): Promise<Fault | undefined>
}

/** Field name -> what was filled in. A missing and an empty value mean the same. */
export type Input = Readonly<Record<string, string | undefined>>

export type Outcome =
  /** Done, in a sentence or a few lines; `table` holds the same for programs. */
  | { readonly ok: string; readonly table?: Table }
  /** More than one is meant: the question, and the field to answer it with. */
  | { readonly choose: Field; readonly text: string }
  | { readonly fault: CommandFault; readonly text?: string | undefined }

export type CommandFault = Fault | 'bad-input'

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
  readonly who: 'operator' | 'supervisor'
  /** What can be filled in, with the choices of this moment. */
  fields(context: CommandContext): readonly Field[]
  /** Must the person be asked before it is run without a form? */
  mustAsk(context: CommandContext): boolean
  /** What follows the word in a message. */
  read(rest: string): Input
  run(context: CommandContext, input: Input): Promise<Outcome>
}
