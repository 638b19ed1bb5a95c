import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { KyselyPlugin } from 'kysely'
import Database from 'libsql'
import { afterAll, afterEach, expect, test } from 'vitest'
import { silent, storeContract } from './contract.kit.ts'
import { memoryContract } from './contract-memory.kit.ts'
import { operatorsContract } from './contract-operators.kit.ts'
import { caseDetails, caseRecord, entry, SUPPORT } from './contract-samples.kit.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openStore, storeOn } from './open.ts'
import { openSqlite } from './sqlite.ts'
import { readQuery } from './words/words.ts'

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'parlor-store-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

const open = (path: string) => openStore({ sqlite: path }, { log: silent })

const somewhere = async () => ({ sqlite: join(folder(), 'deep', 'parlor.db') })
storeContract('SQLite', somewhere)
operatorsContract('SQLite', somewhere)
memoryContract('SQLite', somewhere)

test('M5: nobody else may read what people wrote, and what is erased is overwritten', async () => {
  const path = join(folder(), 'parlor.db')
  const loose = process.umask(0)
  try {
    const store = await open(path)
    await store.createCase(caseDetails('a'), caseRecord('a'))
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o137, file).toBe(0)
    await store.close()
    // One that was made before, for everybody.
    chmodSync(path, 0o666)
    await (await open(path)).close()
    expect(statSync(path).mode & 0o777).toBe(0o640)
  } finally {
    process.umask(loose)
  }
  const engine = openSqlite(path, silent)
  expect(engine.connection.prepare('PRAGMA secure_delete').get()).toMatchObject({ secure_delete: 1 })
  await engine.close()
})

test('B3: a store of the first Parlor is brought up to date with its cases under way and its tickets used', async () => {
  const path = join(folder(), 'parlor.db')
  const soon = Date.now() + 60_000
  const old = openSqlite(path, silent)
  await migrate(old, silent, migrations.slice(0, 1))
  old.connection.exec(`
    insert into cases (id, workgroup, created_at, visitor_name, visitor_jid, answers, parameters, room, token_hash)
      values ('a1', '${SUPPORT}', 1, 'Mia', 'v@visitors.localhost/x', '[]', '[]', 'a1@rooms.localhost', 'hash');
    insert into routing values ('a1', '${SUPPORT}', '${JSON.stringify(caseRecord('a1'))}');
    insert into tickets values ('t1', ${soon})`)
  await old.close()
  const store = await open(path)
  expect(await store.liveCases(SUPPORT)).toMatchObject([{ details: { id: 'a1' }, record: caseRecord('a1') }])
  expect(await Promise.all([store.burnTicket('t1', soon), store.burnTicket('t2', soon)])).toEqual([
    false,
    true,
  ])
  await store.close()
})

test('B3: SQLite writes through to the disk: WAL, synchronous=FULL, foreign keys', async () => {
  const engine = openSqlite(join(folder(), 'parlor.db'), silent)
  const value = (name: string) =>
    Object.values(engine.connection.prepare(`PRAGMA ${name}`).get() as object)[0]
  expect([value('journal_mode'), value('synchronous'), value('foreign_keys')]).toEqual(['wal', 2, 1])
  await engine.close()
})

test('the store can live in memory', async () => {
  const [one, two] = await Promise.all([open(':memory:'), open(':memory:')])
  await one.createCase(caseDetails('a1'), caseRecord('a1'))
  expect(await two.caseById('a1')).toBeUndefined()
  await Promise.all([one.close(), two.close()])
})

test('who reads while something is written waits, and sees all of it or nothing; in the order they came', async () => {
  const engine = openSqlite(join(folder(), 'parlor.db'), silent)
  await migrate(engine, silent)
  const seen: string[] = []
  const look = async (who: string) => {
    const rows = await engine.db.selectFrom('tickets').selectAll().execute()
    seen.push(`${who} sees ${rows.length}`)
  }
  const add = (ids: readonly string[], fails = false) =>
    engine.transaction(async (db) => {
      for (const id of ids) await db.insertInto('tickets').values({ id, expires_at: 1 }).execute()
      await Promise.resolve()
      if (fails) throw new Error('no')
      seen.push(`${ids.length} are in`)
    })
  const outcome = await Promise.allSettled([
    look('first'),
    add(['a', 'b']),
    look('second'),
    add(['c'], true),
    look('third'),
    add(['d']),
    look('last'),
  ])
  expect(outcome.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1)
  expect(seen).toEqual([
    'first sees 0',
    '2 are in',
    'second sees 2',
    'third sees 2',
    '1 are in',
    'last sees 3',
  ])
  await engine.close()
})

test('a second Parlor on the same file is refused, and let in when the first has gone', async () => {
  const path = join(folder(), 'parlor.db')
  const first = await open(path)
  await expect(open(path)).rejects.toMatchObject({ name: 'StoreError', fault: 'locked' })
  await first.close()
  await (await open(path)).close()
})

let child: ChildProcess | undefined
afterEach(() => void child?.kill('SIGKILL'))

test('a Parlor that was killed leaves no lock behind', async () => {
  const path = join(folder(), 'parlor.db')
  const library = pathToFileURL(new URL(import.meta.resolve('libsql')).pathname).href
  const hold = `import D from '${library}'; const d = new D('${path}-lock'); d.exec('BEGIN EXCLUSIVE')
    console.log('held'); setInterval(() => d, 1e6)`
  child = spawn(process.execPath, ['--input-type=module', '-e', hold], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  await expect(open(path)).rejects.toMatchObject({ fault: 'locked' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await open(path)).close()
})

test('a file that is no store is called corrupt and left as it is', async () => {
  const path = join(folder(), 'parlor.db')
  writeFileSync(path, 'Dear diary, '.repeat(1_000))
  await expect(open(path)).rejects.toMatchObject({ fault: 'corrupt', message: expect.stringContaining(path) })
  await expect(open(path)).rejects.toMatchObject({ fault: 'corrupt' })
})

test('a store of a newer Parlor is refused', async () => {
  const path = join(folder(), 'parlor.db')
  await (await open(path)).close()
  const file = new Database(path)
  file.exec(`insert into schema_versions values (99, 'tomorrow')`)
  file.close()
  await expect(open(path)).rejects.toMatchObject({
    fault: 'newer-schema',
    message: expect.stringMatching(/99/),
  })
})

test('a step that fails leaves the schema as it was', async () => {
  const engine = openSqlite(':memory:', silent)
  await migrate(engine, silent)
  const broken = {
    name: 'broken',
    up: async (db: typeof engine.db) => {
      await db.schema.createTable('half').addColumn('id', 'text').execute()
      throw new Error('no')
    },
  }
  await expect(migrate(engine, silent, [...migrations, broken])).rejects.toThrow('no')
  expect(
    await engine.db.introspection.getTables().then((all) => all.map((table) => table.name)),
  ).not.toContain('half')
  await engine.close()
})

/** As root everything is writable: for this time the process is nobody. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  const root = process.geteuid?.() === 0
  if (root) process.seteuid?.(65_534)
  try {
    return await run()
  } finally {
    if (root) process.seteuid?.(0)
  }
}

test('a directory that cannot be written is named', async () => {
  const where = folder()
  chmodSync(where, 0o555)
  const error = { fault: 'unwritable', message: expect.stringContaining(where) }
  await asNobody(async () => {
    await expect(open(join(where, 'parlor.db'))).rejects.toMatchObject(error)
    await expect(open(join(where, 'sub', 'parlor.db'))).rejects.toMatchObject(error)
  })
  await expect(open(join('/dev/null', 'parlor.db'))).rejects.toMatchObject({ fault: 'unwritable' })
  await expect(open('/proc/parlor/data/parlor.db')).rejects.toMatchObject({ fault: 'unwritable' })
})

test('a failed write that has ended the transaction by itself is named for what it was', async () => {
  const engine = openSqlite(join(folder(), 'parlor.db'), silent)
  await migrate(engine, silent)
  const store = storeOn(engine)
  engine.connection.exec("create trigger no before insert on tickets begin select raise(rollback, 'no'); end")
  await expect(store.burnTicket('t1', 1)).rejects.toMatchObject({ fault: 'conflict' })
  engine.connection.exec('drop trigger no')
  expect(await store.burnTicket('t1', 1)).toBe(true)
  await store.close()
})

const troubles = [
  { fault: 'read-only', begin: 'PRAGMA query_only = ON', end: 'PRAGMA query_only = OFF' },
  { fault: 'full', begin: 'PRAGMA max_page_count = 40', end: 'PRAGMA max_page_count = 1000000' },
] as const

test.each(troubles)(
  'a disk that turns $fault rejects the write and keeps nothing of it',
  async ({ fault, begin, end }) => {
    const engine = openSqlite(join(folder(), 'parlor.db'), silent)
    await migrate(engine, silent)
    const store = storeOn(engine)
    await store.createCase(caseDetails('a1'), caseRecord('a1'))
    engine.connection.exec(begin)
    const long = Array.from({ length: 300 }, (_, index) => entry(`${index}`, 'x'.repeat(1_000)))
    const outcome = await Promise.allSettled([
      store.commit(SUPPORT, [{ id: 'a1', record: { ...caseRecord('a1'), priority: 9 } }]),
      store.addToTranscript('a1', long),
    ])
    expect(outcome.map((one) => (one.status === 'rejected' ? one.reason.fault : 'done'))).toEqual([
      fault,
      fault,
    ])
    expect((await store.liveCases(SUPPORT))[0]?.record.priority).toBe(0)
    expect(await store.transcript('a1')).toEqual([])
    engine.connection.exec(end)
    await store.addToTranscript('a1', long)
    expect(await store.transcript('a1')).toHaveLength(300)
    await store.close()
  },
)

test('M2: a page of the archive costs one query, with and without words', async () => {
  const { store, queries } = await counted()
  await store.createCase(caseDetails('a'), caseRecord('a'))
  await store.addToTranscript(
    'a',
    Array.from({ length: 120 }, (_, index) => entry(`${index}`, `refund ${index}`)),
  )
  for (const query of [{}, { words: readQuery('refund') }, { after: 'a/30' }, { tag: 'none', max: 1 }]) {
    const before = queries()
    await store.archivePage(SUPPORT, { max: 50, before: '', ...query })
    expect(queries() - before).toBe(1)
  }
  await store.close()
})

/** A store that counts the statements it sends. */
async function counted() {
  const engine = openSqlite(':memory:', silent)
  await migrate(engine, silent)
  let count = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count += 1
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { store: storeOn({ ...engine, db: engine.db.withPlugin(counting) }), queries: () => count }
}

test('M5: what is erased is in no file any more', async () => {
  const at = folder()
  const store = await open(join(at, 'parlor.db'))
  const secret = 'verraeterisch'
  await store.createCase({ ...caseDetails('a'), visitorName: secret }, caseRecord('a'))
  const lines = Array.from({ length: 300 }, (_, index) => entry(`${index}`, `${secret} ${index} parcel`))
  await store.addToTranscript('a', lines)
  await store.finishCase('a', { reason: 'visitor-left', at: 1 })
  await store.addNote('a', { at: 1, by: 'anna@localhost', text: secret })
  const isInFiles = () =>
    readdirSync(at).some((name) => readFileSync(join(at, name)).includes(Buffer.from(secret)))
  expect(isInFiles()).toBe(true)
  await store.erase(['a'], 'all')
  await store.sweep()
  expect(isInFiles()).toBe(false)
  await store.close()
})
