/** Who may ask for nothing, until when (B7). */
import type { Migration } from './migration.ts'

export const blocks: Migration = {
  name: 'blocks',
  async up(db, numbered) {
    await numbered(db.schema.createTable('blocks'), 'id')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('keys', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute()
  },
}
