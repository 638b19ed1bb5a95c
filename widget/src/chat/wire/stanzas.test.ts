import { Strophe, toStanza } from 'strophe.js'
import { describe, expect, test } from 'vitest'
import { END_REASONS } from '../../../../component/protocol/names.js'
import later from '../words/later/en.json'
import * as build from './build.ts'
import * as read from './read.ts'
import { clean } from './xml.ts'

const NOW = 1_000
const parse = (xml: string): Element => toStanza(xml.replace(/^<(\w+)/, "<$1 xmlns='jabber:client'"))
const heard = (xml: string) => read.heard(parse(xml), NOW)
const SUPPORT = 'support@support.localhost'
const ROOM = 'r@rooms.localhost'

describe('what the visitor sends', () => {
  test.each([
    [
      build.join(SUPPORT, { name: 'Mia & <b>', problem: 'one\ntwo' }, 'T'),
      "<iq type='set' to='support@support.localhost' xmlns='jabber:client'><join-queue xmlns='http://jabber.org/protocol/workgroup'><queue-notifications/><x xmlns='jabber:x:data' type='submit'><field var='name'><value>Mia &amp; &lt;b&gt;</value></field><field var='problem'><value>one</value><value>two</value></field></x><ticket xmlns='urn:parlor:1'>T</ticket></join-queue></iq>",
    ],
    [
      build.resume(SUPPORT, 'T'),
      "<iq type='set' to='support@support.localhost' xmlns='jabber:client'><join-queue xmlns='http://jabber.org/protocol/workgroup'><queue-notifications/><resume xmlns='urn:parlor:1' token='T'/></join-queue></iq>",
    ],
    [
      build.presence(SUPPORT, ''),
      "<presence to='support@support.localhost' xmlns='jabber:client'><show>away</show></presence>",
    ],
    [
      build.presence(SUPPORT, 'in 5 <minutes>'),
      "<presence to='support@support.localhost' xmlns='jabber:client'><show>away</show><status>in 5 &lt;minutes&gt;</status></presence>",
    ],
    [build.presence(SUPPORT), "<presence to='support@support.localhost' xmlns='jabber:client'/>"],
    [
      build.enter({ jid: ROOM, nick: 'Mia', with: 'Anna' }),
      "<presence to='r@rooms.localhost/Mia' xmlns='jabber:client'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>",
    ],
    [
      build.say(ROOM, 'm1', 'hi'),
      "<message to='r@rooms.localhost' type='groupchat' id='m1' xmlns='jabber:client'><body>hi</body></message>",
    ],
    [
      build.catchUp(ROOM, 'q', 's9'),
      "<iq type='set' to='r@rooms.localhost' xmlns='jabber:client'><query xmlns='urn:xmpp:mam:2' queryid='q'><set xmlns='http://jabber.org/protocol/rsm'><max>50</max><after>s9</after></set></query></iq>",
    ],
  ])('%s', (stanza, xml) => {
    expect(stanza.toString()).toBe(Strophe.serialize(toStanza(xml)))
  })

  test('control characters and lone surrogates never reach the stream', () => {
    expect(clean('a\u0000b\ud800c\u{1f642}\t\n')).toBe('a\ufffdb\ufffdc\u{1f642}\t\n')
  })
})

describe('what the visitor hears', () => {
  test('the place in the queue', () => {
    const status = (inner: string) =>
      `<message from='${SUPPORT}'><queue-status xmlns='http://jabber.org/protocol/workgroup'>${inner}</queue-status></message>`
    expect(heard(status('<position>0</position><time>60</time>'))).toEqual({
      is: 'place',
      from: SUPPORT,
      position: 0,
      seconds: 60,
    })
    expect(heard(status('<position>3</position>'))).toMatchObject({ position: 3 })
    expect(heard(status('<position>-1</position>'))).toBeUndefined()
    expect(heard(status('<position>soon</position>'))).toBeUndefined()
  })

  const about = "<case xmlns='urn:parlor:1' id='7k' nick='Mia' with='Anna'/>"
  test('an invitation, mediated and direct', () => {
    const room = { jid: ROOM, nick: 'Mia', with: 'Anna' }
    expect(
      heard(
        `<message from='${ROOM}'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='${SUPPORT}/desk'>${about}</invite></x></message>`,
      ),
    ).toEqual({ is: 'invited', from: ROOM, by: SUPPORT, case: '7k', room })
    expect(
      heard(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${ROOM}'/>${about}</message>`),
    ).toEqual({ is: 'invited', from: SUPPORT, by: SUPPORT, case: '7k', room })
    expect(
      heard(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${ROOM}'/></message>`),
    ).toBeUndefined()
  })

  test('T11: only the room itself gives a stanza-id', () => {
    const said = (by: string) =>
      heard(
        `<message from='${ROOM}/Anna' id='a' type='groupchat'><body>hi</body><stanza-id xmlns='urn:xmpp:sid:0' by='${by}' id='s'/></message>`,
      )
    expect(said(ROOM)).toMatchObject({
      is: 'said',
      said: { name: 'Anna', text: 'hi', stanzaId: 's', at: NOW },
    })
    const forged = said('else@rooms.localhost')
    expect(forged?.is === 'said' && forged.said.stanzaId).toBeUndefined()
  })

  test('chat states, notices, the end', () => {
    expect(
      heard(
        `<message from='${ROOM}/Anna' type='groupchat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
      ),
    ).toMatchObject({ is: 'state', nick: 'Anna', writing: true })
    expect(
      heard(
        `<message from='${ROOM}/Desk' type='groupchat'><body>x</body><notice xmlns='urn:parlor:1' what='operator-lost'/></message>`,
      ),
    ).toMatchObject({ is: 'said', said: { who: 'desk', notice: 'operator-lost' } })
    expect(
      heard(
        `<message from='${SUPPORT}'><depart-queue xmlns='http://jabber.org/protocol/workgroup'/><ended xmlns='urn:parlor:1' case='7k' reason='from-the-future'/></message>`,
      ),
    ).toMatchObject({ is: 'ended', case: '7k', reason: 'unknown' })
  })

  test.each(END_REASONS)('Q4: a visitor hears why it is over: %s', (reason) => {
    const end = `<ended xmlns='urn:parlor:1' case='7k' reason='${reason}'/>`
    expect(heard(`<message from='${SUPPORT}'>${end}</message>`)).toMatchObject({ is: 'ended', reason })
    expect(later.reason[reason]).not.toBe(later.reason.unknown)
  })

  test('Q5: an end says what may be done instead; what is unknown says nothing', () => {
    const ended = (answer: string) =>
      heard(
        `<message from='${SUPPORT}'><ended xmlns='urn:parlor:1' case='7k' reason='waited-too-long'>${answer}</ended></message>`,
      )
    expect(ended("<answer do='redirect' url='https://shop.example/help'/>")).toMatchObject({
      reason: 'waited-too-long',
      instead: { do: 'redirect', url: 'https://shop.example/help' },
    })
    expect(ended("<answer do='message' callback='true'/>")).toMatchObject({
      instead: { do: 'message', callback: true },
    })
    expect(ended("<answer do='message' callback='false'/>")).toMatchObject({ instead: { do: 'message' } })
    expect(ended("<answer do='call-back'/>")).not.toHaveProperty('instead')
    expect(ended("<answer do='workgroup'/>")).not.toHaveProperty('instead')
  })

  test('who a notice is about, and that only the desk gives notices', () => {
    const said = (nick: string) =>
      heard(
        `<message from='${ROOM}/${nick}' type='groupchat'><body>x</body><notice xmlns='urn:parlor:1' what='transferred' who='Ben'/></message>`,
      )
    expect(said('Desk')).toMatchObject({ said: { who: 'desk', notice: 'transferred', about: 'Ben' } })
    const forged = said('Anna')
    expect(forged?.is === 'said' && forged.said).not.toHaveProperty('notice')
  })

  test('a line of the archive', () => {
    const line = heard(
      `<message from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='q' id='s7'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/><message xmlns='jabber:client' from='${ROOM}/Mia' id='m' type='groupchat'><body>hi</body></message></forwarded></result></message>`,
    )
    expect(line).toMatchObject({ is: 'history', query: 'q', id: 's7', at: Date.UTC(2026, 10, 21, 10) })
  })

  test('bounces: a rate limit passes, anything else is final', () => {
    const bounce = (type: string, condition: string) =>
      heard(
        `<message from='${ROOM}' id='m' type='error'><error type='${type}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
    expect(bounce('modify', 'policy-violation')).toMatchObject({ is: 'bounced', id: 'm', again: true })
    expect(bounce('cancel', 'not-acceptable')).toMatchObject({ is: 'bounced', again: false })
  })

  test('presence in the room', () => {
    expect(
      read.seen(
        parse(
          `<presence from='${ROOM}/Mia' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/><status code='321'/></x></presence>`,
        ),
      ),
    ).toEqual({ room: ROOM, nick: 'Mia', show: 'available', self: true, gone: true, error: false })
    expect(read.seen(parse("<presence from='support@support.localhost'/>"))).toBeUndefined()
  })

  test('the answer to join-queue', () => {
    const answer = (attributes: string) =>
      read.joined(
        parse(
          `<iq type='result'><join-queue xmlns='http://jabber.org/protocol/workgroup'><case xmlns='urn:parlor:1' ${attributes}/></join-queue></iq>`,
        ),
      )
    expect(answer("id='7k' token='T' phase='waiting'")).toEqual({ case: '7k', token: 'T', phase: 'waiting' })
    expect(answer(`id='7k' token='T' phase='active' room='${ROOM}' nick='Mia' with='Anna'`)).toMatchObject({
      room: { jid: ROOM, nick: 'Mia', with: 'Anna' },
    })
    expect(answer("token='T'")).toBeUndefined()
  })

  test.each([
    ["<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>", { why: 'ticket', fields: [] }],
    [
      "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><invalid xmlns='urn:parlor:1' field='email'/>",
      { why: 'form', fields: ['email'] },
    ],
    [
      "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><queue-full xmlns='urn:parlor:1'/>",
      { why: 'full', fields: [] },
    ],
    [
      "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><workgroup-closed xmlns='urn:parlor:1'/><answer xmlns='urn:parlor:1' do='message'/>",
      { why: 'closed', fields: [], instead: { do: 'message' } },
    ],
    [
      "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><nobody-on-duty xmlns='urn:parlor:1'/><answer xmlns='urn:parlor:1' do='workgroup' jid='sales@support.localhost'/>",
      { why: 'nobody', fields: [], instead: { do: 'workgroup', jid: 'sales@support.localhost' } },
    ],
    ["<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>", { why: 'nobody', fields: [] }],
    ["<remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>", { why: 'later', fields: [] }],
    [
      "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><blocked xmlns='urn:parlor:1' until='2026-11-22T10:00:00Z'/>",
      { why: 'blocked', fields: [] },
    ],
    [
      "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><too-many-here xmlns='urn:parlor:1'/>",
      { why: 'too-often', fields: [] },
    ],
    ["<teapot xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>", { why: 'server', fields: [] }],
  ])('a refusal: %s', (error, refusal) => {
    expect(read.refusal(parse(`<iq type='error'><error>${error}</error></iq>`))).toEqual(refusal)
  })

  test('no answer is not a refusal', () => {
    expect(read.refusal(undefined)).toEqual({ why: 'later', fields: [] })
  })
})
