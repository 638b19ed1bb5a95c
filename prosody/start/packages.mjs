/** Node itself, and the npm packages of the lock file. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { step, Trouble } from './console.mjs'
import { ROOT, run } from './run.mjs'

const OLDEST_NODE = [20, 19]

/** @throws {Trouble} */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return
  throw new Trouble(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`)
}

/**
 * Installs the packages if some are missing or of another version than the lock file says. Not by `npm ci`: it refuses a
 * lock file that does not list the optional binaries of every other operating system.
 */
export async function installPackages() {
  const modules = join(ROOT, 'node_modules')
  if (existsSync(modules) && !isStale(modules)) return
  await step('npm packages', () => run('npm', ['install', '--no-save', '--no-fund', '--no-audit']))
}

/**
 * Compares what npm noted down when it installed with the lock file.
 * @param {string} modules
 */
function isStale(modules) {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  const found = packagesOf(join(modules, '.package-lock.json'))
  return Object.entries(wanted).some(([path, entry]) => {
    const isOurs = !path.includes('node_modules/') || entry.link
    return !isOurs && !entry.optional && !entry.peer && found[path]?.version !== entry.version
  })
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean, peer?: boolean }>}
 */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}
