/** What was filled in, checked against the fields of this moment and cleaned: the same for forms and for words. */
import { type Field, type Invalid, type Submit, validate } from '../protocol/forms.ts'
import type { Input } from './types.ts'

export type Filled =
  | { readonly input: Input; readonly invalid?: undefined }
  | { readonly input?: undefined; readonly invalid: readonly Invalid[] }

export function fill(fields: readonly Field[], form: Submit): Filled {
  const { answers, invalid } = validate(fields, form)
  if (invalid) return { invalid }
  return { input: Object.fromEntries(answers.map(({ name, values }) => [name, values[0]])) }
}

/** Words in a message leave out what is then asked for. */
export function fillFromWords(fields: readonly Field[], input: Input): Filled {
  const values = Object.entries(input).flatMap(([name, value]) => (value ? [[name, [value]] as const] : []))
  return fill(
    fields.map((field) => ({ ...field, required: false })),
    { type: 'submit', values: new Map(values) },
  )
}
