/** `npm start` for a test: free ports, a data directory of its own, what it prints. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePorts } from '../../prosody/launch.mjs'

export const ROOT = resolve(import.meta.dirname, '../..')
const START = join(ROOT, 'prosody/start.mjs')

export interface StartEnv {
  readonly PARLOR_HTTP_PORT: string
  readonly PARLOR_C2S_PORT: string
  readonly PARLOR_COMPONENT_PORT: string
  readonly PARLOR_XMPP_HTTP_PORT: string
  readonly PARLOR_DATA: string
  readonly PARLOR_XMPP: string
}

export async function startEnv(): Promise<StartEnv> {
  const [http, c2s, component, xmppHttp] = await freePorts(4)
  return {
    PARLOR_HTTP_PORT: String(http),
    PARLOR_C2S_PORT: String(c2s),
    PARLOR_COMPONENT_PORT: String(component),
    PARLOR_XMPP_HTTP_PORT: String(xmppHttp),
    PARLOR_DATA: mkdtempSync(join(tmpdir(), 'parlor-start-')),
    PARLOR_XMPP: 'native',
  }
}

export interface Started {
  readonly process: ChildProcess
  /** All it has printed. */
  output(): string
  /** Resolves when the output matches; rejects when the process ends before. */
  prints(what: RegExp): Promise<RegExpMatchArray>
  readonly exited: Promise<number | string>
}

export function start(env: Partial<StartEnv> & Record<string, string>, command = ['node', START]): Started {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const changed = new Set<() => void>()
  const add = (data: unknown) => {
    output += String(data)
    for (const look of changed) look()
  }
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal)
  const prints = (what: RegExp) =>
    new Promise<RegExpMatchArray>((resolveMatch, reject) => {
      const look = () => {
        const match = what.exec(output)
        if (match) resolveMatch(match)
      }
      changed.add(look)
      look()
      void exited.then((how) => reject(new Error(`ended (${how}) without ${what}:\n${output}`)))
    })
  return { process: child, output: () => output, prints, exited }
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
