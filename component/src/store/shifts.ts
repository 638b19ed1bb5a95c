/** When operators were on duty (M3): a shift is written down while it lasts, so that a crash loses no more than its last moment. */
import type { Access } from './engine.ts'
import type { ShiftStore } from './memory-types.ts'

const AT_ONCE = 200

export const shifts = ({ read, write }: Access): ShiftStore => ({
  keepShifts: (kept) =>
    write(async (db) => {
      for (let from = 0; from < kept.length; from += AT_ONCE)
        await db
          .insertInto('shifts')
          .values(kept.slice(from, from + AT_ONCE).map((shift) => ({ ...shift })))
          .onConflict((c) =>
            c
              .columns(['workgroup', 'operator', 'began'])
              .doUpdateSet((e) => ({ until: e.ref('excluded.until') })),
          )
          .execute()
    }),

  shifts: (workgroup, { from, until }) =>
    read((db) =>
      db
        .selectFrom('shifts')
        .select(['workgroup', 'operator', 'began', 'until'])
        .where('workgroup', '=', workgroup)
        .where('until', '>', from)
        .where('began', '<', until)
        .orderBy('operator')
        .orderBy('began')
        .execute(),
    ),
})
