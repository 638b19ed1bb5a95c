import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseVersion } from '../protocol/version.ts'
import { el } from '../protocol/xml.ts'
import { dataPolicy, onVersion } from './service.ts'

test('the version that is told is the one of package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(parseVersion(el('iq', {}, onVersion() || undefined))).toMatchObject({ name: 'Parlor', version })
})

test.each([
  [0, 0, 'infinite', 'What was said is kept without an end, who it was without an end.'],
  [30 * 24, 0, 'infinite', 'What was said is kept for 30 d, who it was without an end.'],
  [24, 72, '72', 'What was said is kept for 24 h, who it was for 3 d.'],
])('M5: a workgroup says how long it keeps a conversation: %i h and %i h', (said, who, longest, words) => {
  const hour = 3_600_000
  const keep = { transcripts: said * hour, details: who * hour }
  const policy = dataPolicy({ settings: { keep } as Parameters<typeof dataPolicy>[0]['settings'] })
  const value = (name: string) => policy.fields.find((field) => field.name === name)?.values[0]
  expect([value('data_retention'), value('extra_info')]).toEqual([longest, words])
})
