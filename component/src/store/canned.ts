/** Canned replies, personal and shared, the notices on the start page, and which workgroups are paused. */
import type { Access } from './engine.ts'
import type { CannedStore, NoticeStore, PauseStore } from './operators-types.ts'
import { text } from './rows.ts'

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

export const notices = ({ read, write }: Access): NoticeStore => ({
  notices: (workgroup) =>
    read((db) =>
      db
        .selectFrom('notices')
        .select(['id', 'at', 'by', 'text'])
        .where('workgroup', '=', workgroup)
        .orderBy('id')
        .execute(),
    ),

  addNotice: (workgroup, notice) =>
    write((db) =>
      db
        .insertInto('notices')
        .values({ workgroup, at: notice.at, by: notice.by, text: text(notice.text) })
        .returning(['id', 'at', 'by', 'text'])
        .executeTakeFirstOrThrow(),
    ),

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
  pausedBy: (workgroup) =>
    read(async (db) => {
      const row = await db
        .selectFrom('paused')
        .select('by')
        .where('workgroup', '=', workgroup)
        .executeTakeFirst()
      return row?.by
    }),

  setPaused: (workgroup, paused) =>
    write(async (db) => {
      const change = paused
        ? db
            .insertInto('paused')
            .values({ workgroup, ...paused })
            .onConflict((c) => c.column('workgroup').doUpdateSet(paused))
        : db.deleteFrom('paused').where('workgroup', '=', workgroup)
      await change.execute()
    }),
})
