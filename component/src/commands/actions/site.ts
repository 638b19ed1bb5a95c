/** The site: what its start page says (PRODUCT V4), and whom an operator speaks to first (PRODUCT R7). */
import { cleanLine, shorten } from '../../protocol/clean.ts'
import { find, findNamed, namedField } from '../find.ts'
import { said } from '../grammar.ts'
import { isQueued } from '../meant.ts'
import { span } from '../span.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'
import { take } from './chat.ts'

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

const LONGEST_PAGE = 80

/** Who waits already is taken; somebody on the site is invited, and may come or not. */
export const contact: Action = {
  name: 'contact',
  label: 'Speak to a visitor first',
  help: 'Opens a conversation with somebody on the site, in the queue, or with an account.',
  usage: 'contact visitor',
  example: 'contact mia',
  who: 'operator',
  needsSeat: true,
  fields: (context) => [namedField('visitor', 'Whom', options(context))],
  mustAsk: () => true,
  read: (rest) => ({ visitor: rest }),
  write: ({ visitor }) => said('contact', visitor),
  run: async (context, { visitor = '' }) => {
    if (visitor === '') {
      return options(context).length === 0
        ? { fault: 'not-found', text: 'Nobody is on the site or in the queue.' }
        : { choose: namedField('visitor', 'Whom', options(context)), text: 'Whom?' }
    }
    const waiting = find(context.cases().filter(isQueued), visitor)
    if (waiting.length > 0) return take.run(context, { case: visitor })
    return open(context, visitor)
  },
}

function options({ cases, records, now }: CommandContext) {
  const waiting = cases()
    .filter(isQueued)
    .map(({ case: { id, name } }) => ({ label: `${cleanLine(name)}, waiting`, value: id }))
  const around = records.siteVisitors().map(({ jid, name, page, since }) => {
    const where = page ? `, ${shorten(cleanLine(page), LONGEST_PAGE)}` : ''
    return { label: `${cleanLine(name)}${where}, ${span(now - since)}`, value: jid }
  })
  return [...waiting, ...around]
}

const ADDRESS = /^[^\s@/]+@[^\s@/]+\.?[^\s@]*$/

async function open(context: CommandContext, words: string): Promise<Outcome> {
  const found = findNamed(context.records.siteVisitors(), words)
  const [first, second] = found
  if (second) {
    const choices = found.map(({ jid, name, page = '' }) => ({ label: said(name, page), value: jid }))
    return { choose: namedField('visitor', 'Whom', choices), text: 'Which one?' }
  }
  const to = first?.jid ?? (ADDRESS.test(words) ? words : undefined)
  if (to === undefined) return { fault: 'not-found', text: `There is no visitor "${words}".` }
  const fault = await context.records.openConversation(to)
  return fault ? { fault } : { ok: `Invited: ${first?.name ?? to}. The chat opens for you at once.` }
}
