/** One SQLite connection for all who read and write: one after the other, in the order they came. */
import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'
import type Database from 'libsql'
import type { Engine } from './engine.ts'
import type { Tables } from './tables.ts'
import { Turns } from './turns.ts'

/** Long statements are those of many rows; each number of rows is another statement. */
const WORTH_KEEPING = 2_000

/** Statements are few and come back all the time: preparing them once saves a third to a half of a write. */
function remembering(connection: Database.Database): Database.Database {
  const known = new Map<string, Database.Statement>()
  const prepare = (wanted: string) => {
    // A failed write may have ended the transaction itself; a rollback that fails then would hide why.
    const sql = wanted === 'rollback' && !connection.inTransaction ? 'SELECT 1' : wanted
    const statement = known.get(sql) ?? connection.prepare(sql)
    if (sql.length < WORTH_KEEPING) known.set(sql, statement)
    return statement
  }
  return new Proxy(connection, {
    get(target, property) {
      if (property === 'prepare') return prepare
      const value = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Kysely's own lock wakes all who wait, each time, for one of them to get it: two thousand ends at once took seconds. */
class InTurns extends SqliteDriver {
  constructor(
    config: SqliteDialectConfig,
    readonly turns: Turns,
  ) {
    super(config)
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.turns.take()
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection()
    this.turns.give()
  }
}

class InTurnsDialect extends SqliteDialect {
  constructor(
    readonly config: SqliteDialectConfig,
    readonly turns: Turns,
  ) {
    super(config)
  }

  override createDriver(): Driver {
    return new InTurns(this.config, this.turns)
  }
}

/** For whom has the connection to themselves: what is compiled goes to it without further ado. */
class Straight extends Kysely<Tables> {
  readonly #connection: Database.Database

  constructor(connection: Database.Database) {
    super({ dialect: new SqliteDialect({ database: connection }) })
    this.#connection = connection
  }

  override async executeQuery<R>(query: CompiledQuery<R> | Compilable<R>): Promise<QueryResult<R>> {
    const { sql, parameters } = 'sql' in query ? query : query.compile()
    const statement = this.#connection.prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as R[] }
    return { numAffectedRows: BigInt(statement.run(parameters).changes), rows: [] }
  }
}

/** A transaction at a time, and nothing else meanwhile. */
function transactions(connection: Database.Database, turns: Turns): Engine['transaction'] {
  const db = new Straight(connection)
  const say = (sql: string) => void connection.prepare(sql).run()
  return async (work) => {
    await turns.take()
    try {
      say('begin')
      const value = await work(db)
      say('commit')
      return value
    } catch (error) {
      // A failed write may have ended the transaction itself.
      if (connection.inTransaction) say('rollback')
      throw error
    } finally {
      turns.give()
    }
  }
}

export function shared(connection: Database.Database): Pick<Engine, 'db' | 'transaction'> {
  const database = remembering(connection)
  const turns = new Turns()
  return {
    db: new Kysely<Tables>({ dialect: new InTurnsDialect({ database }, turns) }),
    transaction: transactions(database, turns),
  }
}
