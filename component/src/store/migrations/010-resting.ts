/** Who is off duty for having missed offers, in all workgroups. */
import type { Migration } from './migration.ts'

export const resting: Migration = {
  name: 'resting',
  async up(db) {
    await db.schema
      .createTable('resting')
      .addColumn('jid', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('missed', 'integer', (c) => c.notNull())
      .execute()
  },
}
