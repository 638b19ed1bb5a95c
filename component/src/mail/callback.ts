/** A request to be called back (Q5): a left message with a telephone number. */
import type { WorkgroupConfig } from '../config/types.ts'
import type { Answer } from '../core/request.ts'
import { type Field, type Invalid, type Submit, validate } from '../protocol/forms.ts'

/** Asked for where the answer is `callback`, and taken with any left message. */
export const PHONE: Field = { name: 'phone', label: 'Telephone', type: 'text-single', maxLength: 40 }

/** What a message is left with: the details form, and a telephone number if that asks for none. */
const fieldsOf = ({ form: { fields } }: Pick<WorkgroupConfig, 'form'>): readonly Field[] =>
  fields.some(({ name }) => name === PHONE.name) ? fields : [...fields, PHONE]

/** As people write them; a number of a few digits is no telephone. */
const isPhone = (words: string): boolean =>
  /^[+\d\s()./-]+$/.test(words) && words.replace(/\D/g, '').length >= 5

/** What is wrong with what was given as one; empty is nobody's number. */
export const phoneFault = (words: string | undefined): Invalid | undefined =>
  !words || isPhone(words)
    ? undefined
    : { field: PHONE.name, text: 'Telephone must be a number like +45 12 34 56 78.' }

export const phoneOf = (answers: readonly Answer[]): string | undefined =>
  answers.find(({ name }) => name === PHONE.name)?.values[0] || undefined

/** The form of a left message, checked. */
export function validateLeft(
  workgroup: Pick<WorkgroupConfig, 'form'>,
  form: Submit | undefined,
): { readonly answers: readonly Answer[]; readonly invalid: readonly Invalid[] } {
  const { answers = [], invalid = [] } = validate(fieldsOf(workgroup), form)
  const given = phoneOf(answers) ?? form?.values.get(PHONE.name)?.[0]
  const wrong = invalid.some(({ field }) => field === PHONE.name) ? undefined : phoneFault(given)
  return { answers, invalid: wrong ? [...invalid, wrong] : invalid }
}
