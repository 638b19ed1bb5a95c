import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from '../store/contract.kit.ts'
import { caseDetails, caseRecord, SUPPORT } from '../store/contract-samples.kit.ts'
import { openStore } from '../store/open.ts'
import { backup, restore } from './backup.ts'
import { runCommand } from './backup-command.ts'

let folder = ''
let path = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-backup-'))
  path = join(folder, 'parlor.db')
  file = join(folder, 'saved')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (where = path) => openStore({ sqlite: where }, { log: silent })

test('B3: a SQLite store is saved while it is written to, and is whole at one moment', async () => {
  const store = await open()
  let writing = true
  let made = 0
  const writer = (async () => {
    while (writing) {
      made += 1
      await store.createCase(caseDetails(`c${made}`), caseRecord(`c${made}`))
    }
  })()
  while (made < 50) await new Promise(setImmediate)
  await backup({ sqlite: path }, file)
  expect(statSync(file).mode & 0o137).toBe(0)
  const atLeast = made - 1
  writing = false
  await writer
  await store.close()
  await restore({ sqlite: join(folder, 'other.db') }, file, { replace: false })
  const other = await open(join(folder, 'other.db'))
  const kept = await other.liveCases(SUPPORT)
  expect(kept.length).toBeGreaterThanOrEqual(49)
  expect(kept.length).toBeLessThanOrEqual(atLeast + 1)
  expect(kept.map(({ record }) => record.id)).toEqual(kept.map((_, index) => `c${index + 1}`))
  const next = await other.createCase(caseDetails('next'), caseRecord('next'))
  expect(next.number).toBe(kept.length + 1)
  await other.close()
})

test('B3: a restore refuses a store in use unless it is told to replace it', async () => {
  const first = await open()
  await first.createCase(caseDetails('old'), caseRecord('old'))
  await backup({ sqlite: path }, file)
  await first.createCase(caseDetails('new'), caseRecord('new'))
  const running = restore({ sqlite: path }, file, { replace: true })
  await expect(running).rejects.toMatchObject({ fault: 'locked' })
  await first.close()
  const kept = restore({ sqlite: path }, file, { replace: false })
  await expect(kept).rejects.toMatchObject({ fault: 'not-empty' })
  await restore({ sqlite: path }, file, { replace: true })
  const again = await open()
  expect((await again.liveCases(SUPPORT)).map(({ record }) => record.id)).toEqual(['old'])
  await again.close()
  expect(readdirSync(folder).filter((name) => /partial|restored/.test(name))).toEqual([])
})

test('B3: a log that a crash left is not read into the store that comes', async () => {
  const first = await open()
  await first.createCase(caseDetails('old'), caseRecord('old'))
  await backup({ sqlite: path }, file)
  await first.createCase(caseDetails('new'), caseRecord('new'))
  // As after a crash: the file with its log.
  const crashed = join(folder, 'crashed.db')
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${crashed}${end}`)
  await first.close()
  await restore({ sqlite: crashed }, file, { replace: true })
  const again = await open(crashed)
  expect((await again.liveCases(SUPPORT)).map(({ record }) => record.id)).toEqual(['old'])
  await again.close()
})

test('B3: an empty store, and none, are restored into without asking', async () => {
  const store = await open()
  await store.createCase(caseDetails('a'), caseRecord('a'))
  await backup({ sqlite: path }, file)
  await store.close()
  const empty = join(folder, 'sub', 'empty.db')
  await (await open(empty)).close()
  await restore({ sqlite: empty }, file, { replace: false })
  const again = await open(empty)
  expect(await again.caseById('a')).toBeDefined()
  await again.close()
})

function change(path: string, sql: string): void {
  const database = new Database(path)
  database.exec(sql)
  database.close()
}

test('B3: what is no backup of this store is refused by name, and nothing changes', async () => {
  const store = await open()
  await store.createCase(caseDetails('a'), caseRecord('a'))
  await backup({ sqlite: path }, file)
  await store.close()
  const before = readFileSync(path)
  const refused = async (source: string) =>
    restore({ sqlite: path }, join(folder, source), { replace: true }).catch((error) => error.fault)
  writeFileSync(join(folder, 'diary'), 'Dear diary')
  writeFileSync(join(folder, 'dump'), 'PGDMP and more')
  writeFileSync(join(folder, 'cut'), readFileSync(file).subarray(0, 8_192))
  change(join(folder, 'stranger'), 'create table t (a)')
  const newer = join(folder, 'newer')
  copyFileSync(file, newer)
  change(newer, `insert into schema_versions values (99, 'tomorrow')`)
  expect(await refused('diary')).toBe('not-a-backup')
  expect(await refused('dump')).toBe('not-a-backup')
  expect(await refused('cut')).toBe('corrupt')
  expect(await refused('stranger')).toBe('corrupt')
  expect(await refused('newer')).toBe('newer-schema')
  expect(await refused('none')).toBe('missing')
  expect(readFileSync(path).equals(before)).toBe(true)
  await expect(backup({ sqlite: path }, file)).rejects.toMatchObject({ fault: 'exists' })
  const nowhere = { sqlite: join(folder, 'nowhere.db') }
  await expect(backup(nowhere, join(folder, 'x'))).rejects.toMatchObject({ fault: 'missing' })
  expect(existsSync(join(folder, 'nowhere.db'))).toBe(false)
})

test('B3: the commands take the store from the configuration', async () => {
  const config = join(folder, 'parlor.yaml')
  writeFileSync(
    config,
    `domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: v.localhost, rooms: r.localhost }
http: { url: 'http://localhost:8080' }
store: { sqlite: '${path}' }
operators: { anna: { name: Anna } }
sites: {}
workgroups: {}
`,
  )
  const store = await open()
  await store.createCase(caseDetails('a'), caseRecord('a'))
  expect(await runCommand(['backup', file, '--config', config])).toBe(`The store is safe in ${file}.`)
  await store.close()
  await expect(runCommand(['restore', file, '--config', config])).rejects.toMatchObject({
    fault: 'not-empty',
  })
  expect(await runCommand(['restore', file, '--replace', '--config', config])).toMatch(/^The store is as it/)
  for (const wrong of [
    [],
    ['backup'],
    ['backup', 'a', 'b'],
    ['backup', 'a', '--replace'],
    ['remove', 'a'],
    ['restore', '--force', 'a'],
  ])
    await expect(runCommand(wrong)).rejects.toMatchObject({ name: 'UsageError' })
  const nowhere = ['backup', file, '--config', join(folder, 'none.yaml')]
  await expect(runCommand(nowhere)).rejects.toMatchObject({ name: 'ConfigError' })
})
