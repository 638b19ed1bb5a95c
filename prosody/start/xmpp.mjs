/** The XMPP server: in a container, as this machine's Prosody, or somebody else's. */
import { addAccount, hasAccount } from '../accounts.mjs'
import { launchProsody } from '../launch.mjs'
import { note, step, Trouble } from './console.mjs'
import { launchContainer, prepareImage } from './container.mjs'
import { openLog } from './log.mjs'
import { attempt } from './run.mjs'
import { ACCOUNTS } from './settings.mjs'
import { supervise } from './supervise.mjs'
import { hasCommand, installSystemPackages, missingPackages, PROSODY_PACKAGES } from './system.mjs'

/** @typedef {import('./settings.mjs').StartSettings} StartSettings */

/**
 * Decides what to run, and gets it: an image, or packages of the system.
 * @param {StartSettings} settings
 * @returns {Promise<string | undefined>} the image, if it is to be a container
 */
export async function prepareServer({ xmpp }) {
  if (xmpp === 'external') return undefined
  const image = xmpp === 'native' ? undefined : await imageOr(xmpp)
  if (!image) await prepareNative(xmpp)
  return image
}

/**
 * @param {StartSettings} settings
 * @param {string | undefined} image
 * @param {import('./signals.mjs').Running} running
 * @returns {Promise<string>} what runs, in words
 */
export async function runServer(settings, image, running) {
  if (settings.xmpp === 'external')
    return `yours, component port 127.0.0.1:${settings.ports.PARLOR_COMPONENT_PORT}`
  makeAccounts(settings)
  const words = image ? 'Prosody in Docker' : `Prosody ${await version()}`
  await step(words, () => supervise('The XMPP server', () => start(settings, image), running))
  return words
}

/**
 * @param {StartSettings} settings
 * @param {string | undefined} image
 */
async function start({ domain, dataDir, ports, componentSecret, url }, image) {
  const log = openLog(dataDir, 'prosody')
  const server = {
    domain,
    dataDir,
    c2sPort: ports.PARLOR_C2S_PORT,
    componentPort: ports.PARLOR_COMPONENT_PORT,
    httpPort: ports.PARLOR_XMPP_HTTP_PORT,
    componentSecret,
    env: { PARLOR_URL: url },
    onLine: (/** @type {string} */ line) => void log.write(`${line}\n`),
  }
  return image ? launchContainer(server, image) : launchProsody(server)
}

/** @param {StartSettings} settings */
function makeAccounts({ dataDir, domain, demoPassword, givenPassword }) {
  for (const name of ACCOUNTS) {
    if (givenPassword || !hasAccount(dataDir, domain, name)) addAccount(dataDir, domain, name, demoPassword)
  }
}

/**
 * The container's image, if there is a Docker engine; with `auto` its absence is no mistake.
 * @param {'auto' | 'docker' | 'external'} xmpp
 */
async function imageOr(xmpp) {
  const prepared = await prepareImage()
  if (prepared.image) return prepared.image
  if (xmpp === 'docker') throw new Trouble(`PARLOR_XMPP=docker: ${prepared.why}`)
  if (prepared.engine) note(`Docker cannot be used (${prepared.why}); taking this machine's Prosody`)
  return undefined
}

/** @param {string} xmpp */
async function prepareNative(xmpp) {
  if (await hasCommand('prosody')) {
    const missing = await missingPackages(PROSODY_PACKAGES)
    if (missing.length === 0 || !(await hasCommand('dpkg-query'))) return
    if (await installSystemPackages(missing)) return
    note(`not installed: ${missing.join(' ')}`)
    return
  }
  if (await installSystemPackages(PROSODY_PACKAGES)) return
  const docker = xmpp === 'native' ? '' : ', or start a Docker engine'
  throw new Trouble(
    `no XMPP server: install Prosody 0.12 or 13 (Debian: apt-get install ${PROSODY_PACKAGES.join(' ')})${docker}`,
  )
}

async function version() {
  const { output } = await attempt('prosodyctl', ['about'])
  return /^Prosody (\S+)/m.exec(output)?.[1] ?? ''
}
