/**
 * `npm test`: everything that proves the product, from a fresh clone, in rings from quick to slow.
 * Installs what is missing, builds, checks, runs the rings, and ends with the line `N passed, N failed`.
 * `npm test -- server docker` runs some rings only.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from '../prosody/start/build.mjs'
import { note, seconds, step } from '../prosody/start/console.mjs'
import { checkNode, installPackages } from '../prosody/start/packages.mjs'
import { attempt } from '../prosody/start/run.mjs'
import {
  EJABBERD_PACKAGES,
  installSystemPackages,
  missingPackages,
  PROSODY_PACKAGES,
} from '../prosody/start/system.mjs'
import { runRing } from './ring.mjs'

/** @typedef {import('./ring.mjs').Outcome} Outcome */

/** A screen without a screen, and the bus by which programs tell what they show. */
const DESKTOP_PACKAGES = [
  ...['xvfb', 'dbus-daemon', 'at-spi2-core', 'gir1.2-atspi-2.0'],
  ...['fonts-dejavu-core', 'librsvg2-common'],
]

/** Rings, with what each needs of the operating system and the most it may take, in minutes. */
const RINGS = [
  { name: 'unit', limit: 20, packages: ['postgresql'] },
  { name: 'server', limit: 45, packages: [...PROSODY_PACKAGES, ...EJABBERD_PACKAGES, 'postgresql'] },
  { name: 'browser', limit: 45, packages: [...PROSODY_PACKAGES, 'chromium', 'fonts-dejavu-core', 'coturn'] },
  {
    name: 'client',
    limit: 20,
    packages: [...PROSODY_PACKAGES, 'tmux', 'profanity', 'poezio', ...DESKTOP_PACKAGES, 'gajim', 'psi-plus'],
  },
  {
    name: 'docker',
    limit: 45,
    packages: ['docker.io', 'docker-compose', 'debootstrap', 'nginx-light', 'openssl'],
  },
]

/**
 * What runs one after the other; the lanes of one line run beside each other. Rules take all the processor there is. A real
 * server and a real browser mostly wait, for each other and for time to pass.
 */
const LANES = [[['unit']], [['server'], ['browser', 'client']], [['docker']]]

const CHECKS = [
  { name: 'biome', command: ['npx', 'biome', 'check', '.'] },
  { name: 'types of the component', command: ['npx', 'tsc', '-p', 'component', '--noEmit'] },
  { name: 'types of the widget', command: ['npx', 'tsc', '-p', 'widget'] },
  { name: 'types of the desk', command: ['npx', 'tsc', '-p', 'operator-web'] },
  { name: 'types of the tests', command: ['npx', 'tsc', '-p', 'test'] },
]

async function main() {
  const began = Date.now()
  checkNode()
  const rings = chosen(process.argv.slice(2))
  /** @type {Outcome} */
  const total = { passed: 0, failed: 0, names: [] }
  const count = (/** @type {Outcome} */ { passed, failed, names }) => {
    total.passed += passed
    total.failed += failed
    total.names.push(...names)
  }
  await Promise.all([installSystem(rings.flatMap(({ packages }) => packages)), installPackages()])
  count(await build())
  if (rings.length === RINGS.length) {
    for (const outcome of await Promise.all(CHECKS.map(({ name, command }) => check(name, command))))
      count(outcome)
  }
  const folder = mkdtempSync(join(tmpdir(), 'parlor-test-'))
  const run = async (/** @type {readonly string[]} */ lane) => {
    for (const { name, limit } of rings.filter(({ name }) => lane.includes(name)))
      count(await runRing(name, limit * 60_000, join(folder, `${name}.json`)))
  }
  for (const lanes of LANES) await Promise.all(lanes.map(run))
  rmSync(folder, { recursive: true, force: true })

  if (total.names.length > 0)
    process.stdout.write(`\nfailed:\n${total.names.map((name) => `  ${name}\n`).join('')}`)
  process.stdout.write(`\n${seconds(Date.now() - began)}\n${total.passed} passed, ${total.failed} failed\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

/** @param {readonly string[]} names */
function chosen(names) {
  const unknown = names.filter((name) => !RINGS.some((ring) => ring.name === name))
  if (unknown.length > 0) throw new Error(`no ring is called ${unknown.join(', ')}`)
  return names.length === 0 ? RINGS : RINGS.filter(({ name }) => names.includes(name))
}

/** @param {readonly string[]} packages */
async function installSystem(packages) {
  const missing = await missingPackages([...new Set(packages)])
  if (missing.length === 0) return
  // What cannot be installed here shows as failures of the ring that needs it.
  const installed = await installSystemPackages(missing).catch((error) => note(error.message))
  if (!installed) note(`not installed: ${missing.join(' ')}`)
}

/** @returns {Promise<Outcome>} */
async function build() {
  try {
    await buildStale()
    process.env.PARLOR_BUILT = '1' // the rings need not look again
    return { passed: 1, failed: 0, names: [] }
  } catch (error) {
    process.stdout.write(`${/** @type {Error} */ (error).message}\n`)
    return { passed: 0, failed: 1, names: ['build'] }
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} command
 * @returns {Promise<Outcome>}
 */
async function check(name, [command = '', ...args]) {
  try {
    await step(name, async () => {
      const { code, output } = await attempt(command, args)
      if (code !== 0) throw new Error(output)
    })
    return { passed: 1, failed: 0, names: [] }
  } catch (error) {
    process.stdout.write(`${/** @type {Error} */ (error).message}\n`)
    return { passed: 0, failed: 1, names: [name] }
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

main().catch((error) => {
  process.stdout.write(`${error.stack}\n0 passed, 1 failed\n`)
  process.exitCode = 1
})
