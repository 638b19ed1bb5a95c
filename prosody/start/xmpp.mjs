/** The XMPP server: in a container, as this machine's Prosody or ejabberd, or somebody else's. */
import { addAccount, hasAccount } from '../accounts.mjs'
import * as ejabberd from '../ejabberd/accounts.mjs'
import { launchEjabberd } from '../ejabberd/launch.mjs'
import { launchProsody } from '../launch.mjs'
import { note, step, Trouble } from './console.mjs'
import { launchContainer, prepareImage } from './container.mjs'
import { openLog } from './log.mjs'
import { attempt } from './run.mjs'
import { ACCOUNTS } from './settings.mjs'
import { supervise } from './supervise.mjs'
import {
  EJABBERD_PACKAGES,
  hasCommand,
  installSystemPackages,
  missingPackages,
  PROSODY_PACKAGES,
} from './system.mjs'

/** @typedef {import('./settings.mjs').StartSettings} StartSettings */

/**
 * @typedef {object} Kind a server that we run ourselves
 * @property {string} words what it is
 * @property {'prosody' | 'ejabberd'} log
 * @property {(server: import('../launch.mjs').Settings) => Promise<import('../launch.mjs').Server>} launch
 * @property {(dataDir: string, domain: string, name: string, password: string) => Promise<void> | void} addAccount
 * @property {(dataDir: string, domain: string, name: string) => Promise<boolean> | boolean} hasAccount
 * @property {'before' | 'after'} accounts whether accounts are made before it runs, or by itself
 */

const ON_PROSODY = /** @type {const} */ ({ log: 'prosody', addAccount, hasAccount, accounts: 'before' })

/**
 * What to run, by `PARLOR_XMPP`: each gets what it needs, an image or packages of the system.
 * @type {Readonly<Record<StartSettings['xmpp'], () => Promise<Kind | undefined>>>}
 */
const KINDS = {
  auto: async () => (await container('auto')) ?? prosody(', or start a Docker engine'),
  docker: () => container('docker'),
  native: () => prosody(''),
  async ejabberd() {
    await packages('/usr/sbin/ejabberdctl', EJABBERD_PACKAGES, 'no ejabberd: install 23.01 or newer', '')
    const words = `ejabberd ${await versionOf('dpkg-query', ['-W', '-f', 'Version: $' + '{Version}', 'ejabberd'], /Version: (\d+\.\d+)/)}`
    return { ...ejabberd, words, log: 'ejabberd', launch: launchEjabberd, accounts: 'after' }
  },
  external: async () => undefined,
}

/**
 * @param {StartSettings} settings
 * @returns {Promise<Kind | undefined>} nothing when it is somebody else's
 */
export const prepareServer = ({ xmpp }) => KINDS[xmpp]()

/**
 * @param {StartSettings} settings
 * @param {Kind | undefined} kind
 * @param {import('./signals.mjs').Running} running
 * @returns {Promise<string>} what runs, in words
 */
export async function runServer(settings, kind, running) {
  if (!kind) return `yours, component port 127.0.0.1:${settings.ports.PARLOR_COMPONENT_PORT}`
  if (kind.accounts === 'before') await makeAccounts(settings, kind)
  await step(kind.words, () => supervise('The XMPP server', () => start(settings, kind), running))
  if (kind.accounts === 'after') await makeAccounts(settings, kind)
  return kind.words
}

/**
 * @param {StartSettings} settings
 * @param {Kind} kind
 */
async function start({ domain, dataDir, ports, componentSecret, url }, kind) {
  const log = openLog(dataDir, kind.log)
  return kind.launch({
    domain,
    dataDir,
    c2sPort: ports.PARLOR_C2S_PORT,
    componentPort: ports.PARLOR_COMPONENT_PORT,
    httpPort: ports.PARLOR_XMPP_HTTP_PORT,
    componentSecret,
    env: { PARLOR_URL: url },
    onLine: (/** @type {string} */ line) => void log.write(`${line}\n`),
  })
}

/**
 * @param {StartSettings} settings
 * @param {Kind} kind
 */
async function makeAccounts({ dataDir, domain, demoPassword, givenPassword }, kind) {
  for (const name of ACCOUNTS) {
    if (givenPassword || !(await kind.hasAccount(dataDir, domain, name)))
      await kind.addAccount(dataDir, domain, name, demoPassword)
  }
}

/**
 * Prosody in a container, if there is a Docker engine; with `auto` its absence is no mistake.
 * @param {'auto' | 'docker'} xmpp
 * @returns {Promise<Kind | undefined>}
 */
async function container(xmpp) {
  const { image, engine, why } = await prepareImage()
  if (image)
    return { ...ON_PROSODY, words: 'Prosody in Docker', launch: (server) => launchContainer(server, image) }
  if (xmpp === 'docker') throw new Trouble(`PARLOR_XMPP=docker: ${why}`)
  if (engine) note(`Docker cannot be used (${why}); taking this machine's Prosody`)
  return undefined
}

/**
 * @param {string} otherwise what else can be done where it cannot be installed
 * @returns {Promise<Kind>}
 */
async function prosody(otherwise) {
  await packages('prosody', PROSODY_PACKAGES, 'no XMPP server: install Prosody 0.12 or 13', otherwise)
  const words = `Prosody ${await versionOf('prosodyctl', ['about'], /^Prosody (\S+)/m)}`
  return { ...ON_PROSODY, words, launch: launchProsody }
}

/**
 * Sees to it that a server of this machine is there, with all that it needs.
 * @param {string} program
 * @param {readonly string[]} wanted
 * @param {string} missing what to say when it cannot be had
 * @param {string} otherwise
 */
async function packages(program, wanted, missing, otherwise) {
  if (await hasCommand(program)) {
    const lacking = await missingPackages(wanted)
    if (lacking.length === 0 || !(await hasCommand('dpkg-query'))) return
    if (!(await installSystemPackages(lacking))) note(`not installed: ${lacking.join(' ')}`)
    return
  }
  if (await installSystemPackages(wanted)) return
  throw new Trouble(`${missing} (Debian: apt-get install ${wanted.join(' ')})${otherwise}`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RegExp} pattern
 */
async function versionOf(command, args, pattern) {
  const { output } = await attempt(command, args)
  return pattern.exec(output)?.[1] ?? ''
}
