import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

test.each([
  ['30 s', 30_000],
  ['30s', 30_000],
  ['1.5 h', 5_400_000],
  ['1 h 30 min', 5_400_000],
  ['200 ms', 200],
  ['2 d', 172_800_000],
  ['0 s', 0],
])('%s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each(['fast', '30', 30, '', 's', '-1 s', '1 m', '1 h and a bit', null, '1e3 s'])(
  'not a duration: %s',
  (bad) => {
    expect(parseDuration(bad)).toBeUndefined()
  },
)

test('what is written can be read', () => {
  fc.assert(
    fc.property(fc.nat(1e12), (duration) => {
      expect(parseDuration(formatDuration(duration))).toBe(duration)
    }),
  )
})
