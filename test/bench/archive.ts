/**
 * The archive on SQLite, filled as the component fills it, each figure against the bare query or the bare rows: filling, a
 * page by MAM with and without a word, the index against the text, a report over the year, erasing one person.
 * PARLOR_BENCH_MESSAGES says how many messages there are; with ten times as many the filling takes ten times as long.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { pino } from 'pino'
import { Counting } from '../../component/src/figures/count.ts'
import { onArchiveQuery } from '../../component/src/handlers/archive.ts'
import type { WorkgroupCall } from '../../component/src/handlers/route.ts'
import { parse as parseJid } from '../../component/src/protocol/jid.ts'
import { el } from '../../component/src/protocol/stanza.ts'
import { caseDetails, caseRecord, entry, SUPPORT } from '../../component/src/store/contract-samples.kit.ts'
import { migrate } from '../../component/src/store/migrate.ts'
import { storeOn } from '../../component/src/store/open.ts'
import { openSqlite } from '../../component/src/store/sqlite.ts'
import type { Store } from '../../component/src/store/types.ts'
import { readQuery, tokens } from '../../component/src/store/words/words.ts'
import { type Figure, median } from './table.ts'

const MESSAGES = Number(process.env.PARLOR_BENCH_MESSAGES ?? 100_000)
/** As many lines has a conversation. */
const LINES = 17
const CASES = Math.max(100, Math.round(MESSAGES / LINES))
/** Written at once, as a busy day does. */
const AT_ONCE = 50
const ROUNDS = 60
const YEAR = 365 * 86_400_000
const BEGAN = Date.UTC(2025, 0, 1)
/** Every hundredth case is theirs. */
const PERSON = 'customer:erika'
const isTheirs = (index: number): boolean => index % 100 === 7

/** The same each time: few words are frequent, many are rare. */
function random(): () => number {
  let seed = 42
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
}

const SYLLABLES = 'ka lo mi ren tu sa ve no dri pel gan tor bi shu fe wa zin co ha ly'.split(' ')
const wordOf = (rank: number): string => {
  let word = ''
  for (let left = rank + 400; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length]
  return word
}
const VOCABULARY = Array.from({ length: 20_000 }, (_, rank) => wordOf(rank))
/** Neither in every line nor in none. */
const WANTED = VOCABULARY[300] as string

function lines(): readonly string[] {
  const next = random()
  return Array.from({ length: CASES * LINES }, () =>
    Array.from({ length: 12 }, () => VOCABULARY[Math.floor(20_000 ** next()) - 1]).join(' '),
  )
}

const timed = async (run: () => unknown): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const percentile95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

const idOf = (index: number): string => `c${String(index).padStart(7, '0')}`
const joinedAt = (index: number): number => BEGAN + Math.floor((index * YEAR) / CASES)
const xmlOf = (body: string, index: number): string =>
  `<message xmlns="jabber:client" type="groupchat" from="${idOf(index)}@rooms.localhost/Mia" id="m"><body>${body}</body></message>`

async function fillOne(store: Store, index: number, bodies: readonly string[]): Promise<void> {
  const id = idOf(index)
  const at = joinedAt(index)
  await store.createCase({ ...caseDetails(id), createdAt: at }, caseRecord(id))
  await store.note({ case: id, at: at + 5_000, what: 'opened', who: 'anna@localhost' })
  await store.note({ case: id, at: at + 9_000, what: 'first-answer', who: 'anna@localhost' })
  await store.addToTranscript(
    id,
    bodies.map((body, line) => ({ ...entry(`${line}`, body), at: at + line, xml: xmlOf(body, index) })),
  )
  await store.finishCase(id, { reason: 'operator-closed', at: at + 600_000, operator: 'anna@localhost' })
}

const share = (bodies: readonly string[], index: number) => bodies.slice(index * LINES, (index + 1) * LINES)

async function fill(store: Store, bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < CASES; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, CASES - from) }, (_, index) =>
        fillOne(store, from + index, share(bodies, from + index)),
      ),
    )
}

function byCase<R extends Record<string, unknown>>(rows: readonly R[]): Map<unknown, R[]> {
  const found = new Map<unknown, R[]>()
  for (const row of rows) {
    const known = found.get(row.case_id)
    if (known) known.push(row)
    else found.set(row.case_id, [row])
  }
  return found
}

/** The same rows, into the same tables, with nothing between; as many at once as durable. */
function fillBare(to: Database.Database, from: string): void {
  to.exec(`attach '${from}' as full`)
  const all = (sql: string) => to.prepare(sql).all() as Record<string, unknown>[]
  const insert = (table: string) => {
    const names = (all(`select name from pragma_table_info('${table}')`) as { name: string }[]).map(
      ({ name }) => name,
    )
    const words = `insert into main.${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
    const statement = to.prepare(words)
    return (row: Record<string, unknown>) => statement.run(...names.map((name) => row[name]))
  }
  const [addCase, addEvent, addLine] = [insert('cases'), insert('case_events'), insert('transcript')]
  const addWords = to.prepare('insert into main.line_words (rowid, words) values (?, ?)')
  const addCaseWords = to.prepare('insert into main.case_words (rowid, words) values (?, ?)')
  const cases = all('select * from full.cases order by number')
  const events = byCase(all('select * from full.case_events'))
  const rows = byCase(all('select * from full.transcript'))
  bareMs = performance.now()
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    to.exec('begin')
    for (const one of cases.slice(from, from + AT_ONCE)) {
      addCase(one)
      addCaseWords.run(one.number as number, 'mia mia 56164')
      for (const event of events.get(one.id) ?? []) addEvent(event)
      for (const row of rows.get(one.id) ?? []) {
        addLine(row)
        addWords.run(row.seq as number, tokens(row.body as string).join(' '))
      }
    }
    to.exec('commit')
  }
  bareMs = performance.now() - bareMs
}
let bareMs = 0

/** A page as an operator's client asks for it, until its stanzas are written. */
async function byMam(store: Store, word: string | undefined): Promise<number> {
  let bytes = 0
  const office = { store, stream: { send: (stanza: object) => (bytes += String(stanza).length) } }
  const workgroup = { jid: SUPPORT, office, isOperator: () => true }
  const field = (name: string, value: string) => el('field', { var: name }, el('value', {}, value))
  const form = el(
    'x',
    { xmlns: 'jabber:x:data', type: 'submit' },
    field('FORM_TYPE', 'urn:xmpp:mam:2'),
    ...(word === undefined ? [] : [field('{urn:xmpp:fulltext:0}fulltext', word)]),
  )
  const page = el('set', { xmlns: 'http://jabber.org/protocol/rsm' }, el('max', {}, '50'), el('before', {}))
  const stanza = el('iq', { type: 'set', id: 'q' }, el('query', { xmlns: 'urn:xmpp:mam:2' }, form, page))
  await onArchiveQuery({
    workgroup,
    stanza,
    from: parseJid('anna@localhost/desk'),
  } as unknown as WorkgroupCall)
  return bytes
}

async function pages(store: Store, bare: Database.Database, word: string | undefined) {
  const from =
    word === undefined
      ? 'transcript t where t.workgroup = ?'
      : 'line_words w cross join transcript t on t.seq = w.rowid where w.line_words match ?'
  const query = bare.prepare(
    `select t.* from ${from} order by ${word === undefined ? 't.seq' : 'w.rowid'} desc limit 50`,
  )
  const words = word === undefined ? {} : { words: readQuery(word) }
  const [floor, page, value]: [number[], number[], number[]] = [[], [], []]
  // The first rounds are for the machine to learn them.
  for (let round = -ROUNDS; round < ROUNDS; round += 1) {
    const times = [
      await timed(() => query.all(word === undefined ? SUPPORT : `"${word}"`)),
      await timed(() => store.archivePage(SUPPORT, { max: 50, before: '', ...words })),
      await timed(() => byMam(store, word)),
    ] as const
    if (round < 0) continue
    floor.push(times[0])
    page.push(times[1])
    value.push(times[2])
  }
  return { floor: percentile95(floor), page: percentile95(page), value: percentile95(value) }
}

/** The page as the store gives it, and as it goes out: what lies between is the writing of stanzas. */
const pageFigures = (
  what: string,
  { floor, page, value }: { floor: number; page: number; value: number },
): Figure[] => [
  { what: `archive: ${what}, from the store, 95 %`, floor, value: page, unit: 'ms', atMost: 1.3 },
  { what: `archive: ${what}, by MAM, 95 %`, floor, value, unit: 'ms', atMost: 1.3 },
]

async function report(store: Store, bare: Database.Database): Promise<[number, number]> {
  const span = { from: BEGAN, until: BEGAN + YEAR }
  const count = async () => {
    const counting = new Counting({ ...span, label: 'the year' }, 'Europe/Berlin')
    let after: number | undefined = 0
    do {
      const page: Awaited<ReturnType<Store['requestFacts']>> = await store.requestFacts(
        SUPPORT,
        { ...span, after },
        1_000,
      )
      for (const one of page.facts) counting.add(one)
      after = page.after
    } while (after !== undefined)
    return counting.report()
  }
  const rows = bare.prepare(
    `select c.number, c.created_at, c.ended_at, c.reason, c.operator, c.site, c.language, e.at, e.what, e.who, e.detail
     from cases c left join case_events e on e.case_id = c.id
     and e.what in ('opened', 'first-answer', 'handed-over', 'declined', 'missed', 'rated')
     where c.workgroup = ? and c.created_at >= ? and c.created_at < ? order by c.number, e.seq`,
  )
  const [floor, value]: [number[], number[]] = [[], []]
  for (let round = 0; round < 3; round += 1) {
    floor.push(await timed(() => rows.all(SUPPORT, span.from, span.until)))
    value.push(await timed(count))
  }
  return [median(floor), median(value)]
}

const theirIds = (): string[] =>
  Array.from({ length: CASES }, (_, index) => index)
    .filter(isTheirs)
    .map(idOf)

function eraseBare(bare: Database.Database): void {
  const list = theirIds()
    .map((id) => `'${id}'`)
    .join(', ')
  bare.exec(`begin;
    delete from line_words where rowid in (select seq from transcript where case_id in (${list}));
    delete from case_words where rowid in (select number from cases where id in (${list}));
    delete from transcript where case_id in (${list});
    update cases set visitor_name = '', visitor_jid = '', answers = '[]', parameters = '[]' where id in (${list});
    commit;`)
}

export async function archive(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'))
  const log = pino({ level: 'silent' })
  const path = (name: string): string => join(folder, `${name}.db`)
  const open = async (name: string) => {
    const engine = openSqlite(path(name), log)
    await migrate(engine, log)
    return { engine, store: storeOn(engine) }
  }
  try {
    const bodies = lines()
    const full = await open('full')
    const filling = await timed(() => fill(full.store, bodies))
    full.engine.connection.exec('pragma wal_checkpoint(truncate)')
    const empty = await open('bare')
    fillBare(empty.engine.connection, path('full'))
    const { connection } = full.engine
    const one = (sql: string): number => Number((connection.prepare(sql).get() as { n: number }).n)
    const text = one('select sum(length(cast(body as blob))) as n from transcript')
    const index = one('select sum(length(block)) as n from line_words_data')
    const found = await pages(full.store, connection, WANTED)
    const first = await pages(full.store, connection, undefined)
    const [year, yearBy] = await report(full.store, connection)
    connection.exec('pragma wal_checkpoint(truncate)')
    copyFileSync(path('full'), path('copy'))
    const copy = new Database(path('copy'))
    copy.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
    const erasing = await timed(() => eraseBare(copy))
    const erasingBy = await timed(() => full.store.erase(theirIds(), 'all', [PERSON]))
    copy.close()
    await Promise.all([full.store.close(), empty.store.close()])
    const of = `${CASES * LINES} messages`
    return [
      { what: `archive: filling ${of}`, floor: bareMs, value: filling, unit: 'ms', atMost: 1.5 },
      ...pageFigures('newest 50 for a word', found),
      ...pageFigures('newest 50', first),
      {
        what: 'archive: index against the text',
        floor: text / 1e6,
        value: index / 1e6,
        unit: 'MB',
        atMost: 0.6,
      },
      {
        what: `archive: report over a year, ${CASES} cases`,
        floor: year,
        value: yearBy,
        unit: 'ms',
        atMost: 1.2,
      },
      {
        what: `archive: erasing ${theirIds().length} cases`,
        floor: erasing,
        value: erasingBy,
        unit: 'ms',
        atMost: 3,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
