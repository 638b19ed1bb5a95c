import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import type { Fact } from '../model/facts.ts'
import { interpret, requests } from './routes.ts'

const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const ROOM = 'r1@rooms.localhost'
const NOW = Date.parse('2026-11-21T10:00:00Z')
const CONDITION = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'"

/** A stanza, and what it means. */
const pairs: readonly (readonly [name: string, xml: string, facts: readonly Fact[]])[] = [
  [
    'the queue in figures',
    `<presence from='support@s'><notify-queue ${WG}><count>2</count><oldest>20261121T09:59:00</oldest><status>active</status></notify-queue></presence>`,
    [
      {
        is: 'queue-summary',
        workgroup: 'support@s',
        summary: { duty: 'on', waiting: 2, oldest: NOW - 60_000, accepts: 'active' },
      },
    ],
  ],
  [
    'a queue entry of a workgroup that is not Parlor’s',
    `<presence from='support@s'><notify-queue-details ${WG}><user jid='mia@x/web'><position>0</position></user></notify-queue-details></presence>`,
    [
      {
        is: 'queue-details',
        workgroup: 'support@s',
        requests: [
          {
            case: { id: 'mia@x/web', name: 'web', answers: [], parameters: [] },
            workgroup: 'support@s',
            visitor: 'mia@x/web',
            joinedAt: NOW,
            show: 'available',
            ringing: false,
            position: 0,
            priority: 0,
          },
        ],
      },
    ],
  ],
  [
    'a whole case',
    `<presence from='support@s'><notify-queue-details ${WG}><user jid='v@x/w'><position>1</position><join-time>2026-11-21T09:58:00Z</join-time>
      <case xmlns='urn:parlor:1' id='c1' number='7' name='Mia' show='away' status='back in 5' phase='waiting' priority='10'>
      <x xmlns='jabber:x:data' type='result'><field var='topic' label='Topic' type='list-single'><value>b</value><option label='Bills'><value>b</value></option></field>
        <field var='vip' label='VIP' type='boolean'><value>1</value></field><field var='secret' type='hidden'><value>x</value></field></x>
      <page url='javascript:alert(1)' referrer='https://s.example/' language='da'/>
      <parameter name='customer' verified='true'>56164</parameter><tag>refund</tag>
      <note by='ben@localhost' at='2026-11-21T09:59:00Z'>Called back twice.</note></case></user></notify-queue-details></presence>`,
    [
      {
        is: 'queue-details',
        workgroup: 'support@s',
        requests: [
          {
            case: {
              id: 'c1',
              number: '7',
              name: 'Mia',
              answers: [
                { name: 'topic', label: 'Topic', value: 'Bills' },
                { name: 'vip', label: 'VIP', value: 'Yes' },
              ],
              parameters: [{ name: 'customer', value: '56164', verified: true }],
              page: { referrer: 'https://s.example/', language: 'da' },
              tags: ['refund'],
              notes: [{ by: 'ben@localhost', at: NOW - 60_000, text: 'Called back twice.' }],
            },
            workgroup: 'support@s',
            visitor: 'v@x/w',
            joinedAt: NOW - 120_000,
            show: 'away',
            status: 'back in 5',
            ringing: false,
            position: 1,
            priority: 10,
          },
        ],
      },
    ],
  ],
  [
    'a colleague, told by the workgroup',
    `<presence from='support@s/ben@localhost'><show>dnd</show><status>call</status><agent-status ${WG} jid='ben@localhost'><current-chats>2</current-chats><max-chats>4</max-chats></agent-status></presence>`,
    [
      {
        is: 'colleague',
        workgroup: 'support@s',
        colleague: { jid: 'ben@localhost', show: 'dnd', status: 'call', chats: 2, seats: 4 },
      },
    ],
  ],
  [
    'an offer with Fastpath’s metadata alone',
    `<iq type='set' from='support@s' id='1'><offer ${WG} jid='v@x/w'><metadata xmlns='http://jivesoftware.com/protocol/workgroup'><value name='username'>Mia</value><value name='question'>Why?</value></metadata></offer></iq>`,
    [
      {
        is: 'offered',
        workgroup: 'support@s',
        visitor: 'v@x/w',
        ringFor: 30_000,
        case: {
          id: 'v@x/w',
          name: 'Mia',
          problem: 'Why?',
          answers: [],
          parameters: [
            { name: 'username', value: 'Mia', verified: false },
            { name: 'question', value: 'Why?', verified: false },
          ],
        },
      },
    ],
  ],
  [
    'the chat of a colleague, handed on with a note',
    `<iq type='set' from='support@s' id='1'><offer ${WG} jid='v@x/w' id='c1'><timeout>20</timeout><case xmlns='urn:parlor:1' id='c1' name='Mia'/><transfer xmlns='urn:parlor:1' by='ben@localhost' as='owner'><note>Please check the refund.</note></transfer></offer></iq>`,
    [
      {
        is: 'offered',
        workgroup: 'support@s',
        visitor: 'v@x/w',
        ringFor: 20_000,
        case: { id: 'c1', name: 'Mia', answers: [], parameters: [] },
        asks: { by: 'ben@localhost', as: 'owner', note: 'Please check the refund.' },
      },
    ],
  ],
  [
    'other left messages than before',
    "<message from='support@s'><messages xmlns='urn:parlor:1'/></message>",
    [{ is: 'messages-changed', workgroup: 'support@s' }],
  ],
  [
    'off duty for missed offers',
    "<message type='chat' from='support@s'><body>x</body><off-duty xmlns='urn:parlor:1' missed='2' since='2026-11-21T09:59:00Z'/></message>",
    [{ is: 'off-duty', workgroup: 'support@s', missed: 2, since: NOW - 60_000 }],
  ],
  [
    'and on duty again',
    "<message type='chat' from='support@s'><body>x</body><on-duty xmlns='urn:parlor:1'/></message>",
    [{ is: 'on-duty', workgroup: 'support@s' }],
  ],
  [
    'others on the site than before',
    "<message type='headline' from='support@s'><visitors xmlns='urn:parlor:1' count='3'/></message>",
    [{ is: 'site-changed', workgroup: 'support@s' }],
  ],
  [
    'what a visitor of the site said',
    "<message from='support@s'><site-news xmlns='urn:parlor:1' visitor='v3' name='Mia' what='declined'/><body>Not now.</body></message>",
    [{ is: 'site-news', workgroup: 'support@s', text: 'Not now.' }],
  ],
  [
    'what a visitor said of a chat when it was over',
    "<message from='support@s'><rated xmlns='urn:parlor:1' case='c1' rating='4'>Quick</rated><body>x</body></message>",
    [{ is: 'rated', case: 'c1', rating: 4, comment: 'Quick' }],
  ],
  [
    'what became of a transfer',
    "<message from='support@s'><news xmlns='urn:parlor:1' case='c1' what='transfer-declined' who='ben@localhost'/><body>x</body></message>",
    [{ is: 'news', workgroup: 'support@s', case: 'c1', what: 'transfer-declined', who: 'ben@localhost' }],
  ],
  [
    'a colleague came in',
    `<message type='groupchat' from='${ROOM}/Desk' id='n1'><body>x</body><notice xmlns='urn:parlor:1' what='colleague-joined' who='Ben'/></message>`,
    [{ is: 'notice', room: ROOM, notice: { what: 'colleague-joined', key: 'n1', who: 'Ben' } }],
  ],
  [
    'a revoked offer',
    `<iq type='set' from='support@s' id='1'><offer-revoke ${WG} jid='v@x/w' id='c1'><revoked xmlns='urn:parlor:1' why='taken' by='ben@localhost/psi'/></offer-revoke></iq>`,
    [
      {
        is: 'revoked',
        workgroup: 'support@s',
        visitor: 'v@x/w',
        case: 'c1',
        why: 'taken',
        by: 'ben@localhost',
      },
    ],
  ],
  [
    'the component has just begun',
    "<presence from='support@s'><show>xa</show><started xmlns='urn:parlor:1'/></presence>",
    [{ is: 'workgroup-started', workgroup: 'support@s' }],
  ],
  [
    'not an operator there',
    `<presence type='error' from='support@s'><error type='auth'><not-authorized ${CONDITION}/></error></presence>`,
    [{ is: 'duty-refused', workgroup: 'support@s', condition: 'not-authorized' }],
  ],
  [
    'not let into a room',
    `<presence type='error' from='${ROOM}/Anna'><error type='auth'><registration-required ${CONDITION}/></error></presence>`,
    [{ is: 'room-refused', room: ROOM, condition: 'registration-required' }],
  ],
  [
    'a message that the room refused',
    `<message type='error' from='${ROOM}' id='m1'><error type='cancel'><not-acceptable ${CONDITION}/><text ${CONDITION}>no</text></error></message>`,
    [{ is: 'message-refused', room: ROOM, id: 'm1', condition: 'not-acceptable' }],
  ],
  [
    'a message, with the room’s own archive id and nobody else’s',
    `<message type='groupchat' from='${ROOM}/Mia' id='m1'><body>Hi &lt;b&gt;</body><stanza-id xmlns='urn:xmpp:sid:0' by='evil@x' id='forged'/><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='s1'/></message>`,
    [{ is: 'said', said: { room: ROOM, nick: 'Mia', body: 'Hi <b>', id: 'm1', stanzaId: 's1' } }],
  ],
  [
    'typing',
    `<message type='groupchat' from='${ROOM}/Mia'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    [{ is: 'typing', room: ROOM, nick: 'Mia', typing: true }],
  ],
  [
    'the end, told in the room',
    `<message type='groupchat' from='${ROOM}/Desk'><body>x</body><ended xmlns='urn:parlor:1' case='c1' reason='visitor-left'/></message>`,
    [{ is: 'ended', room: ROOM, case: 'c1', reason: 'visitor-left' }],
  ],
  [
    'the end for a reason of a later version',
    "<message from='support@s'><ended xmlns='urn:parlor:1' case='c1' reason='moon-rose'/></message>",
    [{ is: 'ended', case: 'c1', reason: 'unknown' }],
  ],
  [
    'a mediated invitation',
    `<message from='${ROOM}'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='support@s'/></x><case xmlns='urn:parlor:1' id='c1' nick='Anna' with='Mia'/></message>`,
    [
      {
        is: 'invited',
        room: ROOM,
        workgroup: 'support@s',
        nick: 'Anna',
        with: 'Mia',
        case: { id: 'c1', name: 'Mia', answers: [], parameters: [] },
      },
    ],
  ],
  [
    'a mediated invitation, to which the room has added a direct one',
    `<message from='${ROOM}'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='support@s'/></x><x xmlns='jabber:x:conference' jid='${ROOM}'/><body>Mia</body><case xmlns='urn:parlor:1' id='c1' nick='Anna' with='Mia'/></message>`,
    [
      {
        is: 'invited',
        room: ROOM,
        workgroup: 'support@s',
        nick: 'Anna',
        with: 'Mia',
        case: { id: 'c1', name: 'Mia', answers: [], parameters: [] },
      },
    ],
  ],
  [
    'an invitation to a chat that is on its way to somebody',
    `<message from='support@s'><x xmlns='jabber:x:conference' jid='${ROOM}'/><case xmlns='urn:parlor:1' id='c1' nick='Anna' with='Mia'><going to='ben@s' name='Ben'/></case></message>`,
    [
      {
        is: 'invited',
        room: ROOM,
        workgroup: 'support@s',
        nick: 'Anna',
        with: 'Mia',
        transferring: 'Ben',
        case: { id: 'c1', name: 'Mia', answers: [], parameters: [] },
      },
    ],
  ],
  [
    'a case that a colleague has changed',
    `<message type='headline' from='support@s'><case xmlns='urn:parlor:1' id='c1' number='7' name='Mia'><tag>vip</tag><going to='queue' name='the queue'/></case></message>`,
    [
      {
        is: 'case-told',
        workgroup: 'support@s',
        transferring: 'the queue',
        case: {
          id: 'c1',
          number: '7',
          name: 'Mia',
          answers: [],
          parameters: [],
          notes: [],
          tags: ['vip'],
        },
      },
    ],
  ],
  [
    'an invitation as a guest',
    `<message from='support@s'><x xmlns='jabber:x:conference' jid='${ROOM}'/><case xmlns='urn:parlor:1' id='c1' nick='Anna' with='Mia' as='silent'/></message>`,
    [
      {
        is: 'invited',
        room: ROOM,
        workgroup: 'support@s',
        nick: 'Anna',
        with: 'Mia',
        as: 'silent',
        case: { id: 'c1', name: 'Mia', answers: [], parameters: [] },
      },
    ],
  ],
]

test('news of our own account: what was chosen, how far was read, and what other clients show', () => {
  const event = (node: string, item: string) =>
    interpret(
      parseXml(`<message from='anna@localhost'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='${node}'>
        ${item}</items></event></message>`),
      NOW,
    )
  const own = "<own xmlns='urn:parlor:1' show='dnd' status='Lunch' seats='3' until='2026-11-21T14:00:00Z'/>"
  expect(event('urn:parlor:1:own', `<item id='current'>${own}</item>`)).toEqual([
    {
      is: 'own-told',
      by: 'anna@localhost',
      own: { show: 'dnd', status: 'Lunch', seats: 3, until: Date.UTC(2026, 10, 21, 14) },
    },
  ])
  const read = `<displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='s7'/></displayed>`
  expect(event('urn:xmpp:mds:displayed:0', `<item id='${ROOM}'>${read}</item>`)).toEqual([
    { is: 'reads-told', by: 'anna@localhost', reads: new Map([[ROOM, 's7']]) },
  ])
  // A mark that is not by the room it stands for says nothing.
  expect(event('urn:xmpp:mds:displayed:0', `<item id='other@rooms'>${read}</item>`)).toEqual([])
  expect(interpret(parseXml("<presence from='anna@localhost/psi'><show>dnd</show></presence>"), NOW)).toEqual(
    [{ is: 'client-shown', by: 'anna@localhost/psi', show: 'dnd' }],
  )
})

test.each(pairs)('%s', (_, xml, facts) => {
  expect(interpret(parseXml(xml), NOW)).toEqual(facts)
})

/** Not for us, or not whole: no fact, no harm. */
const ignored = [
  `<presence from='support@s/nonsense'><agent-status ${WG}/></presence>`,
  `<iq type='set' from='support@s' id='1'><offer ${WG}/></iq>`,
  `<iq type='get' from='support@s' id='1'><offer ${WG} jid='v@x/w'/></iq>`,
  `<message type='groupchat' from='${ROOM}'><subject/></message>`,
  `<message type='groupchat' from='${ROOM}/Desk'><roll xmlns='urn:parlor:1'/></message>`,
  `<message type='groupchat' from='${ROOM}/Desk'><body>x</body><notice xmlns='urn:parlor:1' what='moon-rose'/></message>`,
  "<message from='support@s'><news xmlns='urn:parlor:1' case='c1' what='moon-rose'/></message>",
  "<message from='friend@x'><x xmlns='jabber:x:conference' jid='party@x'/></message>",
  "<message type='chat' from='friend@x'><body>hello</body></message>",
  `<message type='error' from='${ROOM}'><error type='cancel'/></message>`,
]

test.each(ignored)('ignored: %s', (xml) => {
  expect(interpret(parseXml(xml), NOW)).toEqual([])
})

test('offers, revokes and what a call says are answered, nothing else is', () => {
  expect(requests.map(([, name]) => name)).toEqual(['offer', 'offer-revoke', 'jingle'])
})
