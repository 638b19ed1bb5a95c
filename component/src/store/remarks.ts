/** Notes and tags: what operators say about a case among themselves. */
import type { Access } from './engine.ts'
import type { Note, RemarkStore, Remarks } from './operators-types.ts'
import { text } from './rows.ts'
import { indexCases } from './words/case-words.ts'

export const remarks = ({ kind, read, write }: Access): RemarkStore => ({
  addNote: (id, note) =>
    write(async (db) => {
      await db
        .insertInto('notes')
        .values({ case_id: id, at: note.at, by: note.by, text: text(note.text) })
        .execute()
    }),

  setTag: (id, tag, on) =>
    write(async (db) => {
      const row = { case_id: id, tag: text(tag) }
      const change = on
        ? db
            .insertInto('tags')
            .values(row)
            .onConflict((c) => c.columns(['case_id', 'tag']).doNothing())
        : db.deleteFrom('tags').where('case_id', '=', row.case_id).where('tag', '=', row.tag)
      await change.execute()
      const ended = await db
        .selectFrom('cases')
        .select('number')
        .where('id', '=', id)
        .where('ended_at', 'is not', null)
        .execute()
      await indexCases(
        db,
        kind,
        ended.map(({ number }) => number),
      )
    }),

  remarks: (ids) =>
    read(async (db) => {
      const found = new Map<string, { notes: Note[]; tags: string[] }>()
      if (ids.length === 0) return found satisfies ReadonlyMap<string, Remarks>
      const of = (id: string) => {
        const one = found.get(id) ?? { notes: [], tags: [] }
        found.set(id, one)
        return one
      }
      const notes = await db
        .selectFrom('notes')
        .selectAll()
        .where('case_id', 'in', ids)
        .orderBy('seq')
        .execute()
      for (const row of notes) of(row.case_id).notes.push({ at: row.at, by: row.by, text: row.text })
      const tags = await db.selectFrom('tags').selectAll().where('case_id', 'in', ids).execute()
      for (const row of tags) of(row.case_id).tags.push(row.tag)
      // Not by the database: each sorts by its own locale.
      for (const one of found.values()) one.tags.sort()
      return found
    }),

  knownTags: (workgroup, limit) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('tags')
        .innerJoin('cases', 'cases.id', 'tags.case_id')
        .select(['tags.tag', (e) => e.fn.countAll<number>().as('uses')])
        .where('cases.workgroup', '=', workgroup)
        .groupBy('tags.tag')
        .orderBy('uses', 'desc')
        .orderBy('tags.tag')
        .limit(limit)
        .execute()
      return rows.map((row) => row.tag)
    }),
})
