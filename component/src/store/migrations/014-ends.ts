/** What supervisors change by hand may end by itself: a pause, an opening outside the hours, a notice (D7). */
import type { Migration } from './migration.ts'

export const ends: Migration = {
  name: 'ends',
  async up(db) {
    await db.schema.alterTable('paused').addColumn('until', 'bigint').execute()
    await db.schema
      .alterTable('paused')
      .addColumn('open', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('notices').addColumn('until', 'bigint').execute()
  },
}
