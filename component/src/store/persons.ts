/** Who a visitor is, as far as that is known, and who served them last. */
import type { CaseId } from '../core/types.ts'
import type { Access, Db } from './engine.ts'
import type { PersonStore } from './operators-types.ts'
import { text } from './rows.ts'

export async function writePersons(db: Db, id: CaseId, persons: readonly string[]): Promise<void> {
  const rows = [...new Set(persons.map(text))].map((person) => ({ person, case_id: id }))
  if (rows.length === 0) return
  await db
    .insertInto('persons')
    .values(rows)
    .onConflict((c) => c.columns(['person', 'case_id']).doNothing())
    .execute()
}

export const persons = ({ read, write }: Access): PersonStore => ({
  lastOperator: (workgroup, keys) =>
    read(async (db) => {
      if (keys.length === 0) return undefined
      const rows = await db
        .selectFrom('last_operators')
        .select(['person', 'operator'])
        .where('workgroup', '=', workgroup)
        .where('person', 'in', keys.map(text))
        .execute()
      const known = new Map(rows.map((row) => [row.person, row.operator]))
      return keys.map((key) => known.get(text(key))).find((operator) => operator !== undefined)
    }),

  setLastOperator: (workgroup, keys, operator, at) =>
    write(async (db) => {
      const rows = [...new Set(keys.map(text))].map((person) => ({ workgroup, person, operator, at }))
      if (rows.length === 0) return
      await db
        .insertInto('last_operators')
        .values(rows)
        .onConflict((c) => c.columns(['workgroup', 'person']).doUpdateSet({ operator, at }))
        .execute()
    }),

  setPersons: (id, keys) => write((db) => writePersons(db, id, keys)),

  casesKnown: (keys) =>
    read(async (db) => {
      if (keys.length === 0) return 0
      const row = await db
        .selectFrom('persons')
        .select((e) => e.fn.count<number>('case_id').distinct().as('n'))
        .where('person', 'in', keys.map(text))
        .executeTakeFirst()
      return Number(row?.n ?? 0)
    }),

  personsOf: (id) =>
    read(async (db) => {
      const rows = await db.selectFrom('persons').select('person').where('case_id', '=', id).execute()
      return rows.map((row) => row.person).sort()
    }),
})
