/** Statements that come back all the time: putting their text together costs more than running them. */
import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Db } from './engine.ts'

/** What a statement takes, in the order of its text: values, rows (their columns in order), or lists of either. */
type Taken = string | number | null | { readonly [column: string]: unknown } | readonly Taken[]

const parametersOf = (taken: Taken): readonly unknown[] => {
  if (Array.isArray(taken)) return taken.flatMap(parametersOf)
  return typeof taken === 'object' && taken !== null ? Object.values(taken) : [taken]
}

/** Long ones are those of many rows: each number of rows is another text, and none of them comes back soon. */
const WORTH_KEEPING = 60

/**
 * A statement whose text follows from the number of its parameters alone, and which takes nothing but what it is given, in
 * that order; rows always have the same columns. Each text is put together once for each database.
 */
export function compiled<T extends Taken, Row>(
  build: (db: Db, taken: T) => Compilable<Row>,
): (db: Db, taken: T) => Promise<QueryResult<Row>> {
  const known = new Map<number, CompiledQuery<Row>>()
  return (db, taken) => {
    const parameters = parametersOf(taken)
    let query = known.get(parameters.length)
    if (!query) {
      query = build(db, taken).compile()
      if (parameters.length <= WORTH_KEEPING) known.set(parameters.length, query)
    }
    return db.executeQuery({ ...query, parameters })
  }
}
