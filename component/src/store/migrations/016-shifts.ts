/** Who was on duty from when until when: for the hours of presence in the figures (M3). */
import type { Migration } from './migration.ts'

export const shifts: Migration = {
  name: 'shifts',
  async up(db) {
    await db.schema
      .createTable('shifts')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('operator', 'text', (c) => c.notNull())
      .addColumn('began', 'bigint', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('shifts_key', ['workgroup', 'operator', 'began'])
      .execute()
    await db.schema.createIndex('shifts_until').on('shifts').columns(['workgroup', 'until']).execute()
  },
}
