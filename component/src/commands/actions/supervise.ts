/** What supervisors do with the chats and requests of others (C4, D7). */
import type { Field } from '../../protocol/forms.ts'
import { called, caseField, namedField } from '../find.ts'
import {
  aboutColleague,
  guestIn,
  isMine,
  isOutcome,
  isQueued,
  one,
  peopleOptions,
  which,
  whichColleague,
  whoHas,
} from '../find-target.ts'
import { atTo, said } from '../grammar.ts'
import type { Action, CaseRow, CommandContext, Input, Outcome } from '../types.ts'
import { caseAction } from './chat.ts'

/** Chats that somebody else has. */
const elsewhere = (context: CommandContext): readonly CaseRow[] =>
  context.cases().filter((row) => !isQueued(row) && !isMine(row, context))

const notIn = (context: CommandContext) =>
  elsewhere(context).filter((row) => !guestIn(row, context.speaker.jid))

const NO_CHATS = 'No colleague has a chat.'

const SILENTLY = /\s*\b(silently|silent)$/i

export const join: Action = {
  name: 'join',
  label: 'Join a chat',
  help: 'Comes into the chat of a colleague, at once; silently, so that neither side sees it, when you say so.',
  usage: 'join [case] [silently]',
  example: 'join 1842 silently',
  who: 'supervisor',
  fields: (context) => [
    caseField(notIn(context), false),
    { name: 'silent', label: 'Silently', type: 'boolean', values: ['false'] },
  ],
  mustAsk: () => true,
  read: (rest) => ({ case: rest.replace(SILENTLY, '').trim(), silent: SILENTLY.test(rest) ? 'true' : '' }),
  write: ({ case: id, silent }) => said('join', id, silent === 'true' ? 'silently' : undefined),
  run: async (context, input) => {
    const row = which(context, one(notIn, NO_CHATS), input)
    if (isOutcome(row)) return row
    const silent = input.silent === 'true'
    const fault = await context.decide({
      type: 'join-chat',
      case: row.case.id,
      operator: context.speaker.jid,
      silent,
    })
    return fault ? { fault } : { ok: `${silent ? 'Joining silently' : 'Joining'}: ${called(row)}.` }
  },
}

const assignable = (context: CommandContext): readonly CaseRow[] => context.cases()

export const assign: Action = {
  name: 'assign',
  label: 'Assign a case',
  help: 'Gives a request or a chat to an operator, without asking.',
  usage: 'assign [case] to operator',
  example: 'assign 1842 to ben',
  who: 'supervisor',
  fields: (context) => [
    caseField(assignable(context), false),
    namedField('to', 'To', peopleOptions(context.colleagues())),
  ],
  mustAsk: () => true,
  read: (rest) => {
    const { head, to } = atTo(rest)
    return to === undefined ? { case: head } : { case: head, to }
  },
  write: ({ case: id, to }) => said('assign', id, to && `to ${to}`),
  run: async (context, input) => {
    const row = which(context, one(assignable, 'Nobody is waiting, and nobody is in a chat.'), input)
    if (isOutcome(row)) return row
    const person = whichColleague(context.colleagues(), input.to, 'to')
    if (isOutcome(person)) return person
    const fault = await context.decide({
      type: 'assign',
      case: row.case.id,
      operator: person.jid,
      by: context.speaker.jid,
    })
    return fault
      ? {
          fault,
          text: fault === 'already-taken' ? whoHas(context, row) : aboutColleague(context, fault, person.jid),
        }
      : { ok: `Assigned to ${person.name}: ${called(row)}.` }
  },
}

export const takeover = caseAction(
  {
    name: 'takeover',
    also: ['take-over'],
    label: 'Take a chat over',
    help: 'Makes the chat of a colleague yours, at once.',
    example: 'takeover 1842',
    who: 'supervisor',
  },
  one(elsewhere, NO_CHATS),
  (row, { speaker }) => ({ type: 'take-over', case: row.case.id, operator: speaker.jid }),
  (row) => `Yours now: ${called(row)}. The invitation is on its way.`,
)

/** Any whole number will do; these have words. */
const LEVELS = [
  { label: 'Urgent', value: '20' },
  { label: 'High', value: '10' },
  { label: 'Normal', value: '0' },
  { label: 'Low', value: '-10' },
] as const

const MOST_PRIORITY = 1000

function levelOf(words: string): number | undefined {
  const named = LEVELS.find(({ label }) => label.toLowerCase() === words.toLowerCase())
  const level = named ? Number(named.value) : /^[+-]?\d{1,4}$/.test(words) ? Number(words) : undefined
  return level !== undefined && Math.abs(level) <= MOST_PRIORITY ? level : undefined
}

const NO_LEVEL = `The priority must be urgent, high, normal, low or a whole number from -${MOST_PRIORITY} to ${MOST_PRIORITY}.`

const levelField: Field = {
  name: 'priority',
  label: 'Priority',
  type: 'list-single',
  open: true,
  required: true,
  options: LEVELS,
}

const queued = (context: CommandContext): readonly CaseRow[] => context.cases().filter(isQueued)

/** `1842 high`, `mia to high`. Without a level it is asked for; a number that is none is refused as one. */
function readPriority(rest: string): Input {
  const [, head = '', last = ''] = /^(.*?)\s*(\S+)$/s.exec(rest.trim()) ?? []
  const isLevel = levelOf(last) !== undefined || (head !== '' && /^[+-]?\d+([.,]\d+)?$/.test(last))
  return !isLevel || (head === '' && /^\d/.test(last))
    ? { case: rest }
    : { case: head.replace(/(^|\s)to$/i, '').trim(), priority: last }
}

export const priority: Action = {
  name: 'priority',
  label: 'Set the priority',
  help: 'Moves a request in the queue: urgent, high, normal, low or a number; the same priority is served in order of arrival.',
  usage: 'priority [case] urgent, high, normal or low',
  example: 'priority 1842 high',
  who: 'supervisor',
  fields: (context) => [caseField(queued(context), false), levelField],
  mustAsk: () => true,
  read: readPriority,
  write: ({ case: id, priority: level }) => said('priority', id, level),
  run: async (context, input): Promise<Outcome> => {
    const row = which(context, one(queued, 'Nobody is waiting.'), input)
    if (isOutcome(row)) return row
    if (!input.priority) return { choose: levelField, text: 'Which priority?' }
    const level = levelOf(input.priority)
    if (level === undefined) return { fault: 'bad-input', text: NO_LEVEL }
    const fault = await context.decide({ type: 'prioritise', case: row.case.id, priority: level })
    return fault ? { fault } : { ok: `Priority ${level}: ${called(row)}.` }
  },
}
