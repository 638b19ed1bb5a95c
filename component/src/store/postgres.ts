/** PostgreSQL, for sites that outgrow one file or keep their data there anyway. */
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Engine, Log } from './engine.ts'
import { named } from './errors.ts'
import type { Tables } from './tables.ts'

const BIGINT = 20

/** Instants and case numbers are below 2^53, so they are numbers here as they are in SQLite. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

/** "Durable" is our promise, so a server that was told to answer early is asked not to, for our sessions. */
const DURABLE = CompiledQuery.raw(
  `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
)

/** Throws `unreachable` or `refused`. The password in the address never reaches the log. */
export async function openPostgres(url: string, log: Log): Promise<Engine> {
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 10_000, types })
  // Without a listener, a server that restarts would end this process. The pool listens to connections nobody uses just now;
  // one that breaks under a query, or between two of a transaction, tells it itself.
  const broke = (error: Error) =>
    log.warn(
      { error: error.message },
      'store: a connection to the database broke; the next query opens another',
    )
  pool.on('error', broke)
  pool.on('connect', (client) => client.on('error', () => {}))
  const dialect = new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(DURABLE)
    },
  })
  const db = new Kysely<Tables>({ dialect })
  try {
    await db.executeQuery(CompiledQuery.raw('select 1'))
  } catch (error) {
    await db.destroy()
    throw named(error)
  }
  return {
    kind: 'postgres',
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  }
}
