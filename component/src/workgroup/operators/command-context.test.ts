import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, BEN, CAROL, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import { commandContext, mayFinish } from './command-context.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
  await kit.onDuty(BEN)
})
afterEach(() => kit.close())

test('A3: what a person who speaks may know and do: who they are, the cases, the colleagues', async () => {
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  const anna = commandContext(kit.support, ANNA)
  expect(anna.speaker).toMatchObject({ jid: 'anna@localhost', operator: true, supervisor: false })
  expect(anna.cases().map((row) => [row.case.id, row.operator?.jid])).toEqual([[id, 'anna@localhost']])
  expect(anna.colleagues().map(({ jid }) => jid)).toEqual(['anna@localhost', 'ben@localhost'])
  expect(commandContext(kit.support, CAROL).speaker).toMatchObject({ supervisor: true, operator: false })
})

test('A3: a decision that is refused says why, and changes nothing', async () => {
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  const fault = await commandContext(kit.support, BEN).decide({
    type: 'close',
    case: id,
    operator: 'ben@localhost',
  })
  expect(fault).toBe('not-your-chat')
  expect(kit.support.actor.state.cases.get(id)?.phase.is).toBe('active')
})

test('A3: take of your own chat invites you into its room once more', async () => {
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  kit.sent.length = 0
  await commandContext(kit.support, ANNA).decide({ type: 'take', case: id, operator: 'anna@localhost' })
  await kit.settled()
  const room = kit.support.cases.details(id)?.room ?? '-'
  expect(kit.said(room).some((text) => text.includes(ANNA))).toBe(true)
})

test('D7: supervisors command every workgroup, strangers none', () => {
  expect(mayFinish(kit.sales, 'carol@localhost')).toBe(true)
  expect(mayFinish(kit.sales, 'eve@localhost')).toBe(false)
})
