import { parse } from 'ltx'
import { expect, test } from 'vitest'
import { parseReactions, parseReply } from './reply.ts'

test('a reply names the message it is to', () => {
  expect(parseReply(parse("<message><reply xmlns='urn:xmpp:reply:0' id='m1' to='a@b'/></message>"))).toBe(
    'm1',
  )
  expect(parseReply(parse("<message><reply xmlns='urn:xmpp:other' id='m1'/></message>"))).toBeUndefined()
  expect(parseReply(parse("<message><reply xmlns='urn:xmpp:reply:0'/></message>"))).toBeUndefined()
})

test('reactions are those of one person now; none of them is none', () => {
  const some = "<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>\u{1F44D}</reaction></reactions>"
  expect(parseReactions(parse(`<message>${some}</message>`))).toEqual({ id: 'm1', emojis: ['\u{1F44D}'] })
  const none = "<reactions xmlns='urn:xmpp:reactions:0' id='m1'/>"
  expect(parseReactions(parse(`<message>${none}</message>`))).toEqual({ id: 'm1', emojis: [] })
  expect(
    parseReactions(parse("<message><reactions xmlns='urn:xmpp:reactions:0'/></message>")),
  ).toBeUndefined()
})
