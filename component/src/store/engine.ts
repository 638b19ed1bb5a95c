/** One open database: what SQLite and PostgreSQL have in common for the rest of the store. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>

export interface Engine {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Db
  /** All of it or nothing; durable when it resolves. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How the parts of the store reach it: reads go straight through, writes are grouped and durable when they resolve. */
export interface Access {
  readonly kind: Engine['kind']
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /** `isCalm`: nobody waits for it, so that it may wait for company. */
  write<T>(change: (db: Db) => Promise<T>, how?: { readonly isCalm?: boolean }): Promise<T>
}
