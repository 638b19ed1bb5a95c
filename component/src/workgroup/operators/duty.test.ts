import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const showOf = (jid: string) =>
  [...(kit.support.actor.state.operators.get(jid)?.resources.values() ?? [])].map(({ show }) => show)
const gone = (client: string) => kit.hear(`<presence type='unavailable' from='${client}' to='${SUPPORT}'/>`)

test('A1: presence alone puts an operator on duty, and takes them off', async () => {
  await kit.onDuty('anna@localhost/psi', 'plain')
  expect(showOf('anna@localhost')).toEqual(['available'])
  await kit.onDuty('anna@localhost/psi', 'plain', 'dnd')
  expect(showOf('anna@localhost')).toEqual(['dnd'])
  await gone('anna@localhost/psi')
  expect(showOf('anna@localhost')).toEqual([])
})

test('R1: a negative priority is reached by nothing that goes to the person', async () => {
  await kit.hear(`<presence from='anna@localhost/bot' to='${SUPPORT}'><priority>-1</priority></presence>`)
  expect(showOf('anna@localhost')).toEqual([])
})

test('R1: a stranger is refused, and told nothing of the queue', async () => {
  await kit.onDuty('eve@localhost/desk')
  expect(kit.said('type="error"').some((text) => text.includes('eve@localhost'))).toBe(true)
  await kit.onDuty(ANNA)
  await kit.joins('mia')
  await kit.move(10_000)
  expect(kit.said('notify-queue').some((text) => text.includes('eve@localhost'))).toBe(false)
})

test('C2: a client that comes while its operator has a chat is invited into the room again', async () => {
  await kit.onDuty(ANNA)
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
  kit.sent.length = 0
  await kit.onDuty('anna@localhost/second')
  const room = kit.support.cases.details(id)?.room ?? '-'
  expect(kit.said(room).some((text) => text.includes('anna@localhost/second'))).toBe(true)
})

test('A1: out of the roster is off duty; a client that speaks XEP-0142 still speaks for itself', async () => {
  await kit.onDuty('anna@localhost/psi', 'plain')
  await kit.onDuty(ANNA)
  await kit.hear(`<presence type='unsubscribe' from='anna@localhost' to='${SUPPORT}'/>`)
  expect([...(kit.support.actor.state.operators.get('anna@localhost')?.resources.keys() ?? [])]).toEqual([
    'desk',
  ])
})
