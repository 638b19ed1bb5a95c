/** What the environment asks for, checked; the secrets and the demo's password are made once and kept. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeFolder } from '../folder.mjs'
import { Trouble } from './console.mjs'
import { ROOT } from './run.mjs'

/**
 * @typedef {object} StartSettings
 * @property {'auto' | 'docker' | 'native' | 'ejabberd' | 'external'} xmpp
 * @property {string} domain
 * @property {string} dataDir
 * @property {string} config the component's configuration file
 * @property {string} httpHost
 * @property {string} url
 * @property {Record<PortName, number>} ports
 * @property {string} componentSecret
 * @property {string} demoPassword
 * @property {boolean} givenPassword by the environment: existing accounts get it too
 */

/** @typedef {keyof typeof PORTS} PortName */

export const PORTS = {
  PARLOR_HTTP_PORT: 8080,
  PARLOR_C2S_PORT: 5222,
  PARLOR_COMPONENT_PORT: 5347,
  PARLOR_XMPP_HTTP_PORT: 5280,
}

export const ACCOUNTS = ['anna', 'ben', 'carol']

const SERVERS = /** @type {const} */ (['auto', 'docker', 'native', 'ejabberd', 'external'])

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {StartSettings}
 * @throws {Trouble} naming every variable that is wrong
 */
export function readSettings(env) {
  /** @type {string[]} */
  const mistakes = []
  const xmpp = SERVERS.find((known) => known === (env.PARLOR_XMPP || 'auto'))
  if (!xmpp) mistakes.push(`PARLOR_XMPP is "${env.PARLOR_XMPP}"; it may be ${SERVERS.join(', ')}`)
  const domain = env.PARLOR_DOMAIN || 'localhost'
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain))
    mistakes.push(`PARLOR_DOMAIN "${domain}" is not a host name`)
  const ports = /** @type {Record<PortName, number>} */ (
    Object.fromEntries(
      Object.entries(PORTS).map(([name, port]) => [name, readPort(name, env[name], port, mistakes)]),
    )
  )
  if (xmpp === 'external' && !env.PARLOR_COMPONENT_SECRET) {
    mistakes.push(
      'PARLOR_COMPONENT_SECRET is needed with PARLOR_XMPP=external: the secret of the component on that server',
    )
  }
  if (mistakes.length > 0) throw new Trouble(mistakes.join('\n        '))
  const dataDir = resolve(ROOT, env.PARLOR_DATA || 'var')
  return {
    xmpp: xmpp ?? 'auto',
    domain,
    dataDir,
    config: resolve(ROOT, env.PARLOR_CONFIG || 'component/parlor.demo.yaml'),
    httpHost: env.PARLOR_HTTP_HOST || '127.0.0.1',
    url: env.PARLOR_URL || `http://localhost:${ports.PARLOR_HTTP_PORT}`,
    ports,
    givenPassword: Boolean(env.PARLOR_DEMO_PASSWORD),
    ...secrets(dataDir, env),
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} preset
 * @param {string[]} mistakes
 */
function readPort(name, text, preset, mistakes) {
  const port = text ? Number(text) : preset
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    mistakes.push(`${name} "${text}" is not a port (1 to 65535)`)
  return port
}

/**
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} env
 */
function secrets(dataDir, env) {
  const file = join(dataDir, 'secrets.json')
  try {
    makeFolder(dataDir)
    /** @type {Record<string, string>} */
    const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    const known = {
      componentSecret:
        env.PARLOR_COMPONENT_SECRET || kept.componentSecret || randomBytes(32).toString('base64url'),
      demoPassword: env.PARLOR_DEMO_PASSWORD || kept.demoPassword || password(),
    }
    writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
    return known
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? 'is not JSON'
        : `cannot be used (${/** @type {Error} */ (error).message})`
    throw new Trouble(`PARLOR_DATA: ${file} ${why}`)
  }
}

/** Three groups of four, easy to read aloud: 60 bits. */
function password() {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const text = [...randomBytes(12)].map((byte) => letters[byte % 32]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}
