/** One field of the details form as a question in words, and the answer to it. */
import { cleanLine, cleanText } from '../protocol/clean.ts'
import { type Field, type Option, validate } from '../protocol/forms.ts'
import type { Response } from '../protocol/quick-response.ts'

export interface Asked {
  readonly text: string
  /** What a client may offer as buttons (XEP-0439). */
  readonly responses: readonly Response[]
}

const YES: readonly Option[] = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
]

const choicesOf = ({ type, options = [] }: Field): readonly Option[] => (type === 'boolean' ? YES : options)

/** `What is it about?`, with the choices numbered; a label that is no question gets a colon. */
export function asQuestion(field: Field): Asked {
  const label = cleanLine(field.label || field.name)
  const choices = choicesOf(field)
  const many = field.type === 'list-multi' ? ' (one or more, with commas between)' : ''
  const lines = choices.map((one, index) => `${index + 1}: ${one.label}`)
  return {
    text: [
      `${label}${many}${/[?:.!]$/.test(label) ? '' : choices.length > 0 ? '?' : ':'}`,
      ...(field.description ? [cleanLine(field.description)] : []),
      ...lines,
    ].join('\n'),
    responses: choices.map((one, index) => ({ value: String(index + 1), label: one.label })),
  }
}

export type Answered = { readonly values: readonly string[] } | { readonly complaint: string }

/** A choice is made by its number, its label or its value; the rest is taken as it is, by the rules of the form. */
export function readAnswer(field: Field, words: string): Answered {
  const choices = choicesOf(field)
  const parts = field.type === 'list-multi' ? words.split(',') : [words]
  const values = choices.length > 0 ? parts.map((part) => choiceOf(choices, part)) : [cleanText(words)]
  const submit = { type: 'submit', values: new Map([[field.name, values]]) } as const
  const { answers, invalid } = validate([field], submit)
  return invalid
    ? { complaint: invalid.map(({ text }) => text).join(' ') }
    : { values: answers[0]?.values ?? [] }
}

function choiceOf(choices: readonly Option[], words: string): string {
  const wanted = cleanLine(words)
    .toLowerCase()
    .replace(/[.!]+$/, '')
  const found =
    choices[Number(wanted) - 1] ??
    choices.find(({ label, value }) => label.toLowerCase() === wanted || value.toLowerCase() === wanted) ??
    choices.find(({ label }) => wanted !== '' && wanted === label.toLowerCase().charAt(0) && choices === YES)
  return found?.value ?? wanted
}
