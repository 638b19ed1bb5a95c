/** Refused actions, in a sentence and as a stanza error. */

import { commandError } from '../protocol/commands.ts'
import { faults, faultToError } from '../protocol/faults.ts'
import { type Condition, refusal, type StanzaError } from '../protocol/stanza-error.ts'
import type { CommandFault, Refusal } from './types.ts'

type OwnFault = Exclude<CommandFault, keyof typeof faults>

const own: Readonly<Record<OwnFault, { readonly condition: Condition; readonly text: string }>> = {
  'bad-input': { condition: 'bad-request', text: 'That is not possible.' },
  'not-found': { condition: 'item-not-found', text: 'There is no such thing.' },
  'supervisors-only': { condition: 'forbidden', text: 'This is for supervisors.' },
  'operators-only': {
    condition: 'forbidden',
    text: 'You supervise this workgroup, but have no seats in it: this is for its operators.',
  },
  'only-finish': {
    condition: 'forbidden',
    text: 'You are not an operator of this workgroup any more: you can close the chats you still have, or transfer them.',
  },
  'no-address': { condition: 'not-acceptable', text: 'There is no address to answer to.' },
  'not-sent': {
    condition: 'service-unavailable',
    text: 'No e-mail can be sent from here: no mail server is configured.',
  },
  'still-live': { condition: 'conflict', text: 'A case of theirs is live: close it first.' },
  'not-yet': { condition: 'feature-not-implemented', text: 'This is not possible here.' },
}

const isOwn = (fault: CommandFault): fault is OwnFault => Object.hasOwn(own, fault)

export const sentence = ({ fault, text }: Refusal): string =>
  text ?? (isOwn(fault) ? own[fault].text : faults[fault].text)

export function asError({ fault, text }: Refusal): StanzaError {
  if (fault === 'bad-input') return commandError('bad-payload', text)
  return isOwn(fault) ? refusal(own[fault].condition, text ?? own[fault].text) : faultToError(fault, { text })
}
