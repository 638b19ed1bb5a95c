import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backup, restore } from '../../component/src/backup/backup.ts'
import { TABLES } from '../../component/src/backup/backup-postgres.ts'
import { silent, storeContract } from '../../component/src/store/contract.kit.ts'
import { memoryContract } from '../../component/src/store/contract-memory.kit.ts'
import { operatorsContract } from '../../component/src/store/contract-operators.kit.ts'
import { caseDetails, caseRecord, entry, SUPPORT } from '../../component/src/store/contract-samples.kit.ts'
import { openStore } from '../../component/src/store/open.ts'
import { openPostgres } from '../../component/src/store/postgres.ts'
import type { Store } from '../../component/src/store/types.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())

const open = (url: string) => openStore({ postgres: url }, { log: silent })

storeContract('PostgreSQL', async () => ({ postgres: server.database() }))
operatorsContract('PostgreSQL', async () => ({ postgres: server.database() }))
memoryContract('PostgreSQL', async () => ({ postgres: server.database() }))

test('B3: several components share one PostgreSQL, also when they make its tables at the same moment', async () => {
  const url = server.database()
  const stores = await Promise.all([open(url), open(url), open(url)])
  const made = await Promise.all(
    stores.map((store, index) => store.createCase(caseDetails(`c${index}`), caseRecord(`c${index}`))),
  )
  expect(new Set(made.map((details) => details.number)).size).toBe(3)
  expect(await stores[0]?.liveCases(SUPPORT)).toHaveLength(3)
  const secrets = await Promise.all(stores.map((store, index) => store.secret('key', () => `key ${index}`)))
  expect(new Set(secrets).size).toBe(1)
  await Promise.all(stores.map((store) => store.close()))
})

test('B3: a write while PostgreSQL is away is refused by name, and the store goes on when it is back', async () => {
  const store = await open(server.database())
  await store.createCase(caseDetails('a1'), caseRecord('a1'))
  await server.halt()
  const late = { id: 'a1', record: { ...caseRecord('a1'), priority: 5 } }
  await expect(store.commit(SUPPORT, [late])).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(store.caseById('a1')).rejects.toMatchObject({ fault: 'unreachable' })
  await server.start()
  expect((await store.liveCases(SUPPORT))[0]?.record.priority).toBe(0)
  await store.commit(SUPPORT, [late])
  expect((await store.liveCases(SUPPORT))[0]?.record.priority).toBe(5)
  await store.close()
})

test('B3: PostgreSQL goes between two statements of a transaction: that write fails, the process lives, the next one works', async () => {
  const { db, close } = await openPostgres(server.database(), silent)
  const broken = db.transaction().execute(async (within) => {
    await within.executeQuery(CompiledQuery.raw('select 1'))
    await server.halt()
    await within.executeQuery(CompiledQuery.raw('select 2'))
  })
  await expect(broken).rejects.toThrow()
  await server.start()
  await expect(db.executeQuery(CompiledQuery.raw('select 3'))).resolves.toBeDefined()
  await close()
})

test('a database that does not exist, and a server that is not there, are named', async () => {
  await expect(open(server.address('nowhere'))).rejects.toMatchObject({ fault: 'refused' })
  await expect(open('postgres://parlor@127.0.0.1:1/parlor')).rejects.toMatchObject({ fault: 'unreachable' })
})

test('a server that lets this user only read rejects writes by name', async () => {
  const url = server.database()
  await (await open(url)).close()
  const store = await open(`${url}&options=-c%20default_transaction_read_only%3Don`).catch((error) => error)
  expect(store).toMatchObject({ fault: 'read-only' })
})

const ids = async (store: Store) => (await store.liveCases(SUPPORT)).map(({ record }) => record.id)

test('B3: a PostgreSQL store is saved while it is in use, and restored whole into another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-backup-'))
  const file = join(folder, 'saved')
  const [from, to] = [server.database(), server.database()]
  const store = await open(from)
  await store.createCase(caseDetails('a'), caseRecord('a'))
  const writes = Array.from({ length: 20 }, (_, index) =>
    store.createCase(caseDetails(`later${index}`), caseRecord(`later${index}`)),
  )
  await backup({ postgres: from }, file)
  await Promise.all(writes)

  await restore({ postgres: to }, file, { replace: false })
  const other = await open(to)
  const kept = await ids(other)
  expect(kept[0]).toBe('a')
  const next = await other.createCase(caseDetails('next'), caseRecord('next'))
  expect(next.number).toBeGreaterThan(kept.length)
  await expect(restore({ postgres: to }, file, { replace: true })).rejects.toMatchObject({ fault: 'locked' })
  await other.close()
  await expect(restore({ postgres: to }, file, { replace: false })).rejects.toMatchObject({
    fault: 'not-empty',
  })
  await restore({ postgres: to }, file, { replace: true })
  const again = await open(to)
  expect(await ids(again)).toEqual(kept)
  await Promise.all([store.close(), again.close()])
  rmSync(folder, { recursive: true })
})

test('B3: a PostgreSQL backup that is none, or cut short, changes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-backup-'))
  const file = join(folder, 'saved')
  const url = server.database()
  await expect(backup({ postgres: url }, file)).rejects.toMatchObject({ fault: 'missing' })
  const store = await open(url)
  await store.createCase(caseDetails('a'), caseRecord('a'))
  await store.addToTranscript(
    'a',
    Array.from({ length: 500 }, (_, index) => entry(`${index}`, `${index} ${Math.random()}`.repeat(20))),
  )
  await store.close()
  await backup({ postgres: url }, file)
  const whole = readFileSync(file)
  writeFileSync(join(folder, 'cut'), whole.subarray(0, whole.length - 5_000))
  writeFileSync(join(folder, 'empty'), 'PGDMP')
  for (const bad of ['cut', 'empty'])
    await expect(restore({ postgres: url }, join(folder, bad), { replace: true })).rejects.toMatchObject({
      name: 'StoreError',
    })
  const sqlite = { sqlite: join(folder, 'parlor.db') }
  await expect(restore(sqlite, file, { replace: true })).rejects.toMatchObject({ fault: 'not-a-backup' })
  const again = await open(url)
  expect(await ids(again)).toEqual(['a'])
  expect(await again.transcript('a')).toHaveLength(500)
  await again.close()
  rmSync(folder, { recursive: true })
})

test('B3: without the programs of PostgreSQL a backup is refused by name', async () => {
  const url = server.database()
  await (await open(url)).close()
  const path = process.env.PATH
  process.env.PATH = '/nowhere'
  const failed = await backup({ postgres: url }, '/tmp/parlor-never').catch((error) => error)
  process.env.PATH = path
  expect(failed).toMatchObject({ fault: 'no-tool', message: expect.stringContaining('pg_dump') })
})

test('B3: a backup has every table there is', async () => {
  const url = server.database()
  await (await open(url)).close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
  )
  await client.end()
  expect(rows.map((row) => row.table_name)).toEqual([...TABLES])
})
