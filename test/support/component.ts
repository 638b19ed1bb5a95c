/** The real component as its own process, on the demo's configuration, beside a test's Prosody. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../../prosody/launch.mjs'
import { TIDY } from '../../prosody/start/component.mjs'
import type { TestProsody } from './prosody.ts'

const COMPONENT = fileURLToPath(new URL('../../component/', import.meta.url))
const MAIN = join(COMPONENT, 'dist/main.js')
/** Until it says what is waited for, ms; a ceiling, for machines that are slow. */
const PATIENCE = 60_000

/** What it needs to know of its server. */
export type ServerAddress = Pick<TestProsody, 'domain' | 'componentPort' | 'componentSecret' | 'httpPort'>

export interface ComponentOptions {
  /** Changes the text of `parlor.demo.yaml` before it is written. */
  readonly yaml?: (demo: string) => string
  readonly env?: Readonly<Record<string, string>>
  /** What runs it, with arguments that come first: this Node unless told. */
  readonly command?: readonly string[]
  /** Where it listens for HTTP; loopback unless told. */
  readonly host?: string
}

export interface TestComponent {
  /** `http://127.0.0.1:PORT`, or on the host that was asked for. */
  readonly url: string
  readonly configPath: string
  /** The SQLite file. */
  readonly database: string
  /** Its log so far: JSON lines and what it wrote to standard error. */
  readonly log: readonly string[]
  readonly pid: number
  /** Waits for a line of the log, from now on. */
  logs(pattern: RegExp): Promise<string>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts it again on the same data, ports and configuration. */
  restart(): Promise<void>
  /** Stops it and deletes its data. */
  end(): Promise<void>
}

/** Builds the component when a source is newer than what was built; `PARLOR_BUILT=1` says that somebody has done it. */
export function buildComponent(): void {
  if (process.env.PARLOR_BUILT) return
  const built = mtime(MAIN)
  const sources = readdirSync(join(COMPONENT, 'src'), { recursive: true, encoding: 'utf8' })
  const newest = Math.max(...sources.map((name) => mtime(join(COMPONENT, 'src', name))))
  if (built > newest) return
  execFileSync('npx', ['tsc', '-p', COMPONENT], { cwd: join(COMPONENT, '..'), stdio: 'inherit' })
}

const mtime = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** What the demo's configuration takes from the environment. */
const variables = (
  prosody: ServerAddress,
  folder: string,
  host: string,
  httpPort: number,
): Record<string, string> => ({
  PARLOR_DOMAIN: prosody.domain,
  PARLOR_COMPONENT_PORT: String(prosody.componentPort),
  PARLOR_COMPONENT_SECRET: prosody.componentSecret,
  PARLOR_XMPP_HTTP_PORT: String(prosody.httpPort),
  PARLOR_HTTP_HOST: host,
  PARLOR_HTTP_PORT: String(httpPort),
  PARLOR_URL: `http://${host}:${httpPort}`,
  PARLOR_DATA: folder,
})

/** Starts it and waits until it is ready; rejects with its log when it ends before. */
export async function startComponent(
  prosody: ServerAddress,
  options: ComponentOptions = {},
): Promise<TestComponent> {
  buildComponent()
  const folder = mkdtempSync(join(tmpdir(), 'parlor-component-'))
  const [httpPort = 0] = await freePorts(1)
  // Beside the data as on any machine: the folder of the configuration is watched.
  const configPath = join(folder, 'etc', 'parlor.yaml')
  mkdirSync(dirname(configPath))
  const demo = readFileSync(join(COMPONENT, 'parlor.demo.yaml'), 'utf8')
  writeFileSync(configPath, options.yaml ? options.yaml(demo) : demo)
  const { command: [program = '', ...first] = [process.execPath], host = '127.0.0.1' } = options
  const env = { ...process.env, ...TIDY, ...variables(prosody, folder, host, httpPort), ...options.env }
  const log: string[] = []
  const listeners = new Set<(line: string) => void>()
  const hear = (line: string): void => {
    log.push(line)
    for (const listener of listeners) listener(line)
  }
  const logs = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        listeners.delete(listener)
        reject(new Error(`no ${pattern} in\n${log.join('\n')}`))
      }, PATIENCE)
      const listener = (line: string): void => {
        if (!pattern.test(line)) return
        clearTimeout(late)
        listeners.delete(listener)
        resolve(line)
      }
      listeners.add(listener)
    })

  const launch = async (): Promise<ChildProcess> => {
    const ready = logs(/"msg":"ready"/)
    const started = spawn(program, [...first, MAIN, configPath], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [started.stdout, started.stderr]) createInterface(stream).on('line', hear)
    // Not at its exit: what it wrote last may still be in the pipe then.
    const ended = once(started, 'close').then(([code]) => {
      throw new Error(`the component ended with ${code}:\n${log.join('\n')}`)
    })
    ended.catch(() => {})
    await Promise.race([ready, ended])
    ready.catch(() => {})
    return started
  }

  const gone = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const closed = once(child, 'close')
    child.kill(signal)
    const [code] = await closed
    return code as number | null
  }

  let child: ChildProcess
  try {
    child = await launch()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url: `http://${host}:${httpPort}`,
    configPath,
    database: join(folder, 'parlor.db'),
    log,
    get pid() {
      return child.pid ?? 0
    },
    logs,
    stop: () => gone('SIGTERM'),
    async kill() {
      await gone('SIGKILL')
    },
    async restart() {
      await gone('SIGTERM')
      child = await launch()
    },
    async end() {
      await gone('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
