/** The steps that brought the schema where it is. Append only: a step that was released is never changed. */
import type { CreateTableBuilder } from 'kysely'
import type { Db } from '../engine.ts'
import { cases } from './001-cases.ts'
import { desk } from './002-desk.ts'
import { paused } from './003-paused.ts'
import { spareRooms } from './004-spare-rooms.ts'
import { tickets } from './005-tickets.ts'

/** Adds the primary key that the database itself counts up. */
export type Numbered = <T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  column: string,
) => CreateTableBuilder<T, C>

export interface Migration {
  readonly name: string
  up(db: Db, numbered: Numbered): Promise<void>
}

/** The version of a schema is the number of steps it has taken. */
export const migrations: readonly Migration[] = [cases, desk, paused, spareRooms, tickets]
