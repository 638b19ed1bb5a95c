import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerOffer, BEN, CONFIG, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'

const ANNA = 'anna@localhost'
const PHONE = `endpoint='https://push.example.com/1' p256dh='${'B'.repeat(87)}' auth='${'A'.repeat(22)}'`

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit(`${CONFIG}\npush: { after: 8 s }\n`)
})
afterEach(() => kit.close())

const says = (what: string, from = `${ANNA}/phone`, type = 'set') =>
  kit.hear(
    `<iq type='${type}' id='p' from='${from}' to='${SUPPORT}'><push xmlns='urn:parlor:1' ${what}/></iq>`,
  )
const rings = () => kit.rung.map(({ to, ring }) => [to, ring.is, ring.address])
const stored = async () => expect.poll(() => kit.store.devices())

async function registered(more = '') {
  await says(`${PHONE} ${more}`)
  await (await stored()).toHaveLength(1)
}

test('D8: a desk that is closed rings for who has waited a while, once, and knows nothing of what was said', async () => {
  await registered()
  await kit.onDuty(BEN)
  const id = await kit.joins('mia')
  await kit.move(7_000)
  expect(kit.rung).toEqual([])
  await kit.move(1_000)
  const number = kit.support.cases.details(id)?.number
  expect(rings()).toEqual([[ANNA, 'waiting', `/operator/support/case/${number}`]])
  expect(JSON.stringify(kit.rung)).not.toContain('mia')
  for (let second = 0; second < 10; second++) await kit.move(1_000)
  expect(kit.rung).toHaveLength(1)
})

test('D8: what rang is settled when a colleague has taken it, or the visitor has gone', async () => {
  await registered()
  await kit.onDuty(BEN)
  const id = await kit.joins('mia')
  await kit.move(9_000)
  await answerOffer(kit, BEN, 'accept', id)
  await kit.move(1_000)
  expect(rings()).toEqual([
    [ANNA, 'waiting', '/operator/support/case/1'],
    [ANNA, 'settled', '/operator/support/case/1'],
  ])
  expect(new Set(kit.rung.map(({ about }) => about))).toEqual(new Set([`case-${id}`]))
  await kit.move(10_000)
  expect(kit.rung).toHaveLength(2)
})

test('D8: nobody is rung whose desk is open, who is quiet, or for whom a colleague was quick', async () => {
  await registered()
  await kit.onDuty(BEN)
  const first = await kit.joins('mia')
  await kit.move(2_000)
  await answerOffer(kit, BEN, 'accept', first)
  await kit.move(10_000)
  expect(kit.rung).toEqual([])
  await kit.onDuty(`${ANNA}/desk`, 'agent', 'dnd')
  await kit.joins('omar')
  await kit.move(10_000)
  expect(kit.rung).toEqual([])
  await kit.hear(`<presence type='unavailable' from='${ANNA}/desk' to='${SUPPORT}'/>`)
  await says(`${PHONE} quiet='true'`)
  await kit.move(10_000)
  expect(kit.rung).toEqual([])
})

test('D8: a desk that closes while somebody waits rings', async () => {
  await registered()
  await kit.onDuty(`${ANNA}/desk`)
  await kit.joins('mia')
  await kit.move(10_000)
  expect(kit.rung).toEqual([])
  await kit.hear(`<presence type='unavailable' from='${ANNA}/desk' to='${SUPPORT}'/>`)
  await kit.move(1_000)
  expect(rings()).toEqual([[ANNA, 'waiting', '/operator/support/case/1']])
})

test('D8: a device is taken and given back by its operator alone, and only where it may be', async () => {
  const answer = () => String(kit.sent.at(-1))
  await says('', `${ANNA}/desk`, 'get')
  expect(answer()).toContain(`key="${kit.office.pushing.publicKey}"`)
  await says('', 'mallory@localhost/x', 'get')
  expect(answer()).toContain('forbidden')
  await says(PHONE, 'mallory@localhost/x')
  expect(answer()).toContain('forbidden')
  await says(PHONE.replace('push.example.com', '127.0.0.1'))
  expect(answer()).toContain('no public address')
  await says(PHONE.replace('BBBB', ''))
  expect(answer()).toContain('bad-request')
  await registered()
  await says("endpoint='https://push.example.com/1' stop='true'", BEN)
  expect(await kit.store.devices()).toHaveLength(1)
  await says("endpoint='https://push.example.com/1' stop='true'")
  await (await stored()).toEqual([])
})
