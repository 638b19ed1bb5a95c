/** What is known of an ended case beside its lines, in the index of words: name, form, parameters, tags, left message. */
import type { Answer, Parameter } from '../../core/request.ts'
import type { Db, Engine } from '../engine.ts'
import { wordIndexes } from './word-index.ts'

/** The answers and values, not the names of the fields, which all cases have. */
const filledIn = (answers: string, parameters: string): string[] => [
  ...(JSON.parse(answers) as Answer[]).flatMap(({ values }) => values),
  ...(JSON.parse(parameters) as Parameter[]).map(({ value }) => value),
]

/** Again, when something of them has changed. */
export async function indexCases(db: Db, kind: Engine['kind'], numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return
  const rows = await db
    .selectFrom('cases')
    .leftJoin('messages', 'messages.case_id', 'cases.id')
    .select(['cases.id', 'cases.number', 'visitor_name', 'answers', 'parameters', 'messages.text'])
    .where('cases.number', 'in', numbers)
    .execute()
  const tags = await db
    .selectFrom('tags')
    .selectAll()
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const tagsOf = (id: string) => tags.flatMap((row) => (row.case_id === id ? [row.tag] : []))
  const index = wordIndexes[kind]
  await index.remove(db, 'case_words', numbers)
  await index.add(
    db,
    'case_words',
    rows.map(({ id, number, visitor_name, answers, parameters, text }) => ({
      id: number,
      text: [visitor_name, ...filledIn(answers, parameters), text ?? '', ...tagsOf(id)].join('\n'),
    })),
  )
}
