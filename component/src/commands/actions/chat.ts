/** What is done with one request or chat: take, reject, close. */
import { joinUri } from '../../protocol/muc.ts'
import { called, caseField } from '../find.ts'
import { type Choice, isMine, isOutcome, isQueued, one, own, which, whoHas } from '../find-target.ts'
import { said } from '../grammar.ts'
import type { Action, CaseRow, CommandContext, CommandEvent } from '../types.ts'

/** Those who are away keep their place and are skipped (Q2). */
const isReady = ({ case: { phase, show } }: CaseRow): boolean =>
  phase === 'waiting' && (show === 'available' || show === 'chat')

const queued = (context: CommandContext) => context.cases().filter(isQueued)
const ringing = (context: CommandContext) => context.cases().filter((row) => row.ringsHere)
/** What may be taken: also a chat that a colleague hands on. */
const takeable = (context: CommandContext) => context.cases().filter((row) => row.ringsHere || isQueued(row))

type Words = Pick<Action, 'name' | 'also' | 'label' | 'help' | 'example' | 'needsSeat' | 'finishes'> & {
  readonly who?: Action['who']
}

/** An action that needs nothing but its case. */
export const caseAction = (
  words: Words,
  choice: Choice,
  event: (row: CaseRow, context: CommandContext) => CommandEvent,
  done: (row: CaseRow, context: CommandContext) => string,
): Action => ({
  who: 'operator',
  ...words,
  usage: `${words.name} [case]`,
  fields: (context) => [caseField(choice.among(context), false)],
  mustAsk: (context) => choice.among(context).length > 1,
  read: (rest) => ({ case: rest }),
  write: (input) => said(words.name, input.case),
  run: async (context, input) => {
    const target = which(context, choice, input)
    if (isOutcome(target)) return target
    const fault = await context.decide(event(target, context))
    return fault === undefined
      ? { ok: done(target, context) }
      : { fault, text: fault === 'already-taken' ? whoHas(context, target) : undefined }
  },
})

/** The link is one click away where the invitation hides behind others. */
const wayIn = ({ room }: CaseRow, { speaker }: CommandContext): string =>
  speaker.isPlain ? `: ${joinUri(room)}` : '.'

export const take = caseAction(
  {
    name: 'take',
    also: ['accept'],
    // Clients sort the commands by name (Psi): the one that is used most comes first.
    label: 'Accept a request',
    help: 'Accepts what rings at you, or takes somebody out of the queue.',
    example: 'take 1842',
    needsSeat: true,
  },
  {
    among: takeable,
    unsaid: (context) => {
      const rings = ringing(context)
      return (rings.length > 0 ? rings : [...queued(context).filter(isReady), ...queued(context)]).slice(0, 1)
    },
    none: 'Nobody is waiting.',
  },
  (row, { speaker }) => ({
    type: row.ringsHere ? 'accept' : 'take',
    case: row.case.id,
    operator: speaker.jid,
  }),
  (row, context) =>
    row.case.phase === 'active' && isMine(row, context)
      ? `You have it already: ${called(row)}. You are invited once more${wayIn(row, context)}`
      : `Taken: ${called(row)}. The invitation is on its way${wayIn(row, context)}`,
)

export const reject = caseAction(
  {
    name: 'reject',
    also: ['decline'],
    label: 'Reject an offer',
    help: 'Says that what rings at you is not for you.',
    needsSeat: true,
  },
  one(ringing, 'Nothing rings at you.'),
  (row, { speaker }) => ({ type: 'reject', case: row.case.id, operator: speaker.jid }),
  (row) => `Rejected: ${called(row)}.`,
)

/** For whoever has to look something up, or waits for the visitor: the seat is free meanwhile (Q6). */
export const hold = caseAction(
  {
    name: 'hold',
    label: 'Put a chat on hold',
    help: 'Puts a chat by and frees its seat; it goes on as soon as the visitor, or you, write in it.',
    example: 'hold 1842',
  },
  one(own, 'You have no chat.'),
  (row, { speaker }) => ({ type: 'hold', case: row.case.id, operator: speaker.jid }),
  (row) => `On hold: ${called(row)}. It goes on as soon as one of you writes.`,
)

/** A supervisor may end also what is not theirs (D7), but has to say what. */
export const close = caseAction(
  {
    name: 'close',
    also: ['end'],
    label: 'Close a chat',
    help: 'Ends one of your chats; a supervisor ends any chat or request.',
    finishes: true,
  },
  one(own, 'You have no chat.'),
  (row, context) =>
    context.speaker.supervisor && !isMine(row, context)
      ? { type: 'depart', case: row.case.id, by: context.speaker.jid }
      : { type: 'close', case: row.case.id, operator: context.speaker.jid },
  (row) => `Closed: ${called(row)}.`,
)
