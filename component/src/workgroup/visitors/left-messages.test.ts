import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, BEN, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'
import { parse } from '../../protocol/jid.ts'
import type { StanzaError } from '../../protocol/stanza-error.ts'
import { leaveByStanza } from './left-messages.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const form = (name: string) => ({ values: new Map([['name', [name]]]) })
const leave = (text: string, who = 'mia@localhost/web') =>
  leaveByStanza(kit.support, parse(who), { form: form('Mia') as never, text })
const waits = async () => {
  for (let turn = 0; turn < 100; turn++) await kit.settled()
}
const toldOf = (words: string) => kit.said(words).map((text) => /to="([^"]+)"/.exec(text)?.[1])

test('Q5: a left message is told once, to whoever comes on duty first, and kept until somebody settles it', async () => {
  expect(await leave('Where is my order?')).toMatchObject({ number: 1 })
  await kit.onDuty(ANNA, 'plain')
  await waits()
  expect(toldOf('Where is my order?')).toEqual(['anna@localhost'])
  await kit.onDuty(BEN, 'plain')
  await waits()
  expect(toldOf('Where is my order?')).toHaveLength(1)
  expect(await kit.store.openMessages(SUPPORT)).toHaveLength(1)
})

test('Q5: a message that comes while somebody is on duty is told at once, to who has been idle for longest', async () => {
  await kit.onDuty(ANNA, 'plain')
  await kit.move(5_000)
  await kit.onDuty(BEN, 'plain')
  await leave('Call me')
  await waits()
  expect(toldOf('Call me')).toEqual(['anna@localhost'])
})

test('Q5: who could not be told is not forgotten: the next one on duty is', async () => {
  await leave('Where is my order?')
  const { messageTold } = kit.store
  kit.store.messageTold = () => Promise.reject(new Error('the disk is full'))
  await kit.onDuty(ANNA, 'plain')
  await waits()
  expect(toldOf('Where is my order?')).toEqual([])
  kit.store.messageTold = messageTold
  await kit.onDuty(BEN, 'plain')
  await waits()
  expect(toldOf('Where is my order?')).toHaveLength(1)
})

test.each([
  ['', 'A message is needed.'],
  ['\u200b\u2800', 'A message is needed.'],
  ['x'.repeat(100_000), 'too long'],
])('Q5: a message that is none (%#) is refused in a sentence, and nothing is kept', async (text, why) => {
  const error = await leave(text).catch((one: StanzaError) => one)
  expect(String((error as StanzaError).text)).toContain(why)
  expect(await kit.store.openMessages(SUPPORT)).toEqual([])
})
