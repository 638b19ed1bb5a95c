/** Between rows and values. */
import type { Insertable, Selectable } from 'kysely'
import type { CaseRow, TranscriptRow } from './tables.ts'
import type { CaseDetails, EndedCase, TranscriptEntry } from './types.ts'

/**
 * Text as both databases keep it: NUL would cut it short in SQLite and is refused by PostgreSQL, a lone surrogate has no
 * UTF-8. XML can carry neither; a parameter that came as JSON can.
 */
export const text = (value: string): string => value.replace(/\0|\p{Surrogate}/gu, '\uFFFD')
export const textOrNull = (value: string | undefined): string | null =>
  value === undefined ? null : text(value)

/** `{ key: value }`, or nothing where the column is empty. */
export const given = <K extends string, V>(key: K, value: V | null): { [P in K]?: V } =>
  (value === null ? {} : { [key]: value }) as { [P in K]?: V }

export const rowOfCase = (
  details: Omit<CaseDetails, 'number'>,
): Omit<Selectable<CaseRow>, 'number' | 'ended_at' | 'reason' | 'operator'> => ({
  id: details.id,
  workgroup: details.workgroup,
  created_at: details.createdAt,
  visitor_name: text(details.visitorName),
  visitor_jid: text(details.visitorJid),
  site: textOrNull(details.site),
  page: textOrNull(details.page),
  title: textOrNull(details.title),
  referrer: textOrNull(details.referrer),
  language: textOrNull(details.language),
  background: textOrNull(details.background && JSON.stringify(details.background)),
  answers: JSON.stringify(details.answers),
  parameters: JSON.stringify(details.parameters),
  room: details.room,
  token_hash: details.tokenHash,
})

export const caseOfRow = (row: Selectable<CaseRow>): CaseDetails =>
  detailsOf(row, JSON.parse(row.answers), JSON.parse(row.parameters))

/** Of what was just written the lists need not be read again. Spelt out without `given`: it is done for each who joins. */
export function detailsOf(
  row: Omit<Selectable<CaseRow>, 'ended_at' | 'reason' | 'operator'>,
  answers: CaseDetails['answers'],
  parameters: CaseDetails['parameters'],
): CaseDetails {
  const { site, page, title, referrer, language, background } = row
  return {
    id: row.id,
    workgroup: row.workgroup,
    number: row.number,
    createdAt: row.created_at,
    visitorName: row.visitor_name,
    visitorJid: row.visitor_jid,
    ...(site !== null && { site }),
    ...(page !== null && { page }),
    ...(title !== null && { title }),
    ...(referrer !== null && { referrer }),
    ...(language !== null && { language }),
    ...(background !== null && { background: JSON.parse(background) }),
    answers,
    parameters,
    room: row.room,
    tokenHash: row.token_hash ?? '',
  }
}

export const endedCaseOfRow = (row: Selectable<CaseRow>): EndedCase => ({
  details: caseOfRow(row),
  reason: row.reason as EndedCase['reason'],
  endedAt: row.ended_at ?? 0,
  ...given('operator', row.operator),
})

export const rowOfEntry = (
  id: string,
  entry: TranscriptEntry,
  workgroup: string,
): Insertable<TranscriptRow> => ({
  case_id: id,
  archive_id: entry.archiveId,
  at: entry.at,
  nick: text(entry.nick),
  who: entry.who,
  message_id: textOrNull(entry.messageId),
  body: text(entry.body),
  xml: text(entry.xml),
  workgroup,
})

export const entryOfRow = (row: Selectable<TranscriptRow>): TranscriptEntry => ({
  archiveId: row.archive_id,
  at: row.at,
  nick: row.nick,
  who: row.who as TranscriptEntry['who'],
  ...given('messageId', row.message_id),
  body: row.body,
  xml: row.xml,
})
