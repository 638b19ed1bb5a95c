/** Messages that visitors left, until they are answered. */
import type { Selectable } from 'kysely'
import type { Access, Db, Engine } from './engine.ts'
import { StoreError } from './errors.ts'
import { writeMails } from './mails.ts'
import type { LeftMessage, MessageStore } from './operators-types.ts'
import { writePersons } from './persons.ts'
import { caseOfRow, given, rowOfCase, text, textOrNull } from './rows.ts'
import type { CaseRow, MessageRow } from './tables.ts'
import type { CaseDetails } from './types.ts'
import { indexCases } from './words/case-words.ts'

type Row = Selectable<CaseRow> & {
  [K in keyof Omit<MessageRow, 'case_id' | 'workgroup'> as `m_${K}`]: MessageRow[K]
}

const MOST = 1_000

const joined = (db: Db) =>
  db
    .selectFrom('messages')
    .innerJoin('cases', 'cases.id', 'messages.case_id')
    .selectAll('cases')
    .select([
      'messages.at as m_at',
      'messages.text as m_text',
      'messages.mail as m_mail',
      'messages.told_at as m_told_at',
      'messages.told_to as m_told_to',
      'messages.answered_at as m_answered_at',
      'messages.answered_by as m_answered_by',
      'messages.answer as m_answer',
    ])

const messageOfRow = (row: Row): LeftMessage => ({
  details: caseOfRow(row),
  at: row.m_at,
  text: row.m_text,
  ...given('mail', row.m_mail),
  ...given('toldTo', row.m_told_to),
  ...(row.m_answered_at !== null && {
    answer: { by: row.m_answered_by ?? '', at: row.m_answered_at, text: row.m_answer ?? '' },
  }),
})

async function leave(
  db: Db,
  details: Omit<CaseDetails, 'number' | 'room' | 'tokenHash'>,
  left: Parameters<MessageStore['leaveMessage']>[1],
): Promise<LeftMessage> {
  const row = await db
    .insertInto('cases')
    .values({ ...rowOfCase({ ...details, room: '', tokenHash: '' }), token_hash: null })
    .returningAll()
    .executeTakeFirstOrThrow()
  const made = caseOfRow(row)
  const message = { at: details.createdAt, text: text(left.text), mail: textOrNull(left.mail) }
  await db
    .insertInto('messages')
    .values({ case_id: made.id, workgroup: made.workgroup, ...message })
    .execute()
  await writePersons(db, made.id, left.persons)
  await writeMails(db, left.mails?.(made) ?? [])
  return { details: made, at: message.at, text: message.text, ...given('mail', message.mail) }
}

async function answer(
  db: Db,
  kind: Engine['kind'],
  ...[id, answered, mails]: Parameters<MessageStore['answerMessage']>
) {
  const known = await db
    .selectFrom('messages')
    .innerJoin('cases', 'cases.id', 'messages.case_id')
    .select(['answered_at', 'cases.number'])
    .where('case_id', '=', id)
    .executeTakeFirst()
  if (!known) throw new StoreError('unknown-case', id)
  const changed = await db
    .updateTable('messages')
    .set({ answered_at: answered.at, answered_by: answered.by, answer: text(answered.text) })
    .where('case_id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return false
  await db
    .updateTable('cases')
    .set({ ended_at: answered.at, reason: 'operator-closed', operator: answered.by })
    .where('id', '=', id)
    .execute()
  await indexCases(db, kind, [known.number])
  await writeMails(db, mails ?? [])
  return true
}

export const messages = ({ kind, read, write }: Access): MessageStore => ({
  leaveMessage: (details, left) => write((db) => leave(db, details, left)),

  leftMessage: (id) =>
    read(async (db) => {
      const row = await joined(db).where('messages.case_id', '=', id).executeTakeFirst()
      return row && messageOfRow(row)
    }),

  openMessages: (workgroup, { untold, persons, limit } = {}) =>
    read(async (db) => {
      if (persons?.length === 0) return []
      let query = joined(db)
        .where('messages.workgroup', '=', workgroup)
        .where('messages.answered_at', 'is', null)
      if (untold) query = query.where('messages.told_at', 'is', null)
      if (persons) {
        const theirs = db.selectFrom('persons').select('case_id').where('person', 'in', persons.map(text))
        query = query.where('messages.case_id', 'in', theirs)
      }
      const rows = await query
        .orderBy('messages.at')
        .orderBy('cases.number')
        .limit(limit ?? MOST)
        .execute()
      return rows.map(messageOfRow)
    }),

  messageTold: (id, operator, at) =>
    write(async (db) => {
      const changed = await db
        .updateTable('messages')
        .set({ told_at: at, told_to: operator })
        .where('case_id', '=', id)
        .where('told_at', 'is', null)
        .executeTakeFirst()
      return changed.numUpdatedRows === 1n
    }),

  answerMessage: (...given) => write((db) => answer(db, kind, ...given)),
})
