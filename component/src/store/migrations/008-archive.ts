/** The workgroup as an archive: each line knows its workgroup, and words are found by an index (M2). */
import { sql } from 'kysely'
import type { Db } from '../engine.ts'
import { indexCases } from '../words/case-words.ts'
import { wordIndexes } from '../words/word-index.ts'
import type { Migration } from './migration.ts'

const SHELVES = ['line_words', 'case_words'] as const
const AT_ONCE = 1_000

export const archive: Migration = {
  name: 'archive',
  async up(db, _, kind) {
    await db.schema.alterTable('transcript').addColumn('workgroup', 'text').execute()
    await sql`update transcript set workgroup = (select workgroup from cases where cases.id = transcript.case_id)`.execute(
      db,
    )
    await db.schema.createIndex('transcript_archive').on('transcript').columns(['workgroup', 'seq']).execute()
    for (const shelf of SHELVES) await makeShelf[kind](db, shelf)
    await fill(db, kind)
  },
}

const makeShelf = {
  /** Only the words: the text is in its own table, and what is erased is to be gone from both. */
  async sqlite(db: Db, shelf: string) {
    await sql`create virtual table ${sql.table(shelf)} using fts5(
      words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0")`.execute(db)
    await sql`insert into ${sql.table(shelf)} (${sql.ref(shelf)}, rank) values ('secure-delete', 1)`.execute(
      db,
    )
  },
  async postgres(db: Db, shelf: string) {
    await db.schema
      .createTable(shelf)
      .addColumn('id', 'bigint', (c) => c.primaryKey())
      .addColumn('words', sql`tsvector`, (c) => c.notNull())
      .execute()
    await sql`create index ${sql.ref(`${shelf}_index`)} on ${sql.table(shelf)} using gin (words)`.execute(db)
  },
}

/** What was there before there was an index. */
async function fill(db: Db, kind: 'sqlite' | 'postgres'): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('transcript')
      .select(['seq', 'body'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute()
    await wordIndexes[kind].add(
      db,
      'line_words',
      rows.map(({ seq, body }) => ({ id: seq, text: body })),
    )
    after = rows.at(-1)?.seq ?? 0
    if (rows.length < AT_ONCE) break
  }
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('cases')
      .select('number')
      .where('ended_at', 'is not', null)
      .where('number', '>', after)
      .orderBy('number')
      .limit(AT_ONCE)
      .execute()
    await indexCases(
      db,
      kind,
      rows.map(({ number }) => number),
    )
    after = rows.at(-1)?.number ?? 0
    if (rows.length < AT_ONCE) break
  }
}
