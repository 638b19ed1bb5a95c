/** Left messages, notes, tags, canned replies, who served whom last, notices, the mail queue; cases in two workgroups. */
import type { Migration } from './migration.ts'

export const operators: Migration = {
  // As the databases have it that were made with it.
  name: 'desk',
  async up(db, numbered) {
    // A case on its way to another workgroup has a record in both, so the key is made of the two.
    await db.schema
      .createTable('routing_2')
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('record', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('routing_key', ['workgroup', 'case_id'])
      .execute()
    await db
      .insertInto('routing_2' as 'routing')
      .columns(['case_id', 'workgroup', 'record'])
      .expression(db.selectFrom('routing').select(['case_id', 'workgroup', 'record']))
      .execute()
    await db.schema.dropTable('routing').execute()
    await db.schema.alterTable('routing_2').renameTo('routing').execute()

    await db.schema
      .createTable('messages')
      .addColumn('case_id', 'text', (c) => c.primaryKey().references('cases.id'))
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('mail', 'text')
      .addColumn('told_at', 'bigint')
      .addColumn('told_to', 'text')
      .addColumn('answered_at', 'bigint')
      .addColumn('answered_by', 'text')
      .addColumn('answer', 'text')
      .execute()
    await db.schema
      .createIndex('messages_open')
      .on('messages')
      .columns(['workgroup', 'answered_at', 'at'])
      .execute()

    await db.schema
      .createTable('persons')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addPrimaryKeyConstraint('persons_key', ['person', 'case_id'])
      .execute()
    await db.schema
      .createTable('last_operators')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('operator', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('last_operators_key', ['workgroup', 'person'])
      .execute()

    await numbered(db.schema.createTable('notes'), 'seq')
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('notes_case').on('notes').columns(['case_id', 'seq']).execute()
    await db.schema
      .createTable('tags')
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addColumn('tag', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('tags_key', ['case_id', 'tag'])
      .execute()
    await db.schema.createIndex('tags_tag').on('tags').columns(['tag', 'case_id']).execute()

    await db.schema
      .createTable('canned')
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('canned_key', ['owner', 'name'])
      .execute()
    await numbered(db.schema.createTable('notices'), 'id')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('notices_workgroup').on('notices').columns(['workgroup', 'id']).execute()

    await numbered(db.schema.createTable('mails'), 'seq')
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('mail', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('next_at', 'bigint')
      .addColumn('trouble', 'text')
      .execute()
    await db.schema.createIndex('mails_next').on('mails').column('next_at').execute()
  },
}
