/**
 * A real XMPP server for one test file: Parlor's own configuration, free ports, a data directory of its own. A Prosody, unless
 * the file was asked to prove the same on another (`PARLOR_TEST_SERVER`).
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addAccount } from '../../prosody/accounts.mjs'
import { launchEjabberd } from '../../prosody/ejabberd/launch.mjs'
import { freePorts, launchProsody } from '../../prosody/launch.mjs'
import { launchContainer } from '../../prosody/start/container.mjs'

export interface TestProsody {
  readonly domain: string
  readonly c2sPort: number
  readonly componentPort: number
  readonly httpPort: number
  readonly componentSecret: string
  /** Of the process that serves now. */
  readonly pid: number
  readonly dataDir: string
  /** `ws://127.0.0.1:PORT/xmpp-websocket` */
  readonly websocket: string
  /** `http://127.0.0.1:PORT/http-bind` */
  readonly bosh: string
  /** The server's log so far; print it when a test fails. */
  readonly log: readonly string[]
  addUser(name: string, password: string): void
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
  /** SIGKILL; `restart` brings it back on the same data and ports. */
  kill(): Promise<void>
  /** Ends the server if it runs and starts it again on the same data and ports. */
  restart(): Promise<void>
  pause(): unknown
  resume(): unknown
}

export interface ProsodyOptions {
  readonly domain?: string
  /** More variables of `prosody/prosody.cfg.lua`, such as `PARLOR_VISITOR_RATE`. */
  readonly env?: Record<string, string>
}

interface Kind {
  readonly launch: typeof launchProsody
  readonly addAccount: typeof addAccount
}

/** Its accounts are made while it runs, by a process of its own: `addUser` is done when it returns. */
const EJABBERD_ACCOUNTS = fileURLToPath(new URL('../../prosody/ejabberd/accounts.mjs', import.meta.url))

const KINDS: Readonly<Record<string, Kind>> = {
  /** This machine's Prosody. */
  prosody: { launch: launchProsody, addAccount },
  /** This machine's ejabberd. */
  ejabberd: {
    launch: launchEjabberd,
    addAccount: (dataDir, domain, name, password) =>
      void execFileSync(process.execPath, [EJABBERD_ACCOUNTS, dataDir, domain, name], { input: password }),
  },
  /** The image of `docker/`, with Prosody 13. */
  container: {
    launch: (settings) => launchContainer(settings, process.env.PARLOR_TEST_IMAGE ?? ''),
    addAccount,
  },
}

function kind(): Kind {
  const name = process.env.PARLOR_TEST_IMAGE ? 'container' : (process.env.PARLOR_TEST_SERVER ?? 'prosody')
  const found = KINDS[name]
  if (!found) throw new Error(`PARLOR_TEST_SERVER: ${name} is none of ${Object.keys(KINDS).join(', ')}`)
  return found
}

export async function startProsody(options: ProsodyOptions = {}): Promise<TestProsody> {
  const [c2sPort = 0, componentPort = 0, httpPort = 0] = await freePorts(3)
  const log: string[] = []
  const { launch, addAccount } = kind()
  const settings = {
    domain: options.domain ?? 'localhost',
    dataDir: mkdtempSync(join(tmpdir(), 'parlor-prosody-')),
    c2sPort,
    componentPort,
    httpPort,
    componentSecret: randomBytes(16).toString('hex'),
    env: { ...options.env },
    onLine: (line: string) => void log.push(line),
  }
  let server = await launch(settings)
  return {
    ...settings,
    websocket: `ws://127.0.0.1:${httpPort}/xmpp-websocket`,
    bosh: `http://127.0.0.1:${httpPort}/http-bind`,
    log,
    get pid() {
      return server.pid
    },
    addUser: (name, password) => addAccount(settings.dataDir, settings.domain, name, password),
    async stop() {
      await server.stop()
      rmSync(settings.dataDir, { recursive: true, force: true })
    },
    kill: () => server.kill(),
    async restart() {
      await server.stop()
      server = await launch(settings)
    },
    pause: () => server.pause(),
    resume: () => server.resume(),
  }
}
