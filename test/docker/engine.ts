/** The Docker engine: the one that runs, or one of our own for the time of the tests. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const exec = promisify(execFile)
const PATIENCE = 180_000 // ms

/** Runs a command to its end and resolves with its output; rejects with both of its outputs. */
export async function sh(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv } = {},
) {
  const { stdout } = await exec(command, [...args], {
    env: { ...process.env, ...options.env },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    const tail = `${error.stdout ?? ''}${error.stderr ?? ''}`.split('\n').slice(-60).join('\n')
    throw new Error(`${[command, ...args].join(' ')}\n${tail}`)
  })
  return stdout
}

const answers = () =>
  sh('docker', ['version', '--format', '{{.Server.Version}}']).then(
    () => true,
    () => false,
  )

/** Makes sure that an engine runs; resolves with what ends it again (nothing, when it was there before). */
export async function startEngine(): Promise<() => Promise<void>> {
  if (await answers()) return async () => {}
  const daemon = spawn('dockerd', [], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(daemon, 'close')
  const log: string[] = []
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`dockerd is not ready\n${log.slice(-20).join('\n')}`)),
      PATIENCE,
    )
    const hear = (line: string) => {
      log.push(line)
      if (!line.includes('API listen on')) return
      clearTimeout(late)
      resolve()
    }
    for (const stream of [daemon.stdout, daemon.stderr]) createInterface(stream).on('line', hear)
    daemon.once('error', reject)
    void exited.then(() => reject(new Error(`dockerd has ended\n${log.slice(-20).join('\n')}`)))
  })
  return async () => {
    daemon.kill('SIGTERM')
    await exited
  }
}
