/** What only tells: help, queue; and status, which tells and sets. */
import type { Show } from '../../core/types.ts'
import { cleanLine, shorten } from '../../protocol/clean.ts'
import type { Field, Table } from '../../protocol/forms.ts'
import { called } from '../find.ts'
import { guestIn, isQueued, me } from '../find-target.ts'
import { said } from '../grammar.ts'
import { span } from '../span.ts'
import type { Action, CaseRow, Colleague, CommandContext, Input, Outcome } from '../types.ts'

/** Lines of a list in a message; the desk shows all. */
const LONGEST_LIST = 20
const ABOUT = 120

const telling = {
  who: 'operator',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
  write: () => '',
} as const satisfies Partial<Action>

/** Knows the table only when it runs: it is part of it. */
export const help = (mine: (context: CommandContext) => readonly Action[]): Action => {
  return {
    ...telling,
    name: 'help',
    also: ['?'],
    label: 'Help',
    help: 'Lists the words and what they do.',
    usage: 'help [word]',
    example: 'help transfer',
    finishes: true,
    fields: () => [{ name: 'word', label: 'Word', type: 'text-single' }],
    read: (rest) => ({ word: rest }),
    write: ({ word }) => said('help', word),
    run: async (context, { word = '' }) => {
      const wanted = word.trim().replace(/^\//, '').toLowerCase()
      const one = mine(context).find(({ name, also }) => name === wanted || also?.includes(wanted))
      if (wanted !== '' && !one)
        return { fault: 'not-found', text: `There is no word "${word}". "help" lists those there are.` }
      return { ok: one ? explained(one) : mine(context).map(inOneLine).join('\n') }
    },
  }
}

const inOneLine = ({ usage, help: words }: Action): string => `${usage} - ${words}`

const explained = (action: Action): string =>
  [
    inOneLine(action),
    ...(action.example ? [`For example: ${action.example}`] : []),
    ...(action.also ? [`Also: ${action.also.join(', ')}`] : []),
  ].join('\n')

export const queue: Action = {
  ...telling,
  name: 'queue',
  also: ['list'],
  label: 'Show the queue',
  help: 'Shows who waits, since when and what about.',
  usage: 'queue',
  write: () => 'queue',
  run: async (context) => {
    const rows = context.cases().filter((row) => isQueued(row) || row.ringsHere)
    return { ok: queueText(rows, context), table: queueTable(rows, context) }
  },
}

function queueText(rows: readonly CaseRow[], { now }: CommandContext): string {
  if (rows.length === 0) return 'Nobody is waiting.'
  const lines = rows.slice(0, LONGEST_LIST).map((row) => {
    const about = aboutOf(row)
    return `${called(row)}${awayNote(row)}, ${span(now - row.joinedAt)}${rings(row)}${about ? `: ${about}` : ''}`
  })
  const rest = rows.length - lines.length
  return [`${rows.length} waiting:`, ...lines, ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n')
}

function rings({ ringsHere, asks }: CaseRow): string {
  if (!ringsHere) return ''
  if (!asks) return ', rings at you'
  const why = asks.note ? ` (${shorten(cleanLine(asks.note), ABOUT)})` : ''
  return asks.as === 'owner'
    ? `, ${asks.by.name} hands it on to you${why}`
    : `, ${asks.by.name} asks you in${why}`
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
    { name: 'priority', label: 'Priority' },
    { name: 'about', label: 'About' },
  ],
  rows: rows.map((row) => ({
    number: String(row.case.number),
    name: row.case.name,
    waiting: span(now - row.joinedAt),
    show: row.case.show,
    phase: row.ringsHere ? 'rings at you' : row.case.phase,
    priority: String(row.case.priority),
    about: aboutOf(row),
  })),
})

const SHOWS = ['chat', 'available', 'away', 'xa', 'dnd'] as const satisfies readonly Show[]

/** What it is now is chosen already. */
const statusFields = (now: Show | undefined): readonly Field[] => [
  {
    ...(SHOWS.some((show) => show === now) && { values: [now ?? 'available'] }),
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
  dialog: { node: 'set-status', label: 'Set your status', needsSeat: true },
  fields: (context) => statusFields(me(context)?.show),
  read: (rest) => {
    const [, first = '', words = ''] = /^([^\s:]*)\s*:?\s*(.*)$/s.exec(rest) ?? []
    const show = SHOWS.find((word) => word === first.toLowerCase())
    return show ? { show, status: words } : { status: first === '' ? words : rest }
  },
  write: ({ show, status: words }) => said('status', show, words),
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

function tellStatus(context: CommandContext): Outcome {
  const people = context.colleagues()
  const { jid } = context.speaker
  const mine = context.cases().filter((row) => row.operator?.jid === jid || guestIn(row, jid))
  const self = me(context)
  return {
    ok: [
      ...(self ? [`You are ${stateOf(self)}, ${load(self)} chats.`] : []),
      ...mine.map((row) => `- ${called(row)}${beside(row, jid)}`),
      ...elsewhere(self, mine, jid),
      ...people
        .filter((one) => one.jid !== jid)
        .map((one) => `${one.name}: ${stateOf(one)}, ${load(one)} chats`),
    ].join('\n'),
    table: statusTable(people),
  }
}

/** Chats count in all workgroups; here only those of this one can be named. */
function elsewhere(self: Colleague | undefined, mine: readonly CaseRow[], jid: string): string[] {
  const isSilent = ({ guests }: CaseRow) =>
    guests?.some((guest) => guest.jid === jid && guest.as === 'silent')
  const more = (self?.chats ?? 0) - mine.filter((row) => !isSilent(row)).length
  return more > 0 ? [`- ${more} in other workgroups`] : []
}

/** Whose it is when it is not one's own, who else is in it, and where it is going. */
function beside({ operator, guests = [], goingTo }: CaseRow, jid: string): string {
  const names = [operator, ...guests].flatMap((one) => (one && one.jid !== jid ? [one.name] : []))
  const going = goingTo === undefined ? '' : `, on its way to ${goingTo}`
  return `${names.length > 0 ? `, with ${names.join(', ')}` : ''}${going}`
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
