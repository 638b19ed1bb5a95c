/** Messages left by visitors whom nobody could serve, and their answers (Q5). */
import { cleanLine, shorten } from '../../protocol/clean.ts'
import type { Field } from '../../protocol/forms.ts'
import { calledOf, findNumbered } from '../find.ts'
import { isOutcome } from '../find-target.ts'
import { atColon, said, withWords } from '../grammar.ts'
import type { LeftMessage } from '../records.ts'
import { span } from '../span.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'

const LONGEST_LIST = 20
const LONGEST_LINE = 300

export const messages: Action = {
  name: 'messages',
  label: 'Left messages',
  help: 'Shows the messages visitors have left that nobody has answered yet.',
  usage: 'messages',
  who: 'operator',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
  write: () => 'messages',
  run: async ({ records, now }) => {
    const all = await records.messages()
    return { ok: messagesText(all, now), table: asTable(all) }
  },
}

/** In words, one line for each. */
export function messagesText(all: readonly LeftMessage[], now: number): string {
  const [first] = all
  if (!first) return 'No messages are waiting for an answer.'
  const lines = all.slice(0, LONGEST_LIST).map((one) => {
    return `${calledOf(one)}, ${span(now - one.at)} ago${reachedBy(one)}: ${shorten(cleanLine(one.text), LONGEST_LINE)}`
  })
  const rest = all.length - lines.length
  return [
    ...lines,
    ...(rest > 0 ? [`... and ${rest} more`] : []),
    `Answer with "answer ${first.number}: your words"; "settle ${first.number}" says that it is dealt with.`,
  ].join('\n')
}

function reachedBy({ mail, account, phone }: LeftMessage): string {
  if (phone !== undefined) return `, call back ${phone}`
  return mail === undefined && account === undefined ? ', no address to answer to' : ''
}

const asTable = (all: readonly LeftMessage[]) => ({
  columns: [
    { name: 'case', label: 'Id' },
    { name: 'number', label: 'Case' },
    { name: 'name', label: 'Name' },
    { name: 'at', label: 'When' },
    { name: 'mail', label: 'E-mail' },
    { name: 'phone', label: 'Call back' },
    { name: 'account', label: 'Account' },
    { name: 'text', label: 'Message' },
  ],
  rows: all.map(({ id, number, name, at, mail = '', account = '', phone = '', text }) => ({
    case: id,
    number: String(number),
    name,
    at: new Date(at).toISOString(),
    mail,
    phone,
    account,
    text,
  })),
})

const TEXT: Field = { name: 'text', label: 'Answer', type: 'text-multi', required: true, maxLength: 4000 }

const CASE: Field = {
  name: 'case',
  label: 'Message',
  type: 'text-single',
  required: true,
  description: 'The number of its case, or the name of who left it.',
}

/** Says whom it answers each time: a mail cannot be called back. */
export const answer: Action = {
  name: 'answer',
  label: 'Answer a left message',
  help: 'Answers a left message by e-mail, or to the account it came from.',
  usage: 'answer case: words',
  example: 'answer 1842: your parcel arrives tomorrow',
  who: 'operator',
  fields: () => [CASE, TEXT],
  mustAsk: () => true,
  read: readAnswer,
  write: ({ case: id, text }) => withWords(said('answer', id), text),
  run: async (context, input) => {
    const it = await whichMessage(context, input)
    if (isOutcome(it)) return it
    if (!input.text) return { choose: TEXT, text: 'What is the answer?' }
    const fault = await context.records.answerMessage(it.id, input.text)
    if (fault === 'not-sent') return { fault, text: byOneself(it) }
    const to = it.mail ?? it.account
    return fault ? { fault } : { ok: `Sent${to ? ` to ${to}` : ''}: ${calledOf(it)}.` }
  },
}

const byOneself = ({ mail = '', number }: LeftMessage): string =>
  `No e-mail can be sent from here: no mail server is configured. Write to ${mail} yourself, then settle ${number}.`

/** By telephone, in a chat, or not worth an answer: nobody need look at it any more. */
export const settle: Action = {
  name: 'settle',
  label: 'Settle a left message',
  help: 'Takes a left message off the list without an answer: it has been dealt with.',
  usage: 'settle case',
  example: 'settle 1842',
  who: 'operator',
  fields: () => [CASE],
  mustAsk: () => true,
  read: (rest) => ({ case: rest }),
  write: ({ case: id }) => said('settle', id),
  run: async (context, input) => {
    const it = await whichMessage(context, input)
    if (isOutcome(it)) return it
    const fault = await context.records.settleMessage(it.id)
    return fault ? { fault } : { ok: `Settled: ${calledOf(it)}.` }
  },
}

/** `1842: words`, `mia: words`, `1842 words`. */
function readAnswer(rest: string): Input {
  const { head, text } = atColon(rest)
  const [, number, words] = /^(#?\d+)\s+(.*)$/s.exec(rest.trim()) ?? []
  if (number !== undefined && (text === undefined || /\s/.test(head))) return { case: number, text: words }
  return { case: head, text }
}

async function whichMessage(
  { records }: CommandContext,
  { case: words = '' }: Input,
): Promise<LeftMessage | Outcome> {
  const all = await records.messages()
  if (all.length === 0) return { fault: 'not-found', text: 'No messages are waiting for an answer.' }
  const found = words === '' ? all : findNumbered(all, words)
  const [first, second] = found
  if (!first) return { fault: 'not-found', text: `There is no message "${words}".` }
  if (words !== '' && !second) return first
  const options = found
    .slice(0, LONGEST_LIST)
    .map((one) => ({ label: calledOf(one), value: String(one.number) }))
  return { choose: { ...CASE, type: 'list-single', open: true, options }, text: 'Which message?' }
}
