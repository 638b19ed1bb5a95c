/** Questions that come often, with their answers, in the order that operators gave them (M4). */
import type { Access, Db } from './engine.ts'
import type { FaqEntry, FaqStore } from './memory-types.ts'
import { given, text, textOrNull } from './rows.ts'

const rowsOf = (db: Db, workgroup: string) =>
  db.selectFrom('faq').selectAll().where('workgroup', '=', workgroup).orderBy('place').execute()

async function save(db: Db, workgroup: string, entry: FaqEntry, place: number): Promise<void> {
  const row = {
    language: textOrNull(entry.language),
    question: text(entry.question),
    answer: text(entry.answer),
    at: entry.at,
    by: entry.by,
    case_id: entry.case ?? null,
  }
  await db
    .insertInto('faq')
    .values({ workgroup, id: entry.id, place, ...row })
    .onConflict((c) => c.columns(['workgroup', 'id']).doUpdateSet(row))
    .execute()
}

async function move(db: Db, workgroup: string, id: string, place: number): Promise<boolean> {
  const ids = (await rowsOf(db, workgroup)).map((row) => row.id)
  if (!ids.includes(id)) return false
  const order = ids.filter((one) => one !== id)
  order.splice(Math.max(place - 1, 0), 0, id)
  for (const [index, one] of order.entries())
    await db
      .updateTable('faq')
      .set({ place: index + 1 })
      .where('workgroup', '=', workgroup)
      .where('id', '=', one)
      .execute()
  return true
}

export const faq = ({ read, write }: Access): FaqStore => ({
  faq: (workgroup) =>
    read(async (db) =>
      (await rowsOf(db, workgroup)).map(({ id, language, question, answer, at, by, case_id }) => ({
        id,
        ...given('language', language),
        question,
        answer,
        at,
        by,
        ...given('case', case_id),
      })),
    ),

  saveFaq: (workgroup, entries) =>
    write(async (db) => {
      const last = (await rowsOf(db, workgroup)).at(-1)?.place ?? 0
      for (const [index, entry] of entries.entries()) await save(db, workgroup, entry, last + 1 + index)
    }),

  moveFaq: (workgroup, id, place) => write((db) => move(db, workgroup, id, place)),

  removeFaq: (workgroup, id) =>
    write(async (db) => {
      const gone = await db
        .deleteFrom('faq')
        .where('workgroup', '=', workgroup)
        .where('id', '=', id)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    }),
})
