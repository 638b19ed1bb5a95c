/** What the start page of the site says (V4). */
import { endOf, endText, NO_END } from '../ending.ts'
import { said } from '../grammar.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'

const DOES = ['list', 'add', 'remove'] as const

/** Before the words, with a colon behind it: the words may speak of times, too. */
const LASTING = /^(?:for\s+(\d[^:]*?)|until\s+(\d{1,2}:\d\d))\s*:\s*(.*)$/is

export const notices: Action = {
  name: 'notices',
  label: 'Notices on the start page',
  help: 'Shows what the start page says; a supervisor adds and removes notices.',
  usage: 'notices [add [for time:] words, or remove number]',
  example: 'notices add for 2 h: The payment system is slow.',
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
    {
      name: 'for',
      label: 'How long',
      type: 'text-single',
      description: '30 min, 2 h, or a time of day like 17:30; empty: until it is removed',
    },
  ],
  mustAsk: () => false,
  read: (rest) => {
    const [, word = '', text = ''] = /^(\w+):?\s*(.*)$/s.exec(rest.trim()) ?? []
    const [, length, time, words] = LASTING.exec(text) ?? []
    return { do: word.toLowerCase(), text: words ?? text, for: length ?? time ?? '' }
  },
  write: ({ do: what, text, for: length }) =>
    said(
      'notices',
      what === 'list' ? undefined : what,
      length && `${length.includes(':') ? 'until' : 'for'} ${length}:`,
      text,
    ),
  run: async (context, input) => {
    const what = DOES.find((word) => word === (input.do || 'list')) ?? 'list'
    if (what === 'list') return list(context)
    if (!context.speaker.supervisor) return { fault: 'supervisors-only' }
    return what === 'add' ? add(context, input) : remove(context, input)
  },
}

async function list({ records, now, workgroup }: CommandContext): Promise<Outcome> {
  const all = (await records.notices()).map(({ id, text, until }) => ({
    ...{ number: String(id), text },
    until: until === undefined ? '' : endText(until, now, workgroup.timeZone),
  }))
  return {
    ok:
      all.length === 0
        ? 'The start page says nothing.'
        : all.map(({ number, text, until }) => `${number}: ${text}${until && `, until ${until}`}`).join('\n'),
    table: {
      columns: [
        { name: 'number', label: 'Number' },
        { name: 'text', label: 'Words' },
        { name: 'until', label: 'Until' },
      ],
      rows: all,
    },
  }
}

async function add(context: CommandContext, { text, for: length }: Input): Promise<Outcome> {
  const { records, now, workgroup } = context
  if (!text) return { fault: 'bad-input', text: 'Write: notices add the words' }
  const until = length ? endOf(length, now, workgroup.timeZone) : undefined
  if (length && until === undefined) return { fault: 'bad-input', text: NO_END }
  const fault = await records.addNotice(text, until)
  return fault ? { fault } : { ok: 'The start page says it now.' }
}

async function remove({ records }: CommandContext, { text = '' }: Input): Promise<Outcome> {
  if (!/^\d{1,9}$/.test(text)) return { fault: 'bad-input', text: 'Write: notices remove number' }
  const fault = await records.removeNotice(Number(text))
  if (fault === 'not-found') return { fault, text: `There is no notice ${text}.` }
  return fault ? { fault } : { ok: 'Removed.' }
}
