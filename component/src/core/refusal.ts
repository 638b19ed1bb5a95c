/** Why an event was refused, before anything changed. */
import type { BareJid, Fault } from './types.ts'

export interface Refusal {
  readonly fault: Fault
  /** With `already-taken`: who has it. */
  readonly by?: BareJid
}

export const refuse = (fault: Fault, by?: BareJid): Refusal => (by === undefined ? { fault } : { fault, by })
