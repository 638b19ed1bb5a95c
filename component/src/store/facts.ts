/** What figures are counted from (M3): cases and their events, read anew each time, so that nothing can drift from them. */
import type { Selectable } from 'kysely'
import type { Access, Db } from './engine.ts'
import type { FactsStore, RequestFacts } from './memory-types.ts'
import { given } from './rows.ts'
import type { EventRow } from './tables.ts'

type Event = Pick<Selectable<EventRow>, 'case_id' | 'at' | 'what' | 'who' | 'detail'>

const COUNTED = ['opened', 'first-answer', 'handed-over', 'declined', 'missed', 'rated'] as const

const eventsOf = (db: Db, ids: readonly string[]): Promise<Event[]> =>
  db
    .selectFrom('case_events')
    .select(['case_id', 'at', 'what', 'who', 'detail'])
    .where('case_id', 'in', ids)
    .where('what', 'in', COUNTED)
    .orderBy('seq')
    .execute()

/** Each time that somebody else than before takes it. */
const handsOf = (opened: readonly Event[]): number =>
  opened.filter(({ who }, index) => index > 0 && who !== opened[index - 1]?.who).length

function fromEvents(events: readonly Event[]) {
  const all = (what: (typeof COUNTED)[number]) => events.filter((event) => event.what === what)
  const people = (what: (typeof COUNTED)[number]) => all(what).flatMap(({ who }) => (who ? [who] : []))
  const opened = all('opened')
  const rating = Number.parseInt(all('rated').at(-1)?.detail ?? '', 10)
  return {
    ...given('openedAt', opened[0]?.at ?? null),
    ...given('answeredAt', all('first-answer')[0]?.at ?? null),
    ...given('operator', opened.at(-1)?.who ?? null),
    transfers: handsOf(opened),
    declinedBy: people('declined'),
    missedBy: people('missed'),
    ...(rating >= 1 && rating <= 5 && { rating }),
  }
}

export const facts = ({ read }: Access): FactsStore => ({
  requestFacts: (workgroup, { from, until, after = 0 }, limit) =>
    read(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .select(['id', 'number', 'created_at', 'ended_at', 'reason', 'operator', 'site', 'language', 'room'])
        .where('workgroup', '=', workgroup)
        .where('created_at', '>=', from)
        .where('created_at', '<', until)
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit)
        .execute()
      if (rows.length === 0) return { facts: [], after: undefined }
      const events = new Map<string, Event[]>()
      for (const event of await eventsOf(
        db,
        rows.map(({ id }) => id),
      )) {
        const known = events.get(event.case_id)
        if (known) known.push(event)
        else events.set(event.case_id, [event])
      }
      const found = rows.map(
        (row): RequestFacts => ({
          joinedAt: row.created_at,
          ...given('endedAt', row.ended_at),
          ...given('reason', row.reason),
          ...given('site', row.site),
          ...given('language', row.language),
          ...given('operator', row.operator),
          ...fromEvents(events.get(row.id) ?? []),
          ...(row.room === '' && { isMessage: true }),
        }),
      )
      return { facts: found, after: rows.length < limit ? undefined : rows.at(-1)?.number }
    }),
})
