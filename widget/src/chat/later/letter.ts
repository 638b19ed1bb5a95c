/** A message that is left instead of a chat (urn-parlor-1 §2), from what was typed to what the server said. */
import { fillIn, LETTER } from '../model/form.ts'
import type { Field, Happenings, Look, Values, Wrong } from '../model/types.ts'
import { HttpFault, type VisitRequest } from '../wire/http.ts'
import type { LaterWords } from '../words/index.ts'

export interface Left {
  readonly site: string
  readonly workgroup: string
  readonly form: Values
  readonly text: string
}

export type Post = (letter: VisitRequest & Left) => Promise<{ readonly number: number }>
type Tell = (change: Happenings['letter']) => void

/** What a visitor may say beforehand about their problem, in words. */
const PROBLEM = 'problem'
/** The number to call back. */
export const PHONE = 'phone'
const isProblem = ({ name, type, required }: Field): boolean =>
  name === PROBLEM && type === 'text-multi' && !required

/**
 * The details form with the text beneath; whoever leaves an address gets an answer, so it says what it is for. The text says
 * what it is about, so nobody is asked for that twice.
 */
export function fieldsOf(
  look: Look,
  words: Pick<LaterWords, 'message' | 'answerTo' | 'phone' | 'callAbout'>,
  callback = false,
): Field[] {
  const asked = look.form.fields.filter((field) => !isProblem(field) && !(callback && field.name === PHONE))
  const fields = asked.map((field) => (isAddress(field) ? { description: words.answerTo, ...field } : field))
  const phone: Field = { name: PHONE, label: words.phone, type: 'text-single', required: true }
  return [
    ...fields,
    ...(callback ? [phone] : []),
    {
      name: LETTER,
      label: callback ? words.callAbout : words.message,
      type: 'text-multi',
      required: true,
      maxLength: 4000,
    },
  ]
}

/** Whoever has waited in vain has said already what it is about. */
export const letterOf = (values: Values): Values =>
  values[PROBLEM] ? { [LETTER]: values[PROBLEM], ...values } : values

const isAddress = ({ datatype }: Field): boolean => datatype === 'email'

/** An answer comes by e-mail or not at all: must there be an address, may there be one, or is none asked for? */
export function answerable({ form }: Look): 'required' | 'optional' | 'none' {
  const addresses = form.fields.filter(isAddress)
  if (addresses.length === 0) return 'none'
  return addresses.some(({ required }) => required) ? 'required' : 'optional'
}

/** Where the answer goes, as the component finds it: the first address in the form. */
export const mailOf = ({ form }: Look, values: Values): string | undefined =>
  form.fields.filter(isAddress).flatMap(({ name }) => values[name] || [])[0]

/** Checked, sent, and told what became of it. What was typed is kept until the server has it. */
export async function send(
  fields: readonly Field[],
  raw: Values,
  about: VisitRequest,
  post: Post,
  tell: Tell,
): Promise<void> {
  const { values, wrong } = fillIn(fields, raw)
  if (Object.keys(wrong).length > 0) return tell({ values: raw, wrong })
  tell({ values: raw, letter: { is: 'sending' } })
  const { [LETTER]: text = '', ...form } = values
  try {
    const { number } = await post({ ...about, form, text })
    tell({ values: form, letter: { is: 'sent', number } })
  } catch (error) {
    const { fault, fields: refused } = error instanceof HttpFault ? error : new HttpFault('server')
    if (refused.length > 0) tell({ values: raw, wrong: refusedOf(fields, refused) })
    else tell({ values: raw, letter: { is: 'failed', fault } })
  }
}

/** What the server names and the form does not have is the text. */
const refusedOf = (fields: readonly Field[], refused: readonly string[]): Record<string, Wrong> =>
  Object.fromEntries(
    refused.map((name) => [fields.some((field) => field.name === name) ? name : LETTER, 'refused']),
  )
