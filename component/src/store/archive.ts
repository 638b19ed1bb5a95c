/** The workgroup's archive: the lines of its conversations, in the order in which they came into it (M2). */
import { type RawBuilder, sql } from 'kysely'
import type { Access, Db, Engine } from './engine.ts'
import { StoreError } from './errors.ts'
import type { ArchivedLine, ArchivePage, ArchiveQuery, ArchiveStore } from './memory-types.ts'
import { given } from './rows.ts'
import { wordIndexes } from './words/word-index.ts'
import { findsAnything } from './words/words.ts'

type Condition = RawBuilder<boolean>

/** The id of a line in the archive: its case, and its id in the room. */
export const archiveId = (row: { readonly case_id: string; readonly archive_id: string }): string =>
  `${row.case_id}/${row.archive_id}`

const parts = (id: string): readonly [string, string] => {
  const at = id.indexOf('/')
  return at < 0 ? ['', ''] : [id.slice(0, at), id.slice(at + 1)]
}

/** The place of a line; nothing, and so no line beyond it, where there is no such line here. */
function seqOf(workgroup: string, id: string): RawBuilder<number> {
  const [caseId, entry] = parts(id)
  return sql`(select seq from transcript where case_id = ${caseId} and archive_id = ${entry} and workgroup = ${workgroup})`
}

const valuesOf = (column: string, kind: Engine['kind']): RawBuilder<unknown> =>
  kind === 'sqlite'
    ? sql`json_each(c.${sql.ref(column)})`
    : sql`jsonb_array_elements(c.${sql.ref(column)}::jsonb)`

/** `customer=56164`, or any parameter with this value. */
function hasParameter(kind: Engine['kind'], wanted: string): Condition {
  const [, name, value = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(wanted) ?? []
  const field = (key: string) =>
    kind === 'sqlite' ? sql`json_extract(p.value, ${`$.${key}`})` : sql`p.value ->> ${key}`
  const isNamed = name === undefined ? sql`1 = 1` : sql`${field('name')} = ${name}`
  return sql`exists (select 1 from ${valuesOf('parameters', kind)} as p where ${isNamed} and ${field('value')} = ${value})`
}

const servedBy = (operator: string): Condition =>
  sql`(c.operator = ${operator} or exists (select 1 from case_events e where e.case_id = c.id and e.what in ('opened', 'handed-over', 'admitted') and e.who = ${operator}))`

const isPerson = (keys: readonly string[]): Condition =>
  sql`c.id in (select case_id from persons where person in (${sql.join(keys)}))`

/** The address of a visitor, of somebody known by it as account or e-mail, or of an operator. */
const isWith = (jid: string): Condition =>
  sql`(c.visitor_jid = ${jid} or c.visitor_jid like ${`${jid.replace(/[\\%_]/g, '\\$&')}/%`} escape '\\' or ${isPerson([`jid:${jid}`, `mail:${jid}`])} or ${servedBy(jid)})`

/** One line for each filter that there is. */
const filters: {
  readonly [K in keyof ArchiveQuery]?: (
    value: NonNullable<ArchiveQuery[K]>,
    kind: Engine['kind'],
    workgroup: string,
  ) => Condition
} = {
  start: (at) => sql`t.at >= ${at}`,
  end: (at) => sql`t.at <= ${at}`,
  after: (id, _, workgroup) => sql`t.seq > ${seqOf(workgroup, id)}`,
  before: (id, _, workgroup) => (id === '' ? sql`1 = 1` : sql`t.seq < ${seqOf(workgroup, id)}`),
  afterId: (id, _, workgroup) => sql`t.seq > ${seqOf(workgroup, id)}`,
  beforeId: (id, _, workgroup) => sql`t.seq < ${seqOf(workgroup, id)}`,
  ids: (ids, _, workgroup) => sql`t.seq in (${sql.join(ids.map((id) => seqOf(workgroup, id)))})`,
  with: (jid) => isWith(jid),
  persons: (keys) => isPerson(keys),
  operator: (jid) => servedBy(jid),
  case: (wanted) =>
    /^#?\d{1,9}$/.test(wanted) ? sql`c.number = ${Number(wanted.replace('#', ''))}` : sql`c.id = ${wanted}`,
  tag: (tag) => sql`exists (select 1 from tags where tags.case_id = c.id and tags.tag = ${tag})`,
  parameter: (wanted, kind) => hasParameter(kind, wanted),
  reason: (reason) => sql`c.reason = ${reason}`,
}

function conditions(kind: Engine['kind'], workgroup: string, query: Partial<ArchiveQuery>): Condition[] {
  const all: Condition[] = [sql`t.workgroup = ${workgroup}`]
  for (const name of Object.keys(filters) as (keyof ArchiveQuery)[]) {
    const filter = filters[name] as
      | ((value: unknown, kind: Engine['kind'], workgroup: string) => Condition)
      | undefined
    const value = query[name]
    if (filter && value !== undefined) all.push(filter(value, kind, workgroup))
  }
  return all
}

interface Row {
  readonly seq: number
  readonly case_id: string
  readonly archive_id: string
  readonly at: number
  readonly nick: string
  readonly who: string
  readonly body: string
  readonly xml: string
  readonly number: number
  readonly visitor_name: string
  readonly operator: string | null
  readonly reason: string | null
}

const lineOf = (row: Row): ArchivedLine => ({
  id: archiveId(row),
  at: row.at,
  nick: row.nick,
  who: row.who as ArchivedLine['who'],
  body: row.body,
  xml: row.xml,
  case: {
    id: row.case_id,
    number: row.number,
    name: row.visitor_name,
    ...given('operator', row.operator),
    ...given('reason', row.reason),
  },
})

/** In the order of the lines; each database is told where to begin. */
const tables: Readonly<
  Record<Engine['kind'], { readonly lines: RawBuilder<unknown>; readonly cases: RawBuilder<unknown> }>
> = {
  sqlite: {
    lines: sql`cross join transcript as t on t.seq =`,
    cases: sql`cross join cases as c on c.id = t.case_id`,
  },
  postgres: { lines: sql`join transcript as t on t.seq =`, cases: sql`join cases as c on c.id = t.case_id` },
}

function select(
  kind: Engine['kind'],
  workgroup: string,
  query: Partial<ArchiveQuery>,
  what: RawBuilder<unknown>,
) {
  const all = conditions(kind, workgroup, query)
  const source = query.words && wordIndexes[kind].source('line_words', query.words)
  const { lines, cases } = tables[kind]
  const from = source ? sql`${source.from} ${lines} ${source.id}` : sql`transcript as t`
  if (source) all.push(source.where)
  return {
    order: source?.id ?? sql`t.seq`,
    text: sql`select ${what} from ${from} ${cases} where ${sql.join(all, sql` and `)}`,
  }
}

const COLUMNS = sql`t.seq, t.case_id, t.archive_id, t.at, t.nick, t.who, t.body, t.xml, c.number, c.visitor_name, c.operator, c.reason`

async function page(
  db: Db,
  kind: Engine['kind'],
  workgroup: string,
  query: ArchiveQuery,
): Promise<ArchivePage> {
  const { max, after, before } = query
  const isBackward = before !== undefined
  const bounds = [after, before, query.afterId, query.beforeId, ...(query.ids ?? [])].filter((id) => id)
  if (query.words && !findsAnything(query.words)) return { lines: [], complete: true }
  const { text, order } = select(kind, workgroup, query, COLUMNS)
  const { rows } =
    await sql<Row>`${text} order by ${order} ${isBackward ? sql`desc` : sql`asc`} limit ${max + 1}`.execute(
      db,
    )
  if (rows.length === 0 || query.ids) await mustBeThere(db, workgroup, bounds as string[])
  const kept = rows.slice(0, max)
  return { lines: (isBackward ? kept.reverse() : kept).map(lineOf), complete: rows.length <= max }
}

/** Refuses the first id that no line here has. */
async function mustBeThere(db: Db, workgroup: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const [caseId, entry] = parts(id)
    const row = await db
      .selectFrom('transcript')
      .select('seq')
      .where('case_id', '=', caseId)
      .where('archive_id', '=', entry)
      .where('workgroup', '=', workgroup)
      .executeTakeFirst()
    if (!row) throw new StoreError('unknown-line', id)
  }
}

async function ends(db: Db, workgroup: string) {
  const end = (order: 'asc' | 'desc') =>
    db
      .selectFrom('transcript')
      .select(['case_id', 'archive_id', 'at'])
      .where('workgroup', '=', workgroup)
      .orderBy('seq', order)
      .limit(1)
      .executeTakeFirst()
  const [first, last] = [await end('asc'), await end('desc')]
  if (!first || !last) return undefined
  return {
    first: { id: archiveId(first), at: first.at },
    last: { id: archiveId(last), at: last.at },
  }
}

export const archive = ({ kind, read }: Access): ArchiveStore => ({
  archivePage: (workgroup, query) => read((db) => page(db, kind, workgroup, query)),

  archiveCount: (workgroup, query) =>
    read(async (db) => {
      if (query.words && !findsAnything(query.words)) return 0
      const { text } = select(kind, workgroup, query, sql`count(*) as count`)
      const { rows } = await sql<{ count: number }>`${text}`.execute(db)
      return Number(rows[0]?.count ?? 0)
    }),

  archiveEnds: (workgroup) => read((db) => ends(db, workgroup)),
})
