/** Runs the system's Prosody with Parlor's configuration, in the foreground of this process. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { makeFolder } from './folder.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const CONFIG = join(here, 'prosody.cfg.lua')
const START_LIMIT = 60_000 // ms; Prosody needs one second, and more where much else starts
const STOP_LIMIT = 10_000

/**
 * @typedef {object} Settings
 * @property {string} domain
 * @property {string} dataDir
 * @property {number} c2sPort
 * @property {number} componentPort
 * @property {number} httpPort
 * @property {string} componentSecret
 * @property {Record<string, string>} [env] more variables of `prosody.cfg.lua`
 * @property {(line: string) => void} [onLine] each line of Prosody's log
 */

/**
 * @typedef {object} Server
 * @property {number} pid
 * @property {Promise<number | string>} exited resolves with the exit code or the signal
 * @property {() => Promise<void>} stop cleanly (SIGTERM; SIGKILL if that takes too long)
 * @property {() => Promise<void>} kill at once (SIGKILL), as a power cut would
 * @property {() => unknown} pause SIGSTOP
 * @property {() => unknown} resume SIGCONT
 */

/**
 * @typedef {object} Signs by what a server's log says that it is up, or why it never will be
 * @property {string} name
 * @property {readonly string[]} services each of them must open
 * @property {RegExp} open its first group is one of the services
 * @property {RegExp} taken its first group is a port that somebody else has
 * @property {RegExp} broken
 */

/** @type {Signs} */
const PROSODY = {
  name: 'Prosody',
  services: ['c2s', 'component', 'http'],
  open: /Activated service '(\w+)'/,
  taken: /Failed to open server port (\d+) on .*in use/,
  broken: /Error initializing module 'parlor_/,
}

/** The server did not come up; the message says why, `port` names the port when one was taken. */
export class LaunchError extends Error {
  /**
   * @param {string} message
   * @param {number} [port]
   */
  constructor(message, port) {
    super(message)
    this.name = 'LaunchError'
    this.port = port
  }
}

/**
 * The environment `prosody.cfg.lua` reads.
 * @param {Settings} settings
 * @returns {Record<string, string>}
 */
export function environment(settings) {
  return {
    PARLOR_DOMAIN: settings.domain,
    PARLOR_DATA: resolve(settings.dataDir),
    PARLOR_C2S_PORT: String(settings.c2sPort),
    PARLOR_COMPONENT_PORT: String(settings.componentPort),
    PARLOR_XMPP_HTTP_PORT: String(settings.httpPort),
    PARLOR_COMPONENT_SECRET: settings.componentSecret,
    ...settings.env,
  }
}

/**
 * Starts this machine's Prosody and resolves when it serves.
 * @param {Settings} settings
 * @returns {Promise<Server>}
 * @throws {LaunchError}
 */
export function launchProsody(settings) {
  makeFolder(join(settings.dataDir, 'prosody'))
  endStale(settings.dataDir)
  const [command = '', ...args] = [...diesWithParent(), 'prosody', '--config', CONFIG, '-F']
  return follow(command, args, { ...settings, env: environment(settings) })
}

/**
 * Runs a command that is, or holds, a server in the foreground, and resolves when it serves.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Settings} settings
 * @param {Signs} [signs]
 * @returns {Promise<Server>}
 * @throws {LaunchError}
 */
export async function follow(command, args, settings, signs = PROSODY) {
  const child = spawn(command, args, {
    detached: true, // Ctrl-C in the terminal is for the parent, which stops things in order
    env: { ...process.env, ...settings.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  /** @type {Promise<number | string>} */
  const exited = new Promise((done) => {
    child.once('exit', (code, signal) => done(code ?? signal ?? 0))
    child.once('error', (error) => done(error.message))
  })
  /** @param {NodeJS.Signals} signal */
  const send = (signal) => child.exitCode === null && child.kill(signal)
  const kill = async () => {
    send('SIGKILL')
    await exited
  }
  const stop = async () => {
    send('SIGCONT') // one that is paused could not hear the rest
    send('SIGTERM')
    const late = setTimeout(() => send('SIGKILL'), STOP_LIMIT)
    await exited
    clearTimeout(late)
  }
  try {
    await ready(child, exited, signs, settings.onLine)
    await answers(settings)
  } catch (error) {
    await kill()
    throw error
  }
  return {
    pid: child.pid ?? 0,
    exited,
    stop,
    kill,
    pause: () => void send('SIGSTOP'),
    resume: () => void send('SIGCONT'),
  }
}

/**
 * Follows the log until every service is open.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {Promise<number | string>} exited
 * @param {Signs} signs
 * @param {(line: string) => void} [onLine]
 */
async function ready(child, exited, { name, services, open, taken, broken }, onLine) {
  const waiting = new Set(services)
  /** @type {string[]} */
  const tail = []
  await new Promise((done, fail) => {
    const late = setTimeout(
      () => fail(new LaunchError(`${name} is not ready after ${START_LIMIT / 1000} s\n${tail.join('\n')}`)),
      START_LIMIT,
    )
    /** @param {string} line */
    const follow = (line) => {
      onLine?.(line)
      if (waiting.size === 0) return
      tail.push(line)
      if (tail.length > 20) tail.shift()
      const port = taken.exec(line)?.[1]
      if (port) fail(new LaunchError(`port ${port} is in use`, Number(port)))
      if (broken.test(line)) fail(new LaunchError(line))
      const service = open.exec(line)?.[1]
      if (service && waiting.delete(service) && waiting.size === 0) {
        clearTimeout(late)
        done(undefined)
      }
    }
    createInterface(child.stdout).on('line', follow)
    createInterface(child.stderr).on('line', follow)
    void exited.then((how) => {
      clearTimeout(late)
      fail(new LaunchError(`${name} ended (${how})\n${tail.join('\n')}`))
    })
  })
}

/**
 * The ports are opened while hosts are still being loaded; the first answer comes when everything is.
 * @param {Settings} settings
 */
async function answers({ httpPort }) {
  await fetch(`http://127.0.0.1:${httpPort}/`, { signal: AbortSignal.timeout(START_LIMIT) })
}

/** On Linux the server goes when its parent goes, even by SIGKILL (`setpriv` is part of util-linux). */
export function diesWithParent() {
  return existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM'] : []
}

/** Where a server of ours keeps its number, and what its command line says. */
const LEFT_BEHIND = [
  { file: 'prosody/prosody.pid', command: CONFIG },
  { file: 'ejabberd/ejabberd.pid', command: '-s\0ejabberd' },
]

/**
 * Ends a server left behind on the same data by a start that was killed.
 * @param {string} dataDir
 */
export function endStale(dataDir) {
  for (const { file, command } of LEFT_BEHIND) {
    try {
      const pid = Number(readFileSync(join(dataDir, file), 'utf8'))
      const data = readFileSync(`/proc/${pid}/environ`, 'utf8')
      const ours =
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(command) &&
        data.includes(`PARLOR_DATA=${resolve(dataDir)}\0`)
      if (ours && pid > 1) process.kill(pid, 'SIGKILL')
    } catch {
      // No such file, or no such process: nothing is left behind.
    }
  }
}

/**
 * Ports that are free now, on the loopback address.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        /** @type {Promise<number>} */ (
          new Promise((done, fail) => {
            server.once('error', fail)
            server.listen(0, '127.0.0.1', () => {
              const address = server.address()
              done(typeof address === 'object' && address ? address.port : 0)
            })
          })
        ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}
