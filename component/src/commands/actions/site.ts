/** What the start page of the site says (V4). */
import { said } from '../grammar.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'

const DOES = ['list', 'add', 'remove'] as const

export const notices: Action = {
  name: 'notices',
  label: 'Notices on the start page',
  help: 'Shows what the start page says; a supervisor adds and removes notices.',
  usage: 'notices [add words or remove number]',
  example: 'notices add The payment system is slow today.',
  who: 'operator',
  dialog: { node: 'change-notices', label: 'Change the notices', who: 'supervisor' },
  fields: () => [
    {
      name: 'do',
      label: 'What to do',
      type: 'list-single',
      values: ['list'],
      options: [
        { label: 'Show', value: 'list' },
        { label: 'Add', value: 'add' },
        { label: 'Remove', value: 'remove' },
      ],
    },
    {
      name: 'text',
      label: 'Words',
      type: 'text-single',
      maxLength: 500,
      description: 'What to say; or the number of the notice to remove.',
    },
  ],
  mustAsk: () => false,
  read: (rest) => {
    const [, word = '', text = ''] = /^(\w+):?\s*(.*)$/s.exec(rest.trim()) ?? []
    return { do: word.toLowerCase(), text }
  },
  write: ({ do: what, text }) => said('notices', what === 'list' ? undefined : what, text),
  run: async (context, input) => {
    const what = DOES.find((word) => word === (input.do || 'list')) ?? 'list'
    if (what === 'list') return list(context)
    if (!context.speaker.supervisor) return { fault: 'supervisors-only' }
    return what === 'add' ? add(context, input) : remove(context, input)
  },
}

async function list({ records }: CommandContext): Promise<Outcome> {
  const all = await records.notices()
  return {
    ok:
      all.length === 0
        ? 'The start page says nothing.'
        : all.map(({ id, text }) => `${id}: ${text}`).join('\n'),
    table: {
      columns: [
        { name: 'number', label: 'Number' },
        { name: 'text', label: 'Words' },
      ],
      rows: all.map(({ id, text }) => ({ number: String(id), text })),
    },
  }
}

async function add({ records }: CommandContext, { text }: Input): Promise<Outcome> {
  if (!text) return { fault: 'bad-input', text: 'Write: notices add the words' }
  const fault = await records.addNotice(text)
  return fault ? { fault } : { ok: 'The start page says it now.' }
}

async function remove({ records }: CommandContext, { text = '' }: Input): Promise<Outcome> {
  if (!/^\d{1,9}$/.test(text)) return { fault: 'bad-input', text: 'Write: notices remove number' }
  const fault = await records.removeNotice(Number(text))
  if (fault === 'not-found') return { fault, text: `There is no notice ${text}.` }
  return fault ? { fault } : { ok: 'Removed.' }
}
