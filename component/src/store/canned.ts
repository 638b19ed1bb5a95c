/** Canned replies, personal and shared, the notices on the start page, and which workgroups are paused. */
import type { Selectable } from 'kysely'
import type { Access } from './engine.ts'
import type { CannedStore, NoticeStore, OperationalNotice, PauseStore } from './operators-types.ts'
import { given, text } from './rows.ts'
import type { NoticeRow } from './tables.ts'

export const canned = ({ read, write }: Access): CannedStore => ({
  canned: (owners) =>
    read(async (db) => {
      if (owners.length === 0) return []
      const rows = await db.selectFrom('canned').selectAll().where('owner', 'in', owners).execute()
      const place = (owner: string) => owners.indexOf(owner)
      // Not by the database: each sorts by its own locale.
      return rows.sort((a, b) =>
        a.name === b.name ? place(a.owner) - place(b.owner) : a.name < b.name ? -1 : 1,
      )
    }),

  saveCanned: (reply) =>
    write(async (db) => {
      const row = { owner: reply.owner, name: text(reply.name), text: text(reply.text) }
      await db
        .insertInto('canned')
        .values(row)
        .onConflict((c) => c.columns(['owner', 'name']).doUpdateSet({ text: row.text }))
        .execute()
    }),

  removeCanned: (owner, name) =>
    write(async (db) => {
      const gone = await db
        .deleteFrom('canned')
        .where('owner', '=', owner)
        .where('name', '=', text(name))
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    }),
})

const noticeOf = ({ until, ...row }: Selectable<Omit<NoticeRow, 'workgroup'>>): OperationalNotice => ({
  ...row,
  ...given('until', until),
})

const SHOWN = ['id', 'at', 'by', 'text', 'until'] as const

export const notices = ({ read, write }: Access): NoticeStore => ({
  notices: (workgroup) =>
    read(async (db) => {
      const all = db.selectFrom('notices').select(SHOWN).where('workgroup', '=', workgroup).orderBy('id')
      return (await all.execute()).map(noticeOf)
    }),

  addNotice: (workgroup, { at, by, text: words, until }) =>
    write(async (db) => {
      await db.deleteFrom('notices').where('until', '<=', at).execute()
      const row = await db
        .insertInto('notices')
        .values({ workgroup, at, by, text: text(words), until: until ?? null })
        .returning(SHOWN)
        .executeTakeFirstOrThrow()
      return noticeOf(row)
    }),

  removeNotice: (workgroup, id) =>
    write(async (db) => {
      const gone = await db
        .deleteFrom('notices')
        .where('workgroup', '=', workgroup)
        .where('id', '=', id)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    }),
})

export const pauses = ({ read, write }: Access): PauseStore => ({
  byHand: (workgroup) =>
    read(async (db) => {
      const row = await db
        .selectFrom('paused')
        .select(['by', 'at', 'open', 'until'])
        .where('workgroup', '=', workgroup)
        .executeTakeFirst()
      return row && { by: row.by, at: row.at, open: Boolean(row.open), ...given('until', row.until) }
    }),

  setByHand: (workgroup, byHand) =>
    write(async (db) => {
      const row = byHand && {
        ...{ by: byHand.by, at: byHand.at },
        ...{ open: byHand.open ? 1 : 0, until: byHand.until ?? null },
      }
      const change = row
        ? db
            .insertInto('paused')
            .values({ workgroup, ...row })
            .onConflict((c) => c.column('workgroup').doUpdateSet(row))
        : db.deleteFrom('paused').where('workgroup', '=', workgroup)
      await change.execute()
    }),
})
