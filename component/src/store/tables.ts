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
  /** JSON text. */
  background: string | null
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
  /** That of its case. */
  workgroup: string | null
}

export interface MessageRow {
  case_id: string
  workgroup: string
  at: number
  text: string
  mail: string | null
  told_at: number | null
  told_to: string | null
  answered_at: number | null
  answered_by: string | null
  answer: string | null
}

export interface NoteRow {
  seq: Generated<number>
  case_id: string
  at: number
  by: string
  text: string
}

export interface NoticeRow {
  id: Generated<number>
  workgroup: string
  at: number
  by: string
  text: string
  until: number | null
}

export interface BlockRow {
  id: Generated<number>
  workgroup: string
  /** JSON: a list of texts. */
  keys: string
  name: string
  by: string
  at: number
  until: number
}

export interface FaqRow {
  workgroup: string
  /** Stable: links and other systems name it. */
  id: string
  place: number
  language: string | null
  question: string
  answer: string
  at: number
  by: string
  /** The case it was made from. */
  case_id: string | null
}

export interface MailRow {
  seq: number
  id: string
  /** JSON: `NewMail`. */
  mail: string
  at: number
  attempts: number
  /** Empty when it is not tried any more. */
  next_at: number | null
  trouble: string | null
}

export interface RatingRow {
  case_id: string
  token_hash: string | null
  rating: number | null
  comment: string | null
  at: number | null
}

export interface Tables {
  cases: CaseRow
  routing: RoutingRow
  case_events: EventRow
  transcript: TranscriptRow
  tickets: { id: string; expires_at: number }
  subscribers: { workgroup: string; jid: string }
  idle: { workgroup: string; jid: string; at: number }
  resting: { jid: string; at: number; missed: number }
  messages: MessageRow
  persons: { person: string; case_id: string }
  last_operators: { workgroup: string; person: string; operator: string; at: number }
  notes: NoteRow
  tags: { case_id: string; tag: string }
  canned: { owner: string; name: string; text: string }
  notices: NoticeRow
  mails: Omit<MailRow, 'seq' | 'attempts'> & { seq: Generated<number>; attempts: Generated<number> }
  blocks: BlockRow
  faq: FaqRow
  hooks: {
    seq: Generated<number>
    id: string
    url: string
    body: string
    at: number
    attempts: Generated<number>
    next_at: number | null
    trouble: string | null
  }
  devices: { endpoint: string; operator: string; p256dh: string; auth: string; quiet: number; at: number }
  pushes: {
    seq: Generated<number>
    id: string
    endpoint: string
    body: string
    until: number
    attempts: Generated<number>
    next_at: number
  }
  erasures: { id: string; at: number; by: string; handles: string; record: string; signature: string }
  paused: { workgroup: string; at: number; by: string; until: number | null; open: Generated<number> }
  shifts: { workgroup: string; operator: string; began: number; until: number }
  spare_rooms: { workgroup: string; room: string }
  ratings: RatingRow
  secrets: { name: string; value: string }
  schema_versions: { version: number; name: string }
}
