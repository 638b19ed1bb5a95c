/** The rows, as both databases hold them. Instants are milliseconds since the epoch; lists are JSON text. */
import type { Generated } from 'kysely'

export interface CaseRow {
  number: Generated<number>
  id: string
  workgroup: string
  created_at: number
  visitor_name: string
  visitor_jid: string
  site: string | null
  page: string | null
  title: string | null
  referrer: string | null
  language: string | null
  answers: string
  parameters: string
  room: string
  /** Emptied when the case ends: the resume token dies with it. */
  token_hash: string | null
  ended_at: number | null
  reason: string | null
  operator: string | null
}

export interface RoutingRow {
  case_id: string
  workgroup: string
  record: string
}

export interface EventRow {
  seq: Generated<number>
  case_id: string
  at: number
  what: string
  who: string | null
  detail: string | null
}

export interface TranscriptRow {
  seq: Generated<number>
  case_id: string
  archive_id: string
  at: number
  nick: string
  who: string
  message_id: string | null
  body: string
  xml: string
}

export interface Tables {
  cases: CaseRow
  routing: RoutingRow
  case_events: EventRow
  transcript: TranscriptRow
  tickets: { id: string; expires_at: number }
  subscribers: { workgroup: string; jid: string }
  idle: { workgroup: string; jid: string; at: number }
  secrets: { name: string; value: string }
  schema_versions: { version: number; name: string }
}
