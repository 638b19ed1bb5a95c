/** What can be seen of a visitor without asking is kept with the case, and goes with it (D4, M5). */
import type { Migration } from './migration.ts'

export const backgrounds: Migration = {
  name: 'backgrounds',
  async up(db) {
    await db.schema.alterTable('cases').addColumn('background', 'text').execute()
  },
}
