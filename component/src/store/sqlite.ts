/** SQLite, embedded: the default store. */
import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'libsql'
import type { Engine, Log } from './engine.ts'
import { named, StoreError } from './errors.ts'
import { makeFolder, makePrivate, PRIVATE } from './folder.ts'
import { lock } from './lock.ts'
import { shared } from './sqlite-shared.ts'

export interface SqliteEngine extends Engine {
  /** The connection itself, for what has no query: limits, backup. */
  readonly connection: Database.Database
}

/** A checkpoint at 4 MB keeps the WAL small; the busy time is for a backup that reads at the same moment. What is erased is overwritten. */
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 1000;
`

function checkWritable(path: string): void {
  try {
    makeFolder(dirname(path))
    accessSync(dirname(path), constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new StoreError('unwritable', error instanceof Error ? error.message : path, error)
  }
}

/** SQLite gives its log the same mode. */
function keepFromOthers(path: string): void {
  closeSync(openSync(path, 'a', PRIVATE))
  makePrivate(path)
}

function configure(connection: Database.Database, path: string, log: Log): void {
  const mode = connection.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string }
  if (mode.journal_mode !== 'wal' && path !== ':memory:') {
    log.warn(
      { path, mode: mode.journal_mode },
      'store: this file system has no write-ahead log; writes are slower',
    )
  }
  connection.exec(SETTINGS)
}

/** Throws `unwritable`, `locked` or `corrupt`, with the path. `:memory:` is a store for one process's tests. */
export function openSqlite(where: string, log: Log): SqliteEngine {
  const path = where === ':memory:' ? where : resolve(where)
  const onDisk = path !== ':memory:'
  if (onDisk) checkWritable(path)
  const release = onDisk ? lock(path) : () => {}
  let connection: Database.Database | undefined
  try {
    if (onDisk) keepFromOthers(path)
    connection = new Database(path)
    configure(connection, path, log)
  } catch (error) {
    connection?.close()
    release()
    throw named(error, path)
  }
  const { db, transaction } = shared(connection)
  return {
    kind: 'sqlite',
    db,
    transaction,
    connection,
    async close() {
      await db.destroy()
      release()
    },
  }
}
