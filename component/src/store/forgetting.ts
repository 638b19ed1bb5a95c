/** Forgetting a person (M5): what was said and who they were goes, what happened and when stays for the figures. */
import { sql } from 'kysely'
import type { CaseId } from '../core/types.ts'
import type { Access, Db, Engine } from './engine.ts'
import type { CaseOfPerson, ErasureProof, ForgettingStore } from './memory-types.ts'
import { text } from './rows.ts'
import { TEXTS } from './texts.ts'
import { indexCases } from './words/case-words.ts'
import { wordIndexes } from './words/word-index.ts'

/** In place of a room's address: it was a chat, and no left message. */
const NO_ROOM = 'erased'
const AT_ONCE = 500

async function inParts<T>(all: readonly T[], work: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) await work(all.slice(from, from + AT_ONCE))
}

async function idsOf(db: Db, handles: readonly string[]): Promise<CaseId[]> {
  const named = handles.flatMap((one) => (one.startsWith('case:') ? [one.slice(5)] : []))
  const numbers = named.filter((one) => /^\d{1,9}$/.test(one)).map(Number)
  const rows = await db
    .selectFrom('cases')
    .select('id')
    .where((e) =>
      e.or([
        e('id', 'in', [...named, '']),
        e('number', 'in', [...numbers, -1]),
        e(
          'id',
          'in',
          e
            .selectFrom('persons')
            .select('case_id')
            .where('person', 'in', [...handles.map(text), '']),
        ),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

const personsOf = async (db: Db, ids: readonly CaseId[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (await db.selectFrom('persons').select('person').distinct().where('case_id', 'in', ids).execute()).map(
        ({ person }) => person,
      )

async function describe(db: Db, ids: readonly CaseId[]): Promise<CaseOfPerson[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('cases')
    .select((e) => [
      ...(['id', 'number', 'workgroup', 'room', 'created_at'] as const),
      e.exists(e.selectFrom('routing').select('case_id').whereRef('case_id', '=', 'cases.id')).as('live'),
      e
        .selectFrom('transcript')
        .select(e.fn.countAll<number>().as('n'))
        .whereRef('case_id', '=', 'cases.id')
        .as('lines'),
      e
        .selectFrom('notes')
        .select(e.fn.countAll<number>().as('n'))
        .whereRef('case_id', '=', 'cases.id')
        .as('notes'),
    ])
    .where('id', 'in', ids)
    .orderBy('number')
    .execute()
  return rows.map(({ id, number, workgroup, room, created_at, live, lines, notes }) => ({
    ...{ id, number, workgroup, room, createdAt: created_at },
    ...{ isLive: Boolean(live), lines: Number(lines), notes: Number(notes) },
  }))
}

async function eraseTranscript(db: Db, kind: Engine['kind'], ids: readonly CaseId[]): Promise<void> {
  const lines = await db.selectFrom('transcript').select('seq').where('case_id', 'in', ids).execute()
  await wordIndexes[kind].remove(
    db,
    'line_words',
    lines.map(({ seq }) => seq),
  )
  await db.deleteFrom('transcript').where('case_id', 'in', ids).execute()
}

/** Of events the kind, the time and the operator stay; how somebody rated stays, what they wrote to it goes. */
async function eraseEvents(db: Db, ids: readonly CaseId[]): Promise<void> {
  await sql`update case_events set detail = case when what = 'rated' then substr(detail, 1, 1) else null end
    where case_id in (${sql.join(ids)}) and detail is not null and what not in ('ended', 'handed-over')`.execute(
    db,
  )
  await sql`update case_events set who = 'visitor' where case_id in (${sql.join(ids)})
    and who in (select visitor_jid from cases where id = case_events.case_id)`.execute(db)
}

async function eraseAll(db: Db, kind: Engine['kind'], ids: readonly CaseId[]): Promise<void> {
  await eraseTranscript(db, kind, ids)
  await eraseEvents(db, ids)
  for (const table of ['notes', 'tags', 'messages', 'persons'] as const)
    await db.deleteFrom(table).where('case_id', 'in', ids).execute()
  for (const id of ids)
    for (const queue of ['mails', 'hooks'] as const)
      await db.deleteFrom(queue).where('id', 'like', `${id}.%`).execute()
  await db.updateTable('faq').set({ case_id: null }).where('case_id', 'in', ids).execute()
  await db
    .updateTable('ratings')
    .set({ comment: null, token_hash: null })
    .where('case_id', 'in', ids)
    .execute()
  const gone = {
    ...{ page: null, title: null, referrer: null, background: null, token_hash: null },
    ...{ answers: '[]', parameters: '[]' },
  }
  await db
    .updateTable('cases')
    .set((e) => ({
      ...gone,
      visitor_name: '',
      visitor_jid: '',
      room: e.case().when('room', '=', '').then('').else(NO_ROOM).end(),
    }))
    .where('id', 'in', ids)
    .execute()
  const numbers = await db.selectFrom('cases').select('number').where('id', 'in', ids).execute()
  await indexCases(
    db,
    kind,
    numbers.map(({ number }) => number),
  )
}

/** What is known of a person beyond their cases. */
async function erasePersons(db: Db, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return
  await db.deleteFrom('persons').where('person', 'in', persons.map(text)).execute()
  await db.deleteFrom('last_operators').where('person', 'in', persons.map(text)).execute()
  const blocks = await db.selectFrom('blocks').select(['id', 'keys']).execute()
  const theirs = blocks.filter(({ keys }) =>
    (JSON.parse(keys) as string[]).some((key) => persons.includes(key)),
  )
  if (theirs.length > 0)
    await db
      .deleteFrom('blocks')
      .where(
        'id',
        'in',
        theirs.map(({ id }) => id),
      )
      .execute()
}

async function exportOf(db: Db, id: CaseId): Promise<Readonly<Record<string, unknown>>> {
  const [details] = await db.selectFrom('cases').selectAll().where('id', '=', id).execute()
  const { token_hash: _, answers = '[]', parameters = '[]', background, ...rest } = details ?? {}
  const of = <T extends 'transcript' | 'notes' | 'case_events' | 'tags' | 'messages'>(table: T) =>
    db
      .selectFrom(table as 'transcript')
      .selectAll()
      .where('case_id', '=', id)
      .execute() as Promise<unknown[]>
  const iso = (rows: readonly unknown[]) =>
    (rows as Record<string, unknown>[]).map(
      ({ case_id: __, seq: ___, workgroup: ____, xml: _____, ...row }) => ({
        ...row,
        ...(typeof row.at === 'number' && { at: new Date(row.at).toISOString() }),
      }),
    )
  return {
    ...rest,
    ...(background && { background: JSON.parse(background) }),
    answers: JSON.parse(answers),
    parameters: JSON.parse(parameters),
    persons: await personsOf(db, [id]),
    conversation: iso(await of('transcript')),
    events: iso(await of('case_events')),
    notes: iso(await of('notes')),
    tags: (await db.selectFrom('tags').select('tag').where('case_id', '=', id).execute()).map(
      ({ tag }) => tag,
    ),
    ratings: await db
      .selectFrom('ratings')
      .select(['rating', 'comment', 'at'])
      .where('case_id', '=', id)
      .where('rating', 'is not', null)
      .execute(),
    leftMessages: iso(await of('messages')),
  }
}

async function mentions(db: Db, texts: readonly string[]): Promise<number> {
  let found = 0
  for (const [table, columns] of Object.entries(TEXTS)) {
    const any = columns.flatMap((column) =>
      texts.map(
        (one) => sql<boolean>`${sql.ref(column)} like ${`%${one.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`,
      ),
    )
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from ${sql.table(table)} where ${sql.join(any, sql` or `)}`.execute(db)
    found += Number(rows[0]?.n ?? 0)
  }
  return found
}

async function casesToErase(
  db: Db,
  ...[workgroup, what, before, limit]: Parameters<ForgettingStore['casesToErase']>
) {
  const query = db
    .selectFrom('cases')
    .select('id')
    .where('workgroup', '=', workgroup)
    .where('ended_at', '<', before)
    .orderBy('ended_at')
    .limit(limit)
  const still =
    what === 'all'
      ? query.where('visitor_jid', '!=', '')
      : query.where((e) =>
          e.exists(e.selectFrom('transcript').select('seq').whereRef('case_id', '=', 'cases.id')),
        )
  return (await still.execute()).map(({ id }) => id)
}

const SWEEPS: Readonly<Record<Engine['kind'], readonly string[]>> = {
  // What was written before lies in the log until it is folded in.
  sqlite: ['pragma wal_checkpoint(truncate)'],
  postgres: [
    'vacuum transcript',
    'vacuum line_words',
    'vacuum case_words',
    'vacuum cases',
    'vacuum case_events',
  ],
}

export const forgetting = ({ kind, read, write }: Access): ForgettingStore => ({
  casesOf: (handles) =>
    read(async (db) => {
      const direct = await idsOf(db, handles)
      const keys = handles.filter((one) => !one.startsWith('case:'))
      const persons = [...new Set([...keys, ...(await personsOf(db, direct))])]
      const all = persons.length === 0 ? direct : await idsOf(db, [...handles, ...persons])
      return { cases: await describe(db, [...new Set([...direct, ...all])]), persons }
    }),

  erase: (ids, what, persons = []) =>
    write(async (db) => {
      const erasing = what === 'all' ? eraseAll : eraseTranscript
      await inParts(ids, (part) => erasing(db, kind, part))
      await erasePersons(db, persons)
    }),

  casesToErase: (...asked) => read((db) => casesToErase(db, ...asked)),

  async sweep() {
    await write((db) => wordIndexes[kind].sweep(db))
    for (const words of SWEEPS[kind]) await read((db) => sql.raw(words).execute(db))
  },

  mentions: (texts) => read((db) => mentions(db, texts)),
  exportOf: (ids) => read((db) => Promise.all(ids.map((id) => exportOf(db, id)))),

  addProof: ({ handles, ...proof }) =>
    write(async (db) => {
      await db
        .insertInto('erasures')
        .values({ ...proof, handles: JSON.stringify(handles) })
        .execute()
    }),

  proofs: () =>
    read(async (db) => {
      const rows = await db.selectFrom('erasures').selectAll().orderBy('at', 'desc').execute()
      return rows.map(({ handles, ...row }): ErasureProof => ({ ...row, handles: JSON.parse(handles) }))
    }),
})
