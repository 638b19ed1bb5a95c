/** Used tickets in the order of their expiry: each request burns one, and what lies together is written together. */
import type { Migration } from './migration.ts'

export const tickets: Migration = {
  name: 'tickets',
  async up(db) {
    await db.schema
      .createTable('tickets_2')
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('tickets_key', ['expires_at', 'id'])
      .execute()
    await db
      .insertInto('tickets_2' as 'tickets')
      .columns(['id', 'expires_at'])
      .expression(db.selectFrom('tickets').select(['id', 'expires_at']))
      .execute()
    await db.schema.dropTable('tickets').execute()
    await db.schema.alterTable('tickets_2').renameTo('tickets').execute()
  },
}
