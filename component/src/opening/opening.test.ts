import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe } from './describe.ts'
import { isOpen, nextChange, nextOpening } from './opening.ts'
import { holidaysOf, parseHoliday, parseWeekly, weekOf } from './parse.ts'
import type { Hours } from './types.ts'
import { isTimeZone } from './wall-clock.ts'

function hours(weekly: string[], holidays: string[] = [], timeZone = 'Europe/Berlin'): Hours {
  const plan = weekly.flatMap((line) => parseWeekly(line) ?? [])
  const lines = holidays.flatMap((line) => parseHoliday(line) ?? [])
  return { timeZone, week: weekOf(plan), holidays: holidaysOf(lines, plan) }
}
const at = (text: string): number => Date.parse(text)
const iso = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().replace(':00.000Z', 'Z')

const office = hours(['Mo-Fr 09:00-17:00', 'Sa 10:00-12:00'], ['2026-12-25', '2026-12-24 09:00-12:00'])

test.each([
  ['Monday morning', '2026-11-23T07:59:59Z', false],
  ['when it opens', '2026-11-23T08:00:00Z', true],
  ['the last second', '2026-11-23T15:59:59Z', true],
  ['when it closes', '2026-11-23T16:00:00Z', false],
  ['in summer, by the clock of the place', '2026-07-20T07:00:00Z', true],
  ['Sunday', '2026-11-22T11:00:00Z', false],
  ['a holiday', '2026-12-25T11:00:00Z', false],
  ['the short day before', '2026-12-24T10:59:00Z', true],
  ['the afternoon of it', '2026-12-24T11:00:00Z', false],
])('Q5: opening hours: %s', (_, when, open) => {
  expect(isOpen(office, at(when))).toBe(open)
})

test('Q5: the next opening is found over a weekend, and over holidays', () => {
  expect(iso(nextOpening(office, at('2026-11-21T22:00:00Z')))).toBe('2026-11-23T08:00Z')
  expect(iso(nextOpening(office, at('2026-12-24T11:00:00Z')))).toBe('2026-12-26T09:00Z')
  expect(iso(nextChange(office, at('2026-11-23T08:00:00Z')))).toBe('2026-11-23T16:00Z')
  expect(iso(nextOpening(office, at('2026-11-23T08:00:00Z')))).toBe('2026-11-24T08:00Z')
})

test('Q5: over midnight, around the clock, and never', () => {
  const night = hours(['Fr 22:00-06:00'])
  expect(isOpen(night, at('2026-11-28T04:59:00Z'))).toBe(true)
  expect(isOpen(night, at('2026-11-28T05:00:00Z'))).toBe(false)
  expect(iso(nextChange(night, at('2026-11-27T21:00:00Z')))).toBe('2026-11-28T05:00Z')
  expect(nextChange(hours(['Mo-Su 00:00-24:00']), at('2026-11-28T05:00:00Z'))).toBeUndefined()
  expect(nextOpening(hours([]), at('2026-11-28T05:00:00Z'))).toBeUndefined()
})

test('Q5: a night that does not begin because of a holiday has no morning either', () => {
  const night = (...holidays: string[]) => hours(['Fr 22:00-06:00', 'Sa 10:00-12:00'], holidays)
  expect(isOpen(night('2026-12-25'), at('2026-12-26T02:00:00Z'))).toBe(false)
  expect(isOpen(night('2026-12-25'), at('2026-12-26T10:00:00Z'))).toBe(true)
  expect(isOpen(night('2026-12-25 20:00-04:00'), at('2026-12-26T02:59:00Z'))).toBe(true)
  expect(isOpen(night('2026-12-25 20:00-04:00'), at('2026-12-26T03:00:00Z'))).toBe(false)
  expect(isOpen(night('2026-12-18'), at('2026-12-26T02:00:00Z'))).toBe(true)
})

test('Q5: the hour that comes twice in autumn and the one left out in spring', () => {
  const early = hours(['Su 02:30-03:30'])
  // 02:30 comes at 00:30Z; at 01:00Z it is 02:00 again; at 01:30Z 02:30 again.
  const autumn = ['2026-10-25T00:29Z', '2026-10-25T00:30Z', '2026-10-25T01:00Z', '2026-10-25T01:30Z']
  expect(autumn.map((when) => isOpen(early, at(when)))).toEqual([false, true, false, true])
  expect(autumn.map((when) => iso(nextChange(early, at(when))))).toEqual([
    '2026-10-25T00:30Z',
    '2026-10-25T01:00Z',
    '2026-10-25T01:30Z',
    '2026-10-25T02:30Z',
  ])
  // 03:00 follows 01:59 at 01:00Z.
  expect(iso(nextChange(early, at('2026-03-29T00:00Z')))).toBe('2026-03-29T01:00Z')
  expect(iso(nextChange(early, at('2026-03-29T01:00Z')))).toBe('2026-03-29T01:30Z')
})

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
]
const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${Math.floor(quarter / 4)}:${String((quarter % 4) * 15).padStart(2, '0')}`)
const span = fc.tuple(clock, clock).map(([from, to]) => `${from}-${to === from ? '24:00' : to}`)
const anyHours = fc
  .record({
    zone: fc.constantFrom(...zones),
    weekly: fc.array(
      fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days), span).map(([a, b, s]) => `${a}-${b} ${s}`),
      { maxLength: 4 },
    ),
    holidays: fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 28 }), fc.option(span))
        .map(([day, s]) => `2026-03-${String(day).padStart(2, '0')}${s ? ` ${s}` : ''}`),
      { maxLength: 3 },
    ),
  })
  .map(({ zone, weekly, holidays }) => hours(weekly, holidays, zone))

test('Q5: until the next change nothing changes, and then it does, whatever the clock is shifted to', () => {
  const when = fc.integer({ min: at('2026-02-20T00:00Z') / 60_000, max: at('2026-11-20T00:00Z') / 60_000 })
  fc.assert(
    fc.property(
      anyHours,
      when,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
      (plan, minute, shares) => {
        const now = minute * 60_000
        const open = isOpen(plan, now)
        const change = nextChange(plan, now)
        const until = change ?? now + 30 * 86_400_000
        expect(until).toBeGreaterThan(now)
        for (const share of [...shares, 0.999_999]) {
          expect(isOpen(plan, Math.min(until - 1, Math.floor(now + share * (until - now))))).toBe(open)
        }
        if (change !== undefined) expect(isOpen(plan, change)).toBe(!open)
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['Mo-Fr 09:00-17:00', true],
  ['Monday-Friday 9:00-17:00', true],
  ['Sa, Su 10:00-12:00, 13:00-15:00', true],
  ['Fr-Mo 00:00-24:00', true],
  ['Mo', false],
  ['Mo 09:00', false],
  ['Mo 9-17', false],
  ['Mo 09:00-25:00', false],
  ['Mo 09:60-10:00', false],
  ['Mo 09:00-09:00', false],
  ['Mo 24:00-09:00', false],
  ['Xy 09:00-10:00', false],
  ['Mo-We-Fr 09:00-10:00', false],
  [7, false],
])('a line of the weekly plan: %s', (line, good) => {
  expect(parseWeekly(line) !== undefined).toBe(good)
})

test.each([
  ['2026-12-25', true],
  ['2026-12-24 09:00-12:00', true],
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['25.12.2026', false],
  ['2026-12-24 noon', false],
])('a holiday: %s', (line, good) => {
  expect(parseHoliday(line) !== undefined).toBe(good)
})

test('time zones are those of Intl', () => {
  expect(['Europe/Berlin', 'UTC', 'America/New_York'].every(isTimeZone)).toBe(true)
  expect(['Europe/Atlantis', '', '+02:00', 'Berlin'].some(isTimeZone)).toBe(false)
})

test('Q5: the hours for people, in their language', () => {
  expect(describe(office, 'en')).toBe('Mon – Fri 9:00 AM – 5:00 PM, Sat 10:00 AM – 12:00 PM (Germany Time)')
  expect(describe(office, 'de-AT')).toMatch(/^Mo.*Fr.* 09:00.17:00.*Sa/)
  expect(describe(hours(['Mo 18:00-24:00']), 'en')).toBe('Mon 6:00 PM – 12:00 AM (Germany Time)')
  expect(describe(hours([]), 'en')).toBe('')
  expect(describe(office, 'no such language')).toBe(describe(office, 'en'))
})
