/** Chats for the tests of what is done with them. Anna speaks. */
import { row } from '../fake.kit.ts'
import { answerText, type TextAnswer } from '../text.ts'
import type { CommandContext } from '../types.ts'

export const JON = row({
  id: 'e5e5e5',
  number: 1830,
  name: 'Jon',
  minutes: 9,
  phase: 'active',
  operator: 'Anna',
})
export const IDA = row({
  id: 'f6f6f6',
  number: 1831,
  name: 'Ida',
  minutes: 8,
  phase: 'active',
  operator: 'Anna',
})
export const KIM = row({
  id: 'a7a7a7',
  number: 1832,
  name: 'Kim',
  minutes: 7,
  phase: 'active',
  operator: 'Ben',
})
export const LIU = row({
  id: 'l8l8l8',
  number: 1833,
  name: 'Liu',
  minutes: 6,
  phase: 'active',
  operator: 'Ben',
  guests: [{ jid: 'anna@localhost', name: 'Anna', as: 'colleague' }],
})

export const answered = (context: CommandContext, words: string): Promise<TextAnswer | undefined> =>
  answerText(context, words)

/** What is answered; how it is written, which follows where it was written wrongly, is proved by itself. */
export const say = async (context: CommandContext, words: string): Promise<string | undefined> =>
  (await answerText(context, words))?.text.replace(/\nWrite: [^\n]*$/, '')
