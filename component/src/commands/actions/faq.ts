/** Answers that fit many: made from a finished case, written, put in order, taken over from elsewhere (M4). */
import type { Field } from '../../protocol/forms.ts'
import { said } from '../grammar.ts'
import type { FaqDraft, FaqRecord } from '../records.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'
import { asLanguage, LONGEST_ANSWER, LONGEST_QUESTION, readAsked, readImport } from './faq-words.ts'

const DOES = ['list', 'draft', 'from', 'save', 'move', 'remove', 'import'] as const
type Do = (typeof DOES)[number]
/** What people write instead. */
const ALSO: Readonly<Record<string, Do>> = { add: 'save', edit: 'save' }
const LONGEST_IMPORT = 200_000

const QUESTION: Field = {
  name: 'question',
  label: 'Question',
  type: 'text-single',
  maxLength: LONGEST_QUESTION,
  description: 'As others would ask it, without names.',
}
const ANSWER: Field = {
  name: 'answer',
  label: 'Answer',
  type: 'text-multi',
  maxLength: LONGEST_ANSWER,
  description: 'Everybody may read it: no names, no numbers of customers.',
}

export const faq: Action = {
  name: 'faq',
  also: ['answers'],
  label: 'Questions and answers (FAQ)',
  help: 'Lists the questions that the widget suggests; makes one from a finished case, writes, moves, removes or imports some.',
  usage:
    'faq [words, or from case: question? answer, add question? answer, edit id question? answer, move id place, remove id, import JSON]',
  example: 'faq add Do you ship to Norway? Yes, within four days.',
  who: 'operator',
  dialog: { node: 'change-faq', label: 'Change the questions and answers' },
  fields: () => [
    {
      name: 'do',
      label: 'What to do',
      type: 'list-single',
      values: ['list'],
      options: [
        { label: 'List', value: 'list' },
        { label: 'Make one from a finished case', value: 'from' },
        { label: 'Save (new, or the one of this id)', value: 'save' },
        { label: 'Move to a place', value: 'move' },
        { label: 'Remove', value: 'remove' },
        { label: 'Import', value: 'import' },
        { label: 'What a case would make', value: 'draft' },
      ],
    },
    { name: 'id', label: 'Id', type: 'text-single', maxLength: 64, description: 'Empty: a new one.' },
    { name: 'case', label: 'Case', type: 'text-single', maxLength: 64, description: 'Its number.' },
    QUESTION,
    ANSWER,
    {
      name: 'language',
      label: 'Language',
      type: 'text-single',
      maxLength: 35,
      description: 'Such as de; empty: for all.',
    },
    { name: 'place', label: 'Place', type: 'text-single', maxLength: 6, description: 'Counted from 1.' },
    {
      name: 'text',
      label: 'To import, or to look for',
      type: 'text-multi',
      maxLength: LONGEST_IMPORT,
      description: 'JSON: a faq.json, a list with question and answer, or an FAQPage of schema.org.',
    },
  ],
  mustAsk: () => false,
  read,
  write: ({ do: what, id, case: from, question, answer, language, place, text }) => {
    const head = what === 'save' ? (id ? 'edit' : 'add') : what === 'list' ? undefined : what
    const asked = said(language && `[${language}]`, question, answer)
    const about = from && (asked ? `${from}:` : from)
    return said('faq', head, id, about, asked, place, text)
  },
  run: async (context, input) => {
    const what = DOES.find((word) => word === (input.do || 'list')) ?? 'list'
    return does[what](context, input)
  },
}

function read(rest: string): Input {
  const [, word = '', more = ''] = /^(\S+)\s*(.*)$/s.exec(rest.trim()) ?? []
  const first = word.toLowerCase().replace(/:$/, '')
  const what = ALSO[first] ?? DOES.find((one) => one === first)
  if (!what || what === 'list') return { do: 'list', text: what ? more : rest }
  const [, target = '', behind = ''] = /^(\S+?):?(?:\s+(.*))?$/s.exec(more) ?? []
  if (first === 'add') return { do: what, ...readAsked(more) }
  if (first === 'edit' || what === 'save') return { do: what, id: target, ...readAsked(behind) }
  if (what === 'from') return { do: what, case: target, ...(behind && readAsked(behind)) }
  if (what === 'draft') return { do: what, case: target }
  if (what === 'import') return { do: what, text: more }
  return { do: what, id: target, place: behind.trim() }
}

const does: { readonly [D in Do]: (context: CommandContext, input: Input) => Promise<Outcome> } = {
  list,
  draft,
  from,
  save,
  move,
  remove,
  import: takeOver,
}

const table = (rows: readonly (FaqDraft & Partial<FaqRecord>)[]) => ({
  columns: [
    { name: 'id', label: 'Id' },
    { name: 'language', label: 'Language' },
    { name: 'question', label: 'Question' },
    { name: 'answer', label: 'Answer' },
  ],
  rows: rows.map(({ id = '', language = '', question, answer }) => ({ id, language, question, answer })),
})

async function list({ records }: CommandContext, { text: words = '' }: Input): Promise<Outcome> {
  const wanted = words.toLowerCase()
  const all = (await records.faq()).filter(({ id, question, answer }) =>
    `${id} ${question} ${answer}`.toLowerCase().includes(wanted),
  )
  const none = words === '' ? 'There are no questions and answers yet.' : `No question has "${words}".`
  const line = ({ id, language, question, answer }: FaqRecord) =>
    `${id}${language ? ` [${language}]` : ''}: ${question} ${answer}`
  return { ok: all.length === 0 ? none : all.map(line).join('\n'), table: table(all) }
}

const noCase = (words: string | undefined): Outcome => ({
  fault: 'no-such-case',
  text: words ? `There is no finished case ${words} here.` : 'Which case? Write its number.',
})

async function draft({ records }: CommandContext, { case: words = '' }: Input): Promise<Outcome> {
  const found = await records.faqDraft(words.replace(/^#/, ''))
  if (!found) return noCase(words)
  return { ok: `Question: ${found.question}\nAnswer: ${found.answer}`, table: table([found]) }
}

/** First the question as it was asked, then the answer as it was given: each may be put right before it is public. */
async function from(context: CommandContext, input: Input): Promise<Outcome> {
  const found = await context.records.faqDraft((input.case ?? '').replace(/^#/, ''))
  if (!found) return noCase(input.case)
  const asks = (field: Field, value: string): Outcome => ({
    choose: { ...field, required: true, values: value === '' ? undefined : [value] },
    text: `Question: ${input.question || found.question}\nAnswer: ${found.answer}\n`,
  })
  if (!input.question) return asks(QUESTION, found.question)
  if (!input.answer) return asks(ANSWER, found.answer)
  return save(context, { ...input, id: undefined, language: input.language ?? found.language }, found)
}

async function save({ records }: CommandContext, input: Input, made?: FaqDraft): Promise<Outcome> {
  const { id, question = '', answer = '', language } = input
  if (language && !asLanguage(language))
    return { fault: 'bad-input', text: `"${language}" is no language; write de, en or pt-BR.` }
  const known = id ? (await records.faq()).find((one) => one.id === id) : undefined
  if (id && !known) return missing(id)
  const entry = {
    id: known?.id,
    language: asLanguage(language) ?? known?.language,
    question: question || known?.question || '',
    answer: answer || known?.answer || '',
    case: made?.case ?? known?.case,
  }
  if (entry.question === '' || entry.answer === '')
    return { fault: 'bad-input', text: 'Write: faq add the question? the answer' }
  const saved = await records.saveFaq([entry])
  if (typeof saved === 'string') return { fault: saved }
  return { ok: `Saved: ${saved[0]?.id ?? ''}. The widget suggests it now.`, table: table(saved) }
}

const missing = (id: string): Outcome => ({ fault: 'not-found', text: `There is no question ${id}.` })

async function move({ records }: CommandContext, { id = '', place = '' }: Input): Promise<Outcome> {
  if (!/^\d{1,5}$/.test(place)) return { fault: 'bad-input', text: 'Write: faq move id place' }
  const fault = await records.moveFaq(id, Math.max(Number(place), 1))
  if (fault === 'not-found') return missing(id)
  return fault ? { fault } : { ok: `Moved: ${id} is number ${place} now.` }
}

async function remove({ records }: CommandContext, { id = '' }: Input): Promise<Outcome> {
  const fault = await records.removeFaq(id)
  if (fault === 'not-found') return missing(id)
  return fault ? { fault } : { ok: `Removed: ${id}.` }
}

async function takeOver({ records }: CommandContext, { text = '' }: Input): Promise<Outcome> {
  const found = readImport(text)
  if (!found)
    return {
      fault: 'bad-input',
      text: 'This is no JSON. It can be a faq.json, a list, or an FAQPage of schema.org.',
    }
  if (found.asked.length === 0) return { fault: 'bad-input', text: 'No question with an answer is in it.' }
  const saved = await records.saveFaq(found.asked)
  if (typeof saved === 'string') return { fault: saved }
  const unread = found.unread > 0 ? ` ${found.unread} could not be read.` : ''
  return { ok: `Imported: ${saved.length}.${unread}`, table: table(saved) }
}
