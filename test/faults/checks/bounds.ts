/** What the desk may take, in time without a fault, until something is so; ms, and on top of it what the machine was late by. */
import type { History } from '../history.ts'

/** What violates a promise, one sentence each; empty when it was kept. */
export type Check = (history: History) => string[]

export const BOUNDS = {
  /** An offer that has run out, or was made to somebody who has just gone. */
  offer: 3_000,
  /** A room being opened. */
  opening: 10_000,
  /** A membership given or taken away. */
  membership: 3_000,
  /** The owner before has heard that somebody else has the chat. */
  handover: 3_000,
  /** One person's seats in several workgroups, which are counted at once and written one after the other. */
  seats: 1_000,
  /** A visitor told that the connection is gone. */
  told: 10_000,
}

export const bound = ({ late = 0 }: History, what: keyof typeof BOUNDS): number => BOUNDS[what] + late
