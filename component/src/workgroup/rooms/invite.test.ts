import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ANNA, answerOffer, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import { lookUp } from '../case-view.ts'
import { invitationOfOperator, invitationOfVisitor, invite, nicksOf } from './invite.ts'

let kit: OfficeKit
let id: string
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
  id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  for (let turn = 0; turn < 50; turn++) await kit.settled()
})
afterEach(() => kit.close())

const live = () => {
  const found = lookUp(kit.support, id)
  if (!found) throw new Error('the case is not there')
  return found
}
/** The invitations that were sent to this address. */
const invitations = (to: string) => kit.said('<invite').filter((text) => text.includes(`<invite to="${to}"`))

test('A2: each side is invited once, to the client it answered with, in words that name the other one', () => {
  const [operators, ...more] = invitations(ANNA)
  expect(more).toEqual([])
  expect(operators).toContain(`Chat ${live().details.number} with mia.`)
  expect(operators).toContain(`xmpp:${live().details.room}?join`)
  const [visitors, ...others] = invitations('mia@localhost/web')
  expect(others).toEqual([])
  expect(visitors).toContain('Anna is here for you.')
})

test('A7: no invitation is kept by a server, and the visitor’s has nothing of the case but its id', () => {
  for (const to of [ANNA, 'mia@localhost/web'])
    expect(invitations(to).every((text) => text.includes('<no-store xmlns="urn:xmpp:hints"/>'))).toBe(true)
  expect(invitations(ANNA)[0]).toContain(' name="mia"')
  expect(invitations('mia@localhost/web')[0]).not.toContain(' name="mia"')
})

test('R5: a nickname that somebody has in the room is not given a second time', async () => {
  expect(nicksOf(kit.support, live(), 'ben@localhost').operator).toBe('Ben')
  const { room } = live().details
  await kit.hear(
    `<presence from='${room}/Ben' to='${kit.support.jid}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='mia@localhost/web'/></x></presence>`,
  )
  const given = nicksOf(kit.support, live(), 'ben@localhost').operator
  expect(given).toContain('Ben')
  expect(given).not.toBe('Ben')
})

test('A2: who asks once more is invited once more, where they ask', () => {
  invite(kit.support, invitationOfOperator(kit.support, live(), 'anna@localhost', 'anna@localhost/psi'))
  expect(invitations('anna@localhost/psi')).toHaveLength(1)
  expect(invitations(ANNA)).toHaveLength(1)
})

describe('where only an occupant invites, and what stands beside is lost', () => {
  beforeEach(() => {
    kit.sent.length = 0
    kit.office.rooms = { ...kit.office.rooms, invites: 'inside' }
  })
  const about = (to: string) =>
    kit.sent.filter(
      (stanza) => String(stanza.attrs.to) === to || String(stanza).includes(`<invite to="${to}"`),
    )

  test('B3: clients that know cases hear from the workgroup which one it is, then Desk invites from inside', () => {
    invite(kit.support, invitationOfOperator(kit.support, live(), 'anna@localhost', ANNA))
    const [direct, mediated, ...more] = about(ANNA)
    expect(more).toEqual([])
    expect(direct?.attrs.from).toBe(kit.support.jid)
    expect(direct?.getChild('x', 'jabber:x:conference')?.attrs.jid).toBe(live().details.room)
    expect(direct?.getChild('case', 'urn:parlor:1')?.attrs.id).toBe(id)
    expect(mediated?.attrs.from).toBe(kit.support.deskJid)
    expect(mediated?.attrs.to).toBe(live().details.room)
  })

  test('B3: a plain client is invited once, by the room', () => {
    invite(kit.support, invitationOfOperator(kit.support, live(), 'anna@localhost', 'anna@localhost/psi'))
    expect(about('anna@localhost/psi').map(({ attrs }) => attrs.to)).toEqual([live().details.room])
  })

  test('B3: the visitor hears as whom to enter', () => {
    invite(kit.support, invitationOfVisitor(kit.support, live(), 'anna@localhost'))
    const [direct] = about('mia@localhost/web')
    expect(direct?.getChild('case', 'urn:parlor:1')?.attrs.nick).toBe('mia')
  })
})
