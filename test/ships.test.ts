import { expect, test } from 'vitest'
import { debianIn, named, packagesOf } from './ships.ts'

const sorted = (all: ReadonlyMap<string, string>) => [...all].sort(([one], [other]) => (one < other ? -1 : 1))

test.each([
  ["In visitors' browsers", 'widget'],
  ["In operators' browsers", 'operator-web'],
  ["In the component's image", 'component'],
])('%s: every package is named with its licence, and none that has gone', (section, part) => {
  expect(sorted(packagesOf(part))).toEqual(sorted(named(section)))
})

test('every licence lets everybody use, change and pass it on', () => {
  const free = /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|MPL-2\.0|Bitstream Vera)$/
  const sections = ["In visitors' browsers", "In operators' browsers", "In the component's image"]
  const others = sections
    .flatMap((section) => [...named(section)])
    .filter(([, licence]) => !free.test(licence))
  expect(others).toEqual([])
})

test('what the images take from Debian is named', () => {
  const debian = [...debianIn('docker/component.Dockerfile'), ...debianIn('docker/prosody.Dockerfile')]
  expect([...named('From Debian, in the images').keys()].sort()).toEqual([...new Set(debian)].sort())
})
