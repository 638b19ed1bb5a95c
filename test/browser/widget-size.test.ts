/** The widget is a guest on somebody's page: what it may weigh, brotli, as built. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { brotli } from '../bench/sizes.ts'
import { buildWidget } from './widget.kit.ts'

let dist = ''
beforeAll(() => {
  dist = buildWidget()
})

test('V1: the loader is at most 1.5 kB', () => {
  expect(brotli(join(dist, 'widget.js'))).toBeLessThanOrEqual(1500)
})

test('V1: everything until the first message can be sent is at most 36 kB', () => {
  // All scripts count, also those fetched while the form is filled in; not the demo shop's style sheet.
  const assets = readdirSync(join(dist, 'assets')).filter(
    (name) => /\.(js|css)$/.test(name) && !/^shop/.test(name),
  )
  const files = ['widget.js', 'frame.html', ...assets.map((name) => join('assets', name))]
  const sizes = new Map(files.map((name) => [name, brotli(join(dist, name))]))
  const sum = [...sizes.values()].reduce((total, size) => total + size, 0)
  expect(sum, JSON.stringify([...sizes])).toBeLessThanOrEqual(36_000)
})
