import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import { lookUp } from '../case-view.ts'
import { newRoom, prepare } from './make-room.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA, 'agent', 'dnd') // nothing rings: no room is made by itself
})
afterEach(() => kit.close())

test('T8, R5: a room has a name that nobody can guess', () => {
  const names = Array.from({ length: 200 }, () => newRoom(kit.office))
  expect(new Set(names).size).toBe(200)
  for (const name of names) expect(name.split('@')[0]?.length).toBeGreaterThanOrEqual(22)
})

test('R5: two who ask for the same room at once make it once', async () => {
  await kit.onDuty(ANNA)
  const id = await kit.joins('mia')
  const live = lookUp(kit.support, id)
  if (!live) throw new Error('no case')
  await kit.settled()
  kit.sent.length = 0
  await Promise.all([prepare(kit.support, live), prepare(kit.support, live)])
  expect(kit.said('muc#roomconfig_membersonly').length).toBeLessThanOrEqual(1)
})

test('Q4: what failed is tried anew next time', async () => {
  await kit.onDuty(ANNA)
  kit.refuse('muc#owner', 'internal-server-error')
  const id = await kit.joins('mia')
  const live = lookUp(kit.support, id)
  if (!live) throw new Error('no case')
  await kit.settled()
  await expect(prepare(kit.support, live)).rejects.toThrow()
  kit.allow()
  await kit.settled()
  await expect(prepare(kit.support, live)).resolves.toBeUndefined()
  expect(kit.support.rooms.isKnown(id)).toBe(true)
})
