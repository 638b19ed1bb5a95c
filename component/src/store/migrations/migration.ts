/** One step of the schema. */
import type { CreateTableBuilder } from 'kysely'
import type { Db, Engine } from '../engine.ts'

/** Adds the primary key that the database itself counts up. */
export type Numbered = <T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  column: string,
) => CreateTableBuilder<T, C>

export interface Migration {
  readonly name: string
  up(db: Db, numbered: Numbered, kind: Engine['kind']): Promise<void>
}
