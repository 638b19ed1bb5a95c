/**
 * The actions as words in a message: `take`, `/take 1842`, `Close mia`. Only the first word counts, and only if it is
 * one of ours, so that nothing a client sends by itself is taken for a yes.
 */
import { cleanLine } from '../protocol/clean.ts'
import type { Field } from '../protocol/forms.ts'
import type { Response } from '../protocol/quick-response.ts'
import { actionCalled, actions, mayUse } from './actions.ts'
import { sentence } from './refusals.ts'
import type { Action, CommandContext, Outcome } from './types.ts'

export interface TextAnswer {
  readonly text: string
  /** Words a client may offer as buttons (XEP-0439). */
  readonly responses: readonly Response[]
  /** False: no word of ours. Worth saying once, not to a machine that answers every answer. */
  readonly understood: boolean
}

/** Answers a message; `undefined` when there is nothing in it to answer. */
export async function answerText(context: CommandContext, body: string): Promise<TextAnswer | undefined> {
  if (body.trim() === '') return undefined
  const { word, rest } = split(body)
  const action = actionCalled(word)
  if (!action || !mayUse(action, context))
    return { ...say(shortHelp(context, cleanLine(word))), understood: false }
  return inWords(action, await action.run(context, action.read(rest)))
}

function split(body: string): { readonly word: string; readonly rest: string } {
  const [first = '', ...rest] = body
    .trim()
    .replace(/^\/\s*/, '')
    .split(/\s+/)
  const word = first.toLowerCase()
  return { word: word === '?' ? word : word.replace(/[.,;:!?]+$/, ''), rest: rest.join(' ') }
}

const say = (text: string, responses: readonly Response[] = []): TextAnswer => ({
  text,
  responses,
  understood: true,
})

function shortHelp(context: CommandContext, word: string): string {
  const words = actions.filter((action) => mayUse(action, context)).map(({ name }) => name)
  const unknown = word !== '' && word.length <= 20 ? `I do not know "${word}".` : 'I did not understand that.'
  return `${unknown} The words are: ${words.join(', ')}. "help" says what they do.`
}

function inWords(action: Action, outcome: Outcome): TextAnswer {
  if ('ok' in outcome) return say(outcome.ok)
  if ('fault' in outcome) return say(sentence(outcome))
  return question(action, outcome.choose, outcome.text)
}

/** Lists the choices, each with the words that make it. */
function question(action: Action, field: Field, text: string): TextAnswer {
  const choices = (field.options ?? []).map(({ label, value }) => ({
    label,
    value: `${action.name} ${value}`,
  }))
  return say([text, ...choices.map(({ label, value }) => `- ${label}: "${value}"`)].join('\n'), choices)
}
