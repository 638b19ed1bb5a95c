/** The index of words, behind one interface: FTS5 in SQLite, a tsvector in PostgreSQL. Both get the words ready made. */
import { type RawBuilder, sql } from 'kysely'
import type { Db, Engine } from '../engine.ts'
import { type Term, tokens, type WordQuery } from './words.ts'

/** What is indexed: each line that was said, and of each ended case what is known of it beside. */
export type Shelf = 'line_words' | 'case_words'

export interface WordIndex {
  /** One row of words for each id; what is there already stays as it is. */
  add(db: Db, shelf: Shelf, rows: readonly { readonly id: number; readonly text: string }[]): Promise<void>
  remove(db: Db, shelf: Shelf, ids: readonly number[]): Promise<void>
  /** Nothing of what was removed is left in the file. */
  sweep(db: Db): Promise<void>
  /** Of the row with this id: does it fit? */
  fits(shelf: Shelf, id: RawBuilder<unknown>, query: WordQuery): RawBuilder<boolean>
  /** The index as the first table of a query, called `w`, which then comes out of it in order of `id`. */
  source(shelf: Shelf, query: WordQuery): Source
}

export interface Source {
  readonly from: RawBuilder<unknown>
  readonly where: RawBuilder<boolean>
  readonly id: RawBuilder<number>
}

const AT_ONCE = 200

const inParts = async <T>(
  all: readonly T[],
  work: (part: readonly T[]) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < all.length; from += AT_ONCE) await work(all.slice(from, from + AT_ONCE))
}

const list = (values: readonly unknown[]) => sql.join(values.map((value) => sql`${value}`))

/** Words hold letters and digits alone, so they need no escape in either language. */
const fts5 = ({ tokens: words, begins }: Term): string => `"${words.join(' ')}"${begins ? '*' : ''}`

function ftsQuery(query: WordQuery): string {
  const wanted = query.filter(({ not }) => !not).map(fts5)
  const unwanted = query.filter(({ not }) => not).map(fts5)
  return [`(${wanted.join(' AND ')})`, ...unwanted].join(' NOT ')
}

/** Positions above are one in a tsvector anyway; so many words are enough of a line. */
const MOST_POSITIONS = 16_000
const vector = (text: string): string =>
  tokens(text)
    .slice(0, MOST_POSITIONS)
    .map((word, index) => `'${word}':${index + 1}`)
    .join(' ')

const tsTerm = ({ tokens: words, begins, not }: Term): string => {
  const parts = words.map((word, index) => `'${word}'${begins && index === words.length - 1 ? ':*' : ''}`)
  return `${not ? '!' : ''}(${parts.join(' <-> ')})`
}

const sqlite: WordIndex = {
  add: (db, shelf, rows) =>
    inParts(rows, (part) =>
      sql`insert or ignore into ${sql.table(shelf)} (rowid, words) values ${sql.join(
        part.map(({ id, text }) => sql`(${id}, ${tokens(text).join(' ')})`),
      )}`.execute(db),
    ),
  remove: (db, shelf, ids) =>
    inParts(ids, (part) => sql`delete from ${sql.table(shelf)} where rowid in (${list(part)})`.execute(db)),
  async sweep(db) {
    for (const shelf of ['line_words', 'case_words'])
      await sql`insert into ${sql.table(shelf)} (${sql.ref(shelf)}) values ('optimize')`.execute(db)
  },
  fits: (shelf, id, query) =>
    sql<boolean>`${id} in (select rowid from ${sql.table(shelf)} where ${sql.ref(shelf)} match ${ftsQuery(query)})`,
  source: (shelf, query) => ({
    from: sql`${sql.table(shelf)} as w`,
    where: sql<boolean>`w.${sql.ref(shelf)} match ${ftsQuery(query)}`,
    id: sql<number>`w.rowid`,
  }),
}

const tsQuery = (query: WordQuery) => sql`${query.map(tsTerm).join(' & ')}::tsquery`

const postgres: WordIndex = {
  add: (db, shelf, rows) =>
    inParts(rows, (part) =>
      sql`insert into ${sql.table(shelf)} (id, words) values ${sql.join(
        part.map(({ id, text }) => sql`(${id}, ${vector(text)}::tsvector)`),
      )} on conflict (id) do nothing`.execute(db),
    ),
  remove: (db, shelf, ids) =>
    inParts(ids, (part) => sql`delete from ${sql.table(shelf)} where id in (${list(part)})`.execute(db)),
  /** Its own vacuum does, after the erasing. */
  async sweep() {},
  fits: (shelf, id, query) =>
    sql<boolean>`${id} in (select id from ${sql.table(shelf)} where words @@ ${tsQuery(query)})`,
  source: (shelf, query) => ({
    from: sql`${sql.table(shelf)} as w`,
    where: sql<boolean>`w.words @@ ${tsQuery(query)}`,
    id: sql<number>`w.id`,
  }),
}

export const wordIndexes: Readonly<Record<Engine['kind'], WordIndex>> = { sqlite, postgres }
