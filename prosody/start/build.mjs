/** Builds the component, the widget and the operator desk, each when its sources have changed. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './console.mjs'
import { ROOT, run } from './run.mjs'

/** Each is built from its own folder and from what all share. */
const PARTS = ['component', 'widget', 'operator-web']
const SHARED = [
  'package-lock.json',
  'tsconfig.json',
  'component/protocol/names.js',
  'component/protocol/namespaces.js',
]
const PASSED_OVER = new Set(['dist', 'node_modules', 'test'])
/** Configuration and papers: nothing is built from them. */
const NOT_BUILT_FROM = /\.test\.|\.(ya?ml|md|xsd|doap)$/

/** @returns {Promise<string[]>} what was built */
export async function buildStale() {
  const shared = fingerprint(SHARED.map((path) => join(ROOT, path)))
  const stale = PARTS.map((part) => ({ part, print: shared + fingerprint([join(ROOT, part)]) })).filter(
    ({ part, print }) => !existsSync(join(ROOT, part, 'dist')) || remembered(part) !== print,
  )
  if (stale.length === 0) return []
  const names = stale.map(({ part }) => part)
  await step(`building ${names.join(', ')}`, () =>
    Promise.all(
      stale.map(async ({ part, print }) => {
        await run('npm', ['run', 'build', '--silent', '-w', part])
        remember(part, print)
      }),
    ),
  )
  return names
}

/**
 * Names and contents of all files below.
 * @param {readonly string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => hash.update(path).update(readFileSync(path))
  const walk = (/** @type {string} */ folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) PASSED_OVER.has(entry.name) || walk(path)
      else if (!NOT_BUILT_FROM.test(entry.name)) add(path)
    }
  }
  for (const path of paths) statSync(path).isFile() ? add(path) : walk(path)
  return hash.digest('hex')
}

const note = (/** @type {string} */ part) => join(ROOT, 'node_modules/.cache/parlor', part)

/** @param {string} part */
function remembered(part) {
  return existsSync(note(part)) ? readFileSync(note(part), 'utf8') : undefined
}

/**
 * @param {string} part
 * @param {string} print
 */
function remember(part, print) {
  mkdirSync(join(ROOT, 'node_modules/.cache/parlor'), { recursive: true })
  writeFileSync(note(part), print)
}
