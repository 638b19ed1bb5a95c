import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit } from '../../office/office.kit.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
})
afterEach(() => kit.close())

const phaseOf = (id: string) => kit.support.actor.state.cases.get(id)?.phase.is

async function chat(): Promise<string> {
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  return id
}

test('R5: once accepted there is one room for two, owned by the workgroup, and both are asked in', async () => {
  const id = await chat()
  const room = kit.support.cases.details(id)?.room ?? ''
  expect(phaseOf(id)).toBe('active')
  expect(kit.said('muc#roomconfig_membersonly').length).toBeGreaterThan(0)
  const seats = kit.said('affiliation="member"').filter((text) => text.includes(room))
  expect(seats.some((text) => text.includes('jid="mia@localhost"'))).toBe(true)
  expect(seats.some((text) => text.includes('jid="anna@localhost"'))).toBe(true)
  for (const whom of ['mia@localhost/web', ANNA]) {
    const invited = kit
      .said(room)
      .filter((text) => text.includes('invite') || text.includes('jabber:x:conference'))
    expect(invited.some((text) => text.includes(whom))).toBe(true)
  }
})

test('Q4: a room that cannot be made puts the request back, and is counted', async () => {
  kit.refuse('muc#owner', 'internal-server-error')
  const id = await chat()
  expect(phaseOf(id)).not.toBe('active')
  expect(kit.office.counters.roomsFailed).toBeGreaterThan(0)
  // When the server can again, so can we.
  kit.allow()
  await kit.move(60_000)
  await kit.support.actor.postAndWait({ type: 'take', case: id, operator: 'anna@localhost' })
  await kit.support.lanes.idle(id)
  expect(phaseOf(id)).toBe('active')
})

test('C2: whoever comes back from another address has the seat, and the old address has none', async () => {
  const id = await chat()
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
  await kit.support.actor.postAndWait({ type: 'visitor-returns', case: id, visitor: 'mia2@localhost/web' })
  await kit.support.lanes.idle(id)
  const moves = kit.sent.map(String).filter((text) => text.includes('muc#admin'))
  expect(moves.some((text) => /jid="mia@localhost"/.test(text) && text.includes('"none"'))).toBe(true)
  expect(moves.some((text) => /jid="mia2@localhost"/.test(text) && text.includes('"member"'))).toBe(true)
})

test('C4: a guest gets a seat of their own, and the room grows by one for that time', async () => {
  const id = await chat()
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
  kit.sent.length = 0
  await kit.support.actor.postAndWait({
    type: 'join-chat',
    case: id,
    operator: 'carol@localhost',
    silent: false,
  })
  await kit.support.lanes.idle(id)
  expect(kit.said('jid="carol@localhost"').length).toBeGreaterThan(0)
  expect(kit.said('maxusers')[0]).toContain('<value>3</value>')
  kit.sent.length = 0
  await kit.support.actor.postAndWait({ type: 'leave-chat', case: id, operator: 'carol@localhost' })
  await kit.support.lanes.idle(id)
  await kit.move(60_000)
  await kit.support.lanes.idle(id)
  expect(kit.said('jid="carol@localhost"').some((text) => text.includes('"none"'))).toBe(true)
})
