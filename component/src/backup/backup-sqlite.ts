/** Backup and restore of the embedded store; `backup.ts` says what is promised. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { named, StoreError } from '../store/errors.ts'
import { makePrivate } from '../store/folder.ts'
import { lock } from '../store/lock.ts'
import { migrations } from '../store/migrations/index.ts'

export function backupSqlite(path: string, target: string): void {
  if (!existsSync(path)) throw new StoreError('missing', path)
  const partial = `${target}.partial`
  rmSync(partial, { force: true })
  try {
    withDatabase(path, (store) => {
      // One read transaction: what is written meanwhile is not in it.
      store.exec('PRAGMA busy_timeout = 5000')
      versionOf(store, path)
      store.prepare('VACUUM INTO ?').run(partial)
    })
    withDatabase(partial, (copy) => check(copy, partial))
    settle(partial, target)
  } catch (error) {
    rmSync(partial, { force: true })
    throw named(error, target)
  }
}

export function restoreSqlite(path: string, source: string, { replace }: { replace: boolean }): void {
  mkdirSync(dirname(path), { recursive: true })
  const release = lock(path)
  const partial = `${path}.restored`
  try {
    if (!replace && !isEmpty(path)) throw new StoreError('not-empty', path)
    copyFileSync(source, partial)
    withDatabase(partial, (copy) => {
      check(copy, source)
      const version = versionOf(copy, source)
      if (version > migrations.length) {
        throw new StoreError('newer-schema', `${source} is at version ${version}.`)
      }
    })
    settleLog(path)
    settle(partial, path)
  } catch (error) {
    for (const one of ['', '-wal', '-shm']) rmSync(`${partial}${one}`, { force: true })
    throw named(error, path)
  } finally {
    release()
  }
}

function withDatabase<T>(path: string, use: (database: Database.Database) => T): T {
  const database = new Database(path)
  try {
    return use(database)
  } finally {
    database.close()
  }
}

function check(database: Database.Database, file: string): void {
  const { integrity_check: found } = database.prepare('PRAGMA integrity_check').get() as {
    integrity_check: string
  }
  if (found !== 'ok') throw new StoreError('corrupt', `${file}: ${found}`)
}

function versionOf(database: Database.Database, file: string): number {
  try {
    const row = database.prepare('select max(version) as version from schema_versions').get() as {
      version: number | null
    }
    return row.version ?? 0
  } catch (error) {
    const fault = named(error).fault
    throw new StoreError(fault === 'failed' ? 'corrupt' : fault, `${file} is not a Parlor store.`, error)
  }
}

/** No file, or one in which nothing has happened yet. */
function isEmpty(path: string): boolean {
  if (!existsSync(path)) return true
  return withDatabase(path, (store) => {
    const tables = store.prepare(`select name from sqlite_master where type = 'table'`).all()
    const has = tables.some((table) => (table as { name: string }).name === 'cases')
    if (!has) return tables.length === 0
    return store.prepare('select 1 from cases limit 1').get() === undefined
  })
}

/** A log left by a crash belongs to the file that goes: it must not be read into the one that comes. */
function settleLog(path: string): void {
  try {
    if (existsSync(path)) withDatabase(path, (old) => old.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
  } catch {
    // Damaged: that may be why it is replaced.
  }
  for (const one of ['-wal', '-shm']) rmSync(`${path}${one}`, { force: true })
}

/** Whole and durable, or not there. */
function settle(partial: string, target: string): void {
  for (const one of ['-wal', '-shm']) rmSync(`${partial}${one}`, { force: true })
  makePrivate(partial)
  sync(partial)
  renameSync(partial, target)
  sync(dirname(target))
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
