import { expect, test } from 'vitest'
import { StreamParser } from './stream-parser.ts'

test('a child of the stream that is taken is not told; the others are', () => {
  const taken: string[] = []
  const told: string[] = []
  const parser = new StreamParser(({ name }) => {
    if (name === 'message') taken.push(name)
    return name === 'message'
  })
  parser.on('element', ({ name }) => told.push(name))
  parser.write(
    "<stream:stream xmlns='jabber:component:accept'><handshake/><message><body>hi</body></message><iq/>",
  )
  expect(taken).toEqual(['message'])
  expect(told).toEqual(['handshake', 'iq'])
})
