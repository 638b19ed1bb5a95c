/**
 * How a wait is told (Q1). It is a guess, so it is said in round numbers, never as nothing, and does not flicker: it
 * goes down as people move up, and up only when things have become worse than chance makes them look.
 */
import type { Duration } from './types.ts'

const second = 1_000

/** Below this it is rounded to that; milliseconds. Never by more than a tenth. */
const grains: readonly (readonly [below: Duration, grain: Duration])[] = [
  [20 * second, second],
  [60 * second, 2 * second],
  [120 * second, 5 * second],
  [300 * second, 10 * second],
  [600 * second, 20 * second],
  [Number.POSITIVE_INFINITY, 30 * second],
]

/** At least 5 s. */
export function roundWait(wait: Duration): Duration {
  const [, grain] = grains.find(([below]) => wait < below) ?? [0, second]
  return Math.max(5 * second, Math.round(wait / grain) * grain)
}

/** What is told for a wait nobody hears of twice; whole seconds. */
export const announcedSeconds = (wait: Duration | undefined): number | undefined =>
  wait === undefined ? undefined : roundWait(wait) / second

/** What somebody was told last. */
export interface AnnouncedWait {
  readonly place: number
  readonly wait: Duration
}

/** Something has happened (operators went off duty, chats take longer) when it is as many times what was told. */
const worse = 1.5
/** At the same place less is told when it is as many times what was told. */
const better = 0.75

/** What to tell now of an expected wait. */
export function announceWait(
  before: AnnouncedWait | undefined,
  place: number,
  wait: Duration,
): AnnouncedWait {
  const now = { place, wait: roundWait(wait) }
  if (!before || place > before.place) return now
  const change = now.wait / before.wait
  const isNews = change >= worse || change <= (place < before.place ? 1 : better)
  return isNews ? now : { place, wait: before.wait }
}
