import { expect, test } from 'vitest'
import { browserOf, searchWords, withPage } from './background.ts'

test.each<[string, string | undefined]>([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128 on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Microsoft Edge 140 on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari 17 on iOS, phone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36',
    'Chrome 139 on Android, phone',
  ],
  ['', undefined],
])('D4: a browser in plain words: %s', (agent, words) => expect(browserOf(agent)).toBe(words))

test('D4: whatever a script calls itself is one short line', () => {
  const words = browserOf(`Evil\u202E${'x'.repeat(100_000)}/9 (Linux)`) ?? ''
  expect(words.length).toBeLessThanOrEqual(60)
  expect(words).not.toContain('\u202E')
})

test.each<[string | undefined, string | undefined]>([
  ['https://search.example/?q=parcel+late', 'parcel late'],
  ['https://search.example/find?p=2&query=coffee%20machine', 'coffee machine'],
  ['https://search.example/', undefined],
  ['not an address', undefined],
  [undefined, undefined],
  [`https://search.example/?q=${'a'.repeat(5_000)}`, `${'a'.repeat(99)}…`],
])('D4: the words of a search: %s', (referrer, words) =>
  expect(searchWords(referrer)?.slice(0, 100)).toBe(words),
)

test('D4: the path of a visit has its newest pages, without what follows the question mark', () => {
  const pages = [
    'https://s.example/',
    'https://s.example/cart?mail=a@b',
    'https://s.example/cart#x',
    '',
    'nonsense',
  ]
  expect(pages.reduce<readonly string[]>(withPage, [])).toEqual(['/', '/cart'])
  const many = Array.from({ length: 9 }, (_, page) => `https://s.example/${page}`)
  expect(many.reduce<readonly string[]>(withPage, [])).toEqual(['/3', '/4', '/5', '/6', '/7', '/8'])
})
