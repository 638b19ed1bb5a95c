/** Packages of the operating system (Debian and Ubuntu). */
import { existsSync } from 'node:fs'
import { step } from './console.mjs'
import { attempt, run } from './run.mjs'

/** Prosody as Debian ships it, with what Parlor's configuration uses. */
export const PROSODY_PACKAGES = ['prosody', 'prosody-modules', 'lua-dbi-sqlite3', 'lua-unbound']

/** ejabberd as Debian ships it, with SQLite for what it keeps. */
export const EJABBERD_PACKAGES = ['ejabberd', 'erlang-p1-sqlite3']

/** What Debian starts by itself when it is installed, on ports we want; ours run in the foreground, configured by us. */
const SERVICES = new Map([
  ['prosody', 'prosody'],
  ['ejabberd', 'ejabberd'],
  ['nginx-light', 'nginx'],
  ['coturn', 'coturn'],
])

/** @param {string} command */
export async function hasCommand(command) {
  return (await attempt('sh', ['-c', `command -v ${command}`])).code === 0
}

/**
 * Which of the packages are not installed; all of them where there is no dpkg.
 * @param {readonly string[]} packages
 */
export async function missingPackages(packages) {
  const { output } = await attempt('dpkg-query', [
    '-W',
    '-f',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
    '${Package} ${db:Status-Abbrev}\n',
    ...packages,
  ])
  const installed = new Set(output.split('\n').flatMap((line) => (/^(\S+) ii/.exec(line) ?? []).slice(1)))
  return packages.filter((name) => !installed.has(name))
}

/** @returns {Promise<string[] | undefined>} the words before `apt-get` that make it work, if it can work at all */
async function rights() {
  if (!existsSync('/usr/bin/apt-get')) return undefined
  if (process.getuid?.() === 0) return []
  return (await attempt('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : undefined
}

/**
 * Installs packages, if this machine and this user allow it.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>}
 */
export async function installSystemPackages(packages) {
  const before = await rights()
  if (!before) return false
  const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = async (/** @type {string[]} */ ...args) => {
    const [command = '', ...rest] = [...before, 'apt-get', ...args]
    await run(command, rest, { env: quiet })
  }
  await step(`installing ${packages.join(' ')}`, async () => {
    await apt('update', '-q')
    await apt('install', '-q', '-y', '--no-install-recommends', ...packages)
    for (const service of packages.flatMap((name) => SERVICES.get(name) ?? [])) {
      const off = [...before, 'systemctl', 'disable', '--now', service].join(' ')
      await attempt('sh', ['-c', `${off} || ${[...before, 'service', service, 'stop'].join(' ')}`])
    }
  })
  return true
}
