import { expect, test } from 'vitest'
import { randomText } from './random.ts'

test('as many bytes as were asked for, again and again, and never the same', () => {
  const given = Array.from({ length: 1_000 }, (_, index) => randomText(16 + (index % 3) * 8, 'hex'))
  given.forEach((text, index) => {
    expect(text).toMatch(/^[0-9a-f]+$/)
    expect(text).toHaveLength(2 * (16 + (index % 3) * 8))
  })
  expect(new Set(given).size).toBe(1_000)
  expect(new Set(given.map((text) => text.slice(0, 12))).size).toBe(1_000)
})
