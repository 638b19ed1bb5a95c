import { expect, test } from 'vitest'
import { findsAnything, readQuery, snippet, tokens, unfinished } from './words.ts'

test.each([
  ['Grüße an ÆRØ, 100%_wrong', ['grusse', 'an', 'ærø', '100', 'wrong']],
  ['GRÜSSE', ['grusse']],
  ['mia@example.org', ['mia', 'example', 'org']],
  ['東京 tower', ['東', '京', 'tower']],
  ["O'Brien; \u0000 -- \u{1F600}", ['o', 'brien']],
])('M2: words are the same in both databases: %s', (text, words) => expect(tokens(text)).toEqual(words))

test.each([
  ['late refund', '+late +refund'],
  ['"one moment" Omar', '+one_moment +omar'],
  ['„one  moment“ «login»', '+one_moment +login'],
  ['refund -invoice -"lost parcel"', '+refund -invoice -lost_parcel'],
  ['parc* "my par"*', '+parc* +my_par*'],
  ['mia@example.org', '+mia_example_org'],
  ['login, (please)!', '+login +please'],
  ['"open', '+open'],
  ['"" , - "', ''],
])('M2: what a reader types: %s', (typed, meant) => {
  const query = readQuery(typed)
  const asText = query.map((one) => `${one.not ? '-' : '+'}${one.tokens.join('_')}${one.begins ? '*' : ''}`)
  expect(asText.join(' ')).toBe(meant)
})

test('M2: nothing is found by what must not be there alone; a word that is being typed is a beginning', () => {
  expect([findsAnything(readQuery('-x')), findsAnything(readQuery('a -x'))]).toEqual([false, true])
  expect([unfinished('ref'), unfinished('ref '), unfinished('"a b"')]).toEqual(['ref*', 'ref ', '"a b"'])
})

const marked = (text: string, typed: string) =>
  snippet(text, readQuery(typed), 20)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

test('M2: a snippet shows what was found, with marks, however it was written', () => {
  expect(marked('The Rückgabe is late', 'ruckgabe late -is')).toBe('The [Rückgabe] is [late]')
  expect(marked('lost my lost parcel', '"lost parcel"')).toBe('lost my [lost] [parcel]')
  expect(marked('parcels', 'parc*')).toBe('[parcels]')
  expect(marked('東京の駅', '京の')).toBe('東[京][の]駅')
  const long = `${'before '.repeat(20)}needle${' after'.repeat(20)}`
  expect(marked(long, 'needle')).toMatch(/^…(before )+\[needle\]( after)+…$/)
  expect(marked(long, 'none')).toMatch(/^before/)
})
