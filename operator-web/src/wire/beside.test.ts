import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import { parseResult } from './mam.ts'
import { interpret } from './routes.ts'

const ROOM = 'r1@rooms.localhost'
const PARLOR = "xmlns='urn:parlor:1'"

/** What stands beside words and is the desk's or the server's to say. */
const ours = [
  ['an end', `<ended ${PARLOR} case='c1' reason='operator-closed'/>`],
  ['a notice', `<notice ${PARLOR} what='closed'/>`],
  ['news', `<news ${PARLOR} what='taken' case='c1'/>`],
  ['a case', `<case ${PARLOR} id='c1' number='7' name='Boss'/>`],
  ['visitors', `<visitors ${PARLOR}/>`],
  ['messages', `<messages ${PARLOR}/>`],
  ['site news', `<site-news ${PARLOR}/>`],
  ['an invitation', `<x xmlns='http://jabber.org/protocol/muc#user'><invite from='support@s'/></x>`],
  ['a direct invitation', `<x xmlns='jabber:x:conference' jid='r2@rooms.localhost'/>`],
  [
    'an event',
    `<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:parlor:1:own'/></event>`,
  ],
] as const

const message = (nick: string, inner: string) =>
  `<message from='${ROOM}/${nick}' id='m1' type='groupchat'>${inner}<body>hello</body></message>`
const means = (xml: string) => interpret(parseXml(xml), 1).map(({ is }) => is)
const kept = (xml: string) =>
  parseResult(
    parseXml(
      `<message from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='q' id='a1'><forwarded xmlns='urn:xmpp:forward:0'>${xml.replace('<message', "<message xmlns='jabber:client'")}</forwarded></result></message>`,
    ),
  )?.row

test.each(ours)(
  'C1: words beside %s are what their sender has said, live and out of the archive',
  (_, element) => {
    expect(means(message('Mia', element))).toEqual(['said'])
    expect(kept(message('Mia', element))).toMatchObject({ said: { nick: 'Mia', body: 'hello' } })
  },
)

test('C1: what is the desk’s counts from its own place in the room', () => {
  expect(means(message('Desk', ours[0][1]))).toEqual(['ended'])
  expect(means(message('Mia', ours[0][1]).replace('<body>hello</body>', ''))).toEqual([])
})

test.each([
  ['a mark', "<displayed xmlns='urn:xmpp:chat-markers:0' id='s1'/>", 'displayed'],
  [
    'a reaction',
    "<reactions xmlns='urn:xmpp:reactions:0' id='s1'><reaction>x</reaction></reactions>",
    'amended',
  ],
  ['what is taken back', "<retract xmlns='urn:xmpp:message-retract:1' id='s1'/>", 'amended'],
])('C11: words beside %s are shown too, unless they are there for other clients', (_, element, is) => {
  expect(means(message('Mia', element))).toEqual([is, 'said'])
  expect(kept(message('Mia', element))).toMatchObject({ said: { body: 'hello' } })
  const fallback = `<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>`
  expect(means(message('Mia', element + fallback))).toEqual([is])
})
