/** Who may ask for nothing, until when. */
import type { Access } from './engine.ts'
import type { Block, BlockStore } from './operators-types.ts'
import { text } from './rows.ts'
import type { BlockRow } from './tables.ts'

type Read = Omit<BlockRow, 'id' | 'workgroup'> & { readonly id: number }

const blockOf = ({ keys, ...row }: Read): Block => ({ ...row, keys: JSON.parse(keys) as string[] })
const COLUMNS = ['id', 'keys', 'name', 'by', 'at', 'until'] as const

export const blocks = ({ read, write }: Access): BlockStore => ({
  blocks: (workgroup) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('blocks')
        .select(COLUMNS)
        .where('workgroup', '=', workgroup)
        .orderBy('id')
        .execute()
      return rows.map(blockOf)
    }),

  addBlock: (workgroup, { keys, name, by, at, until }) =>
    write(async (db) => {
      await db.deleteFrom('blocks').where('until', '<=', at).execute()
      const row = { workgroup, keys: JSON.stringify(keys.map(text)), name: text(name), by, at, until }
      return blockOf(await db.insertInto('blocks').values(row).returning(COLUMNS).executeTakeFirstOrThrow())
    }),

  removeBlock: (workgroup, id) =>
    write(async (db) => {
      const gone = await db
        .deleteFrom('blocks')
        .where('workgroup', '=', workgroup)
        .where('id', '=', id)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    }),
})
