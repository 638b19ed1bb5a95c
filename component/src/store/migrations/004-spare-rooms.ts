/** Rooms that were made ahead of need: whoever starts after a crash finds them here. */
import type { Migration } from './migration.ts'

export const spareRooms: Migration = {
  name: 'spare-rooms',
  async up(db) {
    await db.schema
      .createTable('spare_rooms')
      .addColumn('workgroup', 'text', (c) => c.notNull())
      .addColumn('room', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('spare_rooms_key', ['workgroup', 'room'])
      .execute()
  },
}
