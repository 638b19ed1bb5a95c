/** A TURN server (coturn) on loopback, for calls that may not go straight. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diesWithParent, freePorts } from '../../prosody/launch.mjs'

export interface TurnServer {
  /** For Prosody: where it is, and the secret that it shares. */
  readonly env: Record<string, string>
  stop(): Promise<void>
}

const SECRET = 'shared'

export async function startTurn(): Promise<TurnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-turn-'))
  const [port = 0] = await freePorts(1)
  const [command = '', ...args] = [
    ...diesWithParent(),
    ...['turnserver', '-n', '--listening-ip=127.0.0.1', `--listening-port=${port}`, '--relay-ip=127.0.0.1'],
    ...['--use-auth-secret', `--static-auth-secret=${SECRET}`, '--realm=parlor', '--allow-loopback-peers'],
    ...['--no-tls', '--no-dtls', '--no-cli', '--log-file=stdout', '--simple-log'],
    ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'users')}`],
  ]
  const server = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  await new Promise<void>((ready, failed) => {
    let log = ''
    server.once('error', failed)
    server.once('exit', () => failed(new Error(`coturn has ended:\n${log}`)))
    server.stdout.on('data', (chunk) => {
      log += chunk
      // What it says last before it serves.
      if (log.includes('SQLite DB connection success')) ready()
    })
  })
  return {
    env: {
      PARLOR_TURN_HOST: '127.0.0.1',
      PARLOR_TURN_PORT: String(port),
      PARLOR_TURN_SECRET: SECRET,
    },
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
