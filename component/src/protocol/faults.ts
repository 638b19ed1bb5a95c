/** The rules speak of faults; this is what they look like on the wire (urn:parlor:1 §2, §4). */
import type { Fault, Otherwise } from '../core/types.ts'
import { buildAnswer, NS as PARLOR } from './parlor.ts'
import { el } from './stanza.ts'
import { type Condition, refusal, type StanzaError } from './stanza-error.ts'

interface WireForm {
  readonly condition: Condition
  readonly text: string
  /** An application-specific condition in `urn:parlor:1`. */
  readonly app?: string
}

export const faults: Readonly<Record<Fault, WireForm>> = {
  'already-joined': { condition: 'conflict', text: 'You have a request here already.' },
  'nobody-on-duty': {
    condition: 'service-unavailable',
    text: 'Nobody is here to answer right now.',
    app: 'nobody-on-duty',
  },
  'queue-full': {
    condition: 'service-unavailable',
    text: 'Too many people are waiting right now.',
    app: 'queue-full',
  },
  'workgroup-closed': {
    condition: 'service-unavailable',
    text: 'We are closed right now.',
    app: 'workgroup-closed',
  },
  'no-such-case': { condition: 'item-not-found', text: 'There is no such request.' },
  'not-offered': { condition: 'item-not-found', text: 'This request is not offered to you.' },
  'already-taken': { condition: 'conflict', text: 'A colleague has taken this request.' },
  'not-your-chat': { condition: 'forbidden', text: 'This is not your chat.' },
  'not-an-operator': { condition: 'forbidden', text: 'You are not an operator of this workgroup.' },
  'no-free-seat': { condition: 'resource-constraint', text: 'You have as many chats as you can take.' },
  'not-on-duty': {
    condition: 'unexpected-request',
    text: 'You are not on duty here. Add this workgroup to your contacts, and let it see whether you are online.',
  },
  'no-such-operator': { condition: 'item-not-found', text: 'There is no such colleague here.' },
  'colleague-not-free': { condition: 'resource-constraint', text: 'This colleague is not free right now.' },
  'already-in-chat': {
    condition: 'conflict',
    text: 'This colleague is in the chat already, or asked to come.',
  },
  'transfer-under-way': { condition: 'conflict', text: 'This chat is on its way to somebody already.' },
}

interface Beside {
  readonly text?: string | undefined
  /** What a visitor who cannot join may do instead. */
  readonly otherwise?: Otherwise | undefined
}

export function faultToError(fault: Fault, { text, otherwise }: Beside = {}): StanzaError {
  const form = faults[fault]
  const app = form.app ? [el(form.app, { xmlns: PARLOR })] : []
  const answer = otherwise === undefined || otherwise === 'wait' ? [] : [buildAnswer(otherwise)]
  return refusal(form.condition, text ?? form.text, [...app, ...answer])
}
