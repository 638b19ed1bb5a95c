import { expect, test } from 'vitest'
import { Counting } from '../../figures/count.ts'
import { fake } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answerText } from '../text.ts'
import { report } from './report.ts'

const NOW = Date.UTC(2026, 10, 21, 10)
const counting = new Counting({ from: NOW, until: NOW + 1, label: 'today (2026-11-21)' }, 'UTC')
for (const operator of ['anna@localhost', 'ben@localhost'])
  counting.add({
    ...{ joinedAt: NOW, openedAt: NOW + 5_000, endedAt: NOW + 65_000, operator, reason: 'operator-closed' },
    ...{ transfers: 0, declinedBy: [], missedBy: [] },
  })
const { records } = shelf({ report: counting.report() })
const ask = async (words: string, options: Parameters<typeof fake>[1] = {}) =>
  (await answerText(fake([], { records, ...options }), words))?.text

test.each([
  ['', { period: '' }],
  ['last week by hour csv', { period: 'last week', by: 'hour', format: 'csv' }],
  ['2026-11-01 to 2026-11-30 as json', { period: '2026-11-01 to 2026-11-30', format: 'json' }],
  ['by operator', { period: '', by: 'operator' }],
  ['week by day compared csv', { period: 'week', by: 'day', compared: 'true', format: 'csv' }],
  ['CSV', { period: '', format: 'csv' }],
])('M3: report %s', (words, input) => {
  expect(report.read(words, fake())).toEqual(input)
})

test('M3: figures in words; what each colleague comes to is for supervisors', async () => {
  expect(await ask('report')).toMatch(/^today \(2026-11-21\), UTC:\n2 requests: 2 served/)
  expect(await ask('report')).toMatch(/Anna: 1 served/)
  expect(await ask('report')).not.toMatch(/Ben:/)
  expect(await ask('report', { supervisor: true })).toMatch(/Anna: 1 served.*\nBen: 1 served/)
  expect(await ask('figures today by hour')).toMatch(/\n10:00: 2 requests, 2 served$/)
  expect(await ask('report never')).toMatch(/^"never" is no period\. There are today, /)
})

test('M3: figures beside those of the time before', async () => {
  expect(await ask('report compared')).toMatch(
    /\nBefore, 2026-11-20:\n2 requests: .*\nChange: requests \+0 %, served \+0 %, wait \+0 %$/s,
  )
  expect(await ask('report')).not.toMatch(/Before/)
  expect(await ask('report today compared csv')).toMatch(/\r\nbefore,2026-11-20,2,/)
  expect(JSON.parse((await ask('report today compared json')) ?? '')).toMatchObject({
    before: { from: '2026-11-21T10:00:00.000Z', total: { served: 2 } },
  })
})

test('M3: figures to take along', async () => {
  expect(await ask('report today by operator csv')).toMatch(
    /^by,key,.*\r\ntotal,today \(2026-11-21\),2,.*\r\noperator,anna@localhost,1,.*$/s,
  )
  expect(JSON.parse((await ask('report today by day json')) ?? '')).toMatchObject({
    ...{ timeZone: 'UTC', total: { served: 2, waitMedian: 5_000 } },
    by: { day: [{ key: '2026-11-21' }], operator: [] },
  })
})
