import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit } from '../../office/office.kit.ts'

let kit: OfficeKit
let id: string
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
  id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
  kit.sent.length = 0
})
afterEach(() => kit.close())

const close = async () => {
  await kit.support.actor.postAndWait({ type: 'close', case: id, operator: 'anna@localhost' })
  await kit.support.lanes.idle(id)
}
const orderOf = (...words: string[]) =>
  words.map((word) => kit.sent.findIndex((one) => String(one).includes(word)))

test('M1: everybody is told, put out, the archive is read, and only then the room is destroyed', async () => {
  const room = kit.support.cases.details(id)?.room ?? ''
  await close()
  const [told = -1, out = -1, read = -1, gone = -1] = orderOf(
    '<ended',
    'affiliation="none"',
    'urn:xmpp:mam:2',
    '<destroy',
  )
  expect(told).toBeGreaterThanOrEqual(0)
  expect([told < out, out < read, read < gone]).toEqual([true, true, true])
  expect(kit.said('<destroy')[0]).toContain(room)
  expect(kit.support.actor.state.cases.has(id)).toBe(false)
  expect(kit.support.cases.has(id)).toBe(false)
})

test('P6: while the archive cannot be read the room stays, and it is tried again', async () => {
  kit.refuse('urn:xmpp:mam:2', 'internal-server-error')
  await close()
  expect(kit.said('<destroy')).toEqual([])
  expect(kit.support.actor.state.cases.has(id)).toBe(true)
  kit.allow()
  await kit.move(1_000)
  await kit.support.lanes.idle(id)
  expect(kit.said('<destroy')).toHaveLength(1)
  expect(kit.support.actor.state.cases.has(id)).toBe(false)
})

test('Q4: the end is told once, however often it is tried', async () => {
  kit.refuse('urn:xmpp:mam:2', 'internal-server-error')
  await close()
  for (const pause of [1_000, 5_000, 30_000]) {
    await kit.move(pause)
    await kit.support.lanes.idle(id)
  }
  expect(kit.said('<ended').filter((text) => text.includes('groupchat'))).toHaveLength(1)
  kit.allow()
  await kit.move(30_000)
  await kit.support.lanes.idle(id)
})

test('M1: a room that is gone for good is asked for three times, then the case ends, and it is counted', async () => {
  kit.refuse('urn:xmpp:mam:2', 'item-not-found')
  await close()
  await kit.move(1_000)
  await kit.support.lanes.idle(id)
  expect(kit.office.counters.transcriptsLost).toBe(0)
  expect(kit.support.actor.state.cases.has(id)).toBe(true)
  await kit.move(6_000)
  await kit.support.lanes.idle(id)
  expect(kit.office.counters.transcriptsLost).toBe(1)
  expect(kit.support.actor.state.cases.has(id)).toBe(false)
})

test('M1: a server that cannot find a room just after its start costs no transcript', async () => {
  kit.refuse('urn:xmpp:mam:2', 'item-not-found')
  await close()
  kit.allow()
  await kit.move(1_000)
  await kit.support.lanes.idle(id)
  expect(kit.office.counters.transcriptsLost).toBe(0)
  expect(kit.said('<destroy')).toHaveLength(1)
  expect(kit.support.actor.state.cases.has(id)).toBe(false)
})
