import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Records } from '../../commands/records.ts'
import { ANNA, BEN, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import { recordsOf } from './records.ts'

let kit: OfficeKit
let anna: Records
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
  anna = recordsOf(kit.support, ANNA)
})
afterEach(() => kit.close())

test('C7: a reply of one’s own is nobody else’s, a shared one is everybody’s of the workgroup', async () => {
  await anna.saveCanned({ name: 'hi', text: 'Hello', shared: false })
  await anna.saveCanned({ name: 'bye', text: 'Goodbye', shared: true })
  const names = async (records: Records) => (await records.canned()).map(({ name }) => name).sort()
  expect(await names(anna)).toEqual(['bye', 'hi'])
  expect(await names(recordsOf(kit.support, BEN))).toEqual(['bye'])
  expect(await names(recordsOf(kit.sales, BEN))).toEqual([])
  expect(await recordsOf(kit.support, BEN).removeCanned('hi', false)).toBe('not-found')
  expect(await recordsOf(kit.support, BEN).removeCanned('bye', true)).toBeUndefined()
  expect(await names(anna)).toEqual(['hi'])
})

test('C7: notes and tags belong to the case, and a case of another workgroup cannot be reached', async () => {
  const id = await kit.joins('mia')
  expect(await anna.addNote(id, 'Paid twice')).toBeUndefined()
  expect(await anna.setTag(id, 'billing', true)).toBeUndefined()
  const { number } = kit.support.cases.details(id) ?? { number: 0 }
  expect(await anna.pastCase(String(number))).toMatchObject({
    ...{ id, number, tags: ['billing'] },
    notes: [{ by: 'anna@localhost', text: 'Paid twice' }],
  })
  expect(await anna.knownTags()).toEqual(['billing'])
  const sales = recordsOf(kit.sales, BEN)
  expect(await sales.addNote(id, 'no')).toBe('no-such-case')
  expect(await sales.setTag(id, 'no', true)).toBe('no-such-case')
  expect(await sales.pastCase(id)).toBeUndefined()
})

test('V4: a notice is there at once, and taken down once', async () => {
  await anna.addNotice('Payments are slow today')
  const [notice] = await anna.notices()
  expect(notice).toMatchObject({ text: 'Payments are slow today' })
  expect(kit.office.cache.notices.get(kit.support.jid)).toHaveLength(1)
  expect(await anna.removeNotice(notice?.id ?? 0)).toBeUndefined()
  expect(await anna.removeNotice(notice?.id ?? 0)).toBe('not-found')
  expect(await anna.notices()).toEqual([])
})

test('B7: a block ends with its time, and is not listed any more', async () => {
  expect(await anna.blockAddress('203.0.113.9', kit.office.clock.now() + 60_000)).toBeUndefined()
  expect(await anna.blocks()).toMatchObject([{ name: '203.0.113.9', by: 'Anna' }])
  await kit.move(60_001)
  expect(await anna.blocks()).toEqual([])
  expect(await anna.unblock(99)).toBe('not-found')
})

test('A3: a workgroup that is paused is paused for everybody, and a message of another workgroup cannot be settled', async () => {
  await anna.setByHand('paused')
  expect(kit.support.actor.state.open).toBe(false)
  expect(kit.sales.actor.state.open).toBe(true)
  await anna.setByHand('as-usual')
  expect(kit.support.actor.state.open).toBe(true)
  expect(await anna.settleMessage('no-such-id')).toBe('not-found')
})
