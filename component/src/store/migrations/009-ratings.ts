/** What visitors say of a chat when it is over, and the key with which they may say it (C8). */
import type { Migration } from './migration.ts'

export const ratings: Migration = {
  name: 'ratings',
  async up(db) {
    await db.schema
      .createTable('ratings')
      .addColumn('case_id', 'text', (c) => c.primaryKey())
      .addColumn('token_hash', 'text')
      .addColumn('rating', 'integer')
      .addColumn('comment', 'text')
      .addColumn('at', 'bigint')
      .execute()
    await db.schema.createIndex('ratings_by_token').on('ratings').column('token_hash').execute()
  },
}
