/** Finds ended cases by words. A scan, newest first: an index of words comes with the archive of the workgroup. */
import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely'
import type { SearchStore } from './desk-types.ts'
import type { Access, Db, Engine } from './engine.ts'
import { endedCaseOfRow, text } from './rows.ts'
import type { Tables } from './tables.ts'

/** `%` and `_` mean themselves. */
const pattern = (word: string): string =>
  `%${text(word)
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`

/** Both databases fold the case of ASCII letters; beyond that PostgreSQL alone does. */
const has = (column: string, word: string) => like(sql.ref(column), word)

const like = (text: RawBuilder<unknown>, word: string) =>
  sql<boolean>`lower(${text}) like ${pattern(word)} escape '\\'`

const VALUES = sql.lit('lax $[*].keyvalue() ? (@.key == "values" || @.key == "value").value[*]')

/** What somebody has filled in, or a site handed over: not the names of the fields, which all cases have. */
const filledIn: { readonly [K in Engine['kind']]: (column: string, word: string) => RawBuilder<boolean> } = {
  sqlite: (column, word) => sql<boolean>`exists (select 1 from json_tree(${sql.ref(column)}) as leaf
    where leaf.type = 'text' and leaf.key not in ('name', 'label') and ${like(sql.ref('leaf.value'), word)})`,
  postgres: (column, word) => sql<boolean>`exists (
    select 1 from jsonb_path_query(${sql.ref(column)}::jsonb, ${VALUES}) as leaf
    where ${like(sql`leaf #>> '{}'`, word)})`,
}

/** `5` may be the number of a case; `#5` is nothing else. */
const numberIn = (word: string): number | undefined =>
  /^#?\d{1,9}$/.test(word) ? Number(word.replace('#', '')) : undefined

function mentions(e: ExpressionBuilder<Tables, 'cases'>, kind: Engine['kind'], word: string) {
  const number = numberIn(word)
  const isIt = number === undefined ? [] : [e('cases.number', '=', number)]
  if (word.startsWith('#') && number !== undefined) return e.or(isIt)
  const below = (table: 'transcript' | 'messages' | 'tags', column: string) =>
    e.exists(
      e
        .selectFrom(table)
        .select(`${table}.case_id`)
        .whereRef(`${table}.case_id`, '=', 'cases.id')
        .where(has(`${table}.${column}`, word)),
    )
  return e.or([
    ...isIt,
    has('cases.visitor_name', word),
    filledIn[kind]('cases.answers', word),
    filledIn[kind]('cases.parameters', word),
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

export const search = ({ kind, read }: Access): SearchStore => ({
  findEnded: (workgroup, words, limit) =>
    read(async (db) => {
      if (words.length === 0) return []
      let query = db
        .selectFrom('cases')
        .selectAll()
        .where('workgroup', '=', workgroup)
        .where('ended_at', 'is not', null)
      for (const word of words) query = query.where((e) => mentions(e, kind, word))
      const [number] = words.flatMap((word) => numberIn(word) ?? [])
      if (number !== undefined) query = query.orderBy((e) => e('cases.number', '=', number), 'desc')
      const rows = await query.orderBy('ended_at', 'desc').orderBy('number', 'desc').limit(limit).execute()
      return Promise.all(
        rows.map(async (row) => {
          const line = await lineOf(db, row.id, words)
          return { ...endedCaseOfRow(row), ...(line !== undefined && { line }) }
        }),
      )
    }),
})
