/** Answers that fit many: what the widget suggests, in the order that operators gave them (M4). */
import type { Migration } from './migration.ts'

export const faq: Migration = {
  name: 'faq',
  async up(db) {
    await db.schema
      .createTable('faq')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('place', 'integer', (c) => c.notNull())
      .addColumn('language', 'text')
      .addColumn('question', 'text', (c) => c.notNull())
      .addColumn('answer', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text')
      .addPrimaryKeyConstraint('faq_key', ['workgroup', 'id'])
      .execute()
  },
}
