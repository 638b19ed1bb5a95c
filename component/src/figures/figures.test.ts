import { describe, expect, it } from 'vitest'
import type { RequestFacts } from '../store/types.ts'
import { Counting, percentile } from './count.ts'
import { before, PERIODS, periodOf } from './period.ts'
import type { Period, Report } from './types.ts'
import { csvOf, inWords, jsonOf } from './write.ts'

const BERLIN = 'Europe/Berlin'
/** A Saturday, 11:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 21, 10)
const HOUR = 3_600_000
const iso = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString().slice(0, 16)

describe('M3: a period', () => {
  const day = (words: string, zone = BERLIN, now = NOW) => {
    const found = periodOf(words, zone, now)
    return found && `${iso(found.from)} ${iso(found.until)}`
  }
  it.each([
    ['', '2026-11-20T23:00 2026-11-21T23:00'],
    ['today', '2026-11-20T23:00 2026-11-21T23:00'],
    ['yesterday', '2026-11-19T23:00 2026-11-20T23:00'],
    ['This Week', '2026-11-15T23:00 2026-11-21T23:00'],
    ['last week', '2026-11-08T23:00 2026-11-15T23:00'],
    ['last month', '2026-09-30T22:00 2026-10-31T23:00'],
    ['7 days', '2026-11-14T23:00 2026-11-21T23:00'],
    ['2026-03-29', '2026-03-28T23:00 2026-03-29T22:00'],
    ['2026-10-25', '2026-10-24T22:00 2026-10-25T23:00'],
    ['2026-11-01 to 2026-11-02', '2026-10-31T23:00 2026-11-02T23:00'],
    ['2026-11-01..2026-11-02', '2026-10-31T23:00 2026-11-02T23:00'],
  ])('"%s", by the clock of the place', (words, wanted) => expect(day(words)).toBe(wanted))
  it.each(['tomorrow', '2026-02-30', '2026-11-02 to 2026-11-01', '0 days', '9999 days', 'constructor'])(
    '"%s" is none',
    (words) => expect(day(words)).toBeUndefined(),
  )
  it('begins with the first hour that there is, where midnight is skipped', () => {
    // Santiago puts its clock forward at midnight.
    expect(day('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00 2026-09-07T03:00')
  })
  it.each([
    ['last week', '2026-11-01T23:00 2026-11-08T23:00'],
    ['yesterday', '2026-11-18T23:00 2026-11-19T23:00'],
    ['last month', '2026-08-31T22:00 2026-09-30T22:00'],
    // What has not ended yet: as much as has passed of it, here until 11:00 of a Saturday.
    ['today', '2026-11-19T23:00 2026-11-20T10:00'],
    ['week', '2026-11-08T23:00 2026-11-14T10:00'],
    ['month', '2026-09-30T22:00 2026-10-21T09:00'],
    ['year', '2024-12-31T23:00 2025-11-21T10:00'],
  ])('"%s" is compared with as much before it', (words, wanted) => {
    const found = before(periodOf(words, BERLIN, NOW) as Period, BERLIN, NOW)
    expect(`${iso(found.from)} ${iso(found.until)}`).toBe(wanted)
  })
  it('has one before it that is over, whatever it is', () => {
    for (const words of PERIODS)
      expect(before(periodOf(words, BERLIN, NOW) as Period, BERLIN, NOW).until).toBeLessThan(NOW)
  })
})

const MINUTE = 60_000
const served = (joinedAt: number, wait: number, more: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{ joinedAt, openedAt: joinedAt + wait, answeredAt: joinedAt + wait + 5_000 },
  ...{ endedAt: joinedAt + wait + 10 * MINUTE, reason: 'operator-closed', operator: 'anna@localhost' },
  ...{ transfers: 0, declinedBy: [], missedBy: [] },
  ...more,
})
const gone = (joinedAt: number, reason: string): RequestFacts => ({
  ...{
    joinedAt,
    endedAt: joinedAt + MINUTE,
    reason,
    transfers: 0,
    declinedBy: [],
    missedBy: ['ben@localhost'],
  },
})

function reportOf(all: readonly RequestFacts[], zone = BERLIN): Report {
  const counting = new Counting(periodOf('today', zone, NOW) as Period, zone)
  for (const one of all) counting.add(one)
  return counting.report()
}

describe('M3: figures', () => {
  const all = [
    served(NOW, 10_000, { rating: 5, site: 'demo', language: 'de-AT' }),
    served(NOW + HOUR, 20_000, { rating: 2, transfers: 1, language: 'de' }),
    served(NOW + HOUR, 90_000, {
      operator: 'ben@localhost',
      declinedBy: ['anna@localhost', 'anna@localhost'],
    }),
    gone(NOW, 'visitor-left'),
    gone(NOW, 'workgroup-closed'),
    { joinedAt: NOW, transfers: 0, declinedBy: [], missedBy: [] },
    { joinedAt: NOW, transfers: 0, declinedBy: [], missedBy: [], isMessage: true },
  ]
  const report = reportOf(all)
  it('count what happened', () => {
    expect(report.total).toEqual({
      ...{ requests: 6, served: 3, abandoned: 1, unserved: 1, messages: 1 },
      ...{ waitMedian: 20_000, waitP90: 90_000, serviceLevel: 0.5, firstResponseMedian: 5_000 },
      ...{ handlingMedian: 10 * MINUTE, handlingP90: 10 * MINUTE },
      ...{ transferred: 1, declined: 2, missed: 2, ratings: 2, ratingMean: 3.5 },
    })
  })
  const keys = (by: keyof Report['by']) =>
    report.by[by].map(
      ({ key, figures }) => `${key} ${figures.requests} ${figures.declined} ${figures.missed}`,
    )
  it('are told by hour, weekday, language, and whose fault it was', () => {
    expect(keys('hour')).toEqual(['11:00 4 0 2', '12:00 2 2 0'])
    expect([keys('weekday'), keys('day')]).toEqual([['Saturday 6 2 2'], ['2026-11-21 6 2 2']])
    expect([keys('language'), keys('site')]).toEqual([['de 2 0 0'], ['demo 1 0 0']])
    expect(keys('operator')).toEqual(['anna@localhost 2 2 0', 'ben@localhost 1 0 2'])
  })
  it('of an hour that comes twice are both', () => {
    const autumn = Date.UTC(2026, 9, 25)
    const hours = reportOf([served(autumn, 1), served(autumn + HOUR, 1), served(autumn + 2 * HOUR, 1)]).by
      .hour
    expect(hours.map(({ key, figures }) => `${key} ${figures.requests}`)).toEqual(['02:00 2', '03:00 1'])
    const kathmandu = reportOf([served(Date.UTC(2026, 10, 21, 10, 20), 1)], 'Asia/Kathmandu')
    expect(kathmandu.by.hour[0]?.key).toBe('16:00')
  })
  it('of nothing are no figures', () => {
    expect(reportOf([]).total).toEqual({
      ...{ requests: 0, served: 0, abandoned: 0, unserved: 0, messages: 0 },
      ...{ transferred: 0, declined: 0, missed: 0, ratings: 0 },
    })
    expect([percentile([], 0.5), percentile([3], 0.9), percentile([4, 1, 2, 3], 0.5)]).toEqual([
      undefined,
      3,
      2,
    ])
  })
  it('M3: hours of presence, and how much of them with a chat', () => {
    const today = periodOf('today', BERLIN, NOW) as Period
    const counting = new Counting(today, BERLIN, NOW)
    // Two shifts that overlap, one that began yesterday, and one of somebody who was not needed.
    counting.onDuty('anna@localhost', NOW - 2 * HOUR, NOW - HOUR)
    counting.onDuty('anna@localhost', NOW - 1.5 * HOUR, NOW)
    counting.onDuty('ben@localhost', today.from - 5 * HOUR, today.from + HOUR)
    counting.onDuty('carol@localhost', today.from - 5 * HOUR, today.from - HOUR)
    // Two chats at once are one time; what goes on lasts until now; before the shift it is not counted.
    counting.add(served(NOW - 3 * HOUR, HOUR, { endedAt: NOW - 1.5 * HOUR }))
    counting.add(served(NOW - 2 * HOUR, 0, { endedAt: NOW - 1.5 * HOUR }))
    const { endedAt: _, ...open } = served(NOW - 0.25 * HOUR, 0)
    counting.add(open)
    const { total, by } = counting.report()
    expect(by.operator.map(({ key, figures }) => [key, figures.presence, figures.occupancy])).toEqual([
      ['anna@localhost', 2 * HOUR, 0.375],
      ['ben@localhost', HOUR, 0],
    ])
    expect([total.presence, total.occupancy]).toEqual([3 * HOUR, 0.25])
    expect(by.hour[0]?.figures.presence).toBeUndefined()
  })
  it('are told in words', () => {
    expect(inWords(report, (jid) => jid.split('@')[0] ?? '')).toBe(
      [
        'today (2026-11-21), Europe/Berlin:',
        '6 requests: 3 served, 1 abandoned, 1 not served; 1 messages left',
        'Wait: median 20 s, 90 % within 1 min 30 s, 50 % within 60 s',
        'First response: median 5 s; handling: median 10 min 0 s',
        '1 transferred, 2 declined, 2 missed',
        '2 ratings, mean 3.5 of 5',
        'anna: 2 served, handling 10 min 0 s, 0 missed',
        'ben: 1 served, handling 10 min 0 s, 2 missed',
      ].join('\n'),
    )
  })
  it('M3, T30: what visitors write is no formula in a spreadsheet', () => {
    const evil = ['=cmd|calc', '+1', '-1', '@sum', 'a,"b"'].map((site) => served(NOW, 1, { site }))
    const sites = csvOf(reportOf(evil))
      .split('\r\n')
      .filter((line) => line.startsWith('site,'))
      .map((line) => line.slice(5).replace(/,1,1,0.*$/, ''))
    expect(sites).toEqual([`'+1`, `'-1`, `'=cmd|calc`, `'@sum`, '"a,""b"""'])
    expect(csvOf(report)).toMatch(/^by,key,requests,served,/)
    expect(jsonOf(report)).toMatchObject({
      from: '2026-11-20T23:00:00.000Z',
      timeZone: BERLIN,
      total: { served: 3 },
    })
  })
})
