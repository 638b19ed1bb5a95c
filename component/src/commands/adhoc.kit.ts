/** A client that gives ad-hoc commands, for tests. */
import type { Element } from 'ltx'
import { buildCommandRequest, type CommandAction, parseCommand } from '../protocol/commands.ts'
import { buildSubmit, type Values } from '../protocol/forms.ts'
import { iq } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { el } from '../protocol/xml.ts'
import { AdHocCommands } from './adhoc.ts'
import type { CommandContext } from './types.ts'

export interface Request {
  readonly action?: CommandAction
  readonly sessionId?: string | undefined
  readonly form?: Values
  readonly payload?: Element
}

export const commands = () => {
  let last = 0
  const adhoc = new AdHocCommands({ newId: () => `s${++last}` })
  const ask = async (context: CommandContext, node: string, request: Request = {}) => {
    const { action = 'execute', sessionId, form, payload = form && buildSubmit(form) } = request
    const command = buildCommandRequest({ node, action, sessionId }, payload)
    const answer = await adhoc.answer(
      context,
      iq('set', 'support@support.localhost', 'anna@localhost/psi', '1', command),
    )
    const read = answer && parseCommand(el('iq', {}, answer))
    if (!read) throw new Error('no answer')
    return read
  }
  return { adhoc, ask }
}

export const refusal = async (answer: Promise<unknown>): Promise<StanzaError> => {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof StanzaError)) throw new Error('it was not refused')
  return error
}
