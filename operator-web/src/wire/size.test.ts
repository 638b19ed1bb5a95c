import { expect, test } from 'vitest'
import { buildMessage } from './muc.ts'
import { refusalOf } from './size.ts'

test('C1: what the server would refuse for its size never leaves, and is answered as by the room', () => {
  const refusal = refusalOf(buildMessage('r1@rooms', 'm1', 'x'.repeat(70_000)))
  expect(refusal?.attrs).toMatchObject({ type: 'error', from: 'r1@rooms', id: 'm1' })
  expect(refusal?.toString()).toContain('policy-violation')
})

test('what counts is the size on the wire: bytes, and escapes', () => {
  expect(refusalOf(buildMessage('r', 'm', 'x'.repeat(50_000)))).toBeUndefined()
  expect(refusalOf(buildMessage('r', 'm', '\u20ac'.repeat(25_000)))).toBeDefined()
  expect(refusalOf(buildMessage('r', 'm', '&'.repeat(25_000)))).toBeDefined()
  expect(refusalOf(buildMessage('r', 'm', '&'.repeat(5_000)))).toBeUndefined()
})
