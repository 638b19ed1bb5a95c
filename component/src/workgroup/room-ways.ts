/**
 * How rooms are to be treated on this server. Servers differ, and the same one differs by version and configuration: nothing
 * goes by its name, all by what a room's own form and answers have said (`rooms/probe-room.ts`).
 */
import { type RoomForm, USUAL_FORM } from '../protocol/muc.ts'

export interface RoomWays {
  /** In which words a room is configured. */
  readonly form: RoomForm
  /** Whether its owner can invite from outside, with all that belongs to the invitation, or only an occupant. */
  readonly invites: 'from-outside' | 'inside'
  /** Whether all that is to be done with one is a single request (urn:parlor:1 §10), or a stanza for each thing. */
  readonly furnishes: 'whole' | 'by-stanzas'
}

/** Until a room was asked. */
export const USUAL_WAYS: RoomWays = { form: USUAL_FORM, invites: 'from-outside', furnishes: 'by-stanzas' }

/** Where rooms cannot say that visitors may ask for a call the server lets no visitor ask, whatever the workgroup says. */
export const callsIn = <C extends 'off' | 'operator' | 'either'>(
  { form }: RoomWays,
  calls: C,
): C | 'operator' => (calls === 'either' && !form.takesCalls ? 'operator' : calls)
