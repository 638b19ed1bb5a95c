/** What only tells: help, queue; and status, which tells and sets. */
import type { Show } from '../core/types.ts'
import { cleanLine, shorten } from '../protocol/clean.ts'
import type { Field, Table } from '../protocol/forms.ts'
import { called } from './find.ts'
import { span } from './span.ts'
import type { Action, CaseRow, Colleague, CommandContext, Input, Outcome } from './types.ts'

/** Lines of a list in a message; the desk shows all. */
const LONGEST_LIST = 20
const ABOUT = 120

const telling = {
  who: 'operator',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
} as const satisfies Partial<Action>

/** Knows the table only when it runs: it is part of it. */
export const help = (actions: () => readonly Action[]): Action => ({
  ...telling,
  name: 'help',
  also: ['?'],
  label: 'Help',
  help: 'Lists the words and what they do.',
  usage: 'help',
  run: async ({ speaker }) => ({
    ok: actions()
      .filter(({ who }) => who === 'operator' || speaker.supervisor)
      .map((action) => `${action.usage} - ${action.help}`)
      .join('\n'),
  }),
})

export const queue: Action = {
  ...telling,
  name: 'queue',
  also: ['list'],
  label: 'Show the queue',
  help: 'Shows who waits, since when and what about.',
  usage: 'queue',
  run: async (context) => {
    const rows = context.cases().filter(({ case: { phase } }) => phase === 'waiting' || phase === 'ringing')
    return { ok: queueText(rows, context), table: queueTable(rows, context) }
  },
}

function queueText(rows: readonly CaseRow[], { now }: CommandContext): string {
  if (rows.length === 0) return 'Nobody is waiting.'
  const lines = rows.slice(0, LONGEST_LIST).map((row) => {
    const about = aboutOf(row)
    const rings = row.ringsHere ? ', rings at you' : ''
    return `${called(row)}${awayNote(row)}, ${span(now - row.joinedAt)}${rings}${about ? `: ${about}` : ''}`
  })
  const rest = rows.length - lines.length
  return [`${rows.length} waiting:`, ...lines, ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n')
}

function awayNote({ case: { show, status } }: CaseRow): string {
  if (show === 'available' || show === 'chat') return ''
  return status ? ` (${show}: ${shorten(cleanLine(status), ABOUT)})` : ` (${show})`
}

/** The answer that says what it is about: `problem`, or else the first that does not say who it is. */
function aboutOf({ case: { answers } }: CaseRow): string {
  const answer =
    answers.find(({ name }) => name === 'problem') ??
    answers.find(({ name }) => name !== 'name' && name !== 'email')
  return shorten(cleanLine(answer?.values.join(' ') ?? ''), ABOUT)
}

const queueTable = (rows: readonly CaseRow[], { now }: CommandContext): Table => ({
  columns: [
    { name: 'number', label: 'Case' },
    { name: 'name', label: 'Name' },
    { name: 'waiting', label: 'Waiting' },
    { name: 'show', label: 'Status' },
    { name: 'phase', label: 'Phase' },
    { name: 'about', label: 'About' },
  ],
  rows: rows.map((row) => ({
    number: String(row.case.number),
    name: row.case.name,
    waiting: span(now - row.joinedAt),
    show: row.case.show,
    phase: row.ringsHere ? 'rings at you' : row.case.phase,
    about: aboutOf(row),
  })),
})

const SHOWS = ['chat', 'available', 'away', 'xa', 'dnd'] as const satisfies readonly Show[]

const STATUS_FIELDS: readonly Field[] = [
  {
    name: 'show',
    label: 'Your status',
    type: 'list-single',
    options: [
      { label: 'Free to chat', value: 'chat' },
      { label: 'Available', value: 'available' },
      { label: 'Away', value: 'away' },
      { label: 'Away for long', value: 'xa' },
      { label: 'Do not disturb', value: 'dnd' },
    ],
  },
  { name: 'status', label: 'In words', type: 'text-single', maxLength: 200 },
]

export const status: Action = {
  ...telling,
  name: 'status',
  label: 'Status',
  help: 'Shows who is on duty and your chats; with chat, available, away, xa or dnd it sets your status.',
  usage: 'status [show] [words]',
  fields: () => STATUS_FIELDS,
  read: (rest) => {
    const [first = '', ...words] = rest.split(/\s+/)
    const show = SHOWS.find((word) => word === first.toLowerCase())
    return show ? { show, status: words.join(' ') } : { status: rest }
  },
  run: async (context, input) => (await setStatus(context, input)) ?? tellStatus(context),
}

/** `undefined` when it went well, or when nothing was asked for. */
async function setStatus(context: CommandContext, input: Input): Promise<Outcome | undefined> {
  const words = cleanLine(input.status ?? '')
  if (!input.show && words === '') return undefined
  const show = input.show ? SHOWS.find((word) => word === input.show) : me(context)?.show
  if (!show) return { fault: 'bad-input', text: `The status must be one of: ${SHOWS.join(', ')}.` }
  const fault = await context.setStatus(show, words || undefined)
  return fault && { fault }
}

const me = ({ speaker, colleagues }: CommandContext): Colleague | undefined =>
  colleagues().find(({ jid }) => jid === speaker.jid)

function tellStatus(context: CommandContext): Outcome {
  const people = context.colleagues()
  const mine = context.cases().filter((row) => row.operator?.jid === context.speaker.jid)
  const self = me(context)
  return {
    ok: [
      ...(self ? [`You are ${stateOf(self)}, ${load(self)} chats.`] : []),
      ...mine.map((row) => `- ${called(row)}`),
      ...people
        .filter((one) => one !== self)
        .map((one) => `${one.name}: ${stateOf(one)}, ${load(one)} chats`),
    ].join('\n'),
    table: statusTable(people),
  }
}

const stateOf = ({ show, status }: Colleague): string => (status ? `${show} (${cleanLine(status)})` : show)

const load = ({ chats, seats }: Colleague): string => `${chats} of ${seats}`

const statusTable = (people: readonly Colleague[]): Table => ({
  columns: [
    { name: 'jid', label: 'Address' },
    { name: 'name', label: 'Name' },
    { name: 'show', label: 'Status' },
    { name: 'status', label: 'In words' },
    { name: 'chats', label: 'Chats' },
    { name: 'seats', label: 'At most' },
  ],
  rows: people.map(({ jid, name, show, status, chats, seats }) => ({
    jid,
    name,
    show,
    status: status ?? '',
    chats: String(chats),
    seats: String(seats),
  })),
})
