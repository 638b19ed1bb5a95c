/** Looking back: ended cases by what was said in them (A3). */
import { cleanLine, shorten } from '../../protocol/clean.ts'
import type { Field } from '../../protocol/forms.ts'
import { calledOf } from '../find.ts'
import { said } from '../grammar.ts'
import type { Found } from '../records.ts'
import { span } from '../span.ts'
import type { Action } from '../types.ts'

const MOST = 20
const LONGEST_LINE = 200

const TEXT: Field = {
  name: 'text',
  label: 'Words',
  type: 'text-single',
  required: true,
  description: 'In the name, the details or the conversation.',
  maxLength: 200,
}

export const search: Action = {
  name: 'search',
  also: ['find'],
  label: 'Search ended cases',
  help: 'Finds ended cases by words in the name, the details or the conversation.',
  usage: 'search words',
  example: 'search refund',
  who: 'operator',
  fields: () => [TEXT],
  mustAsk: () => true,
  read: (rest) => ({ text: rest }),
  write: ({ text }) => said('search', text),
  run: async ({ records, now }, { text }) => {
    if (!text) return { choose: TEXT, text: 'What are you looking for?' }
    const found = await records.search(text, MOST)
    return {
      ok:
        found.length === 0
          ? `Nothing was found for "${text.replaceAll('"', '')}".`
          : found.map((one) => asLine(one, now)).join('\n'),
      table: asTable(found),
    }
  },
}

function asLine(one: Found, now: number): string {
  const by = one.operator ? `, ${cleanLine(one.operator)}` : ''
  const line = one.line ? `: ${shorten(cleanLine(one.line), LONGEST_LINE)}` : ''
  return `${calledOf(one)}${by}, ${span(now - one.endedAt)} ago${line}`
}

const asTable = (found: readonly Found[]) => ({
  columns: [
    { name: 'case', label: 'Id' },
    { name: 'number', label: 'Case' },
    { name: 'name', label: 'Name' },
    { name: 'ended', label: 'Ended' },
    { name: 'operator', label: 'Operator' },
    { name: 'line', label: 'Found' },
  ],
  rows: found.map(({ id, number, name, endedAt, operator = '', line = '' }) => ({
    case: id,
    number: String(number),
    name,
    ended: new Date(endedAt).toISOString(),
    operator,
    line,
  })),
})
