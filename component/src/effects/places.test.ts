import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from './log.ts'
import { mmdb } from './mmdb.kit.ts'
import { inWords, openPlaces, type Places } from './places.ts'

const AARHUS = { city: 'Aarhus (Aarhus N)', state1: 'Central Jutland', country_code: 'DK' }
const LYON = {
  city: { names: { de: 'Lyon', en: 'Lyon' } },
  subdivisions: [{ iso_code: 'ARA', names: { en: 'Auvergne-Rhône-Alpes' } }],
  country: { iso_code: 'FR', names: { en: 'France' } },
}

let folder: string
let places: Places
const lines: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-places-'))
  lines.length = 0
  places = openPlaces(openLog('info', { write: (line: string) => void lines.push(line) }), 10)
})
afterEach(() => {
  places.stop()
  rmSync(folder, { recursive: true })
})

test('D4: the place of an address, from databases of both shapes; a changed file is read again', async () => {
  const [first, second] = [join(folder, 'a.mmdb'), join(folder, 'b.mmdb')]
  writeFileSync(first, mmdb({ '198.51.100.0/24': AARHUS }))
  writeFileSync(second, mmdb({ '203.0.113.128/25': LYON }))
  await places.follow([first, second])
  expect(places.of('198.51.100.7')).toBe('Aarhus, Central Jutland, Denmark')
  expect(places.of('203.0.113.200')).toBe('Lyon, Auvergne-Rhône-Alpes, France')
  expect([places.of('203.0.113.1'), places.of('2001:db8::1'), places.of('nonsense')]).toEqual(
    Array(3).fill(undefined),
  )
  writeFileSync(`${first}.new`, mmdb({ '198.51.100.0/24': { country_code: 'NO' } }))
  renameSync(`${first}.new`, first)
  await expect.poll(() => places.of('198.51.100.7')).toBe('Norway')
  writeFileSync(first, 'not a database')
  await expect.poll(() => lines.join()).toContain('cannot be read')
  expect(places.of('198.51.100.7')).toBe('Norway')
  await places.follow([second])
  expect(places.of('198.51.100.7')).toBeUndefined()
})

test('D4: without a file nothing is known, and one that is missing stops nobody', async () => {
  expect(places.of('198.51.100.7')).toBeUndefined()
  await places.follow([join(folder, 'missing.mmdb'), '/no/such/folder/x.mmdb'])
  expect(places.of('198.51.100.7')).toBeUndefined()
  expect(lines.filter((line) => line.includes('cannot be read'))).toHaveLength(2)
})

test.each<[unknown, string | undefined]>([
  [null, undefined],
  [{}, undefined],
  [{ city: 'Berlin', state1: 'Berlin', country_code: 'DE' }, 'Berlin, Germany'],
  [{ city: 7, country_code: 'dk' }, undefined],
  [{ city: 'A\u202Eb\n', country: { iso_code: 'XX' } }, 'Ab, XX'],
])('D4: %j in words', (found, words) => expect(inWords(found)).toBe(words))
