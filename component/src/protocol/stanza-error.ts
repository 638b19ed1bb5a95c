/** RFC 6120 §8.3: stanza errors, as an exception and as XML. */
import type { Element } from 'ltx'
import { STANZAS } from '../../protocol/namespaces.js'
import { attr, child, el, elements, text } from './xml.ts'

export const NS = STANZAS

const TYPES = ['auth', 'cancel', 'continue', 'modify', 'wait'] as const
export type ErrorType = (typeof TYPES)[number]

/** Condition and the type RFC 6120 recommends for it. */
const CONDITIONS = {
  'bad-request': 'modify',
  conflict: 'cancel',
  'feature-not-implemented': 'cancel',
  forbidden: 'auth',
  gone: 'cancel',
  'internal-server-error': 'cancel',
  'item-not-found': 'cancel',
  'jid-malformed': 'modify',
  'not-acceptable': 'modify',
  'not-allowed': 'cancel',
  'not-authorized': 'auth',
  'policy-violation': 'modify',
  'recipient-unavailable': 'wait',
  redirect: 'modify',
  'registration-required': 'auth',
  'remote-server-not-found': 'cancel',
  'remote-server-timeout': 'wait',
  'resource-constraint': 'wait',
  'service-unavailable': 'cancel',
  'subscription-required': 'auth',
  'undefined-condition': 'cancel',
  'unexpected-request': 'wait',
} as const satisfies Record<string, ErrorType>
export type Condition = keyof typeof CONDITIONS

/** A refusal: thrown by parsers and handlers, sent by the router, and what `Stream.ask` rejects with. */
export class StanzaError extends Error {
  readonly type: ErrorType
  readonly condition: Condition
  /** The `<text/>`, for people. */
  readonly text: string | undefined
  /** Application-specific conditions (RFC 6120 §8.3.4). */
  readonly app: readonly Element[]

  constructor(type: ErrorType, condition: Condition, text?: string, app: readonly Element[] = []) {
    super(text ? `${condition}: ${text}` : condition)
    this.name = 'StanzaError'
    this.type = type
    this.condition = condition
    this.text = text
    this.app = app
  }

  /** `<error/>` alone. */
  toElement(): Element {
    return el(
      'error',
      { type: this.type },
      el(this.condition, { xmlns: NS }),
      this.text ? el('text', { xmlns: NS }, this.text) : undefined,
      this.app,
    )
  }

  /** The error stanza that answers `original`. Never call it for a stanza that is an error itself. */
  toStanza(original: Element): Element {
    const { to, from, id } = original.attrs
    return el(original.getName(), { type: 'error', from: to, to: from, id }, this.toElement())
  }

  /** Reads an error stanza, however broken; `undefined` when the stanza is no error. */
  static fromStanza(stanza: Element): StanzaError | undefined {
    if (attr(stanza, 'type') !== 'error') return undefined
    const error = elements(stanza).find((node) => node.getName() === 'error')
    if (!error) return new StanzaError('cancel', 'undefined-condition')
    const condition = conditionOf(error)
    const type = TYPES.find((word) => word === attr(error, 'type')) ?? CONDITIONS[condition]
    const words = text(child(error, 'text', NS)) || undefined
    const app = elements(error).filter((node) => node.getNS() !== NS && node.getNS() !== error.getNS())
    return new StanzaError(type, condition, words, app)
  }

  /** Is there this application condition? */
  has(name: string, ns: string): boolean {
    return this.app.some((node) => node.getName() === name && node.getNS() === ns)
  }
}

function conditionOf(error: Element): Condition {
  const names = elements(error)
    .filter((node) => node.getNS() === NS)
    .map((node) => node.getName())
  return names.find((name): name is Condition => Object.hasOwn(CONDITIONS, name)) ?? 'undefined-condition'
}

/** Something is there, but wrong. */
export class BadRequest extends StanzaError {
  constructor(text: string, app: readonly Element[] = []) {
    super('modify', 'bad-request', text, app)
    this.name = 'BadRequest'
  }
}

/** The refusal of `condition` with the type RFC 6120 recommends. */
export const refusal = (condition: Condition, text?: string, app?: readonly Element[]): StanzaError =>
  new StanzaError(CONDITIONS[condition], condition, text, app)

const GONE: ReadonlySet<string> = new Set([
  'service-unavailable',
  'item-not-found',
  'recipient-unavailable',
  'gone',
])

/** Does this bounce say that the addressed session is no more? */
export const saysGone = (error: StanzaError | undefined): boolean =>
  error !== undefined && GONE.has(error.condition)
