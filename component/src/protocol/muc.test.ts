import { describe, expect, it } from 'vitest'
import * as muc from './muc.ts'
import { expectSameXml, rejects, xml } from './pairs.kit.ts'
import { refusal } from './stanza-error.ts'

const ROOM = 'r@rooms.localhost'
const DESK = 'support@support.localhost/desk'
const USER = `xmlns='http://jabber.org/protocol/muc#user'`

describe('what the owner sends', () => {
  it.each([
    [
      'enter without history',
      muc.buildJoin(ROOM, 'Desk', DESK),
      `<presence to='${ROOM}/Desk' from='${DESK}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
    ],
    [
      'leave',
      muc.buildLeave(ROOM, 'Desk', DESK),
      `<presence type='unavailable' to='${ROOM}/Desk' from='${DESK}'/>`,
    ],
    [
      'speak',
      muc.buildGroupchat(ROOM, DESK, 'm1', 'Hello'),
      `<message type='groupchat' to='${ROOM}' from='${DESK}' id='m1'><body>Hello</body></message>`,
    ],
    [
      'invite',
      muc.buildInvite(ROOM, DESK, 'a@b/c', 'Come in.', xml(`<case xmlns='urn:parlor:1'/>`)),
      `<message to='${ROOM}' from='${DESK}'><x ${USER}><invite to='a@b/c'><reason>Come in.</reason></invite></x>
        <case xmlns='urn:parlor:1'/></message>`,
    ],
    [
      'give a seat',
      muc.buildSetAffiliation(ROOM, DESK, { jid: 'a@b', affiliation: 'member', nick: 'Mia' }),
      `<iq type='set' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#admin'>
        <item jid='a@b' affiliation='member' nick='Mia'/></query></iq>`,
    ],
    [
      'list members',
      muc.buildListAffiliation(ROOM, DESK, 'member'),
      `<iq type='get' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query></iq>`,
    ],
    [
      'list occupants',
      muc.buildListRole(ROOM, DESK, 'participant'),
      `<iq type='get' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#admin'><item role='participant'/></query></iq>`,
    ],
    [
      'destroy',
      muc.buildDestroy(ROOM, DESK),
      `<iq type='set' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>`,
    ],
    [
      'withdraw',
      muc.buildCancelConfig(ROOM, DESK),
      `<iq type='set' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='cancel'/></query></iq>`,
    ],
  ])('%s', (_, built, words) => expectSameXml(built, xml(words)))
})

describe("the room's settings", () => {
  const config = { name: 'Case 1', maxUsers: 2 }
  const submitted = muc.buildConfigure(ROOM, DESK, config)

  it('have all stuck when the room answers with what was sent', () => {
    expect(muc.missingSettings(submitted, config)).toEqual([])
  })

  it('are compared by meaning: the order in a list and the spelling of a truth do not matter', () => {
    const answer = submitted
      .toString()
      .replace(
        '<value>participant</value><value>visitor</value>',
        '<value>visitor</value><value>participant</value>',
      )
      .replace('persistentroom"><value>1</value>', 'persistentroom"><value>true</value>')
    expect(muc.missingSettings(xml(answer), config)).toEqual([])
  })

  it('are named when they did not stick', () => {
    const answer = submitted
      .toString()
      .replace('membersonly"><value>1</value>', 'membersonly"><value>0</value>')
      .replace('muc#roomconfig_maxusers', 'unknown')
    expect(muc.missingSettings(xml(answer), config)).toEqual([
      'muc#roomconfig_membersonly',
      'muc#roomconfig_maxusers',
    ])
  })

  it('are all missing in an empty answer', () => {
    expect(muc.missingSettings(xml('<iq/>'), config).length).toBeGreaterThan(5)
  })

  it('are asked for', () => {
    expectSameXml(
      muc.buildGetConfig(ROOM, DESK),
      xml(
        `<iq type='get' to='${ROOM}' from='${DESK}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
      ),
    )
  })
})

describe('the form of a room', () => {
  const form = (...fields: string[]) =>
    muc.readRoomForm(
      xml(
        `<iq type='result' from='${ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>
        <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>${fields.join('')}</x></query></iq>`,
      ),
    )
  const boolean = (name: string) => `<field type='boolean' var='${name}'><value>0</value></field>`
  const seats = (...offered: (number | string)[]) =>
    `<field type='list-single' var='muc#roomconfig_maxusers'>${offered.map((one) => `<option><value>${one}</value></option>`).join('')}</field>`
  const config = { name: 'Case 1', maxUsers: 2 }
  const submitted = (shown: muc.RoomForm) => {
    const sent = muc.buildConfigure(ROOM, DESK, config, shown).getChild('query')?.getChild('x')
    const fields = sent?.getChildren('field') ?? []
    return new Map(fields.map((field) => [field.attrs.var, field.getChildText('value')]))
  }

  it('B3: only what it has is sent, in its own words: one unknown field, and some servers refuse the whole', () => {
    const older = submitted(form(boolean('mam'), boolean('allow_private_messages'), boolean('public_list')))
    expect([...older]).toEqual([
      ['FORM_TYPE', 'http://jabber.org/protocol/muc#roomconfig'],
      ['muc#roomconfig_roomname', 'Case 1'],
      ['muc#roomconfig_maxusers', '2'],
      ['mam', '1'],
      ['allow_private_messages', '0'],
      ['public_list', '0'],
    ])
    const newer = submitted(
      form(boolean('muc#roomconfig_enablearchiving'), boolean('muc#roomconfig_allowpm')),
    )
    expect(newer.get('muc#roomconfig_enablearchiving')).toBe('1')
    expect(newer.get('muc#roomconfig_allowpm')).toBe('none')
    expect(newer.has('mam')).toBe(false)
  })

  it('B3: what is needed counts under whichever name it has; what no field is there for is missed', () => {
    const shown = form(boolean('mam'), boolean('muc#roomconfig_membersonly'))
    const missing = muc.missingSettings(muc.buildConfigure(ROOM, DESK, config, shown), config, shown)
    expect(missing).not.toContain('mam')
    expect(missing).not.toContain('muc#roomconfig_enablearchiving')
    expect(missing).toContain('muc#roomconfig_persistentroom')
    expect(muc.missingSettings(xml('<iq/>'), config, shown)).toContain('mam')
  })

  it('B3: places are asked for to the very number where that is offered, else with room to spare', () => {
    expect(form(seats('none', 2, 3, 50)).places(2)).toBe(2)
    expect(form(seats('none', 2, 3, 50)).places(7)).toBe(7)
    const wholesale = form(seats(5, 10, 20, 30, 50, 100, 200, 'none'))
    expect([2, 3, 10, 31, 500].map(wholesale.places)).toEqual([30, 30, 30, 100, 500])
    expect(form().places(2)).toBe(2)
  })
})

describe('an occupant', () => {
  it('enters, seen by a moderator', () => {
    const seen = muc.parseOccupant(
      xml(
        `<presence from='${ROOM}/Mia'><x ${USER}><item affiliation='member' role='participant' jid='a@b/c'/></x></presence>`,
      ),
    )
    expect(seen).toEqual({
      room: ROOM,
      nick: 'Mia',
      present: true,
      self: false,
      affiliation: 'member',
      role: 'participant',
      jid: 'a@b/c',
      statuses: new Set(),
      destroyed: false,
    })
  })

  it('is oneself', () => {
    const seen = muc.parseOccupant(
      xml(`<presence from='${ROOM}/Desk'><x ${USER}><item affiliation='owner' role='moderator'/>
        <status code='110'/><status code='201'/></x></presence>`),
    )
    expect(seen).toMatchObject({ self: true, statuses: new Set([110, 201]) })
  })

  it('loses the seat', () => {
    const seen = muc.parseOccupant(
      xml(`<presence type='unavailable' from='${ROOM}/Mia'><x ${USER}><item affiliation='none' role='none'/>
        <status code='321'/></x></presence>`),
    )
    expect(seen?.present).toBe(false)
    expect(seen?.statuses.has(muc.STATUS.removed)).toBe(true)
  })

  it('goes down with the room', () => {
    const seen = muc.parseOccupant(
      xml(`<presence type='unavailable' from='${ROOM}/Mia'><x ${USER}><destroy/></x></presence>`),
    )
    expect(seen).toMatchObject({ destroyed: true, present: false })
  })

  it.each([
    ['a plain presence', `<presence from='a@b/c'/>`],
    ['an error', `<presence type='error' from='${ROOM}/Mia'><x ${USER}><item/></x></presence>`],
    ['an invitation', `<message from='${ROOM}'><x ${USER}><invite from='a@b'/></x></message>`],
  ])('is not %s', (_, words) => expect(muc.parseOccupant(xml(words))).toBeUndefined())
})
const refused = (parse: (stanza: ReturnType<typeof xml>) => unknown) => (parent: ReturnType<typeof xml>) => {
  parent.attrs.from = `${ROOM}/x`
  return parse(parent)
}
rejects('an occupant', refused(muc.parseOccupant), {
  'an unknown role': `<x ${USER}><item affiliation='member' role='king'/></x>`,
  'an unknown affiliation': `<x ${USER}><item affiliation='friend' role='none'/></x>`,
  'a status that is no number': `<x ${USER}><item/><status code='many'/></x>`,
})

describe('what else a room says', () => {
  it('a message', () => {
    const words = `<message type='groupchat' from='${ROOM}/Mia' id='1'><body> hi </body></message>`
    expect(muc.parseGroupchat(xml(words))).toEqual({ room: ROOM, nick: 'Mia', id: '1', body: ' hi ' })
  })
  it('a message of its own', () => {
    const words = `<message type='groupchat' from='${ROOM}'><subject/></message>`
    expect(muc.parseGroupchat(xml(words))).toEqual({ room: ROOM, subject: '' })
  })
  it('not a private one', () => {
    expect(
      muc.parseGroupchat(xml(`<message type='chat' from='${ROOM}/Mia'><body>x</body></message>`)),
    ).toBeUndefined()
  })
  it('an invitation', () => {
    const words = `<message from='${ROOM}'><x ${USER}><invite from='a@b'><reason>Come</reason></invite></x></message>`
    expect(muc.parseInvite(xml(words))).toEqual({ room: ROOM, from: 'a@b', reason: 'Come' })
  })
  it('a refusal of one', () => {
    const words = `<message from='${ROOM}'><x ${USER}><decline from='a@b'/></x></message>`
    expect(muc.parseDecline(xml(words))).toEqual({ from: 'a@b' })
  })
  it('a list', () => {
    const words = `<iq><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='a@b'/>
      <item role='participant' nick='Mia' jid='a@b/c' affiliation='none'/></query></iq>`
    expect(muc.parseItems(xml(words))).toEqual([
      { affiliation: 'member', jid: 'a@b' },
      { role: 'participant', nick: 'Mia', jid: 'a@b/c', affiliation: 'none' },
    ])
  })
  it('that it is gone', () => {
    expect(muc.isGone(refusal('gone'))).toBe(true)
    expect(muc.isGone(refusal('item-not-found'))).toBe(true)
    expect(muc.isGone(refusal('forbidden'))).toBe(false)
    expect(muc.isGone(new Error('gone'))).toBe(false)
  })
})
