/** Runs the component on the built code and waits until it says that it is well. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { diesWithParent } from '../launch.mjs'
import { step, Trouble } from './console.mjs'
import { openLog } from './log.mjs'
import { ROOT } from './run.mjs'
import { supervise } from './supervise.mjs'

const LIMIT = 60_000 // ms
const LOOK = 50
/** Of what loading took and is free again, glibc keeps more and more for itself unless told (mallopt(3)): 3 MB. In bytes. */
export const TIDY = { MALLOC_TRIM_THRESHOLD_: '131072' }

/**
 * @param {import('./settings.mjs').StartSettings} settings
 * @param {import('./signals.mjs').Running} running
 */
export async function runComponent(settings, running) {
  await step('component', () => supervise('The component', () => start(settings), running))
}

/** @param {import('./settings.mjs').StartSettings} settings */
async function start(settings) {
  const [command = '', ...args] = [
    ...diesWithParent(),
    process.execPath,
    join(ROOT, 'component/dist/main.js'),
    settings.config,
  ]
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true, // Ctrl-C reaches this process alone, which then stops the others in order
    env: { ...process.env, ...TIDY, ...environment(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = openLog(settings.dataDir, 'component')
  child.stdout.on('data', (data) => log.write(data))
  let complaint = ''
  child.stderr.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-4000)
    log.write(data)
  })
  /** @type {Promise<number | string>} */
  const exited = new Promise((done) => {
    child.once('close', (code, signal) => done(code ?? signal ?? 0))
    child.once('error', (error) => done(error.message))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  const ended = exited.then((how) => {
    throw new Trouble(
      `the component ended (${how}); see ${join(settings.dataDir, 'log/component.log')}\n${complaint}`,
    )
  })
  await Promise.race([isWell(settings), ended]).catch(async (error) => {
    child.kill('SIGKILL')
    throw error
  })
  ended.catch(() => {})
  return { exited, stop }
}

/**
 * What the configuration may name.
 * @param {import('./settings.mjs').StartSettings} settings
 */
export function environment({ domain, dataDir, ports, componentSecret, httpHost, url }) {
  return {
    PARLOR_DOMAIN: domain,
    PARLOR_DATA: dataDir,
    PARLOR_HTTP_HOST: httpHost,
    PARLOR_URL: url,
    PARLOR_COMPONENT_SECRET: componentSecret,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
  }
}

/**
 * Asks `/healthz` until it answers 200.
 * @param {import('./settings.mjs').StartSettings} settings
 */
async function isWell({ httpHost, ports }) {
  const address = `http://${httpHost === '0.0.0.0' ? '127.0.0.1' : httpHost}:${ports.PARLOR_HTTP_PORT}/healthz`
  const until = Date.now() + LIMIT
  let last = 'no answer'
  while (Date.now() < until) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (answer?.ok) return
    if (answer) last = `${answer.status} ${await answer.text()}`
    await new Promise((done) => setTimeout(done, LOOK))
  }
  throw new Trouble(`the component is not well after ${LIMIT / 1000} s: ${last}`)
}
