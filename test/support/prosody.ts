/** A real Prosody for one test file: Parlor's own configuration, free ports, a data directory of its own. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAccount } from '../../prosody/accounts.mjs'
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

/** This machine's Prosody; the image of `docker/` with Prosody 13 where a test has asked for it. */
const launch: typeof launchProsody = (settings) => {
  const image = process.env.PARLOR_TEST_IMAGE
  return image ? launchContainer(settings, image) : launchProsody(settings)
}

export async function startProsody(options: ProsodyOptions = {}): Promise<TestProsody> {
  const [c2sPort = 0, componentPort = 0, httpPort = 0] = await freePorts(3)
  const log: string[] = []
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
