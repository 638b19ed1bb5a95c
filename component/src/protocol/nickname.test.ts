import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nickname } from './nickname.ts'

/** What the two columns say was compared with Prosody's own `stringprep.resourceprep(nick, true)`. */
test.each([
  ['Mia Jensen', 'Mia Jensen'],
  ['  Mia\u00A0\n Jensen ', 'Mia Jensen'],
  ['Zoe\u0308', 'Zoë'],
  ['Ｍｉａ', 'Mia'],
  ['ﬁona ½', 'fiona 1⁄2'],
  ['Mia 😀', 'Mia'],
  ['❤️ Mia', '❤ Mia'],
  ['👩‍💻', ''],
  ['Stra\u00ADße', 'Straße'],
  ['\uE000\uFFFD\u2FF0', ''],
  ['x'.repeat(41), `${'x'.repeat(39)}...`],
  ['علي محمد', 'علي محمد'],
  ['علي 1', 'علي'],
  ['(علي)', 'علي'],
  ['1 علي', 'علي'],
  ['علي Ali', 'علي'],
  ['Ali علي', 'Ali'],
  ['שלום 2 עולם', 'שלום 2 עולם'],
  ['नमस्ते', 'नमस्ते'],
])('%j is called %j in a room', (words, nick) => {
  expect(nickname(words)).toBe(nick)
})

test('a nickname is its own nickname', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      const once = nickname(words)
      expect(nickname(once)).toBe(once)
    }),
  )
})
