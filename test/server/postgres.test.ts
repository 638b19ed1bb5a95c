import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent, storeContract } from '../../component/src/store/contract.ts'
import { deskContract } from '../../component/src/store/contract-desk.ts'
import { caseDetails, caseRecord, SUPPORT } from '../../component/src/store/contract-samples.ts'
import { openStore } from '../../component/src/store/open.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())

const open = (url: string) => openStore({ postgres: url }, { log: silent })

storeContract('PostgreSQL', async () => ({ postgres: server.database() }))
deskContract('PostgreSQL', async () => ({ postgres: server.database() }))

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
