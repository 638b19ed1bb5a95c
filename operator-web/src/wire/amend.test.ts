import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import { buildCorrection, buildReactions, buildRetraction, parseAmend, parseReply } from './amend.ts'
import { buildMessage, parseSaid } from './muc.ts'
import type { Element } from './xml.ts'

const ROOM = 'r1@rooms.localhost'
const reflected = (stanza: Element): Element =>
  parseXml(stanza.toString().replace('<message', `<message from='${ROOM}/Anna'`))

test('C9: corrections and retractions are read as they are written', () => {
  expect(parseAmend(reflected(buildCorrection(ROOM, 'm1', 'better')))).toEqual({
    ...{ is: 'correct', nick: 'Anna', id: 'm1', body: 'better' },
  })
  expect(parseAmend(reflected(buildRetraction(ROOM, 's1')), 's9')).toEqual({
    ...{ is: 'retract', nick: 'Anna', id: 's1', key: 's9' },
  })
})

test('C11: reactions too, each once, and not without end', () => {
  expect(parseAmend(reflected(buildReactions(ROOM, 's1', ['\u{1F44D}', '\u{1F44D}'])))).toEqual({
    ...{ is: 'react', nick: 'Anna', id: 's1', emojis: ['\u{1F44D}'] },
  })
  const flood = Array.from({ length: 50 }, (_, n) => String(n))
  expect(parseAmend(reflected(buildReactions(ROOM, 's1', flood)))).toMatchObject({
    emojis: flood.slice(0, 8),
  })
})

test('C11: a reply carries its quotation for clients that know no replies, counted in code points', () => {
  const reply = { id: 's1', nick: 'Mia', quote: 'two \u{1F44D}\nlines' }
  const stanza = reflected(buildMessage(ROOM, 'm2', 'yes', { reply }))
  expect(stanza.getChildText('body')).toBe('> two \u{1F44D}\n> lines\nyes')
  expect(parseSaid(stanza)).toMatchObject({ body: 'yes', reply })
})

test('C11: a quotation that is not where it is said to be is left alone', () => {
  const wrong = parseXml(`<message><body>yes</body><reply xmlns='urn:xmpp:reply:0' id='s1'/>
    <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='99'/></fallback></message>`)
  expect(parseReply(wrong, 'yes')).toEqual({ body: 'yes', reply: { id: 's1', nick: '', quote: '' } })
})
