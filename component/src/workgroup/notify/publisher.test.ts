import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, BEN, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
})
afterEach(() => kit.close())

const told = (words: string, to: string) => kit.said(words).filter((text) => text.includes(`to="${to}`))

test('D1: the queue is told to the desks on duty, soon and together', async () => {
  kit.sent.length = 0
  await kit.joins('mia')
  await kit.joins('jon')
  await kit.move(5_000)
  expect(told('notify-queue', ANNA).length).toBeGreaterThan(0)
  expect(told('notify-queue', BEN)).toEqual([])
})

test('Q1: a visitor who waits hears their place within a moment', async () => {
  await kit.joins('mia')
  await kit.move(100)
  const status = told('queue-status', 'mia@localhost/web')
  expect(status[0]).toContain('<position>')
})

test('Q1: what has not changed is not said again', async () => {
  await kit.joins('mia')
  await kit.move(100)
  const before = told('queue-status', 'mia@localhost/web').length
  for (let round = 0; round < 5; round++) {
    kit.support.publisher.queueChanged()
    await kit.move(5_000)
  }
  const places = told('queue-status', 'mia@localhost/web').map((text) => /<position>\d+/.exec(text)?.[0])
  expect(before).toBe(1)
  expect(new Set(places).size).toBe(1)
})

test('A1: the workgroup in a roster says how many wait, and not more often than every five seconds', async () => {
  await kit.hear(`<presence type='subscribe' from='anna@localhost' to='${SUPPORT}'/>`)
  await kit.move(10_000)
  kit.sent.length = 0
  for (const name of ['mia', 'jon', 'lea']) await kit.joins(name)
  await kit.move(4_000)
  const faces = kit.sent.filter((one) => one.is('presence') && one.attrs.to === 'anna@localhost')
  expect(faces.length).toBeLessThanOrEqual(1)
  await kit.move(6_000)
  const last = kit.sent.filter((one) => one.is('presence') && one.attrs.to === 'anna@localhost').at(-1)
  expect(last?.getChildText('status')).toContain('3 waiting')
})

test('A1: a request that is taken within seconds, and each minute that passes, is no line in the windows of those who have the workgroup in a roster', async () => {
  await kit.hear(`<presence type='subscribe' from='anna@localhost' to='${SUPPORT}'/>`)
  await kit.move(10_000)
  kit.sent.length = 0
  const faces = () => kit.sent.filter((one) => one.is('presence') && one.attrs.to === 'anna@localhost')
  await answerOffer(kit, ANNA, 'accept', await kit.joins('mia'))
  await kit.move(60_000)
  expect(faces()).toEqual([])
  await kit.joins('jon')
  await kit.hear(
    `<presence from='${ANNA}' to='${SUPPORT}'><show>dnd</show><agent-status xmlns='http://jabber.org/protocol/workgroup'/></presence>`,
  )
  await kit.move(500)
  expect(faces().map((one) => one.getChildText('show'))).toEqual(['xa'])
})
