/** XEP-0050: Ad-Hoc Commands (version 1.3.0), the responder's side and what a test needs of the requester's. */
import type { Element } from 'ltx'
import { COMMANDS } from '../../protocol/namespaces.js'
import { parseSubmit, type Submit } from './forms.ts'
import { BadRequest, type Condition, refusal, type StanzaError } from './stanza-error.ts'
import { needed, oneOf } from './values.ts'
import { allOwn, attr, child, el, own, text } from './xml.ts'

export const NS = COMMANDS

export const ACTIONS = ['execute', 'next', 'prev', 'complete', 'cancel'] as const
export type CommandAction = (typeof ACTIONS)[number]

export interface CommandRequest {
  readonly node: string
  readonly action: CommandAction
  readonly sessionId?: string | undefined
  readonly form?: Submit | undefined
}

/** `payload` is the filled-in form. */
export const buildCommandRequest = (request: Omit<CommandRequest, 'form'>, payload?: Element): Element =>
  el(
    'command',
    { xmlns: NS, node: request.node, action: request.action, sessionid: request.sessionId },
    payload,
  )

/** A missing action is `execute` (§3.4); an unknown one is refused with `malformed-action`. */
export function parseCommandRequest(iq: Element): CommandRequest | undefined {
  const command = child(iq, 'command', NS)
  if (!command) return undefined
  const action = ACTIONS.find((word) => word === (attr(command, 'action') ?? 'execute'))
  if (!action) throw commandError('malformed-action')
  const sessionId = attr(command, 'sessionid')
  const form = parseSubmit(command)
  return { node: needed(command, 'node'), action, ...(sessionId && { sessionId }), ...(form && { form }) }
}

export const STATUSES = ['executing', 'completed', 'canceled'] as const

export interface Note {
  readonly type: 'info' | 'warn' | 'error'
  readonly text: string
}

/** An answer to a request. */
export interface CommandAnswer {
  readonly node: string
  readonly sessionId: string
  readonly status: (typeof STATUSES)[number]
  /** What may be done next; the first is what `execute` means. Only while executing. */
  readonly actions?: readonly ('prev' | 'next' | 'complete')[] | undefined
  readonly notes?: readonly Note[] | undefined
}

/** `payload`: the form to fill in, or the table of the result. */
export const buildCommand = (answer: CommandAnswer, payload?: Element): Element =>
  el(
    'command',
    { xmlns: NS, node: answer.node, sessionid: answer.sessionId, status: answer.status },
    answer.actions && buildActions(answer.actions),
    payload,
    answer.notes?.map((note) => el('note', { type: note.type }, note.text)),
  )

const buildActions = (actions: NonNullable<CommandAnswer['actions']>): Element =>
  el(
    'actions',
    { execute: actions[0] },
    actions.map((action) => el(action)),
  )

/** Reads an answer; its payload is read from the `<command/>` by the codec of the payload. */
export function parseCommand(iq: Element): (CommandAnswer & { readonly element: Element }) | undefined {
  const element = child(iq, 'command', NS)
  if (!element) return undefined
  const offered = own(element, 'actions')
  const actions = (['prev', 'next', 'complete'] as const).filter((action) => offered && own(offered, action))
  const notes = allOwn(element, 'note').map(parseNote)
  return {
    node: needed(element, 'node'),
    sessionId: needed(element, 'sessionid'),
    status: oneOf(STATUSES, attr(element, 'status'), 'The status'),
    ...(offered && { actions }),
    ...(notes.length > 0 && { notes }),
    element,
  }
}

const parseNote = (note: Element): Note => ({
  type: oneOf(['info', 'warn', 'error'], attr(note, 'type') ?? 'info', 'The type of a note'),
  text: text(note),
})

/** §4.4: what a request can do wrong. */
const ERRORS = {
  'malformed-action': ['bad-request', 'This is no action.'],
  'bad-action': ['bad-request', 'This action is not possible now.'],
  'bad-locale': ['bad-request', 'This language is not spoken here.'],
  'bad-payload': ['bad-request', 'The form is not right.'],
  'bad-sessionid': ['bad-request', 'This command is not under way. Please start again.'],
  'session-expired': ['not-allowed', 'This took too long. Please start again.'],
} as const satisfies Record<string, readonly [Condition, string]>
export type CommandError = keyof typeof ERRORS

export function commandError(name: CommandError, text?: string): StanzaError {
  const [condition, words] = ERRORS[name]
  const app = [el(name, { xmlns: NS })]
  return condition === 'bad-request'
    ? new BadRequest(text ?? words, app)
    : refusal(condition, text ?? words, app)
}
