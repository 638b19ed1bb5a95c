/** The widget is a guest on somebody's page: what it may weigh, brotli, as built. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { brotli } from '../bench/sizes.ts'
import { buildDesk } from './operator.kit.ts'
import { buildWidget } from './widget.kit.ts'

const ROOT = new URL('../..', import.meta.url).pathname

/** Fetched when all is there for a chat: closed doors, left messages, ends, faults, what a chat was like, files; or where there is no WebSocket, or a challenge before a visit. Not counted are these and no others. */
const LATER = /^(later|bosh|call|farewell|files|element|proof)-/
/** A visitor's browser fetches one of them; English is in the code. */
const LANGUAGE = /^[a-z]{2}-/
/** The demo shop's style sheet is not part of the widget. */
const DEMO = /^shop-/

let dist = ''
let assets: string[] = []
beforeAll(() => {
  dist = buildWidget()
  assets = readdirSync(join(dist, 'assets')).filter(
    (name) => /\.(js|css)$/.test(name) && !DEMO.test(name) && !LANGUAGE.test(name),
  )
})

function weigh(names: readonly string[]): { sum: number; told: string } {
  const files = ['widget.js', 'frame.html', ...names.map((name) => join('assets', name))]
  const sizes = files.map((name) => [name, brotli(join(dist, name))] as const)
  return { sum: sizes.reduce((total, [, size]) => total + size, 0), told: JSON.stringify(sizes) }
}

test('V1: the loader is at most 3.3 kB: half of it is the shell, which must be there before the frame and without a network', () => {
  expect(brotli(join(dist, 'widget.js'))).toBeLessThanOrEqual(3300)
})

test('V3: what keeps pictures fresh is at most 0.8 kB, and fetched only where there are any', () => {
  expect(brotli(join(dist, 'status.js'))).toBeLessThanOrEqual(800)
})

test('V7: what watches a page is at most 3.1 kB in six languages, and fetched only where it may', () => {
  expect(brotli(join(dist, 'watch.js'))).toBeLessThanOrEqual(3100)
})

test('V1: everything until the first message can be sent is at most 38.7 kB', () => {
  const { sum, told } = weigh(assets.filter((name) => !LATER.test(name)))
  expect(sum, told).toBeLessThanOrEqual(38_700)
})

test('V1: a message is left with less: the wire is not needed for it', () => {
  const { sum, told } = weigh(
    assets.filter((name) => !/^(wire|bosh|call|farewell|files|element|proof)-/.test(name)),
  )
  expect(sum, told).toBeLessThanOrEqual(30_100)
})

test('C10: a language costs at most 1.7 kB for what everybody sees', () => {
  const files = readdirSync(join(dist, 'assets')).filter((name) => LANGUAGE.test(name))
  expect(files.length).toBeGreaterThanOrEqual(10)
  for (const name of files) expect(brotli(join(dist, 'assets', name)), name).toBeLessThanOrEqual(1700)
})

test('V1: what comes later is one small script', () => {
  const later = assets.filter((name) => /^later-/.test(name))
  expect(later).toHaveLength(1)
  expect(weigh(later).sum - weigh([]).sum).toBeLessThanOrEqual(6000)
})

/** Every file below, with its bytes. */
const all = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'base64')] as const),
  )

test.each([
  ['widget', buildWidget, ['production', 'loader', 'watch', 'status']],
  ['operator-web', buildDesk, ['production']],
] as const)('B1: built twice, what browsers get of %s is the same bytes', (part, build, modes) => {
  build()
  const first = all(join(ROOT, part, 'dist'))
  const folder = mkdtempSync(join(tmpdir(), 'parlor-again-'))
  for (const mode of modes)
    execFileSync('npx', ['vite', 'build', '--mode', mode, '--outDir', folder, '--logLevel', 'error'], {
      cwd: join(ROOT, part),
      env: { ...process.env, NODE_ENV: 'production' },
    })
  const again = all(folder)
  rmSync(folder, { recursive: true, force: true })
  expect([...again.keys()].sort()).toEqual([...first.keys()].sort())
  expect([...again].filter(([name, bytes]) => first.get(name) !== bytes).map(([name]) => name)).toEqual([])
})
