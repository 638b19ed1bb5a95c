/** Backup and restore of a PostgreSQL store by PostgreSQL's own programs; `backup.ts` says what is promised. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { named, StoreError } from '../store/errors.ts'
import { migrations } from '../store/migrations/index.ts'

/** Every table of the newest schema: what is saved, and what goes when it is replaced. */
export const TABLES = [
  'blocks',
  'canned',
  'case_events',
  'case_words',
  'cases',
  'devices',
  'erasures',
  'faq',
  'hooks',
  'idle',
  'last_operators',
  'line_words',
  'mails',
  'messages',
  'notes',
  'notices',
  'paused',
  'persons',
  'pushes',
  'ratings',
  'resting',
  'routing',
  'schema_versions',
  'secrets',
  'shifts',
  'spare_rooms',
  'subscribers',
  'tags',
  'tickets',
  'transcript',
] as const

const PLAIN = ['--no-owner', '--no-privileges']

export async function backupPostgres(url: string, target: string): Promise<void> {
  const versions = await ask(url, tableNamed('schema_versions'))
  if (versions.length === 0) throw new StoreError('missing', 'The database holds no Parlor store.')
  const partial = `${target}.partial`
  try {
    const what = TABLES.map((table) => `--table=${table}`)
    await output('pg_dump', ['--format=custom', ...PLAIN, ...what, `--file=${partial}`], environment(url))
    renameSync(partial, target)
  } catch (error) {
    rmSync(partial, { force: true })
    throw named(error)
  }
}

export async function restorePostgres(
  url: string,
  source: string,
  options: { readonly replace: boolean },
): Promise<void> {
  const others = await ask(url, OTHERS)
  if (others.length > 0) throw new StoreError('locked', 'Somebody is connected to the database.')
  if (!options.replace && !(await isEmpty(url))) throw new StoreError('not-empty')
  await checkVersion(source)
  await replay(url, source)
}

const OTHERS = `select pid from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

const tableNamed = (name: string): string =>
  `select 1 from information_schema.tables where table_schema = current_schema() and table_name = '${name}'`

async function isEmpty(url: string): Promise<boolean> {
  if ((await ask(url, tableNamed('cases'))).length === 0) return true
  return (await ask(url, 'select 1 from cases limit 1')).length === 0
}

/** The rows of one table as the dump has them: a line each. */
async function checkVersion(source: string): Promise<void> {
  const words = ['--data-only', '--table=schema_versions', '--file=-', source]
  const dump = await output('pg_restore', words, process.env)
  const versions = [...dump.matchAll(/^(\d+)\t\S+$/gm)].map(([, version]) => Number(version))
  if (versions.length === 0) throw new StoreError('not-a-backup', `${source}: It holds no Parlor store.`)
  const version = Math.max(...versions)
  if (version > migrations.length) {
    throw new StoreError('newer-schema', `${source} is at version ${version}.`)
  }
}

/** What goes and what comes, in one transaction: without the last word nothing has happened. */
async function replay(url: string, source: string): Promise<void> {
  const psql = start('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=-'], {
    env: environment(url),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const dump = start('pg_restore', [...PLAIN, '--file=-', source], { stdio: ['ignore', 'pipe', 'pipe'] })
  // A psql that has given up closes its end; why, it says itself.
  psql.stdin?.on('error', () => {})
  psql.stdin?.write(
    `begin;\nset client_min_messages = error;\ndrop table if exists ${TABLES.join(', ')} cascade;\n`,
  )
  if (psql.stdin) dump.stdout?.pipe(psql.stdin, { end: false })
  const [read, written] = await Promise.allSettled([
    finished('pg_restore', dump).then(
      () => psql.stdin?.end('\ncommit;\n'),
      (error: unknown) => {
        psql.stdin?.end()
        throw error
      },
    ),
    finished('psql', psql).finally(() => dump.kill()),
  ])
  for (const outcome of [written, read]) if (outcome.status === 'rejected') throw named(outcome.reason)
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } catch (error) {
    throw named(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** By the environment, because everybody on the machine can read the words of a command. */
function environment(url: string): NodeJS.ProcessEnv {
  const { host, port, user, password, database } = new pg.Client({ connectionString: url })
  const [, sslmode] = /[?&]sslmode=([\w-]+)/.exec(url) ?? []
  return {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    ...(user !== undefined && { PGUSER: user }),
    ...(typeof password === 'string' && { PGPASSWORD: password }),
    ...(database !== undefined && { PGDATABASE: database }),
    ...(sslmode !== undefined && { PGSSLMODE: sslmode }),
  }
}

const start = (program: string, words: readonly string[], options: SpawnOptions): ChildProcess =>
  spawn(program, words, options)

async function output(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = start(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said] = await Promise.all([child.stdout ? text(child.stdout) : '', finished(program, child)])
  return said
}

/** Rejects with what the program complained about. */
async function finished(program: string, child: ChildProcess): Promise<void> {
  const complaint = child.stderr ? text(child.stderr) : Promise.resolve('')
  try {
    const [code] = await once(child, 'close')
    if (code !== 0) throw new StoreError('failed', `${program}: ${(await complaint).trim()}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new StoreError('no-tool', `${program} is part of PostgreSQL's client programs.`)
  }
}
