/** Finds ended cases by words. A scan, newest first: an index of words comes with the archive of the workgroup. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { SearchStore } from './desk-types.ts'
import type { Access, Db } from './engine.ts'
import { endedCaseOfRow, text } from './rows.ts'
import type { Tables } from './tables.ts'

/** `%` and `_` mean themselves. */
const pattern = (word: string): string =>
  `%${text(word)
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`

/** Both databases fold the case of ASCII letters; beyond that PostgreSQL alone does. */
const has = (column: string, word: string) =>
  sql<boolean>`lower(${sql.ref(column)}) like ${pattern(word)} escape '\\'`

function mentions(e: ExpressionBuilder<Tables, 'cases'>, word: string) {
  const below = (table: 'transcript' | 'messages' | 'tags', column: string) =>
    e.exists(
      e
        .selectFrom(table)
        .select(`${table}.case_id`)
        .whereRef(`${table}.case_id`, '=', 'cases.id')
        .where(has(`${table}.${column}`, word)),
    )
  return e.or([
    has('cases.visitor_name', word),
    has('cases.answers', word),
    has('cases.parameters', word),
    below('transcript', 'body'),
    below('messages', 'text'),
    below('tags', 'tag'),
  ])
}

/** The first thing said in it that has one of the words. */
async function lineOf(db: Db, id: string, words: readonly string[]): Promise<string | undefined> {
  const row = await db
    .selectFrom('transcript')
    .select('body')
    .where('case_id', '=', id)
    .where((e) => e.or(words.map((word) => has('transcript.body', word))))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.body
}

export const search = ({ read }: Access): SearchStore => ({
  findEnded: (workgroup, words, limit) =>
    read(async (db) => {
      if (words.length === 0) return []
      let query = db
        .selectFrom('cases')
        .selectAll()
        .where('workgroup', '=', workgroup)
        .where('ended_at', 'is not', null)
      for (const word of words) query = query.where((e) => mentions(e, word))
      const rows = await query.orderBy('ended_at', 'desc').orderBy('number', 'desc').limit(limit).execute()
      return Promise.all(
        rows.map(async (row) => {
          const line = await lineOf(db, row.id, words)
          return { ...endedCaseOfRow(row), ...(line !== undefined && { line }) }
        }),
      )
    }),
})
