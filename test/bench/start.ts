/** `npm start` on a machine that has started it before. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../../prosody/launch.mjs'
import type { Figure } from './table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const READY = /Parlor is ready/

/** Starts, waits until it says that it is ready, stops; the seconds to ready. */
async function startAndStop(env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now()
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  await ready(child)
  const took = (performance.now() - began) / 1000
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return took
}

async function ready(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('npm start was started without its output')
  const said: string[] = []
  for await (const line of createInterface(child.stdout)) {
    said.push(line)
    if (!READY.test(line)) continue
    child.stdout.resume()
    return
  }
  throw new Error(`npm start ended before it was ready:\n${said.join('\n')}`)
}

export async function start(): Promise<Figure[]> {
  const data = mkdtempSync(join(tmpdir(), 'parlor-start-'))
  const [http, c2s, component, xmppHttp] = (await freePorts(4)).map(String)
  const env = {
    ...process.env,
    // Vite has set it for this process; what is built below is for production.
    NODE_ENV: undefined,
    PARLOR_DATA: join(data, 'var'),
    PARLOR_XMPP: 'native',
    PARLOR_HTTP_PORT: http,
    PARLOR_C2S_PORT: c2s,
    PARLOR_COMPONENT_PORT: component,
    PARLOR_XMPP_HTTP_PORT: xmppHttp,
  }
  try {
    await startAndStop(env)
    return [
      { what: 'npm start: second start to ready', value: await startAndStop(env), unit: 's', atMost: 8 },
    ]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
