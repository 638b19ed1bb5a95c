/** What others are to be told, until they have taken it (B5). */
import type { Migration } from './migration.ts'

export const hooks: Migration = {
  name: 'hooks',
  async up(db, numbered) {
    await numbered(db.schema.createTable('hooks'), 'seq')
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('next_at', 'bigint')
      .addColumn('trouble', 'text')
      .execute()
    await db.schema.createIndex('hooks_next').on('hooks').column('next_at').execute()
  },
}
