/** Devices that ring while the desk is closed, and the queue of what they are told (D8). */
import type { Access } from './engine.ts'
import type { PushStore } from './memory-types.ts'

export const pushes = ({ read, write }: Access): PushStore => ({
  devices: () =>
    read(async (db) => {
      const rows = await db.selectFrom('devices').selectAll().orderBy('at').execute()
      return rows.map(({ quiet, ...device }) => ({ ...device, quiet: Boolean(quiet) }))
    }),

  saveDevice: ({ quiet, ...device }) =>
    write(async (db) => {
      const row = { ...device, quiet: quiet ? 1 : 0 }
      await db
        .insertInto('devices')
        .values(row)
        .onConflict((c) => c.column('endpoint').doUpdateSet(row))
        .execute()
    }),

  removeDevice: (endpoint) =>
    write(async (db) => {
      for (const table of ['devices', 'pushes'] as const)
        await db.deleteFrom(table).where('endpoint', '=', endpoint).execute()
    }),

  queuePushes: (all, now) =>
    write(async (db) => {
      if (all.length === 0) return
      await db
        .insertInto('pushes')
        .values(all.map((push) => ({ ...push, next_at: now })))
        .onConflict((c) => c.column('id').doNothing())
        .execute()
    }),

  duePushes: (now, limit) =>
    read((db) =>
      db
        .selectFrom('pushes')
        .select(['id', 'endpoint', 'body', 'until', 'attempts'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('seq')
        .limit(limit)
        .execute(),
    ),

  nextPushAt: () =>
    read(async (db) => {
      const row = await db
        .selectFrom('pushes')
        .select((e) => e.fn.min('next_at').as('next'))
        .executeTakeFirst()
      return row?.next ?? undefined
    }),

  pushDone: (id) =>
    write(async (db) => {
      await db.deleteFrom('pushes').where('id', '=', id).execute()
    }),

  pushAgain: (id, at) =>
    write(async (db) => {
      await db
        .updateTable('pushes')
        .set((e) => ({ attempts: e('attempts', '+', 1), next_at: at }))
        .where('id', '=', id)
        .execute()
    }),
})
