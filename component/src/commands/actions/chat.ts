/** What is done with one case: take, reject, close. */
import { called, caseField, find } from './find.ts'
import type { Action, CaseRow, CommandContext, CommandEvent, Input, Outcome } from './types.ts'

const isQueued = ({ case: { phase } }: CaseRow): boolean => phase === 'waiting' || phase === 'ringing'

/** Those who are away keep their place and are skipped (PRODUCT Q2). */
const isReady = ({ case: { phase, show } }: CaseRow): boolean =>
  phase === 'waiting' && (show === 'available' || show === 'chat')

const queued = (context: CommandContext) => context.cases().filter(isQueued)
const ringing = (context: CommandContext) => context.cases().filter((row) => row.ringsHere)
const own = (context: CommandContext) =>
  context.cases().filter((row) => row.operator?.jid === context.speaker.jid && !isQueued(row))

/** How the three find the case that is meant. */
interface Choice {
  /** Those that can be meant; a name is looked up here first. */
  readonly among: (context: CommandContext) => readonly CaseRow[]
  /** Which one, when nothing was said. Several: ask. */
  readonly unsaid: (context: CommandContext) => readonly CaseRow[]
  /** What is said when there is none. */
  readonly none: string
}

const caseAction = (
  action: Pick<Action, 'name' | 'also' | 'label' | 'help'>,
  choice: Choice,
  event: (row: CaseRow, context: CommandContext) => CommandEvent,
  done: (row: CaseRow) => string,
): Action => ({
  ...action,
  usage: `${action.name} [case]`,
  who: 'operator',
  fields: (context) => [caseField(choice.among(context), false)],
  mustAsk: (context) => choice.among(context).length > 1,
  read: (rest) => ({ case: rest }),
  run: async (context, input) => {
    const meant = which(context, choice, input)
    if (!('case' in meant)) return meant
    const fault = await context.decide(event(meant, context))
    return fault === undefined
      ? { ok: done(meant) }
      : { fault, text: fault === 'already-taken' ? whoHas(context, meant) : undefined }
  },
})

function which(context: CommandContext, choice: Choice, input: Input): CaseRow | Outcome {
  const words = input.case?.trim() ?? ''
  const found = words === '' ? choice.unsaid(context) : lookUp(context, choice, words)
  const [first, second] = found
  if (!first)
    return { fault: 'no-such-case', text: words === '' ? choice.none : `There is no case "${words}".` }
  if (second) return { choose: caseField(found, true), text: 'Which one?' }
  return first
}

/** A colleague's chat is found too, so that one hears whose it is instead of that there is none. */
function lookUp(context: CommandContext, choice: Choice, words: string): readonly CaseRow[] {
  const likely = find(choice.among(context), words)
  return likely.length > 0 ? likely : find(context.cases(), words)
}

function whoHas(context: CommandContext, row: CaseRow): string | undefined {
  const now = context.cases().find(({ case: { id } }) => id === row.case.id)
  if (!now?.operator) return undefined
  return now.operator.jid === context.speaker.jid
    ? `You have it already: ${called(now)}.`
    : `${now.operator.name} has it: ${called(now)}.`
}

export const take = caseAction(
  {
    name: 'take',
    also: ['accept'],
    label: 'Take a request',
    help: 'Accepts what rings at you, or takes somebody out of the queue.',
  },
  {
    among: queued,
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
  (row) => `Taken: ${called(row)}. The invitation is on its way.`,
)

export const reject = caseAction(
  {
    name: 'reject',
    also: ['decline'],
    label: 'Reject an offer',
    help: 'Says that what rings at you is not for you.',
  },
  { among: ringing, unsaid: ringing, none: 'Nothing rings at you.' },
  (row, { speaker }) => ({ type: 'reject', case: row.case.id, operator: speaker.jid }),
  (row) => `Rejected: ${called(row)}.`,
)

export const close = caseAction(
  {
    name: 'close',
    also: ['end'],
    label: 'Close a chat',
    help: 'Ends one of your chats.',
  },
  { among: own, unsaid: own, none: 'You have no chat.' },
  (row, { speaker }) => ({ type: 'close', case: row.case.id, operator: speaker.jid }),
  (row) => `Closed: ${called(row)}.`,
)
