/** Why an event was refused, before anything changed. */
import type { BareJid, Fault, Otherwise } from './types.ts'

export interface Refusal {
  readonly fault: Fault
  /** With `already-taken`: who has it. */
  readonly by?: BareJid
  /** What is offered to a visitor who cannot join. */
  readonly otherwise?: Otherwise
}

export const refuse = (fault: Fault, by?: BareJid): Refusal => (by === undefined ? { fault } : { fault, by })
