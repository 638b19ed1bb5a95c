/** What the parts of the shell share: a connection, the model, a clock. The only code that acts on the world. */
import type { Fact } from '../model/facts.ts'
import type { Desk, Instant } from '../model/types.ts'
import type { Link } from '../wire/link.ts'

export interface Hands {
  readonly link: Link
  readonly desk: () => Desk
  readonly tell: (fact: Fact) => void
  readonly now: () => Instant
  /** Calls back once after `ms`; returns what cancels it. */
  readonly later: (ms: number, callback: () => void) => () => void
}

/** A part that reacts to facts, after the model has taken them in. */
export interface Part {
  readonly onFact: (fact: Fact) => void
  readonly stop?: () => void
}
