/** The widget is a guest on somebody's page: what it may weigh, brotli, as built. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { brotli } from '../bench/sizes.ts'
import { buildWidget } from './widget.kit.ts'

/** Fetched when all is there for a chat: closed doors, left messages, ends, faults; or where there is no WebSocket. Not counted are these and no others. */
const LATER = /^(later|bosh)-/
/** The demo shop's style sheet is not part of the widget. */
const DEMO = /^shop-/

let dist = ''
let assets: string[] = []
beforeAll(() => {
  dist = buildWidget()
  assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name) && !DEMO.test(name))
})

function weigh(names: readonly string[]): { sum: number; told: string } {
  const files = ['widget.js', 'frame.html', ...names.map((name) => join('assets', name))]
  const sizes = files.map((name) => [name, brotli(join(dist, name))] as const)
  return { sum: sizes.reduce((total, [, size]) => total + size, 0), told: JSON.stringify(sizes) }
}

test('V1: the loader is at most 1.6 kB', () => {
  expect(brotli(join(dist, 'widget.js'))).toBeLessThanOrEqual(1600)
})

test('V7: what watches a page is at most 2.5 kB, and fetched only where it may', () => {
  expect(brotli(join(dist, 'watch.js'))).toBeLessThanOrEqual(2500)
})

test('V1: everything until the first message can be sent is at most 36 kB', () => {
  const { sum, told } = weigh(assets.filter((name) => !LATER.test(name)))
  expect(sum, told).toBeLessThanOrEqual(36_000)
})

test('V1: a message is left with less: the wire is not needed for it', () => {
  const { sum, told } = weigh(assets.filter((name) => !/^(wire|bosh)-/.test(name)))
  expect(sum, told).toBeLessThanOrEqual(26_500)
})

test('V1: what comes later is one small script', () => {
  const later = assets.filter((name) => /^later-/.test(name))
  expect(later).toHaveLength(1)
  expect(weigh(later).sum - weigh([]).sum).toBeLessThanOrEqual(6000)
})
