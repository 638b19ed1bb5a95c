/** The queue of what others are told: gone when they have taken it (B5). */
import type { Access } from './engine.ts'
import type { HookStore } from './memory-types.ts'
import { text } from './rows.ts'

export const hooks = ({ read, write }: Access): HookStore => ({
  queueHooks: (all) =>
    write(async (db) => {
      if (all.length === 0) return
      const rows = all.map(({ id, url, body, at }) => ({ id, url, body: text(body), at, next_at: at }))
      await db
        .insertInto('hooks')
        .values(rows)
        .onConflict((c) => c.column('id').doNothing())
        .execute()
    }),

  dueHooks: (now, limit) =>
    read((db) =>
      db
        .selectFrom('hooks')
        .select(['id', 'url', 'body', 'at', 'attempts'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('seq')
        .limit(limit)
        .execute(),
    ),

  nextHookAt: () =>
    read(async (db) => {
      const row = await db
        .selectFrom('hooks')
        .select((e) => e.fn.min('next_at').as('next'))
        .executeTakeFirst()
      return row?.next ?? undefined
    }),

  hookSent: (id) =>
    write(async (db) => {
      await db.deleteFrom('hooks').where('id', '=', id).execute()
    }),

  hookFailed: (id, trouble, nextAt) =>
    write(async (db) => {
      await db
        .updateTable('hooks')
        .set((e) => ({ attempts: e('attempts', '+', 1), next_at: nextAt ?? null, trouble: text(trouble) }))
        .where('id', '=', id)
        .execute()
    }),

  failedHooks: () =>
    read(async (db) => {
      const rows = await db
        .selectFrom('hooks')
        .select(['id', 'url', 'body', 'at', 'attempts', 'trouble'])
        .where('next_at', 'is', null)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({ ...row, trouble: row.trouble ?? '' }))
    }),

  retryHooks: (now) =>
    write(async (db) => {
      const changed = await db
        .updateTable('hooks')
        .set({ next_at: now, attempts: 0, at: now })
        .where('next_at', 'is', null)
        .executeTakeFirst()
      return Number(changed.numUpdatedRows)
    }),

  countHooks: () =>
    read(async (db) => {
      const row = await db
        .selectFrom('hooks')
        .select((e) => [e.fn.countAll<number>().as('all'), e.fn.count<number>('next_at').as('waiting')])
        .executeTakeFirstOrThrow()
      const waiting = Number(row.waiting)
      return { waiting, failed: Number(row.all) - waiting }
    }),
})
