/**
 * What one run of the fault suite remembers, in the order it happened. Facts come from the screens of both sides, from the
 * nemesis, and from the two databases, which are looked at several times a second. What was asked and never answered is
 * *unknown*, never failed. Instants are milliseconds since the epoch.
 */
import type { GuestRole, Offer, Phase } from '../../component/src/core/types.ts'

/** A case as the store had it at one moment. While it goes to another workgroup there are two of it. */
export interface StoredCase {
  readonly id: string
  readonly workgroup: string
  readonly room: string
  readonly phase: Phase['is']
  /** Bare JID. */
  readonly visitor: string
  readonly owner?: string
  /** Where it rings for somebody to become the owner. */
  readonly offers: readonly Offer[]
  /** Colleagues at whom an invitation rings. */
  readonly invited?: readonly Offer[]
  /** Colleagues, supervisors, and the owner who is leaving. */
  readonly guests: readonly { readonly operator: string; readonly as: GuestRole }[]
  /** On its way to somebody else. */
  readonly transfer?: true
  /** The owner is missed: a grace runs. */
  readonly ownerMissed?: true
  /** When what must happen, in the component's own time, by name. */
  readonly deadlines?: Readonly<Record<string, number>>
}

export type Side = 'visitor' | 'operator'

export interface Facts {
  /** The person has pressed "send" (invoke). */
  said: { readonly by: Side; readonly who: string; readonly case: string; readonly id: string }
  /** The author's screen shows the message as sent (ok). Without it the message is unknown. */
  sent: { readonly who: string; readonly case: string; readonly id: string }
  /** A message came with the room's stanza-id, or without one; `by` is its author's nickname. */
  heard: {
    readonly who: string
    /** Bare JID of the session that heard it, where it is not `who`. */
    readonly as?: string
    readonly case: string
    readonly by: string
    readonly id: string
    readonly archiveId?: string
  }
  /** The visitor was told of their case. */
  joined: { readonly who: string; readonly case: string }
  /** The visitor's screen shows the end. */
  ended: { readonly who: string; readonly case: string; readonly reason: string }
  /** The operator's screen shows the chat as theirs, and no longer. */
  owns: { readonly who: string; readonly case: string }
  disowns: { readonly who: string; readonly case: string }
  /** The operator has gone off duty, or come back. */
  off: { readonly who: string }
  on: { readonly who: string }
  /** What the visitor's screen says about the connection. */
  shows: { readonly who: string; readonly line: 'up' | 'down' | 'off' }
  /** From here on the visitor was in truth cut off, and is not any more. */
  cut: { readonly who: string }
  restored: { readonly who: string }
  /** The nemesis begins, and all that it did is healed. */
  fault: { readonly what: string }
  healed: { readonly what: string }
  /** The visitor's screen shows somebody else in the room. */
  saw: { readonly who: string; readonly case: string; readonly nick: string }
  /** The operator has asked for something besides words. */
  did: { readonly who: string; readonly what: string; readonly case: string }
  /** What the operator was told about a chat, privately. */
  told: { readonly who: string; readonly case: string; readonly news: string }
  /**
   * The store's live cases. It became so after `since` and not later than `at`; `partial`: one step of several that were
   * found at once, and perhaps written at once.
   */
  store: { readonly cases: readonly StoredCase[]; readonly since?: number; readonly partial?: true }
  /** The rooms' lists in the server: bare JIDs of members, by room. */
  rooms: { readonly members: Readonly<Record<string, readonly string[]>> }
}

export type Fact = { [K in keyof Facts]: { readonly is: K; readonly at: number } & Facts[K] }[keyof Facts]
export type FactOf<K extends keyof Facts> = Extract<Fact, { is: K }>

export interface FinalLine {
  readonly archiveId: string
  readonly nick: string
  readonly who?: Side | 'desk'
  readonly messageId?: string
}

/** A conversation as one person's screen had it when it was over; own lines that were not stored are not in it. */
export interface FinalScreen {
  readonly who: string
  readonly case: string
  readonly lines: readonly { readonly nick: string; readonly id: string; readonly archiveId?: string }[]
}

export interface Outcome {
  /** All cases of the store; `endedAt` missing: it never ended. */
  readonly cases: readonly { readonly id: string; readonly endedAt?: number; readonly hadRoom: boolean }[]
  readonly transcripts: Readonly<Record<string, readonly FinalLine[]>>
  /** The room's archive as a participant read it before the end. */
  readonly archives: Readonly<Record<string, readonly string[]>>
  readonly screens: readonly FinalScreen[]
}

export interface History {
  readonly facts: readonly Fact[]
  readonly outcome: Outcome
  /** Operators' seats, by bare JID. */
  readonly seats: Readonly<Record<string, number>>
  /** What the machine was late by, in ms: nobody's fault, and on top of every bound. */
  readonly late?: number
  /** What rooms call them. */
  readonly names?: Readonly<Record<string, string>>
  /** How long offers and graces run, ms: by the first word of a deadline's name. */
  readonly limits?: Readonly<Record<string, number>>
}

/** Collects facts; the same picture of a database twice in a row is kept once. */
export class Recorder {
  readonly facts: Fact[] = []
  readonly #last = new Map<string, string>()

  readonly add = <K extends keyof Facts>(is: K, fact: Facts[K], at: number = Date.now()): void => {
    this.facts.push({ is, at, ...fact } as Fact)
  }

  readonly addIfNew = <K extends 'rooms'>(is: K, fact: Facts[K]): void => {
    const text = JSON.stringify(fact)
    if (this.#last.get(is) === text) return
    this.#last.set(is, text)
    this.add(is, fact)
  }
}
