/**
 * XEP-0004: Data Forms (version 2.13.2), with the e-mail datatype by XEP-0122 (version 1.0.2). Checking what somebody
 * filled in is in `form-check.ts`, and exported here.
 */
import type { Element } from 'ltx'
import { DATA, VALIDATE } from '../../protocol/namespaces.js'
import type { Answer } from '../core/request.ts'
import { BadRequest } from './stanza-error.ts'
import { needed, oneOf } from './values.ts'
import { allOwn, attr, child, el, elements, own, ownText, text } from './xml.ts'

export * from './form-check.ts'

export const NS = DATA
/** XEP-0122 has no datatype for addresses; clients that know it check by this. */
const EMAIL_PATTERN = '[^\\s@]+@[^\\s@]+\\.[^\\s@]+'
/** COMPAT: the examples of XEP-0142 spell the namespace so. */
const MISSPELT = 'jabber:iq:data'

const FIELD_TYPES = [
  'text-single',
  'text-multi',
  'text-private',
  'list-single',
  'list-multi',
  'jid-single',
  'jid-multi',
  'boolean',
  'fixed',
  'hidden',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export interface Option {
  readonly label: string
  readonly value: string
}

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  /** A required boolean must be true: consent. */
  readonly required?: boolean | undefined
  readonly options?: readonly Option[] | undefined
  /** A list that also takes what is not among its options (XEP-0122 §3.2.2). */
  readonly open?: boolean | undefined
  readonly datatype?: 'email' | undefined
  /** Characters; otherwise the limits of `form-check.ts`. */
  readonly maxLength?: number | undefined
  readonly description?: string | undefined
  /** What is filled in already; the text of a `fixed` field. */
  readonly values?: readonly string[] | undefined
}

export interface Form {
  readonly title?: string | undefined
  readonly instructions?: string | undefined
  /** FORM_TYPE (XEP-0068). */
  readonly formType?: string | undefined
  readonly fields: readonly Field[]
}

const SUBMIT_TYPES = ['submit', 'cancel', 'form', 'result'] as const

/** What somebody sent: names and values, not yet checked against any form. */
export interface Submit {
  readonly type: (typeof SUBMIT_TYPES)[number]
  readonly values: ReadonlyMap<string, readonly string[]>
}

const value = (words: string): Element => el('value', {}, words)

const formType = (name: string | undefined): Element | undefined =>
  name === undefined ? undefined : el('field', { var: 'FORM_TYPE', type: 'hidden' }, value(name))

export const buildForm = (form: Form): Element =>
  el(
    'x',
    { xmlns: NS, type: 'form' },
    form.title && el('title', {}, form.title),
    form.instructions && el('instructions', {}, form.instructions),
    formType(form.formType),
    form.fields.map(buildField),
  )

/** What was done, in words, for clients that show a form where the note stands beside it. */
export const buildResult = (title: string, words: string): Element =>
  el(
    'x',
    { xmlns: NS, type: 'result' },
    el('title', {}, title),
    el('field', { type: 'fixed' }, words.split('\n').map(value)),
  )

const buildField = (field: Field): Element =>
  el(
    'field',
    {
      type: field.type,
      var: field.type === 'fixed' ? undefined : field.name,
      label: field.label || undefined,
    },
    field.description && el('desc', {}, field.description),
    field.required ? el('required') : undefined,
    field.values?.map(value),
    field.options?.map((option) => el('option', { label: option.label }, value(option.value))),
    buildValidation(field),
  )

function buildValidation({ datatype, open }: Field): Element | undefined {
  const attributes = { xmlns: VALIDATE, datatype: 'xs:string' }
  if (datatype === 'email') return el('validate', attributes, el('regex', {}, EMAIL_PATTERN))
  return open ? el('validate', attributes, el('open')) : undefined
}

/** Reads the form that a service shows; `undefined` when `parent` has none of type `form`. */
export function parseForm(parent: Element): Form | undefined {
  const x = formIn(parent)
  if (!x || attr(x, 'type') !== 'form') return undefined
  const title = ownText(x, 'title')
  const instructions = ownText(x, 'instructions')
  const fields = allOwn(x, 'field')
  const kind = fields.find((field) => attr(field, 'var') === 'FORM_TYPE')
  return {
    ...(title && { title }),
    ...(instructions && { instructions }),
    ...(kind && { formType: ownText(kind, 'value') ?? '' }),
    fields: fields.filter((field) => field !== kind).map(parseField),
  }
}

function parseField(field: Element): Field {
  const type = oneOf(FIELD_TYPES, attr(field, 'type') ?? 'text-single', 'The type of a field')
  const values = allOwn(field, 'value').map(text)
  const options = allOwn(field, 'option').map(parseOption)
  const description = ownText(field, 'desc')
  const validation = child(field, 'validate', VALIDATE)
  return {
    name: type === 'fixed' ? (attr(field, 'var') ?? '') : needed(field, 'var'),
    label: attr(field, 'label') ?? '',
    type,
    ...(own(field, 'required') && { required: true }),
    ...(options.length > 0 && { options }),
    ...(validation && own(validation, 'regex') && { datatype: 'email' }),
    ...(validation && own(validation, 'open') && { open: true }),
    ...(description && { description }),
    ...(values.length > 0 && { values }),
  }
}

function parseOption(option: Element): Option {
  const words = ownText(option, 'value')
  if (words === undefined) throw new BadRequest('An option needs a value.')
  return { label: attr(option, 'label') ?? words, value: words }
}

export type Values = Readonly<Record<string, string | readonly string[] | undefined>>

/** A filled-in form. Values that are `undefined` are left out. */
export const buildSubmit = (values: Values, type?: string, more: readonly Element[] = []): Element =>
  el('x', { xmlns: NS, type: 'submit' }, formType(type), buildFields(values), more)

/** The fields of a submit, to be put into one. */
export const buildFields = (values: Values): Element[] =>
  Object.entries(values).flatMap(([name, words]) =>
    words === undefined ? [] : [el('field', { var: name }, [words].flat().map(value))],
  )

/** Any form in `parent`, as names and values. A name that comes twice is `BadRequest`: nobody could say which counts. */
export function parseSubmit(parent: Element): Submit | undefined {
  const x = formIn(parent)
  if (!x) return undefined
  const type = oneOf(SUBMIT_TYPES, attr(x, 'type'), 'The type of a form')
  const values = new Map<string, readonly string[]>()
  for (const field of allOwn(x, 'field')) {
    const name = attr(field, 'var')
    if (!name) continue // a fixed field
    if (values.has(name)) throw new BadRequest(`The field ${name} comes twice.`)
    values.set(
      name,
      allOwn(field, 'value').map((words) => words.getText()),
    )
  }
  return { type, values }
}

/** Answers for somebody to read: a form of type `result`, with labels. */
export const buildAnswers = (answers: readonly Answer[], type?: string): Element =>
  el(
    'x',
    { xmlns: NS, type: 'result' },
    formType(type),
    answers.map((answer) => el('field', { var: answer.name, label: answer.label }, answer.values.map(value))),
  )

/** The single answers of a `result`; `undefined` when there is none. */
export function parseAnswers(parent: Element): Answer[] | undefined {
  const x = formIn(parent)
  if (!x || attr(x, 'type') !== 'result') return undefined
  return allOwn(x, 'field')
    .filter((field) => attr(field, 'var') !== 'FORM_TYPE')
    .map((field) => {
      const name = needed(field, 'var')
      return { name, label: attr(field, 'label') ?? name, values: allOwn(field, 'value').map(text) }
    })
}

/** A table: columns by name and label, rows as one word for each column (XEP-0004 §3.4). */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly label: string }[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

export const buildTable = (table: Table, title?: string): Element =>
  el(
    'x',
    { xmlns: NS, type: 'result' },
    title && el('title', {}, title),
    el(
      'reported',
      {},
      table.columns.map(({ name, label }) => el('field', { var: name, label, type: 'text-single' })),
    ),
    table.rows.map((row) =>
      el(
        'item',
        {},
        table.columns.map(({ name }) => el('field', { var: name }, value(row[name] ?? ''))),
      ),
    ),
  )

/** `undefined` when there is no table. */
export function parseTable(parent: Element): Table | undefined {
  const x = formIn(parent)
  const reported = x && own(x, 'reported')
  if (!x || !reported) return undefined
  return {
    columns: allOwn(reported, 'field').map((field) => {
      const name = needed(field, 'var')
      return { name, label: attr(field, 'label') ?? name }
    }),
    rows: allOwn(x, 'item').map((item) =>
      Object.fromEntries(
        allOwn(item, 'field').map((field) => [needed(field, 'var'), ownText(field, 'value') ?? '']),
      ),
    ),
  }
}

const formIn = (parent: Element): Element | undefined =>
  elements(parent).find(
    (node) => node.getName() === 'x' && (node.getNS() === NS || node.getNS() === MISSPELT),
  )
