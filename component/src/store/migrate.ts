/** Brings a database to the newest schema: all missing steps, or none. */
import { sql } from 'kysely'
import type { Db, Engine, Log } from './engine.ts'
import { StoreError } from './errors.ts'
import { migrations } from './migrations/index.ts'
import type { Migration, Numbered } from './migrations/migration.ts'

/** Any number, as long as it is ours: processes that start together on one PostgreSQL migrate one after the other. */
const MIGRATING = 5_222_0142

const numbered: Record<Engine['kind'], Numbered> = {
  // AUTOINCREMENT: the number of a deleted case is never given again.
  sqlite: (table, column) => table.addColumn(column, 'integer', (c) => c.primaryKey().autoIncrement()),
  postgres: (table, column) =>
    table.addColumn(column, 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity()),
}

async function versionOf(db: Db): Promise<number> {
  await db.schema
    .createTable('schema_versions')
    .ifNotExists()
    .addColumn('version', 'integer', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute()
  const row = await db
    .selectFrom('schema_versions')
    .select((e) => e.fn.max('version').as('version'))
    .executeTakeFirst()
  return row?.version ?? 0
}

/** Throws `newer-schema` without touching anything when the store has taken steps that this Parlor does not know. */
export async function migrate(
  engine: Engine,
  log: Log,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await engine.db.transaction().execute(async (db) => {
    if (engine.kind === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATING})`.execute(db)
    const version = await versionOf(db)
    if (version > steps.length) {
      throw new StoreError('newer-schema', `It is at version ${version}, this Parlor knows ${steps.length}.`)
    }
    for (const [index, step] of steps.entries()) {
      if (index < version) continue
      await step.up(db, numbered[engine.kind], engine.kind)
      await db
        .insertInto('schema_versions')
        .values({ version: index + 1, name: step.name })
        .execute()
      log.info({ version: index + 1, step: step.name }, 'store: the schema was brought up to date')
    }
  })
}
