/** What can go wrong with the store, by name, and how a driver's own error is recognised. */

const sentences = {
  unwritable: 'The data directory cannot be written.',
  locked: 'Another Parlor process has this store open.',
  corrupt: 'The file is damaged, or is not a Parlor store.',
  'newer-schema': 'The store was written by a newer Parlor.',
  unreachable: 'The database cannot be reached.',
  refused: 'The database refuses this user, password or database name.',
  'read-only': 'The store can be read but not written.',
  full: 'There is no room left to write.',
  'unknown-case': 'There is no such case.',
  'unknown-line': 'There is no such line.',
  conflict: 'There is such a record already.',
  closed: 'The store is closed.',
  exists: 'There is such a file already; it is left alone.',
  missing: 'There is nothing there.',
  'not-a-backup': 'This file cannot be restored here.',
  'not-empty': 'The store is in use; with --replace everything in it is given up.',
  'no-tool': 'A program is missing.',
  failed: 'The store failed.',
} as const

export type StoreFault = keyof typeof sentences

/** The only error that leaves the store. A write that rejects with it has changed nothing. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  constructor(
    readonly fault: StoreFault,
    detail?: string,
    cause?: unknown,
  ) {
    super(detail ? `${sentences[fault]} ${detail}` : sentences[fault], { cause })
  }
}

/** Faults of one write alone: the others of its transaction may go on without it. */
const ofOneWrite: ReadonlySet<StoreFault> = new Set(['unknown-case', 'conflict', 'failed'])
export const concernsOneWrite = (error: StoreError): boolean => ofOneWrite.has(error.fault)

/** SQLite result codes, PostgreSQL SQLSTATEs and Node's socket errors, by how their code begins. */
const byCode: readonly (readonly [prefix: string, fault: StoreFault])[] = [
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'unknown-case'],
  ['SQLITE_CONSTRAINT', 'conflict'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_CANTOPEN', 'unwritable'],
  ['SQLITE_IOERR', 'unwritable'],
  ['23503', 'unknown-case'],
  ['23', 'conflict'],
  ['25006', 'read-only'],
  ['53100', 'full'],
  ['28', 'refused'],
  ['3D000', 'refused'],
  ['42501', 'refused'],
  ['08', 'unreachable'],
  ['57P', 'unreachable'],
  ['53', 'unreachable'],
  ['ECONN', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['ENOENT', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['EPIPE', 'unreachable'],
]

/** Some errors have no code: `libsql` when it cannot make a file, `pg` when a connection breaks under a query. */
const byText: readonly (readonly [text: RegExp, fault: StoreFault])[] = [
  [/^ConnectionFailed/, 'unwritable'],
  [/connection terminated|connection error|timeout exceeded when trying to connect/i, 'unreachable'],
]

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Gives any error of a driver its name; the original stays as `cause`. */
export function named(error: unknown, detail?: string): StoreError {
  if (error instanceof StoreError) return error
  const text = error instanceof Error ? error.message : String(error)
  const code = codeOf(error)
  const known =
    byCode.find(([prefix]) => code.startsWith(prefix)) ?? byText.find(([pattern]) => pattern.test(text))
  const fault = known?.[1] ?? 'failed'
  return new StoreError(fault, detail ? `${detail}: ${text}` : text, error)
}
