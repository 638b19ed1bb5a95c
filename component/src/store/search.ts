/** Finds ended cases by words: each must be in what was said, or in what else is known of the case. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { Access, Db, Engine } from './engine.ts'
import type { SearchStore } from './operators-types.ts'
import { endedCaseOfRow } from './rows.ts'
import type { Tables } from './tables.ts'
import { wordIndexes } from './words/word-index.ts'
import { findsAnything, readQuery, type Term, type WordQuery } from './words/words.ts'

type Kind = Engine['kind']

/** `5` may be the number of a case; `#5` is nothing else. */
const numbersIn = (typed: string): number[] =>
  typed.split(/\s+/).flatMap((word) => (/^#?\d{1,9}$/.test(word) ? [Number(word.replace('#', ''))] : []))

function mentions(e: ExpressionBuilder<Tables, 'cases'>, kind: Kind, term: Term) {
  const index = wordIndexes[kind]
  const query = [{ ...term, not: false }]
  const [word = ''] = term.tokens
  const isNumber = term.tokens.length === 1 && /^\d{1,9}$/.test(word)
  const isIt = e.or([
    ...(isNumber ? [e('cases.number', '=', Number(word))] : []),
    index.fits('case_words', sql.ref('cases.number'), query),
    e(
      'cases.id',
      'in',
      e
        .selectFrom('transcript')
        .select('case_id')
        .where(index.fits('line_words', sql.ref('transcript.seq'), query)),
    ),
  ])
  return term.not ? e.not(isIt) : isIt
}

/** The first thing said in it that has one of the words. */
async function lineOf(db: Db, kind: Kind, id: string, query: WordQuery): Promise<string | undefined> {
  const wanted = query.filter(({ not }) => !not)
  const row = await db
    .selectFrom('transcript')
    .select('body')
    .where('case_id', '=', id)
    .where((e) =>
      e.or(wanted.map((term) => wordIndexes[kind].fits('line_words', sql.ref('transcript.seq'), [term]))),
    )
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.body
}

export const search = ({ kind, read }: Access): SearchStore => ({
  findEnded: (workgroup, typed, limit) =>
    read(async (db) => {
      const [exact] = /^\s*#(\d{1,9})\s*$/.exec(typed)?.slice(1) ?? []
      const query = readQuery(typed)
      if (!findsAnything(query)) return []
      let wanted = db
        .selectFrom('cases')
        .selectAll()
        .where('workgroup', '=', workgroup)
        .where('ended_at', 'is not', null)
      if (exact !== undefined) wanted = wanted.where('cases.number', '=', Number(exact))
      else for (const term of query) wanted = wanted.where((e) => mentions(e, kind, term))
      const [number] = numbersIn(typed)
      if (number !== undefined) wanted = wanted.orderBy((e) => e('cases.number', '=', number), 'desc')
      const rows = await wanted.orderBy('ended_at', 'desc').orderBy('number', 'desc').limit(limit).execute()
      return Promise.all(
        rows.map(async (row) => {
          const line = await lineOf(db, kind, row.id, query)
          return { ...endedCaseOfRow(row), ...(line !== undefined && { line }) }
        }),
      )
    }),
})
