/** Runs the system's ejabberd with Parlor's configuration, in the foreground of this process. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFolder } from '../folder.mjs'
import { diesWithParent, endStale, environment, follow, LaunchError } from '../launch.mjs'
import { attempt } from '../start/run.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const MODULES = ['mod_parlor_acks', 'mod_parlor_operators', 'mod_parlor_rooms', 'mod_parlor_visitors']

/** @typedef {import('../launch.mjs').Settings} Settings */
/** @typedef {import('../launch.mjs').Server} Server */

/**
 * Starts this machine's ejabberd and resolves when it serves.
 * @param {Settings} settings
 * @returns {Promise<Server>}
 * @throws {LaunchError}
 */
export async function launchEjabberd(settings) {
  const data = resolve(settings.dataDir, 'ejabberd')
  for (const folder of ['modules', 'mnesia', 'upload', 'home']) makeFolder(join(data, folder))
  endStale(settings.dataDir)
  await compile(join(data, 'modules'))
  const config = join(data, 'ejabberd.yml')
  writeFileSync(config, configuration(settings), { mode: 0o600 })
  const env = {
    ...environment(settings),
    ERL_LIBS: libraries(),
    EJABBERD_CONFIG_PATH: config,
    EJABBERD_LOG_PATH: join(data, 'ejabberd.log'),
    EJABBERD_PID_PATH: join(data, 'ejabberd.pid'),
    ERL_CRASH_DUMP_SECONDS: '0',
    HOME: join(data, 'home'), // no cookie is left in the one of whoever starts it
  }
  // Not a node of anything: no name, no port mapper (epmd), no cookie to be known.
  const [command = '', ...args] = [
    ...[...diesWithParent(), 'erl', '-noinput', '-pa', join(data, 'modules')],
    ...['-mnesia', 'dir', `"${join(data, 'mnesia')}"`, '-s', 'ejabberd', '+K', 'true', '+sbwt', 'none'],
  ]
  return follow(command, args, { ...settings, env }, signs(settings))
}

/**
 * @param {Settings} settings
 * @returns {import('../launch.mjs').Signs}
 */
const signs = ({ c2sPort, componentPort, httpPort }) => ({
  name: 'ejabberd',
  services: [c2sPort, componentPort, httpPort].map(String),
  open: /Start accepting TCP connections at \S+:(\d+) for/,
  taken: /Failed to open socket at \S+:(\d+) for .*in use/,
  broken: /Failed to start module mod_parlor_|\[critical\]/,
})

/** Where accounts are made: a socket in the data directory, which nobody else can open. */
export const socketOf = (/** @type {string} */ dataDir) => resolve(dataDir, 'ejabberd', 'api.sock')

/** @param {Settings} settings */
function configuration(settings) {
  const data = resolve(settings.dataDir, 'ejabberd')
  /** @type {Record<string, string>} */
  const values = {
    PARLOR_BIND: '127.0.0.1',
    PARLOR_PROXIES: '127.0.0.1,::1',
    PARLOR_URL: `http://localhost:${settings.httpPort}`,
    PARLOR_VISITOR_RATE: '4',
    PARLOR_XMPP_LOG: 'info',
    PARLOR_TURN_SECRET: '',
    ...environment(settings),
    PARLOR_DATA: data,
    PARLOR_SOCKET: socketOf(settings.dataDir),
  }
  /** @type {Record<string, string>} */
  const lists = {
    PARLOR_PROXIES: quotedList(values.PARLOR_PROXIES ?? ''),
    PARLOR_TURN_SERVICES: turnServices(values),
  }
  return readFileSync(join(here, 'ejabberd.yml'), 'utf8').replace(/(?<!# .*)PARLOR_[A-Z0-9_]+/g, (name) => {
    const list = lists[name]
    if (list !== undefined) return list
    const value = values[name]
    if (value === undefined) throw new LaunchError(`${name} is not set`)
    return JSON.stringify(value).slice(1, -1)
  })
}

const quotedList = (/** @type {string} */ text) =>
  text
    .split(/[\s,]+/)
    .map((one) => JSON.stringify(one))
    .join(', ')

/**
 * XEP-0215, for calls: none without a TURN server.
 * @param {Record<string, string>} values
 */
function turnServices({ PARLOR_TURN_HOST: host, PARLOR_TURN_PORT: port = '3478' }) {
  if (!host) return ''
  const services = [
    { type: 'stun', transport: 'udp', restricted: false },
    { type: 'turn', transport: 'udp', restricted: true },
    { type: 'turn', transport: 'tcp', restricted: true },
  ]
  return services.map((one) => JSON.stringify({ host, port: Number(port), ...one })).join(', ')
}

/** Where Debian's own `ejabberdctl` has Erlang look for ejabberd. */
const CONTROL = '/usr/sbin/ejabberdctl'
const ERLANG = '/usr/lib/erlang/lib'

function libraries() {
  try {
    return /^ERL_LIBS='?([^'\n]*)/m.exec(readFileSync(CONTROL, 'utf8'))?.[1] ?? ''
  } catch {
    throw new LaunchError('ejabberd is not installed (Debian: apt-get install ejabberd erlang-p1-sqlite3)')
  }
}

/**
 * The modules, for the ejabberd that is there.
 * @param {string} folder
 */
async function compile(folder) {
  const sources = MODULES.map((name) => join(here, 'modules', `${name}.erl`))
  const places = [ERLANG, ...libraries().split(':')].filter(existsSync)
  const records = places
    .flatMap((place) => readdirSync(place).map((name) => join(place, name, 'include')))
    .filter((include) => existsSync(join(include, 'xmpp.hrl')))
  const { code, output } = await attempt(
    'erlc',
    ['-o', folder, ...records.flatMap((include) => ['-I', include]), ...sources],
    { env: { ...process.env, ERL_LIBS: libraries() } },
  )
  if (code !== 0) throw new LaunchError(`the modules for ejabberd cannot be compiled\n${output}`)
}
