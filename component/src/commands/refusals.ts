/** Refused actions, in a sentence and as a stanza error. */

import { faults, faultToError } from '../handlers/faults.ts'
import { commandError } from '../protocol/commands.ts'
import type { StanzaError } from '../protocol/stanza-error.ts'
import type { Outcome } from './types.ts'

type Refusal = Extract<Outcome, { fault: unknown }>

const NOT_UNDERSTOOD = 'That is not possible.'

export const sentence = ({ fault, text }: Refusal): string =>
  text ?? (fault === 'bad-input' ? NOT_UNDERSTOOD : faults[fault].text)

export const asError = ({ fault, text }: Refusal): StanzaError =>
  fault === 'bad-input' ? commandError('bad-payload', text) : faultToError(fault, text)
