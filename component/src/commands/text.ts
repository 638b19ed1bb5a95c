/**
 * The actions as words in a message: `take`, `/take 1842`, `Close mia`. Only the first word counts, and only if it is
 * one of ours, so that nothing a client sends by itself is taken for a yes.
 */

import type { CaseId } from '../core/types.ts'
import { cleanLine } from '../protocol/clean.ts'
import type { Response } from '../protocol/quick-response.ts'
import { use } from './actions/canned.ts'
import { actionCalled, actions, mayUse, whyNot } from './actions.ts'
import { fillFromWords } from './fill.ts'
import { sentence } from './refusals.ts'
import type { Action, CommandContext, CommandFault, Input, Outcome, Question } from './types.ts'

export interface TextAnswer {
  readonly text: string
  /** Words a client may offer as buttons (XEP-0439). */
  readonly responses: readonly Response[]
  /** False: no word of ours. Worth saying once, not to a machine that answers every answer. */
  readonly understood: boolean
}

/** Answers a message; `undefined` when there is nothing in it to answer. `about`: the case of the message it replies to. */
export async function answerText(
  context: CommandContext,
  body: string,
  about?: CaseId,
): Promise<TextAnswer | undefined> {
  if (body.trim() === '') return undefined
  const { word, rest } = split(body)
  const action = actionCalled(word)
  if (!action) return (await slashWord(context, body)) ?? unknown(context, cleanLine(word))
  const fault = whyNot(action, context)
  if (fault) return { ...say(sentence({ fault })), understood: false }
  const fields = action.fields(context)
  const said = action.read(rest, context)
  const isChosen = about !== undefined && !said.case && fields.some(({ name }) => name === 'case')
  const { input, invalid } = fillFromWords(fields, isChosen ? { ...said, case: about } : said)
  if (invalid) return say(withSyntax(invalid.map(({ text }) => text).join(' '), action))
  const outcome = await action.run(context, input)
  // Who has written nothing beside the word has written nothing wrong.
  const isMiswritten = rest !== '' && 'fault' in outcome && MISWRITTEN.has(outcome.fault)
  return isMiswritten ? say(withSyntax(sentence(outcome), action)) : inWords(context, action, input, outcome)
}

/** `/hello`, `/hello 1842`: a canned reply. */
async function slashWord(context: CommandContext, body: string): Promise<TextAnswer | undefined> {
  const [, name = '', words] = /^\s*\/(\S+)\s*(.*)$/s.exec(body) ?? []
  if (name === '') return undefined
  const outcome = await use(context, name.toLowerCase(), cleanLine(words ?? ''))
  if ('ok' in outcome) return say(outcome.ok)
  if ('fault' in outcome) return outcome.fault === 'not-found' ? undefined : say(sentence(outcome))
  const action = actionCalled('canned')
  return action && question(context, action, { do: 'use', name, case: words }, outcome)
}

/** The words behind the first keep their lines: a note may have several. */
function split(body: string): { readonly word: string; readonly rest: string } {
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(body.trim().replace(/^\/\s*/, '')) ?? []
  const word = first.toLowerCase()
  return { word: word === '?' ? word : word.replace(/[.,;:!?]+$/, ''), rest: rest.trim() }
}

const say = (text: string, responses: readonly Response[] = []): TextAnswer => ({
  text,
  responses,
  understood: true,
})

const unknown = (context: CommandContext, word: string): TextAnswer => ({
  ...say(shortHelp(context, word)),
  understood: false,
})

function shortHelp(context: CommandContext, word: string): string {
  const words = actions.filter((action) => mayUse(action, context)).map(({ name }) => name)
  const sorry = word !== '' && word.length <= 20 ? `I do not know "${word}".` : 'I did not understand that.'
  return `${sorry} The words are: ${words.join(', ')}. "help" says what they do.`
}

function inWords(context: CommandContext, action: Action, input: Input, outcome: Outcome): TextAnswer {
  if ('ok' in outcome) return say(outcome.ok)
  if ('fault' in outcome) return say(sentence(outcome))
  return question(context, action, input, outcome)
}

/** What may be a matter of how it was written; everything else is one of what is so. */
const MISWRITTEN: ReadonlySet<CommandFault> = new Set(['bad-input', 'no-such-operator', 'no-such-case'])

/** Whoever is refused reads at once how it is written. */
const withSyntax = (text: string, { usage }: Action): string =>
  /\bwrite\b/i.test(text) ? text : `${text}\nWrite: ${usage}`

/** Lists the choices, each with the words that make it; where there are none, says how it is written. */
function question(
  context: CommandContext,
  action: Action,
  input: Input,
  { choose: field, text }: Question,
): TextAnswer {
  const choices = (field.options ?? []).map(({ label, value }) => ({
    label,
    value: action.write({ ...input, [field.name]: field.name === 'case' ? numberOf(context, value) : value }),
  }))
  if (choices.length === 0) return say(`${text} Write: ${action.usage}`)
  return say([text, ...choices.map(({ label, value }) => `- ${label}: "${value}"`)].join('\n'), choices)
}

/** People write the number of a case; its id is for programs. */
const numberOf = (context: CommandContext, id: string): string =>
  String(context.cases().find((row) => row.case.id === id)?.case.number ?? id)
