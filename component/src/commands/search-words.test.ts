import { expect, test } from 'vitest'
import { searchWords } from './search-words.ts'

test.each([
  ['late refund', ['late', 'refund']],
  ['"one moment" Omar', ['one moment', 'Omar']],
  ['„one  moment“', ['one moment']],
  ['«login»', ['login']],
  ['login, (please)!', ['login', 'please']],
  ['mia@example.org', ['mia@example.org']],
  ['#5', ['#5']],
  ['"open', ['open']],
  ['100%_w', ['100%_w']],
  ['"" , "', []],
])('A3: %s', (text, words) => {
  expect(searchWords(text)).toEqual(words)
})
