/** Workgroups that a supervisor has closed until they are opened again. */
import type { Migration } from './migration.ts'

export const paused: Migration = {
  name: 'paused',
  async up(db) {
    await db.schema
      .createTable('paused')
      .addColumn('workgroup', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .execute()
  },
}
