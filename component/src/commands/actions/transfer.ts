/** A chat goes to somebody else, or a colleague comes in (C4, C5). Both need consent. */
import type { TransferTarget } from '../../core/types.ts'
import type { Field } from '../../protocol/forms.ts'
import { called, caseField, find, findNamed, namedField } from '../find.ts'
import {
  aboutColleague,
  guestIn,
  isMine,
  isOutcome,
  meansMe,
  one,
  others,
  own,
  ownChat,
  peopleOptions,
  which,
  whichColleague,
} from '../find-target.ts'
import { atTo, said, withWords } from '../grammar.ts'
import type { Action, CaseRow, CommandContext, CommandFault, Input, Outcome } from '../types.ts'
import { caseAction } from './chat.ts'

export const NOTE: Field = {
  name: 'note',
  label: 'Note',
  type: 'text-multi',
  maxLength: 1000,
  description: 'For your colleague; the visitor does not see it.',
}

const QUEUE = { jid: 'queue', name: 'The queue' }

interface Target {
  readonly to: TransferTarget
  readonly name: string
}

/** What is handed to the workgroup it is in goes there, too. */
const TO_QUEUE = { value: QUEUE.jid, name: 'the queue', to: 'queue' } as const

const targetField = (context: CommandContext): Field =>
  namedField('to', 'To', [
    ...peopleOptions(others(context)),
    ...context.workgroups().map(({ jid, name }) => ({ label: `Workgroup ${name}`, value: jid })),
    { label: 'Back to the queue', value: QUEUE.jid },
  ])

/** Everything a chat can go to. Colleagues first: with a colleague and a workgroup of one name, the colleague. */
function targets(context: CommandContext, words: string): readonly (Target & { readonly value: string })[] {
  const people = findNamed(others(context), words)
  if (people.length > 0) return people.map(({ jid, name }) => ({ value: jid, name, to: { operator: jid } }))
  if (findNamed([QUEUE], words.replace(/^the\s+/i, '')).length > 0) return [TO_QUEUE]
  const here = context.workgroup
  return findNamed([...context.workgroups(), here], words).map(({ jid, name }) =>
    jid === here.jid ? TO_QUEUE : { value: jid, name, to: { workgroup: jid } },
  )
}

function whichTarget(context: CommandContext, words = ''): Target | Outcome {
  if (words === '') return { choose: targetField(context), text: 'To whom?' }
  const found = targets(context, words)
  const [first, second] = found
  if (!first) return { fault: 'no-such-operator', text: noTarget(context, words) }
  if (!second) return first
  const options = found.map(({ name, value }) => ({ label: name, value }))
  return { choose: namedField('to', 'To', options), text: 'To whom?' }
}

const noTarget = (context: CommandContext, words: string): string =>
  meansMe(context, words)
    ? 'You cannot hand a chat on to yourself.'
    : `There is no colleague or workgroup "${words}".`

const isCase = (context: CommandContext, words: string): boolean => find(own(context), words).length > 0

/** Every way to part a line into two: `a b c` into `a b c` and nothing, `a b` and `c`, `a` and `b c`. */
function partings(line: string): (readonly [first: string, rest: string])[] {
  const words = line.split(/\s+/)
  return words.map((_, at) => [
    words.slice(0, words.length - at).join(' '),
    words.slice(words.length - at).join(' '),
  ])
}

/** `ben`, `ben please look`: whom, and what was said without a colon. */
function whomAndWords(context: CommandContext, line: string): Input | undefined {
  const found = partings(line).find(([whom]) => targets(context, whom).length > 0)
  return found && { to: found[0], ...(found[1] !== '' && { note: found[1] }) }
}

/** `ben`, `1842`, `1842 to ben`, and `1842 ben` where both are known; each with words behind a colon, or without one. */
function readTransfer(rest: string, context: CommandContext): Input {
  const { head, to, text } = atTo(rest)
  const said = text === undefined ? {} : { note: text }
  if (to !== undefined) return { case: head, ...(whomAndWords(context, to) ?? { to }), ...said }
  const whom = whomAndWords(context, head)
  if (whom && (whom.note === undefined || text === undefined)) return { ...whom, ...said }
  for (const [id, whose] of partings(head)) {
    const target = whose === '' ? {} : whomAndWords(context, whose)
    if (target && isCase(context, id)) return { case: id, ...target, ...said }
  }
  return { to: head, ...said }
}

export const transfer: Action = {
  name: 'transfer',
  label: 'Transfer a chat',
  help: 'Hands a chat on to a colleague, another workgroup or back to the queue; until somebody accepts it stays yours.',
  usage: 'transfer [case] to colleague, workgroup or queue[: note]',
  example: 'transfer 1842 to ben: please check the refund',
  who: 'operator',
  finishes: true,
  fields: (context) => [caseField(own(context), false), targetField(context), NOTE],
  mustAsk: () => true,
  read: readTransfer,
  write: ({ case: id, to, note }) => withWords(said('transfer', id, to && `to ${to}`), note),
  run: async (context, input) => {
    const row = which(context, ownChat, input)
    if (isOutcome(row)) return row
    const target = whichTarget(context, input.to)
    if (isOutcome(target)) return target
    const fault = await context.decide({
      type: 'transfer',
      case: row.case.id,
      operator: context.speaker.jid,
      to: target.to,
      ...(input.note && { note: input.note }),
    })
    if (fault) return { fault, text: aboutTarget(context, fault, target.to) }
    await keepNote(context, row, input.note)
    return { ok: `Offered to ${target.name}: ${called(row)}. Until it is accepted the chat stays yours.` }
  },
}

/** What was said with it stays with the case: who accepts has it before them when the offer has gone from the screen. */
async function keepNote({ records }: CommandContext, { case: { id } }: CaseRow, note = ''): Promise<void> {
  if (note) await records.addNote(id, note)
}

const aboutTarget = (context: CommandContext, fault: CommandFault, to: TransferTarget): string | undefined =>
  typeof to === 'object' && 'operator' in to ? aboutColleague(context, fault, to.operator) : undefined

export const keep = caseAction(
  {
    name: 'keep',
    label: 'Keep a chat',
    help: 'Takes back a transfer that nobody has accepted yet.',
    example: 'keep 1842',
    finishes: true,
  },
  one(
    (context) => own(context).filter(({ goingTo }) => goingTo !== undefined),
    'None of your chats is on its way to somebody.',
  ),
  (row, { speaker }) => ({ type: 'cancel-transfer', case: row.case.id, operator: speaker.jid }),
  (row) => `Kept: ${called(row)}.`,
)

export const invite: Action = {
  name: 'invite',
  label: 'Invite a colleague',
  help: 'Asks a colleague to come into one of your chats.',
  usage: 'invite colleague [to case][: note]',
  example: 'invite ben to 1842: he wants to know about the warranty',
  who: 'operator',
  fields: (context) => [
    namedField('guest', 'Whom', peopleOptions(others(context))),
    caseField(own(context), false),
    NOTE,
  ],
  mustAsk: () => true,
  read: (rest) => {
    const { head, to, text: note } = atTo(rest)
    return { guest: head, case: to, note }
  },
  write: ({ guest, case: id, note }) => withWords(said('invite', guest, id && `to ${id}`), note),
  run: async (context, input) => {
    const row = which(context, ownChat, input)
    if (isOutcome(row)) return row
    if (input.guest && meansMe(context, input.guest))
      return { fault: 'no-such-operator', text: 'You are in this chat already: name a colleague.' }
    const guest = whichColleague(others(context), input.guest, 'guest')
    if (isOutcome(guest)) return guest
    const fault = await context.decide({
      type: 'invite',
      case: row.case.id,
      operator: context.speaker.jid,
      guest: guest.jid,
      ...(input.note && { note: input.note }),
    })
    if (fault) return { fault, text: aboutColleague(context, fault, guest.jid) }
    await keepNote(context, row, input.note)
    return { ok: `Asked ${guest.name} to come into the chat: ${called(row)}.` }
  },
}

export const leave = caseAction(
  {
    name: 'leave',
    label: 'Leave a chat',
    help: 'Leaves a chat of a colleague that you have come into.',
    example: 'leave 1842',
  },
  one(
    (context) => context.cases().filter((row) => guestIn(row, context.speaker.jid) && !isMine(row, context)),
    'You are in no chat of a colleague.',
  ),
  (row, { speaker }) => ({ type: 'leave-chat', case: row.case.id, operator: speaker.jid }),
  (row) => `Left: ${called(row)}.`,
)
