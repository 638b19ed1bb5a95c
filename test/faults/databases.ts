/** Looks into both databases, from outside and without writing: the component's store and the server's rooms. */
import { join } from 'node:path'
import Database from 'libsql'
import type { Case } from '../../component/src/core/types.ts'
import type { Stage } from '../support/stage.ts'
import type { FinalLine, Outcome, Recorder, StoredCase } from './history.ts'

const ROUTING = 'SELECT record, room FROM routing JOIN cases ON cases.id = routing.case_id'
const ROOMS = "SELECT user, key FROM prosody WHERE store = 'config' AND value IN ('owner', 'admin', 'member')"
const CASES = `SELECT id, ended_at, EXISTS (SELECT 1 FROM transcript WHERE case_id = id) AS talked FROM cases`
const LINES = 'SELECT case_id, archive_id, nick, message_id FROM transcript ORDER BY seq'

export class Databases {
  readonly #store: Database.Database
  readonly #server: Database.Database
  readonly #timer: ReturnType<typeof setInterval>

  constructor(
    stage: Stage,
    readonly recorder: Recorder,
  ) {
    this.#store = new Database(stage.component.database, { readonly: true })
    this.#server = new Database(join(stage.prosody.dataDir, 'prosody/prosody.sqlite'), { readonly: true })
    this.#timer = setInterval(() => this.look(), 100)
  }

  /** The rooms first: a right is in the store before the seat is in the room. */
  look(): void {
    try {
      const members = this.#members()
      this.recorder.addIfNew('store', { cases: this.#cases() })
      this.recorder.addIfNew('rooms', { members })
    } catch {
      // A database that is being opened or recovered just now is looked at again in a moment.
    }
  }

  /** How many cases have not come to their end. */
  open(): number {
    const row = this.#store.prepare('SELECT count(*) AS open FROM cases WHERE ended_at IS NULL').get()
    return (row as { open: number }).open
  }

  end(): Pick<Outcome, 'cases' | 'transcripts'> {
    clearInterval(this.#timer)
    this.look()
    this.recorder.add('store', { cases: this.#cases() })
    this.recorder.add('rooms', { members: this.#members() })
    const cases = this.#rows<{ id: string; ended_at: number | null; talked: number }>(this.#store, CASES)
    const lines = this.#rows<{
      case_id: string
      archive_id: string
      nick: string
      message_id: string | null
    }>(this.#store, LINES)
    const transcripts: Record<string, FinalLine[]> = {}
    for (const { case_id, archive_id, nick, message_id } of lines) {
      transcripts[case_id] ??= []
      transcripts[case_id].push({ archiveId: archive_id, nick, ...(message_id && { messageId: message_id }) })
    }
    this.close()
    return {
      cases: cases.map(({ id, ended_at, talked }) => ({
        ...{ id, hadRoom: talked === 1 },
        ...(ended_at === null ? {} : { endedAt: ended_at }),
      })),
      transcripts,
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#store.close()
    this.#server.close()
  }

  #cases(): StoredCase[] {
    const rows = this.#rows<{ record: string; room: string }>(this.#store, ROUTING)
    return rows.map(({ record, room }) => stored(JSON.parse(record) as Case, room))
  }

  /** Without the component itself, which owns every room. */
  #members(): Record<string, string[]> {
    const members: Record<string, string[]> = {}
    for (const { user, key } of this.#rows<{ user: string; key: string }>(this.#server, ROOMS)) {
      if (key.startsWith('_') || key.endsWith('support.localhost')) continue
      const room = `${user}@rooms.localhost`
      members[room] = [...(members[room] ?? []), key]
    }
    return members
  }

  #rows<T>(database: Database.Database, sql: string): T[] {
    return database.prepare(sql).all() as T[]
  }
}

function stored({ id, phase, visitor, guests = [] }: Case, room: string): StoredCase {
  const owner = 'operator' in phase ? phase.operator : undefined
  return {
    ...{ id, room, phase: phase.is, visitor: visitor.jid.split('/')[0] ?? '' },
    ...(owner === undefined ? {} : { owner }),
    offers: phase.is === 'ringing' ? phase.offers : [],
    guests: guests.map(({ operator }) => operator),
  }
}
