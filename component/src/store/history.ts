/** The history of a case: what happened, and what was said. */
import type { Insertable } from 'kysely'
import { compiled } from './compiled.ts'
import type { Access, Db } from './engine.ts'
import { StoreError } from './errors.ts'
import { entryOfRow, given, rowOfEntry, text, textOrNull } from './rows.ts'
import type { EventRow } from './tables.ts'
import type { Store } from './types.ts'
import { wordIndexes } from './words/word-index.ts'

/** Rows in one statement: SQLite takes 32 766 parameters, PostgreSQL 65 535; an entry has eight. */
const AT_ONCE = 500

const insertEvent = () =>
  compiled((db, row: Insertable<EventRow>) => db.insertInto('case_events').values(row))

async function workgroupOf(db: Db, id: string): Promise<string> {
  const row = await db.selectFrom('cases').select('workgroup').where('id', '=', id).executeTakeFirst()
  if (!row) throw new StoreError('unknown-case', id)
  return row.workgroup
}

export const history = (
  { kind, read, write }: Access,
  addEvent = insertEvent(),
): Pick<Store, 'note' | 'events' | 'addToTranscript' | 'transcript'> => ({
  note: (event, how) =>
    write(async (db) => {
      await addEvent(db, {
        case_id: event.case,
        at: event.at,
        what: text(event.what),
        who: textOrNull(event.who),
        detail: textOrNull(event.detail),
      })
    }, how),

  /** In turn with what is written, and failing with it: a note may still wait for others to be written with. */
  events: (id) =>
    write(async (db) => {
      const rows = await db
        .selectFrom('case_events')
        .selectAll()
        .where('case_id', '=', id)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({
        case: row.case_id,
        at: row.at,
        what: row.what,
        ...given('who', row.who),
        ...given('detail', row.detail),
      }))
    }),

  addToTranscript: (id, entries) =>
    write(async (db) => {
      if (entries.length === 0) return
      const workgroup = await workgroupOf(db, id)
      for (let from = 0; from < entries.length; from += AT_ONCE) {
        const rows = entries.slice(from, from + AT_ONCE).map((entry) => rowOfEntry(id, entry, workgroup))
        const added = await db
          .insertInto('transcript')
          .values(rows)
          .onConflict((c) => c.columns(['case_id', 'archive_id']).doNothing())
          .returning(['seq', 'body'])
          .execute()
        const lines = added.map(({ seq, body }) => ({ id: seq, text: body }))
        await wordIndexes[kind].add(db, 'line_words', lines)
      }
    }),

  transcript: (id) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('transcript')
        .selectAll()
        .where('case_id', '=', id)
        .orderBy('seq')
        .execute()
      return rows.map(entryOfRow)
    }),
})
