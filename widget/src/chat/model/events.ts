/** What the site's owner may count (V8): read off two states that follow each other. No text of anybody. */
import type { PageEvent } from '../../shared/bridge.ts'
import type { State } from './types.ts'

export function eventsBetween(before: State, now: State): PageEvent[] {
  // What is taken up again has been told by the page before.
  const isNew = before.token === undefined && before.phase !== 'loading' && before.phase !== 'elsewhere'
  const events: PageEvent[] = []
  if (isNew && now.token !== undefined) events.push({ event: 'queued' })
  if (!before.room && now.room && (isNew || before.phase === 'waiting')) events.push({ event: 'accepted' })
  // Until the archive has been read nobody knows what is new.
  if (before.thread.live && now.thread !== before.thread)
    for (const { who } of now.thread.entries.slice(before.thread.entries.length))
      if (who !== 'desk')
        events.push({ event: 'message', detail: { from: who === 'me' ? 'visitor' : 'operator' } })
  // What the tab has kept has been told, too.
  if (before.phase === 'loading') return events
  const rating = now.bye?.rated
  if (rating && rating !== before.bye?.rated) events.push({ event: 'rated', detail: { rating } })
  if (now.phase === 'ended' && before.phase !== 'ended' && now.ended)
    events.push({ event: 'ended', detail: { reason: now.ended } })
  return events
}
