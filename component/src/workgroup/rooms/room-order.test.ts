import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import type { RoomWays } from '../room-ways.ts'
import { RoomOrder } from './room-order.ts'

const ROOM = 'f00@rooms.localhost'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const furnishing = (furnishes: RoomWays['furnishes']) => {
  kit.office.rooms = { ...kit.office.rooms, furnishes }
  kit.sent.length = 0
}
const toRooms = () => kit.sent.filter(({ attrs }) => String(attrs.to).includes('@rooms.localhost'))

/** A chat from its request to its end. */
async function chat(): Promise<void> {
  await kit.onDuty(ANNA)
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  for (let turn = 0; turn < 50; turn++) await kit.settled()
  await kit.hear(
    `<iq type='set' id='d1' from='mia@localhost/web' to='${kit.support.jid}'><depart-queue xmlns='http://jabber.org/protocol/workgroup'/></iq>`,
  )
  for (let turn = 0; turn < 50; turn++) await kit.settled()
}

test('A2, R5: where rooms are furnished whole the desk says nothing of XEP-0045 but what it reads and speaks', async () => {
  furnishing('whole')
  await chat()
  const asked = toRooms().filter((one) => one.is('iq') && one.attrs.type === 'set')
  expect(asked.filter((one) => !one.getChild('query', 'urn:xmpp:mam:2')).length).toBeGreaterThan(2)
  for (const one of asked)
    expect(one.getChild('furnish', 'urn:parlor:1') ?? one.getChild('query', 'urn:xmpp:mam:2')).toBeDefined()
  expect(toRooms().filter((one) => one.is('presence'))).toEqual([])
  const invited = asked.flatMap((one) => one.getChild('furnish')?.getChildren('invite') ?? [])
  expect(invited.map(({ attrs }) => attrs.to)).toEqual(['mia@localhost/web', ANNA])
  expect(String(invited[1])).toContain('<no-store xmlns="urn:xmpp:hints"/>')
})

test('A2, R5: where they are not it is as XEP-0045 says', async () => {
  furnishing('by-stanzas')
  await chat()
  expect(toRooms().filter((one) => String(one).includes('furnish'))).toEqual([])
  expect(toRooms().some((one) => one.is('presence'))).toBe(true)
})

describe.each(['whole', 'by-stanzas'] as const)('%s', (furnishes) => {
  beforeEach(() => furnishing(furnishes))

  test('nothing is sent where nothing is wished for', async () => {
    await expect(new RoomOrder(kit.support, ROOM).send()).resolves.toBeUndefined()
    expect(kit.sent).toEqual([])
  })

  test('Q4: whoever has added to an order hears with its sender that it failed', async () => {
    kit.refuse(furnishes === 'whole' ? 'furnish' : 'muc#admin', 'internal-server-error')
    const order = new RoomOrder(kit.support, ROOM).affiliate({ jid: 'a@localhost', affiliation: 'member' })
    const { done } = order
    await expect(order.send()).rejects.toThrow('internal-server-error')
    await expect(done).rejects.toThrow('internal-server-error')
  })
})
