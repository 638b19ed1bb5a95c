import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'

let kit: OfficeKit
let id: string
let room: string
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
  id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  room = kit.support.cases.details(id)?.room ?? ''
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
})
afterEach(() => kit.close())

const record = () => kit.support.actor.state.cases.get(id)
const leaves = (nick: string, jid: string) =>
  kit.hear(
    `<presence type='unavailable' from='${room}/${nick}' to='${SUPPORT}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none' jid='${jid}'/></x></presence>`,
  )
const says = (nick: string, words: string, archived = true) =>
  kit.hear(
    `<message type='groupchat' from='${room}/${nick}' to='${SUPPORT}/Desk' id='m'><body>${words}</body>${archived ? `<stanza-id xmlns='urn:xmpp:sid:0' by='${room}' id='7'/>` : ''}</message>`,
  )
const notes = async () => (await kit.store.events(id)).map(({ what }) => what)

test('R8: who is in the room is what the rules believe', async () => {
  expect(record()?.visitor.inRoom).toBe(true)
  await leaves('Mia', 'mia@localhost/web')
  expect(record()?.visitor.inRoom ?? false).toBe(false)
})

test('R8: an operator who leaves the room is believed to have left it', async () => {
  await leaves('Anna', ANNA)
  const phase = record()?.phase
  expect(phase?.is === 'active' && phase.operatorIn).toBe(false)
})

test('M3: the first answer of the operator is noted once, the visitor and the desk are none', async () => {
  await says('Mia', 'hello')
  await says('Desk', 'Anna is here')
  await says('Anna', 'hello Mia')
  await says('Anna', 'how can I help')
  await kit.move(1_000)
  await kit.support.actor.stop()
  expect((await notes()).filter((what) => what === 'first-answer')).toHaveLength(1)
})

test('P6: a message that the room did not archive is counted', async () => {
  await says('Mia', 'hello')
  expect(kit.office.counters.unarchived).toBe(0)
  await says('Mia', 'lost', false)
  expect(kit.office.counters.unarchived).toBe(1)
})

test('P8: a stranger in the room is nobody', async () => {
  await kit.hear(
    `<presence from='${room}/Eve' to='${SUPPORT}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant' jid='eve@localhost/x'/></x></presence>`,
  )
  expect(kit.support.occupants.whoIs(room, 'Eve')).toBeUndefined()
})

test('the desk that was put out enters again', async () => {
  kit.sent.length = 0
  await kit.hear(
    `<presence type='unavailable' from='${room}/Desk' to='${SUPPORT}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='none'/><status code='110'/><status code='333'/></x></presence>`,
  )
  await kit.move(1_000)
  expect(kit.said(`to="${room}/Desk"`).length).toBeGreaterThan(0)
})

test('B3: a server that lets the desk into no more rooms is named in the log, with what to raise', async () => {
  const told = vi.spyOn(kit.office.log, 'error').mockImplementation(() => {})
  await kit.hear(
    `<presence type='error' from='${room}/Desk' to='${SUPPORT}/Desk'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>`,
  )
  expect(told.mock.calls.map(String).join()).toContain('max_user_conferences')
})

/** What makes a room anew where it is gone. */
const entrances = () =>
  kit
    .said(`to="${room}/Desk"`)
    .filter((sent) => sent.startsWith('<presence') && !sent.includes('unavailable'))
const deskIsOut = () =>
  kit.hear(
    `<presence type='unavailable' from='${room}/Desk' to='${SUPPORT}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='none'/><status code='110'/><status code='332'/></x></presence>`,
  )
const deskIsNotIn = () =>
  kit.hear(
    `<message type='error' from='${room}' to='${SUPPORT}/Desk' id='x'><error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
  )

test('P7: the desk that was put out does not enter a room whose chat has ended meanwhile: that would make it anew', async () => {
  await deskIsOut()
  await kit.support.actor.post({ type: 'depart', case: id })
  kit.sent.length = 0
  await kit.move(1_000)
  expect(entrances()).toEqual([])
})

test('P7: nor when the room says later that the desk is not in it', async () => {
  kit.sent.length = 0
  await deskIsNotIn()
  expect(entrances()).toHaveLength(1)
  await kit.support.actor.post({ type: 'depart', case: id })
  kit.sent.length = 0
  await deskIsNotIn()
  kit.support.actor.state.cases.delete(id)
  await deskIsNotIn()
  expect(entrances()).toEqual([])
})
