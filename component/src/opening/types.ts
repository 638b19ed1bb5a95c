/**
 * Opening hours: a weekly plan by the wall clock of a time zone, with days that have their own. Plain data, pure
 * functions: `isOpen(hours, now)`, `nextChange(hours, now)` (for the shell's timer), `describe(hours, locale)`.
 *
 * The shell posts `configured` with `open: isOpen(hours, now) && !paused`, and again at `nextChange(hours, now)`
 * (`clock.wake`); a workgroup without hours is always open.
 */
/** Minutes of a day on the wall clock, `from` included, `to` not: 0 to 1440, and `from < to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Seven days, Monday first; the spans of each in order, not touching each other. */
export type Week = readonly [
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
]

export interface Hours {
  /** IANA: `Europe/Berlin`. */
  readonly timeZone: string
  readonly week: Week
  /** By date (`2026-12-25`): what replaces the weekly plan on that day; an empty list is closed. */
  readonly holidays: ReadonlyMap<string, readonly Span[]>
}
