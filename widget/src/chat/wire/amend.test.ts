import { toStanza } from 'strophe.js'
import { expect, test } from 'vitest'
import { displayed } from './build.ts'
import { heard } from './read.ts'

const ROOM = 'r@rooms.localhost'
const from = (nick: string, inner: string) =>
  heard(
    toStanza(
      `<message xmlns='jabber:client' from='${ROOM}/${nick}' id='m2' type='groupchat'>${inner}<stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='s2'/></message>`,
    ),
    1,
  )

test('C9: a correction and what is taken back are about an earlier message, and no lines of their own', () => {
  expect(
    from('Anna', "<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"),
  ).toMatchObject({
    said: { text: 'better', amend: { is: 'correct', id: 'm1' } },
  })
  const fallback = "<body>taken back, but your client ...</body><fallback xmlns='urn:xmpp:fallback:0'/>"
  expect(from('Anna', `<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>${fallback}`)).toMatchObject({
    said: { text: '', amend: { is: 'retract', id: 's1' } },
  })
})

test('C11: reactions without a body, each once and not without end', () => {
  const all = Array.from({ length: 20 }, (_, n) => `<reaction>${n % 12}</reaction>`).join('')
  expect(from('Anna', `<reactions xmlns='urn:xmpp:reactions:0' id='s1'>${all}</reactions>`)).toMatchObject({
    said: { text: '', amend: { is: 'react', id: 's1', emojis: ['0', '1', '2', '3', '4', '5', '6', '7'] } },
  })
})

test('C11: a reply is read without its quotation, counted in code points; one that is not where it says is left alone', () => {
  const reply = (end: number) =>
    `<body>&gt; two \u{1F44D}\n&gt; lines\nyes</body><reply xmlns='urn:xmpp:reply:0' id='s1' to='${ROOM}/Mia'/>
     <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='${end}'/></fallback>`
  expect(from('Anna', reply(16))).toMatchObject({ said: { text: 'yes', quote: 'two \u{1F44D}\nlines' } })
  const wrong = from('Anna', reply(99))
  expect(wrong).toMatchObject({ said: { text: '> two \u{1F44D}\n> lines\nyes' } })
  expect(wrong).not.toHaveProperty('said.quote')
})

test('C11: what was read is told with the id of the room, and heard', () => {
  expect(displayed(ROOM, 's1').toString()).toMatch(/<displayed id="s1" xmlns="urn:xmpp:chat-markers:0"\/>/)
  expect(from('Anna', "<displayed xmlns='urn:xmpp:chat-markers:0' id='s1'/>")).toEqual({
    ...{ is: 'displayed', from: ROOM, nick: 'Anna', id: 's1' },
  })
})

test.each([
  ['an end', "<ended xmlns='urn:parlor:1' case='c1' reason='operator-closed'/>"],
  ['a notice', "<notice xmlns='urn:parlor:1' what='closed'/>"],
  ['an invitation', "<x xmlns='jabber:x:conference' jid='r2@rooms.localhost'/>"],
  ['a mark', "<displayed xmlns='urn:xmpp:chat-markers:0' id='s1'/>"],
  ['what is taken back', "<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>"],
  ['a reaction', "<reactions xmlns='urn:xmpp:reactions:0' id='s1'><reaction>x</reaction></reactions>"],
])('C1: words beside %s are what their sender has said', (_, element) => {
  expect(from('Anna', `${element}<body>hello</body>`)).toMatchObject({ is: 'said', said: { text: 'hello' } })
  expect(from('Anna', `${element}<body>hello</body>`)).not.toHaveProperty('said.notice')
})

test('C1: what is the desk’s counts from its own place in the room', () => {
  const end = "<ended xmlns='urn:parlor:1' case='c1' reason='operator-closed'/><body>Goodbye</body>"
  expect(from('Desk', end)).toMatchObject({ is: 'ended' })
})
