/**
 * Backup and restore of a whole store, each to and from one file. A backup is taken while Parlor runs and shows one
 * moment (SQLite: `VACUUM INTO`; PostgreSQL: `pg_dump`). A restore needs Parlor to be stopped, replaces nothing unless it is
 * told to, and either happens whole or not at all. A file goes back to the kind of store it came from.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { StoreError } from '../store/errors.ts'
import type { StoreAddress } from '../store/open.ts'
import { backupPostgres, restorePostgres } from './backup-postgres.ts'
import { backupSqlite, restoreSqlite } from './backup-sqlite.ts'

/** Rejects with a `StoreError`: `exists` when there is such a file, `missing` when there is no store. */
export async function backup(store: StoreAddress, file: string): Promise<void> {
  const target = resolve(file)
  if (existsSync(target)) throw new StoreError('exists', target)
  if ('sqlite' in store) backupSqlite(resolve(store.sqlite), target)
  else await backupPostgres(store.postgres, target)
}

export interface RestoreOptions {
  /** What is in the store now is given up. */
  readonly replace: boolean
}

/**
 * Rejects with a `StoreError`: `missing` (no such file), `not-a-backup` (of this kind of store), `newer-schema`, `locked`
 * (Parlor is running), `not-empty` (needs `replace`). Then the store is as it was.
 */
export async function restore(store: StoreAddress, file: string, options: RestoreOptions): Promise<void> {
  const source = resolve(file)
  const kind = kindOf(source)
  const wanted = 'sqlite' in store ? 'sqlite' : 'postgres'
  if (kind !== wanted) {
    const is = kind === undefined ? 'It is no backup.' : `It is a backup of a ${names[kind]} store.`
    throw new StoreError('not-a-backup', `${source}: ${is}`)
  }
  if ('sqlite' in store) restoreSqlite(resolve(store.sqlite), source, options)
  else await restorePostgres(store.postgres, source, options)
}

const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/** By how the file begins. */
const beginnings = [
  ['SQLite format 3\0', 'sqlite'],
  ['PGDMP', 'postgres'],
] as const

function kindOf(file: string): 'sqlite' | 'postgres' | undefined {
  const begin = Buffer.alloc(16)
  try {
    const handle = openSync(file, 'r')
    try {
      readSync(handle, begin)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw new StoreError('missing', error instanceof Error ? error.message : file, error)
  }
  return beginnings.find(([words]) => begin.toString('latin1').startsWith(words))?.[1]
}
