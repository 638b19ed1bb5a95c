import { describe, expect, it } from 'vitest'
import { buildDateTime, parseDateTime } from './datetime.ts'
import { StanzaError } from './stanza-error.ts'

const TEN = Date.UTC(2026, 10, 21, 10, 0, 0)

describe('XEP-0082', () => {
  it.each([
    ['2026-11-21T10:00:00Z', TEN],
    ['2026-11-21T10:00:00.250Z', TEN + 250],
  ])('%s, both ways', (words, at) => {
    expect(parseDateTime(words)).toBe(at)
    expect(buildDateTime(at)).toBe(words)
  })
  it.each([
    ['2026-11-21T11:00:00+01:00', TEN],
    ['2026-11-21T10:00:00.123456Z', TEN + 123],
    ['20261121T10:00:00', TEN],
  ])('reads %s', (words, at) => expect(parseDateTime(words)).toBe(at))

  it.each([
    '',
    'now',
    '2026-11-21',
    '2026-11-21T10:00:00',
    '2026-13-21T10:00:00Z',
    '2026-11-21T25:00:00Z',
    '1',
  ])('refuses "%s"', (words) => expect(() => parseDateTime(words)).toThrow(StanzaError))
})
