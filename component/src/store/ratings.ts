/** What visitors say of a chat when it is over (C8). The key they say it with is the resume token of the case that was. */
import type { Access, Db } from './engine.ts'
import type { Rating, RatingStore } from './memory-types.ts'
import { given, textOrNull } from './rows.ts'

/** When a case ends: who was in it may say something of it. */
export async function openRating(db: Db, id: string, tokenHash: string | null): Promise<void> {
  await db
    .insertInto('ratings')
    .values({ case_id: id, token_hash: tokenHash })
    .onConflict((c) => c.column('case_id').doNothing())
    .execute()
}

export const ratings = ({ read, write }: Access): RatingStore => ({
  caseToRate: (tokenHash, since) =>
    read(async (db) => {
      const row = await db
        .selectFrom('ratings')
        .innerJoin('cases', 'cases.id', 'ratings.case_id')
        .selectAll('cases')
        .where('ratings.token_hash', '=', tokenHash)
        .where('cases.ended_at', '>=', since)
        .executeTakeFirst()
      if (!row) return undefined
      const { id, workgroup, number, visitor_name, operator } = row
      return { id, workgroup, number, visitorName: visitor_name, ...given('operator', operator) }
    }),

  rate: (id, { rating, comment, at }) =>
    write(async (db) => {
      const said = { rating, comment: textOrNull(comment), at }
      await db
        .insertInto('ratings')
        .values({ case_id: id, ...said })
        .onConflict((c) => c.column('case_id').doUpdateSet(said))
        .execute()
    }),

  ratings: (ids) =>
    read(async (db) => {
      const found = new Map<string, Rating>()
      if (ids.length === 0) return found
      const rows = await db.selectFrom('ratings').selectAll().where('case_id', 'in', ids).execute()
      for (const { case_id, rating, comment, at } of rows)
        if (rating !== null) found.set(case_id, { rating, at: at ?? 0, ...given('comment', comment) })
      return found
    }),
})
