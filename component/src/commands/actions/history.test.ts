import { expect, test } from 'vitest'
import { fake, NOW } from '../fake.kit.ts'
import { IDA, JON, KIM, say } from './chats.kit.ts'

const SAID = [
  { at: NOW - 120_000, nick: 'Jon', body: 'Where is my order?' },
  { at: NOW - 60_000, nick: 'Anna', body: 'One moment' },
]
const records = { conversation: async (id: string) => (id === JON.case.id ? SAID : []) }

test('A3: "history" tells what has been said so far in the own chat; "show" is the same', async () => {
  const context = fake([JON], { records })
  const told = 'Jon, case 1830:\n09:58 Jon: Where is my order?\n09:59 Anna: One moment'
  expect(await say(context, 'history')).toBe(told)
  expect(await say(context, 'show 1830')).toBe(told)
})

test('A3: of several it asks which; of a colleague it tells nothing', async () => {
  const context = fake([JON, IDA, KIM], { records })
  expect(await say(context, 'history')).toMatch(/Which one\?/)
  expect(await say(context, 'history ida')).toBe('Nothing has been said yet: Ida, case 1831.')
  expect(await say(context, 'history kim')).toBe('You are not in this chat: Kim, case 1832.')
})

test('A3: a long conversation is told from its latest lines', async () => {
  const long = Array.from({ length: 300 }, (_, i) => ({
    at: NOW,
    nick: 'Jon',
    body: `${i} ${'x'.repeat(100)}`,
  }))
  const told = await say(fake([JON], { records: { conversation: async () => long } }), 'history')
  expect(told).toMatch(/^Jon, case 1830:\n\.\.\.\n/)
  expect(told).toContain(' 299 ')
})
