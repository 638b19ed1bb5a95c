/** The details form, checked before it is sent (V5); the component checks it again. */
import type { Field, Values, Wrong } from './types.ts'

/** In characters, unless the field says otherwise. */
export const longest = ({ maxLength, type }: Field): number =>
  maxLength ?? (type === 'text-multi' ? 2000 : 200)
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/

/** The name under which the text of a left message is kept beside the form's values. */
export const LETTER = '.message'

/** The fields a person fills in; `fixed` is text between them. */
export const asked = (fields: readonly Field[]): readonly Field[] =>
  fields.filter((field) => field.type !== 'fixed' && field.type !== 'hidden')

/** What a person has told in sentences: the first words of the conversation. */
export const told = (fields: readonly Field[], values: Values): string | undefined =>
  values[fields.find(({ type, name }) => type === 'text-multi' && values[name])?.name ?? '']

export function check(field: Field, value: string): Wrong | undefined {
  if (field.type === 'boolean') return field.required && value !== '1' ? 'consent' : undefined
  if (!value) return field.required ? (field.type === 'list-single' ? 'choose' : 'required') : undefined
  if (field.type === 'list-single' && !field.options?.some((option) => option.value === value))
    return 'choose'
  if (value.length > longest(field)) return 'long'
  return field.datatype === 'email' && !EMAIL.test(value) ? 'email' : undefined
}

/** Trims what was typed and names each field that is wrong. Names that the form does not ask for are left out. */
export function fillIn(
  fields: readonly Field[],
  raw: Values,
): { values: Values; wrong: Record<string, Wrong> } {
  const values: Record<string, string> = {}
  const wrong: Record<string, Wrong> = {}
  for (const field of fields) {
    if (field.type === 'fixed') continue
    const value = field.type === 'hidden' ? (field.values?.[0] ?? '') : (raw[field.name] ?? '').trim()
    const fault = field.type === 'hidden' ? undefined : check(field, value)
    if (fault) wrong[field.name] = fault
    if (value) values[field.name] = value
  }
  return { values, wrong }
}
