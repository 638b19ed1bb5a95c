import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, CONFIG, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'
import { parse } from '../../protocol/jid.ts'
import { standingOf } from './account-chat.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit(CONFIG.replace('label: Name }', 'label: Name, required: true }'))
})
afterEach(() => kit.close())

const PHONE = 'mia@localhost/phone'
const TABLET = 'mia@localhost/tablet'

/** Writes, and returns what is answered to this address. */
async function says(words: string, from = PHONE): Promise<string> {
  const before = kit.sent.length
  await kit.hear(`<message type='chat' from='${from}' to='${SUPPORT}'><body>${words}</body></message>`)
  for (let turn = 0; turn < 100; turn++) await kit.settled()
  return kit.sent
    .slice(before)
    .filter((one) => one.attrs.to === from)
    .map((one) => one.getChildText('body') ?? '')
    .join('\n')
}
const standing = (from = PHONE) => standingOf(kit.support, parse(from)).is

test('A5: nothing begins without the word for it; then the form is asked, and they wait and may leave', async () => {
  await kit.onDuty(ANNA)
  expect(await says('Hello, my order is late')).toContain('write "chat"')
  expect(standing()).toBe('outside')
  expect(await says('chat')).toContain('Name')
  expect(await says('Mia')).toContain('You are')
  expect(standing()).toBe('waiting')
  const [one] = kit.support.actor.state.cases.values()
  expect(kit.support.cases.details(one?.id ?? '')?.visitorName).toBe('Mia')
  await says('stop')
  expect(standing()).toBe('outside')
})

test('A5: one person has one case, whatever client they write from', async () => {
  await kit.onDuty(ANNA)
  await says('chat')
  await says('Mia')
  expect(standing(TABLET)).toBe('waiting')
  expect(await says('chat', TABLET)).toContain('You are')
  expect(kit.support.actor.state.cases.size).toBe(1)
  await says('stop', TABLET)
  expect(standing()).toBe('outside')
})

test('Q5: where nobody is on duty they leave a message, and hear its number', async () => {
  expect(await says('chat')).toContain('leave a message')
  expect(await says('message')).toContain('Name')
  await says('Mia')
  expect(await says('Where is my order?')).toMatch(/\b1\b/)
  const [left] = await kit.store.openMessages(SUPPORT)
  expect(left).toMatchObject({ text: 'Where is my order?', details: { visitorName: 'Mia', number: 1 } })
})

test('A5: the workgroup closes while they are asked: said in a sentence, with what there is instead', async () => {
  await kit.onDuty(ANNA)
  await says('chat')
  await kit.hear(`<presence type='unavailable' from='${ANNA}' to='${SUPPORT}'/>`)
  await kit.move(10_000)
  const refused = await says('Mia')
  expect(refused).toContain('leave a message')
  expect(standing()).toBe('outside')
})
