/** What has been said so far, for a client that came in without it (A3, A7). */
import { cleanText } from '../../protocol/clean.ts'
import { called, caseField } from '../find.ts'
import { here, isOutcome, one, which } from '../find-target.ts'
import { said } from '../grammar.ts'
import type { Said } from '../records.ts'
import type { Action } from '../types.ts'

/** Of the latest lines; a message is no archive. */
const LONGEST = 20_000

const choice = one(here, 'You are in no chat.')

export const history: Action = {
  name: 'history',
  also: ['show'],
  label: 'Read a chat so far',
  help: 'Shows what has been said so far in one of your chats.',
  usage: 'history [case]',
  example: 'history 1842',
  who: 'operator',
  fields: (context) => [caseField(here(context), false)],
  mustAsk: (context) => here(context).length > 1,
  read: (rest) => ({ case: rest }),
  write: (input) => said('history', input.case),
  run: async (context, input) => {
    const row = which(context, choice, input)
    if (isOutcome(row)) return row
    if (!here(context).some((mine) => mine.case.id === row.case.id))
      return { fault: 'not-your-chat', text: `You are not in this chat: ${called(row)}.` }
    const lines = await context.records.conversation(row.case.id)
    if (lines.length === 0) return { ok: `Nothing has been said yet: ${called(row)}.` }
    return { ok: [`${called(row)}:`, ...latest(lines.map(inWords))].join('\n'), table: asTable(lines) }
  },
}

const clock = (at: number): string => new Date(at).toISOString().slice(11, 16)

const inWords = ({ at, nick, body }: Said): string => `${clock(at)} ${nick}: ${cleanText(body)}`

/** As many as fit, from the newest backwards. */
function latest(lines: readonly string[]): string[] {
  let room = LONGEST
  const kept: string[] = []
  for (const line of [...lines].reverse()) {
    room -= line.length
    if (room < 0) return ['...', ...kept]
    kept.unshift(line)
  }
  return kept
}

const asTable = (lines: readonly Said[]) => ({
  columns: [
    { name: 'at', label: 'When' },
    { name: 'nick', label: 'Who' },
    { name: 'text', label: 'Said' },
  ],
  rows: lines.map(({ at, nick, body }) => ({ at: new Date(at).toISOString(), nick, text: body })),
})
