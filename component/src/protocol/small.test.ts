/** The small extensions: one element, one value. */
import { describe, expect, it } from 'vitest'
import * as chatStates from './chat-states.ts'
import * as delay from './delay.ts'
import * as directInvite from './direct-invite.ts'
import { pairs, rejects, xml } from './pairs.kit.ts'
import * as ping from './ping.ts'
import * as quick from './quick-response.ts'
import * as stanzaId from './stanza-id.ts'
import * as version from './version.ts'
import { el } from './xml.ts'

pairs(
  'XEP-0249 invitation',
  { build: directInvite.buildDirectInvite, parse: directInvite.parseDirectInvite },
  [
    {
      title: 'with a reason',
      xml: `<x xmlns='jabber:x:conference' jid='r@rooms.localhost' reason='Come in.'/>`,
      value: { room: 'r@rooms.localhost', reason: 'Come in.' },
    },
    {
      title: 'without',
      xml: `<x xmlns='jabber:x:conference' jid='r@rooms.localhost'/>`,
      value: { room: 'r@rooms.localhost' },
    },
  ],
)

pairs(
  'XEP-0085 chat state',
  { build: chatStates.buildChatState, parse: chatStates.parseChatState },
  (['active', 'composing', 'paused', 'inactive', 'gone'] as const).map((state) => ({
    title: state,
    xml: `<${state} xmlns='http://jabber.org/protocol/chatstates'/>`,
    value: state,
  })),
)

pairs('XEP-0203 delay', { build: delay.buildDelay, parse: delay.parseDelay }, [
  {
    title: 'by a room',
    xml: `<delay xmlns='urn:xmpp:delay' from='r@rooms.localhost' stamp='2026-11-21T10:00:00Z'/>`,
    value: { at: Date.UTC(2026, 10, 21, 10), from: 'r@rooms.localhost' },
  },
])
rejects('XEP-0203 delay', delay.parseDelay, {
  'no stamp': `<delay xmlns='urn:xmpp:delay'/>`,
  'no date': `<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>`,
})

pairs('XEP-0199 ping', { build: ping.buildPing, parse: ping.parsePing }, [
  { title: 'a ping', xml: `<ping xmlns='urn:xmpp:ping'/>`, value: true },
])

pairs('XEP-0092 version', { build: version.buildVersion, parse: version.parseVersion }, [
  { title: 'the request', xml: `<query xmlns='jabber:iq:version'/>`, value: {} },
  {
    title: 'the answer',
    xml: `<query xmlns='jabber:iq:version'><name>Parlor</name><version>0.1.0</version></query>`,
    value: { name: 'Parlor', version: '0.1.0' },
  },
])

pairs('XEP-0359 origin-id', { build: stanzaId.buildOriginId, parse: stanzaId.parseOriginId }, [
  { title: 'an id', xml: `<origin-id xmlns='urn:xmpp:sid:0' id='m1'/>`, value: 'm1' },
])
pairs(
  'XEP-0359 stanza-id',
  {
    build: (id: string) => stanzaId.buildStanzaId(id, 'r@rooms.localhost'),
    parse: (stanza) => stanzaId.parseStanzaId(stanza, 'r@rooms.localhost'),
  },
  [{ title: 'an id', xml: `<stanza-id xmlns='urn:xmpp:sid:0' by='r@rooms.localhost' id='1'/>`, value: '1' }],
)
describe('XEP-0359 stanza-id', () => {
  it('T11: is believed of the room alone', () => {
    const stanza = xml(`<message><stanza-id xmlns='urn:xmpp:sid:0' by='evil@b' id='0'/>
      <stanza-id xmlns='urn:xmpp:sid:0' by='r@rooms.localhost' id='1'/></message>`)
    expect(stanzaId.parseStanzaId(stanza, 'r@rooms.localhost')).toBe('1')
    expect(stanzaId.parseStanzaId(stanza, 'x@rooms.localhost')).toBeUndefined()
  })
})

pairs('XEP-0439 selection', { build: quick.buildActionSelected, parse: quick.parseActionSelected }, [
  {
    title: 'an action',
    xml: `<action-selected xmlns='urn:xmpp:quick-response:0' id='take 1'/>`,
    value: 'take 1',
  },
])
pairs('XEP-0439 response', { build: quick.buildResponse, parse: (it) => quick.parseResponses(it)[0] }, [
  {
    title: 'a word to answer with',
    xml: `<response xmlns='urn:xmpp:quick-response:0' value='take' label='Take'/>`,
    value: { value: 'take', label: 'Take' },
  },
])
pairs('XEP-0439 action', { build: quick.buildAction, parse: (it) => quick.parseActions(it)[0] }, [
  {
    title: 'something to press',
    xml: `<action xmlns='urn:xmpp:quick-response:0' id='take 1' label='Take'/>`,
    value: { id: 'take 1', label: 'Take' },
  },
])
rejects('XEP-0439', (stanza) => [quick.parseResponses(stanza), quick.parseActions(stanza)], {
  'a response without value': `<response xmlns='urn:xmpp:quick-response:0'/>`,
  'an action without label': `<action xmlns='urn:xmpp:quick-response:0' id='1'/>`,
})

describe('lists', () => {
  it('are empty where nothing is', () => {
    expect(quick.parseResponses(el('message'))).toEqual([])
    expect(quick.parseActions(el('message'))).toEqual([])
  })
})
