/** What is no part of a case: tickets, who subscribed, who is idle since when, spare rooms, secrets. */
import { compiled } from './compiled.ts'
import type { Access, Db } from './engine.ts'
import type { Store } from './types.ts'

type OperatorsPart = Pick<
  Store,
  | 'burnTicket'
  | 'subscribers'
  | 'setSubscriber'
  | 'idleSince'
  | 'setIdleSince'
  | 'resting'
  | 'setResting'
  | 'spareRooms'
  | 'setSpareRooms'
  | 'secret'
>

/** Clocks of two machines differ: a ticket is forgotten a minute after it expired. */
const SLACK_MS = 60_000
/** Old ones are swept out not more often than this. */
const SWEEP_EVERY_MS = 60_000

/** Forgets expired tickets, now and then. */
function sweeper(now: () => number): (db: Db) => Promise<void> {
  let next = 0
  return async (db) => {
    if (now() < next) return
    next = now() + SWEEP_EVERY_MS
    await db
      .deleteFrom('tickets')
      .where('expires_at', '<', now() - SLACK_MS)
      .execute()
  }
}

/** The statements behind every chat. */
const hot = () => ({
  /** A ticket says itself when it expires: the same one always does at the same moment. */
  burnTicket: compiled((db, row: { readonly id: string; readonly expires_at: number }) =>
    db
      .insertInto('tickets')
      .values(row)
      .onConflict((c) => c.columns(['expires_at', 'id']).doNothing()),
  ),
  putIdle: compiled((db, row: { readonly workgroup: string; readonly jid: string; readonly at: number }) =>
    db
      .insertInto('idle')
      .values(row)
      .onConflict((c) => c.columns(['workgroup', 'jid']).doUpdateSet((e) => ({ at: e.ref('excluded.at') }))),
  ),
})

export const operators = (
  { read, write }: Access,
  now: () => number = Date.now,
  sweep = sweeper(now),
  known = hot(),
): OperatorsPart => ({
  burnTicket: (ticketId, expiresAt) =>
    write(async (db) => {
      await sweep(db)
      const burnt = await known.burnTicket(db, { id: ticketId, expires_at: expiresAt })
      return burnt.numAffectedRows === 1n
    }),

  subscribers: (workgroup) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('subscribers')
        .select('jid')
        .where('workgroup', '=', workgroup)
        .orderBy('jid')
        .execute()
      return rows.map((row) => row.jid)
    }),

  setSubscriber: (workgroup, jid, subscribed) =>
    write(async (db) => {
      const table = subscribed
        ? db
            .insertInto('subscribers')
            .values({ workgroup, jid })
            .onConflict((c) => c.columns(['workgroup', 'jid']).doNothing())
        : db.deleteFrom('subscribers').where('workgroup', '=', workgroup).where('jid', '=', jid)
      await table.execute()
    }),

  idleSince: (workgroup) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('idle')
        .select(['jid', 'at'])
        .where('workgroup', '=', workgroup)
        .execute()
      return new Map(rows.map((row) => [row.jid, row.at]))
    }),

  setIdleSince: (workgroup, jid, at) =>
    write(async (db) => {
      await known.putIdle(db, { workgroup, jid, at })
    }),

  resting: () =>
    read(async (db) => {
      const rows = await db.selectFrom('resting').selectAll().execute()
      return new Map(rows.map(({ jid, at, missed }) => [jid, { since: at, missed }]))
    }),

  setResting: (jid, resting) =>
    write(async (db) => {
      await db.deleteFrom('resting').where('jid', '=', jid).execute()
      if (!resting) return
      const { since: at, missed } = resting
      await db.insertInto('resting').values({ jid, at, missed }).execute()
    }),

  spareRooms: (workgroup) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('spare_rooms')
        .select('room')
        .where('workgroup', '=', workgroup)
        .orderBy('room')
        .execute()
      return rows.map((row) => row.room)
    }),

  setSpareRooms: (workgroup, rooms) =>
    write(async (db) => {
      await db.deleteFrom('spare_rooms').where('workgroup', '=', workgroup).execute()
      const rows = rooms.map((room) => ({ workgroup, room }))
      if (rows.length > 0) await db.insertInto('spare_rooms').values(rows).execute()
    }),

  secret: (name, make) =>
    write(async (db) => {
      await db
        .insertInto('secrets')
        .values({ name, value: make() })
        .onConflict((c) => c.column('name').doNothing())
        .execute()
      const row = await db
        .selectFrom('secrets')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      return row.value
    }),
})
