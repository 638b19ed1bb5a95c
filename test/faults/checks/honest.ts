/** P9: what the visitor's screen says of the connection and of their words is true. */
import { of, spans } from '../intervals.ts'
import { bound, type Check } from './bounds.ts'

/** Honest: who is cut off for long is told in time, and nothing looks sent that is not. */
export const p9: Check = (history) => {
  const shows = of(history, 'shows')
  const before = (who: string, at: number) =>
    shows.findLast((fact) => fact.who === who && fact.at <= at)?.line
  const untold = spans(of(history, 'cut'), of(history, 'restored'), ({ who }) => who)
    .filter(({ from, to }) => to - from > bound(history, 'told'))
    .filter(({ from, to, opened: { who } }) => {
      const line = before(who, from)
      // Who has no chat has no connection either, and may begin one meanwhile.
      if (line !== 'up') return false
      return !shows.some(
        ({ who: whose, line, at }) =>
          whose === who && line !== 'up' && at >= from && at <= Math.min(to, from + bound(history, 'told')),
      )
    })
    .map(({ from, to, opened: { who } }) => `${who} was cut off for ${to - from} ms and not told within 10 s`)
  const said = new Map(of(history, 'said').map((fact) => [fact.id, fact]))
  const pretended = of(history, 'sent')
    .filter(
      ({ id }) => said.has(id) && !of(history, 'heard').some((fact) => fact.id === id && fact.archiveId),
    )
    .map(({ who, id }) => `${who} saw ${id} as sent before the room had it`)
  return [...untold, ...pretended]
}
