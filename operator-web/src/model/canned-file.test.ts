import { expect, test } from 'vitest'
import { readCanned, writeCanned } from './canned-file.ts'

test('C7: canned replies go into a file and come out of it again; what is none is left out', () => {
  const replies = [
    { name: 'hello', text: 'Hello {visitor}!', shared: true },
    { name: 'bye', text: 'Bye', shared: false },
  ]
  expect(readCanned(writeCanned(replies))).toEqual(replies)
  expect(readCanned('not JSON')).toBeUndefined()
  expect(readCanned('{"name":"x"}')).toBeUndefined()
  const odd = [{ name: 'Two words', text: 'x' }, { name: 'a', text: ' ' }, null, 7, { name: 'ok', text: 'y' }]
  expect(readCanned(JSON.stringify(odd))).toEqual([{ name: 'ok', text: 'y', shared: false }])
})
