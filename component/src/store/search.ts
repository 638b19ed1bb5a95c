/** Finds ended cases by words. A scan, newest first: an index of words comes with the archive of the workgroup. */
import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely'
import type { Access, Db, Engine } from './engine.ts'
import type { SearchStore } from './operators-types.ts'
import { endedCaseOfRow, text } from './rows.ts'
import type { Tables } from './tables.ts'

/** Each letter in both cases: SQLite folds those of ASCII alone, PostgreSQL those of its locale. */
const inAnyCase = (word: string, plain: (char: string) => string): string =>
  [...text(word)]
    .map((char) => {
      // `ß` in capitals is two letters, and stays one.
      const cases = [char.toLowerCase(), char.toUpperCase()].filter((one) => [...one].length === 1)
      return new Set(cases).size > 1 ? `[${cases.join('')}]` : plain(char)
    })
    .join('')

type Kind = Engine['kind']

const contains: { readonly [K in Kind]: (text: RawBuilder<unknown>, word: string) => RawBuilder<boolean> } = {
  sqlite: (text, word) =>
    sql`${text} glob ${`*${inAnyCase(word, (char) => (/[*?[]/.test(char) ? `[${char}]` : char))}*`}`,
  postgres: (text, word) =>
    sql`${text} ~ ${inAnyCase(word, (char) => char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'))}`,
}

const VALUES = sql.lit('lax $[*].keyvalue() ? (@.key == "values" || @.key == "value").value[*]')

/** What somebody has filled in, or a site gave: not the names of the fields, which all cases have. */
const filledIn: { readonly [K in Kind]: (column: string, word: string) => RawBuilder<boolean> } = {
  sqlite: (column, word) => sql<boolean>`exists (select 1 from json_tree(${sql.ref(column)}) as leaf
    where leaf.type = 'text' and leaf.key not in ('name', 'label') and ${contains.sqlite(sql.ref('leaf.value'), word)})`,
  postgres: (column, word) => sql<boolean>`exists (
    select 1 from jsonb_path_query(${sql.ref(column)}::jsonb, ${VALUES}) as leaf
    where ${contains.postgres(sql`leaf #>> '{}'`, word)})`,
}

/** `5` may be the number of a case; `#5` is nothing else. */
const numberIn = (word: string): number | undefined =>
  /^#?\d{1,9}$/.test(word) ? Number(word.replace('#', '')) : undefined

function mentions(e: ExpressionBuilder<Tables, 'cases'>, kind: Kind, word: string) {
  const has = (column: string) => contains[kind](sql.ref(column), word)
  const number = numberIn(word)
  const isIt = number === undefined ? [] : [e('cases.number', '=', number)]
  if (word.startsWith('#') && number !== undefined) return e.or(isIt)
  const below = (table: 'transcript' | 'messages' | 'tags', column: string) =>
    e.exists(
      e
        .selectFrom(table)
        .select(`${table}.case_id`)
        .whereRef(`${table}.case_id`, '=', 'cases.id')
        .where(has(`${table}.${column}`)),
    )
  return e.or([
    ...isIt,
    has('cases.visitor_name'),
    filledIn[kind]('cases.answers', word),
    filledIn[kind]('cases.parameters', word),
    below('transcript', 'body'),
    below('messages', 'text'),
    below('tags', 'tag'),
  ])
}

/** The first thing said in it that has one of the words. */
async function lineOf(db: Db, kind: Kind, id: string, words: readonly string[]): Promise<string | undefined> {
  const row = await db
    .selectFrom('transcript')
    .select('body')
    .where('case_id', '=', id)
    .where((e) => e.or(words.map((word) => contains[kind](sql.ref('transcript.body'), word))))
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
          const line = await lineOf(db, kind, row.id, words)
          return { ...endedCaseOfRow(row), ...(line !== undefined && { line }) }
        }),
      )
    }),
})
