/**
 * Every state in which the component's store has ever had a case. A trigger beside its table keeps them, so nothing is
 * missed between two looks; the rest is read as it lies there.
 */
import Database from 'libsql'
import pg from 'pg'

/** `record`: JSON; without one the record was deleted. */
export interface Written {
  readonly seq: number
  readonly id: string
  readonly workgroup: string
  readonly room: string
  readonly record: string | null
}

export interface CaseRow {
  readonly id: string
  readonly ended_at: number | null
  readonly talked: number
}

export interface LineRow {
  readonly case_id: string
  readonly archive_id: string
  readonly nick: string
  readonly who: string
  readonly message_id: string | null
}

export interface Ledger {
  /** What was written behind this one, in order. */
  after(seq: number): Promise<readonly Written[]>
  cases(): Promise<readonly CaseRow[]>
  lines(): Promise<readonly LineRow[]>
  close(): Promise<unknown>
}

const WRITTEN = `SELECT l.seq, l.id, l.workgroup, cases.room, l.record FROM faults_ledger AS l
  JOIN cases ON cases.id = l.id WHERE l.seq > `
const CASES = `SELECT id, ended_at, CASE WHEN EXISTS (SELECT 1 FROM transcript WHERE case_id = id) THEN 1 ELSE 0 END AS talked
  FROM cases`
const LINES = 'SELECT case_id, archive_id, nick, who, message_id FROM transcript ORDER BY seq'

const ON_SQLITE = `CREATE TABLE faults_ledger (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, workgroup TEXT, record TEXT);
  ${['INSERT', 'UPDATE', 'DELETE'].map(noting).join('\n')}`

function noting(what: string): string {
  const values =
    what === 'DELETE' ? 'old.case_id, old.workgroup, NULL' : 'new.case_id, new.workgroup, new.record'
  return `CREATE TRIGGER faults_${what} AFTER ${what} ON routing
    BEGIN INSERT INTO faults_ledger (id, workgroup, record) VALUES (${values}); END;`
}

export function sqliteLedger(file: string): Ledger {
  const writing = new Database(file)
  writing.exec(ON_SQLITE)
  writing.close()
  const database = new Database(file, { readonly: true })
  const rows = async <T>(sql: string): Promise<T[]> => database.prepare(sql).all() as T[]
  return {
    after: (seq) => rows(`${WRITTEN} ${seq} ORDER BY l.seq`),
    cases: () => rows(CASES),
    lines: () => rows(LINES),
    close: async () => database.close(),
  }
}

const ON_POSTGRES = `CREATE TABLE faults_ledger (seq SERIAL PRIMARY KEY, id TEXT, workgroup TEXT, record TEXT);
  CREATE FUNCTION faults_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
      INSERT INTO faults_ledger (id, workgroup, record) VALUES (old.case_id, old.workgroup, NULL);
    ELSE
      INSERT INTO faults_ledger (id, workgroup, record) VALUES (new.case_id, new.workgroup, new.record);
    END IF;
    RETURN NULL; END $$;
  CREATE TRIGGER faults_note AFTER INSERT OR UPDATE OR DELETE ON routing FOR EACH ROW EXECUTE FUNCTION faults_note();`

/** The server is stopped under way: what breaks then is asked for again. */
export function unbreakable(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
}

export async function postgresLedger(address: string): Promise<Ledger> {
  const pool = new pg.Pool({ connectionString: address, max: 2 })
  unbreakable(pool)
  await pool.query(ON_POSTGRES)
  const rows = async <T>(sql: string): Promise<T[]> => (await pool.query(sql)).rows
  return {
    after: (seq) => rows(`${WRITTEN} ${seq} ORDER BY l.seq`),
    cases: async () =>
      (await rows<CaseRow>(CASES)).map((row) => ({
        ...row,
        ended_at: row.ended_at === null ? null : Number(row.ended_at), // a bigint comes as text
      })),
    lines: () => rows(LINES),
    close: () => pool.end(),
  }
}
