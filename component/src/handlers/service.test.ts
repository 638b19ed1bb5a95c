import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseVersion } from '../protocol/version.ts'
import { el } from '../protocol/xml.ts'
import { onVersion } from './service.ts'

test('the version that is told is the one of package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(parseVersion(el('iq', {}, onVersion() || undefined))).toMatchObject({ name: 'Parlor', version })
})
