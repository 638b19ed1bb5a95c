/** Cases with their routing record, events and transcript; tickets, subscribers and secrets. */
import type { Migration } from './migration.ts'

export const cases: Migration = {
  name: 'cases',
  async up(db, numbered) {
    await numbered(db.schema.createTable('cases'), 'number')
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('visitor_name', 'text', (c) => c.notNull())
      .addColumn('visitor_jid', 'text', (c) => c.notNull())
      .addColumn('site', 'text')
      .addColumn('page', 'text')
      .addColumn('title', 'text')
      .addColumn('referrer', 'text')
      .addColumn('language', 'text')
      .addColumn('answers', 'text', (c) => c.notNull())
      .addColumn('parameters', 'text', (c) => c.notNull())
      .addColumn('room', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.unique())
      .addColumn('ended_at', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('operator', 'text')
      .execute()
    await db.schema
      .createIndex('cases_ended')
      .on('cases')
      .columns(['workgroup', 'ended_at', 'number'])
      .execute()

    await db.schema
      .createTable('routing')
      .addColumn('case_id', 'text', (c) => c.primaryKey().references('cases.id'))
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('record', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('routing_workgroup').on('routing').column('workgroup').execute()

    await numbered(db.schema.createTable('case_events'), 'seq')
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('who', 'text')
      .addColumn('detail', 'text')
      .execute()
    await db.schema.createIndex('case_events_case').on('case_events').columns(['case_id', 'seq']).execute()

    await numbered(db.schema.createTable('transcript'), 'seq')
      .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
      .addColumn('archive_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('nick', 'text', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('message_id', 'text')
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('xml', 'text', (c) => c.notNull())
      .addUniqueConstraint('transcript_entry', ['case_id', 'archive_id'])
      .execute()
    await db.schema.createIndex('transcript_case').on('transcript').columns(['case_id', 'seq']).execute()

    await db.schema
      .createTable('tickets')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('tickets_expiry').on('tickets').column('expires_at').execute()

    await db.schema
      .createTable('subscribers')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('jid', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('subscribers_key', ['workgroup', 'jid'])
      .execute()
    await db.schema
      .createTable('idle')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('jid', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('idle_key', ['workgroup', 'jid'])
      .execute()
    await db.schema
      .createTable('secrets')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute()
  },
}
