import { expect, test } from 'vitest'
import { END_REASONS } from '../../../component/protocol/names.js'
import { keyText } from './report-keys.ts'

test('M3: the rows of a report are called as people call them', () => {
  expect([keyText('weekday', 'Wednesday'), keyText('weekday', 'Someday')]).toEqual(['Wednesday', 'Someday'])
  expect([keyText('language', 'da'), keyText('language', 'not a tag')]).toEqual(['Danish', 'not a tag'])
  expect([keyText('operator', 'anna@localhost'), keyText('day', '2026-11-30')]).toEqual([
    'anna',
    '2026-11-30',
  ])
  for (const reason of END_REASONS) expect(keyText('reason', reason)).not.toBe(reason)
  expect([keyText('reason', 'new-one'), keyText('site')]).toEqual(['new-one', ''])
})
