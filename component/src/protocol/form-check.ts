/** Checks a filled-in form against the fields that were asked for. Words are cleaned here, once, for everybody after. */
import type { Answer } from '../core/request.ts'
import { cleanLine, cleanText } from './clean.ts'
import type { Field, FieldType, Submit } from './forms.ts'

/** One thing that is wrong, in a sentence for the person who filled it in. */
export interface Invalid {
  readonly field: string
  readonly text: string
}

export type Checked =
  | { readonly answers: readonly Answer[]; readonly invalid?: undefined }
  | { readonly answers?: undefined; readonly invalid: readonly Invalid[] }

/** Characters in one value, when the field does not say. A name is shown in lists; RFC 5321 limits addresses. */
const MAX = { 'text-multi': 4000, email: 254, name: 100, other: 500 }
const MAX_VALUES = 50
const EMAIL = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(?:\.[^\s@<>"(),:;.]+)+$/u

/**
 * The answers in the order of the fields, or everything that is wrong. Fields nobody asked for are ignored, empty
 * optional ones are left out. A form that was cancelled counts as empty.
 */
export function validate(fields: readonly Field[], submit: Submit | undefined): Checked {
  const given = submit && submit.type !== 'cancel' ? submit.values : new Map<string, readonly string[]>()
  const asked = fields.filter((field) => field.type !== 'fixed')
  const read = asked.map((field) => ({ field, values: clean(field, given.get(field.name) ?? []) }))
  const invalid = read.flatMap(({ field, values }) => {
    const text = complaint(field, values)
    return text === undefined ? [] : [{ field: field.name, text }]
  })
  if (invalid.length > 0) return { invalid }
  return {
    answers: read
      .filter(({ values }) => values.length > 0)
      .map(({ field, values }) => ({ name: field.name, label: field.label || field.name, values })),
  }
}

function clean(field: Field, values: readonly string[]): string[] {
  if (field.type === 'text-multi') {
    const whole = cleanText(values.join('\n'))
    return whole === '' ? [] : [whole]
  }
  const lines = values.map(cleanLine).filter((line) => line !== '')
  return field.type === 'boolean' ? lines.map((line) => TRUTH.get(line) ?? line) : lines
}

const TRUTH = new Map([
  ['1', 'true'],
  ['true', 'true'],
  ['0', 'false'],
  ['false', 'false'],
])

type Rule = (field: Field, values: readonly string[]) => string | undefined

/** In this order; the first that complains is heard. */
const RULES: readonly Rule[] = [
  (field, values) =>
    field.required && field.type !== 'boolean' && values.length === 0
      ? `${named(field)} is needed.`
      : undefined,
  (field, values) =>
    field.required && field.type === 'boolean' && values[0] !== 'true'
      ? `${named(field)} must be agreed to.`
      : undefined,
  (field, values) =>
    values.length > (MANY.has(field.type) ? MAX_VALUES : 1)
      ? `${named(field)} has too many values.`
      : undefined,
  (field, values) => {
    const most = field.maxLength ?? limit(field)
    return values.some((words) => words.length > most && [...words].length > most)
      ? `${named(field)} is too long: at most ${most} characters.`
      : undefined
  },
  (field, values) =>
    field.type === 'boolean' && values.some((words) => words !== 'true' && words !== 'false')
      ? `${named(field)} must be yes or no.`
      : undefined,
  (field, values) =>
    LISTS.has(field.type) &&
    !field.open &&
    values.some((words) => !field.options?.some((option) => option.value === words))
      ? `${named(field)} must be one of the choices.`
      : undefined,
  (field, values) =>
    field.datatype === 'email' && values.some((words) => !EMAIL.test(words))
      ? `${named(field)} must be an address like mia@example.org.`
      : undefined,
]

const LISTS: ReadonlySet<FieldType> = new Set(['list-single', 'list-multi'])
const MANY: ReadonlySet<FieldType> = new Set(['list-multi', 'jid-multi'])

function complaint(field: Field, values: readonly string[]): string | undefined {
  for (const rule of RULES) {
    const text = rule(field, values)
    if (text !== undefined) return text
  }
  return undefined
}

const named = (field: Field): string => field.label || field.name

function limit(field: Field): number {
  if (field.type === 'text-multi') return MAX['text-multi']
  if (field.datatype === 'email') return MAX.email
  return field.name === 'name' ? MAX.name : MAX.other
}
