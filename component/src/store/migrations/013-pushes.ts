/** The devices on which the desk rings while it is closed, and what they have not taken yet (D8). */
import type { Migration } from './migration.ts'

export const pushes: Migration = {
  name: 'pushes',
  async up(db, numbered) {
    await db.schema
      .createTable('devices')
      .addColumn('endpoint', 'text', (c) => c.primaryKey())
      .addColumn('operator', 'text', (c) => c.notNull())
      .addColumn('p256dh', 'text', (c) => c.notNull())
      .addColumn('auth', 'text', (c) => c.notNull())
      .addColumn('quiet', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute()
    await numbered(db.schema.createTable('pushes'), 'seq')
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('endpoint', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('pushes_next').on('pushes').column('next_at').execute()
  },
}
