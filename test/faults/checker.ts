/**
 * The promises of SERVER-FACTS §3 over a recorded history, as set and interval algebra. Pure: each returns what violates it,
 * one sentence each; empty when it was kept. A message that was never confirmed is unknown: it may be kept or not, once.
 */
import type { History, StoredCase } from './history.ts'
import { duplicates, faults, firstOutOfOrder, of, overlap, type Span, spans, uncovered } from './intervals.ts'

type Check = (history: History) => string[]

/** All in ms. What the desk may take, in time without a fault, until something is so; on top of it what the machine was late by. */
export const BOUNDS = {
  /** An offer that has run out, or was made to somebody who has just gone. */
  offer: 3_000,
  /** A room being opened. */
  opening: 10_000,
  /** A seat taken away. */
  seat: 3_000,
  /** A visitor told that the connection is gone. */
  told: 10_000,
}

const bound = ({ late = 0 }: History, what: keyof typeof BOUNDS): number => BOUNDS[what] + late

const transcript = ({ outcome }: History, id: string) => outcome.transcripts[id] ?? []

/** No accepted message is lost: sent on the author's screen, therefore in the transcript. */
export const p1: Check = (history) =>
  of(history, 'sent')
    .filter(({ case: of, id }) => !transcript(history, of).some(({ messageId }) => messageId === id))
    .map(({ who, case: of, id }) => `${who} saw ${id} as sent, and it is not in the transcript of ${of}`)

/** No duplicate: at most one entry per case, author and message id, in the transcript and on every screen. */
export const p2: Check = (history) => {
  const { transcripts, screens } = history.outcome
  const kept = Object.entries(transcripts).flatMap(([id, lines]) =>
    duplicates(lines.flatMap(({ nick, messageId }) => (messageId ? [`${nick}: ${messageId}`] : []))).map(
      (twice) => `the transcript of ${id} has ${twice} more than once`,
    ),
  )
  const shown = screens.flatMap(({ who, case: of, lines }) =>
    duplicates(lines.map(({ nick, id }) => `${nick}: ${id}`)).map(
      (twice) => `the screen of ${who} has ${twice} more than once in ${of}`,
    ),
  )
  return [...kept, ...shown]
}

/** No limbo: every case has ended, each that a visitor was told of exists, and no deadline was let pass. */
export const p3: Check = (history) => {
  const known = new Set(history.outcome.cases.map(({ id }) => id))
  const open = history.outcome.cases
    .filter(({ endedAt }) => endedAt === undefined)
    .map(({ id }) => `${id} never ended`)
  const told = new Set(of(history, 'ended').map(({ case: id }) => id))
  const silent = of(history, 'joined').flatMap(({ who, case: id }) => [
    ...(known.has(id) ? [] : [`${who} was told of ${id}, which is not in the store`]),
    ...(told.has(id) ? [] : [`${who} never heard of the end of ${id}`]),
  ])
  return [...open, ...silent, ...overdue(history)]
}

/** Offers that rang on after their time, and rooms that were opened for ever. */
function overdue(history: History): string[] {
  const at = faults(history)
  return stretches(history).flatMap(({ found, from, to }) => [
    ...found.offers
      .filter(
        ({ until }) =>
          uncovered({ from: Math.max(from, until), to: Math.max(to, until) }, at) > bound(history, 'offer'),
      )
      .map(({ operator }) => `${found.id} rang at ${operator} after its time`),
    ...(found.phase === 'opening' && uncovered({ from, to }, at) > bound(history, 'opening')
      ? [`${found.id} was being opened for ${to - from} ms`]
      : []),
  ])
}

/** Each state of a case, with the time for which the store had it. */
function stretches(history: History) {
  const pictures = of(history, 'store')
  const done: { found: StoredCase; from: number; to: number }[] = []
  let open = new Map<string, (typeof done)[number]>()
  for (const { at, cases } of pictures) {
    for (const stretch of open.values()) stretch.to = at
    open = new Map(
      cases.map((found) => {
        const key = JSON.stringify(found)
        const stretch = open.get(key) ?? { found, from: at, to: at }
        if (!open.has(key)) done.push(stretch)
        return [key, stretch]
      }),
    )
  }
  return done
}

/** At most one owner: what operators' screens show as theirs never overlaps. */
export const p4: Check = (history) => {
  const owned = spans(of(history, 'owns'), of(history, 'disowns'), ({ who, case: id }) => `${who} ${id}`)
  return owned.flatMap((a, index) =>
    owned
      .slice(index + 1)
      .filter((b) => a.opened.case === b.opened.case && a.opened.who !== b.opened.who && overlap(a, b))
      .map((b) => `${a.opened.case} was shown as theirs to ${a.opened.who} and ${b.opened.who} at once`),
  )
}

/** Nobody over capacity, at any moment of the store; nobody offered anything while gone. */
export const p5: Check = (history) => [
  ...of(history, 'store').flatMap(({ at, cases }) =>
    Object.entries(history.seats).flatMap(([operator, seats]) => {
      const taken = cases.filter(
        ({ phase, owner, offers }) =>
          (phase !== 'ended' && owner === operator) || offers.some((offer) => offer.operator === operator),
      )
      return taken.length > seats ? [`${operator} had ${taken.length} of ${seats} seats taken at ${at}`] : []
    }),
  ),
  ...offeredWhileGone(history),
]

function offeredWhileGone(history: History): string[] {
  const gone = spans(of(history, 'off'), of(history, 'on'), ({ who }) => who)
  const at = faults(history)
  return stretches(history).flatMap(({ found, from, to }) =>
    found.offers.flatMap(({ operator }) =>
      gone
        .filter(({ opened }) => opened.who === operator)
        .filter((away) => overlap(away, { from, to }))
        .map((away) => uncovered({ from: away.from, to: Math.min(to, away.to) }, at))
        .filter((known) => known > bound(history, 'offer'))
        .map((known) => `${found.id} rang at ${operator}, who had been gone for ${known} ms`),
    ),
  )
}

/** The transcript is the room's archive: everything heard is in it, with an id, in order. */
export const p6: Check = (history) => {
  const ids = (id: string) => transcript(history, id).map(({ archiveId }) => archiveId)
  const heard = of(history, 'heard').flatMap(({ who, case: id, by, id: message, archiveId }) => {
    if (archiveId === undefined) return [`${who} heard ${message} of ${by} in ${id} without a stanza-id`]
    return ids(id).includes(archiveId) ? [] : [`${who} heard ${message} of ${by}, which ${id} does not have`]
  })
  const archived = Object.entries(history.outcome.archives).flatMap(([id, archive]) => {
    const kept = ids(id)
    const first = kept.indexOf(archive[0] ?? '')
    const whole = archive.every((one, index) => kept[first + index] === one)
    return archive.length === 0 || (first === 0 && whole)
      ? []
      : [`the transcript of ${id} is not its archive`]
  })
  const shown = history.outcome.screens.flatMap(({ who, case: id, lines }) => {
    const wrong = firstOutOfOrder(
      lines.flatMap(({ archiveId }) => archiveId ?? []),
      ids(id),
    )
    return wrong ? [`${who} has ${wrong} of ${id} in another order than the transcript`] : []
  })
  return [...heard, ...archived, ...shown]
}

/** Something was killed, and all the others hold. A history without a kill proves nothing about it. */
export const p7: Check = (history) => {
  const killed = of(history, 'fault').some(({ what }) => what.startsWith('kill'))
  const broken = [p1, p2, p3, p4, p5, p6].flatMap((promise) => promise(history))
  return killed ? broken : ['nothing was killed', ...broken]
}

/** Right people only: a seat in a room's list belongs to whoever is, or has until just now been, of its case. */
export const p8: Check = (history) => {
  const rights = rightsOf(history)
  const at = faults(history)
  const pictures = of(history, 'rooms')
  return pictures.flatMap((picture, index) => {
    const to = pictures[index + 1]?.at ?? picture.at
    return Object.entries(picture.members).flatMap(([room, members]) =>
      members.flatMap((who) => {
        const spans = rights.get(`${room} ${who}`)
        if (!spans) return [`${who} had a seat in ${room} and no right to one`]
        const since = Math.max(...spans.filter(({ from }) => from <= to).map(({ to }) => to))
        if (since >= to) return []
        const late = uncovered({ from: since, to }, at)
        return late > bound(history, 'seat') ? [`${who} kept a seat in ${room} for ${late} ms too long`] : []
      }),
    )
  })
}

/** Who may be in which room, and when, by what the store says: `room who`. */
function rightsOf(history: History): Map<string, Span[]> {
  const rights = new Map<string, Span[]>()
  for (const { found, from, to } of stretches(history)) {
    for (const who of [found.visitor, found.owner, ...found.guests]) {
      if (who === undefined) continue
      const key = `${found.room} ${who}`
      const spans = rights.get(key) ?? []
      rights.set(key, spans)
      spans.push({ from, to })
    }
  }
  return rights
}

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

export const PROMISES = { P1: p1, P2: p2, P3: p3, P4: p4, P5: p5, P6: p6, P7: p7, P8: p8, P9: p9 } as const
