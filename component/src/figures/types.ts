/** What requests come to. */
import type { Instant } from '../core/types.ts'

/** What a period, an operator or an hour comes to. Lengths of time in ms; absent where there is nothing to measure. */
export interface Figures {
  readonly requests: number
  readonly served: number
  /** Left or lost before anybody came. */
  readonly abandoned: number
  /** Ended for another reason before anybody came: closed, nobody there, waited too long. */
  readonly unserved: number
  readonly waitMedian?: number
  readonly waitP90?: number
  /** Of all that were served or abandoned: the share that was served within `SERVICE_LEVEL_MS`; 0 to 1. */
  readonly serviceLevel?: number
  readonly firstResponseMedian?: number
  readonly handlingMedian?: number
  readonly handlingP90?: number
  readonly transferred: number
  readonly declined: number
  readonly missed: number
  readonly ratings: number
  readonly ratingMean?: number
  readonly messages: number
  /** On duty, all operators together; the whole and of an operator. */
  readonly presence?: number
  /** How much of that with a chat at least; 0 to 1. */
  readonly occupancy?: number
}

export type Grouping = 'operator' | 'day' | 'weekday' | 'hour' | 'site' | 'language' | 'reason'

export interface Group {
  readonly key: string
  readonly figures: Figures
}

export interface Period {
  readonly from: Instant
  /** Not in it any more. */
  readonly until: Instant
  /** `yesterday`, `2026-11-01 to 2026-11-30`. */
  readonly label: string
}

export interface Report {
  readonly period: Period
  readonly timeZone: string
  readonly total: Figures
  readonly by: Readonly<Record<Grouping, readonly Group[]>>
  /** As long, before it: to compare with. */
  readonly before?: { readonly period: Period; readonly total: Figures }
}
