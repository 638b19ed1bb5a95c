/** Cases: their data, their routing record while they live, their end. */
import type { ExpressionBuilder, Insertable } from 'kysely'
import type { CaseId } from '../core/types.ts'
import { compiled } from './compiled.ts'
import type { Access, Db, Engine } from './engine.ts'
import { StoreError } from './errors.ts'
import { openRating } from './ratings.ts'
import { caseOfRow, detailsOf, endedCaseOfRow, given, rowOfCase } from './rows.ts'
import type { RoutingRow, Tables } from './tables.ts'
import type { CaseChange, Store } from './types.ts'
import { indexCases } from './words/case-words.ts'

type Cases = Pick<
  Store,
  | 'createCase'
  | 'commit'
  | 'moveCase'
  | 'liveCases'
  | 'workgroupsInUse'
  | 'caseById'
  | 'takenIds'
  | 'caseByNumber'
  | 'caseByToken'
  | 'endedCases'
  | 'pastCases'
  | 'dayOf'
  | 'finishCase'
>

/** The last word on each case: PostgreSQL refuses to touch a row twice in one statement. */
const latest = (changes: readonly CaseChange[]): CaseChange[] => [
  ...new Map(changes.map((change) => [change.id, change])).values(),
]

/** Rows in one statement: each number of them is another text, so there are only so many. */
const AT_ONCE = 20

/** The statements behind every chat. */
const hot = () => ({
  /** The answer to a commit may be lost with the connection; then it is made again, and is the one that is there. */
  insertCase: compiled((db, row: ReturnType<typeof rowOfCase>) =>
    db
      .insertInto('cases')
      .values(row)
      .onConflict((c) =>
        c
          .column('id')
          .doUpdateSet((e) => ({ id: e.ref('excluded.id') }))
          .whereRef('cases.token_hash', '=', 'excluded.token_hash'),
      )
      .returning('number'),
  ),
  putRouting: compiled((db, rows: readonly Insertable<RoutingRow>[]) =>
    db
      .insertInto('routing')
      .values(rows)
      .onConflict((c) =>
        c.columns(['workgroup', 'case_id']).doUpdateSet((e) => ({ record: e.ref('excluded.record') })),
      ),
  ),
})

type Hot = ReturnType<typeof hot>

async function writeRouting(
  db: Db,
  { putRouting }: Hot,
  workgroup: string,
  changes: readonly CaseChange[],
): Promise<void> {
  const last = latest(changes)
  const rows = last.flatMap(({ id, record }) =>
    record ? [{ case_id: id, workgroup, record: JSON.stringify(record) }] : [],
  )
  const gone = last.flatMap(({ id, record }) => (record ? [] : [id]))
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await putRouting(db, rows.slice(from, from + AT_ONCE))
  if (gone.length > 0) {
    await db.deleteFrom('routing').where('workgroup', '=', workgroup).where('case_id', 'in', gone).execute()
  }
}

async function finish(
  db: Db,
  kind: Engine['kind'],
  id: CaseId,
  end: Parameters<Store['finishCase']>[1],
): Promise<void> {
  const known = await db
    .selectFrom('cases')
    .select(['ended_at', 'number', 'token_hash'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!known) throw new StoreError('unknown-case', id)
  // Repeated after a crash: the first end stays.
  if (known.ended_at !== null) return
  await openRating(db, id, known.token_hash)
  await db
    .updateTable('cases')
    .set({ ended_at: end.at, reason: end.reason, operator: end.operator ?? null, token_hash: null })
    .where('id', '=', id)
    .execute()
  await indexCases(db, kind, [known.number])
}

const openedAt = (e: ExpressionBuilder<Tables, 'cases'>) =>
  e
    .selectFrom('case_events')
    .select((inner) => inner.fn.min('at').as('at'))
    .whereRef('case_id', '=', 'cases.id')
    .where('what', '=', 'opened')

export const cases = ({ kind, read, write }: Access, known = hot()): Cases => ({
  createCase: (details, record) =>
    write(async (db) => {
      const row = rowOfCase(details)
      const [made] = (await known.insertCase(db, row)).rows
      if (!made) throw new StoreError('conflict', details.id)
      await writeRouting(db, known, details.workgroup, [{ id: details.id, record }])
      return detailsOf({ ...row, ...made }, details.answers, details.parameters)
    }),

  commit: (workgroup, changes) => write((db) => writeRouting(db, known, workgroup, changes)),

  moveCase: (id, workgroup) =>
    write(async (db) => {
      const moved = await db.updateTable('cases').set({ workgroup }).where('id', '=', id).executeTakeFirst()
      if (moved.numUpdatedRows === 0n) throw new StoreError('unknown-case', id)
      await db.updateTable('transcript').set({ workgroup }).where('case_id', '=', id).execute()
    }),

  liveCases: (workgroup) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('routing')
        .innerJoin('cases', 'cases.id', 'routing.case_id')
        .where('routing.workgroup', '=', workgroup)
        .selectAll('cases')
        .select('routing.record')
        .orderBy('cases.number')
        .execute()
      return rows.map((row) => ({ details: caseOfRow(row), record: JSON.parse(row.record) }))
    }),

  workgroupsInUse: () =>
    read(async (db) => {
      const rows = await db
        .selectFrom('routing')
        .select('workgroup')
        .distinct()
        .orderBy('workgroup')
        .execute()
      return rows.map(({ workgroup }) => workgroup)
    }),

  caseById: (id) =>
    read(async (db) => {
      const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
      return row && caseOfRow(row)
    }),

  takenIds: (ids) =>
    read(async (db) => {
      const rows = await db.selectFrom('cases').select('id').where('id', 'in', ids).execute()
      return rows.map(({ id }) => id)
    }),

  caseByNumber: (workgroup, number) =>
    read(async (db) => {
      const row = await db
        .selectFrom('cases')
        .selectAll()
        .where('workgroup', '=', workgroup)
        .where('number', '=', number)
        .executeTakeFirst()
      return row && caseOfRow(row)
    }),

  caseByToken: (tokenHash) =>
    read(async (db) => {
      const row = await db
        .selectFrom('cases')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return row && caseOfRow(row)
    }),

  endedCases: (workgroup, { limit, before }) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .selectAll()
        .where('workgroup', '=', workgroup)
        .where('ended_at', '<', before ?? Number.MAX_SAFE_INTEGER)
        .orderBy('ended_at', 'desc')
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.map(endedCaseOfRow)
    }),

  pastCases: (workgroup, limit) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .select(['created_at', 'ended_at', (e) => openedAt(e).as('opened_at')])
        .where('workgroup', '=', workgroup)
        .where('ended_at', 'is not', null)
        .where('room', '!=', '')
        .orderBy('ended_at', 'desc')
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.reverse().map((row) => ({
        joinedAt: row.created_at,
        ...given('openedAt', row.opened_at),
        endedAt: row.ended_at ?? 0,
      }))
    }),

  dayOf: (workgroup, since) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .select(['created_at', 'ended_at', (e) => openedAt(e).as('opened_at')])
        .where('workgroup', '=', workgroup)
        .where('created_at', '>=', since)
        .where('room', '!=', '')
        .execute()
      return rows.map((row) => ({
        joinedAt: row.created_at,
        ...given('openedAt', row.opened_at),
        ended: row.ended_at !== null,
      }))
    }),

  finishCase: (id, end) => write((db) => finish(db, kind, id, end)),
})
