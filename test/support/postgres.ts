/** A real PostgreSQL for one test file: a temporary cluster on a Unix socket; it need not survive a power cut. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const LIBRARY = '/usr/lib/postgresql'
const USER = 'parlor'

export interface TestPostgres {
  /** Makes an empty database and returns its address. */
  database(): string
  /** An address on this server, of a database that need not exist. */
  address(name: string): string
  /** As `pg_ctl stop -m fast`: sessions are cut, data is safe. */
  halt(): Promise<void>
  start(): Promise<void>
  /** SIGSTOP and SIGCONT to the server and every session. */
  pause(): void
  resume(): void
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
}

function binaries(): string {
  const versions = existsSync(LIBRARY) ? readdirSync(LIBRARY) : []
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (!newest) throw new Error('PostgreSQL is missing: apt-get install postgresql')
  return join(LIBRARY, newest, 'bin')
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries()
  const who = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'parlor-pg-'))
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  const run = (program: string, args: string[]) =>
    execFileSync(join(bin, program), args, { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  run('initdb', ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])

  let server: ChildProcess | undefined
  let databases = 0
  const halt = async () => {
    if (!server || server.exitCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGINT')
    await gone
  }
  const start = async () => {
    server = spawn(
      join(bin, 'postgres'),
      ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
      {
        ...who,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    await ready(server)
  }
  await start()
  const address = (name: string) => `postgres://${USER}@/${name}?host=${folder}`
  return {
    address,
    database() {
      databases += 1
      run('createdb', ['-h', folder, '-U', USER, `parlor${databases}`])
      return address(`parlor${databases}`)
    },
    halt,
    start,
    // Who is stopped first and goes on last neither starts a session meanwhile nor buries one that was being told.
    pause() {
      signal(server?.pid, 'SIGSTOP')
      for (const session of sessionsOf(server?.pid)) signal(session, 'SIGSTOP')
    },
    resume() {
      for (const session of sessionsOf(server?.pid)) signal(session, 'SIGCONT')
      signal(server?.pid, 'SIGCONT')
    },
    async stop() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Each is a process group of its own, so a signal to the server's group does not reach them. */
function sessionsOf(server: number | undefined): number[] {
  if (server === undefined) return []
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ')
  return children.filter(Boolean).map(Number)
}

/** One that has just ended needs no signal; the others must have theirs all the same. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('PostgreSQL was started without its log')
  const log: string[] = []
  for await (const line of createInterface(server.stderr)) {
    log.push(line)
    if (line.includes('ready to accept connections')) {
      server.stderr.resume()
      return
    }
  }
  throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`)
}
