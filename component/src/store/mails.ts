/** The queue of mails: written together with what they are about, gone when they are sent. */
import type { Access, Db } from './engine.ts'
import type { MailStore, NewMail, QueuedMail } from './operators-types.ts'
import { text } from './rows.ts'
import type { MailRow } from './tables.ts'

export async function writeMails(db: Db, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map((mail) => ({
    id: mail.id,
    mail: text(JSON.stringify(mail)),
    at: mail.at,
    next_at: mail.at,
  }))
  await db
    .insertInto('mails')
    .values(rows)
    .onConflict((c) => c.column('id').doNothing())
    .execute()
}

const mailOfRow = (row: Pick<MailRow, 'mail' | 'attempts'>): QueuedMail => ({
  ...(JSON.parse(row.mail) as NewMail),
  attempts: row.attempts,
})

export const mails = ({ read, write }: Access): MailStore => ({
  queueMails: (all) => write((db) => writeMails(db, all)),

  queueMail: (mail) => write((db) => writeMails(db, [mail])),

  dueMails: (now, limit) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('mails')
        .select(['mail', 'attempts'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(mailOfRow)
    }),

  nextMailAt: () =>
    read(async (db) => {
      const row = await db
        .selectFrom('mails')
        .select((e) => e.fn.min('next_at').as('next'))
        .executeTakeFirst()
      return row?.next ?? undefined
    }),

  mailSent: (id) =>
    write(async (db) => {
      await db.deleteFrom('mails').where('id', '=', id).execute()
    }),

  mailFailed: (id, trouble, nextAt) =>
    write(async (db) => {
      await db
        .updateTable('mails')
        .set((e) => ({ attempts: e('attempts', '+', 1), trouble: text(trouble), next_at: nextAt ?? null }))
        .where('id', '=', id)
        .execute()
    }),

  failedMails: () =>
    read(async (db) => {
      const rows = await db
        .selectFrom('mails')
        .select(['mail', 'attempts', 'trouble'])
        .where('next_at', 'is', null)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({ ...mailOfRow(row), trouble: row.trouble ?? '' }))
    }),
})
