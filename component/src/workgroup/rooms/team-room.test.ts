import { afterEach, beforeEach, expect, test } from 'vitest'
import { BEN, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const asks = (from: string) =>
  kit.hear(`<iq type='get' id='t' from='${from}' to='${SUPPORT}'><team xmlns='urn:parlor:1'/></iq>`)
const answer = () => String(kit.sent.findLast((stanza) => stanza.attrs.id === 't'))

test('D3: the team has a room, made once, members only, of which an operator becomes a member by asking', async () => {
  await asks('anna@localhost/desk')
  const [, room] = /room="([0-9a-f]{32}@rooms.localhost)"/.exec(answer()) ?? []
  expect(answer()).toContain('nick="Anna"')
  const [configured] = kit.said('muc#roomconfig_membersonly')
  expect(configured).toContain(room)
  expect(configured).toContain('Support team')
  expect(kit.said('affiliation="member"')[0]).toMatch(/jid="anna@localhost".*|nick="Anna"/)
  await asks(BEN)
  expect(answer()).toContain(`room="${room}"`)
  expect(kit.said('muc#roomconfig_membersonly')).toHaveLength(1)
})

test('D3: a stranger is told nothing of it', async () => {
  await asks('mallory@localhost/x')
  expect(answer()).toContain('forbidden')
  expect(kit.said('muc#roomconfig_membersonly')).toEqual([])
})
