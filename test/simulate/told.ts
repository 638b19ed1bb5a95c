/**
 * How honest it is what visitors are told of their wait (Q1). Measured: what somebody who has to wait is told on
 * joining, in the round number they are told, against the time until an operator accepts; of those who stay that long, as
 * the wait of others is never known. Later updates are not measured: they are about a shorter wait, for fewer people.
 *
 * The error is relative, so it has a floor: with few people before, nobody can know (`oracle.ts`). A steady load is told
 * honestly when the median error is under 30 %; where nobody could reach that, when it is within a tenth of the floor.
 */
import { floorOf } from './oracle.ts'
import type { Pattern } from './pattern.ts'
import { quantile, type Tally } from './tally.ts'

export interface Told {
  /** Median of |told - real| / real. */
  readonly error: number
  /** The least that the median could be; 0 when the oracle looked at nobody. */
  readonly floor: number
  /** Median of |told - real|. */
  readonly missMs: number
  /** The share of those who waited longer than they were told. */
  readonly longer: number
}

export function toldIn(pattern: Pattern, { errors, missesMs, longer, moments }: Tally): Told | undefined {
  if (errors.length === 0) return undefined
  return {
    error: median(errors),
    floor: floorOf(pattern, moments),
    missMs: median(missesMs),
    longer: longer / errors.length,
  }
}

const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

const enough = 0.3
const nearTheFloor = 1.1

/** Nothing is demanded of a load that changes. */
export function isHonest({ perHour }: Pattern, told: Told | undefined): boolean {
  if (typeof perHour !== 'number' || !told) return true
  return told.error < Math.max(enough, told.floor * nearTheFloor)
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`

export const toldText = (told: Told | undefined): string =>
  told
    ? `median error ${percent(told.error)} (nobody could do better than ${percent(told.floor)}), ` +
      `off by ${(told.missMs / 1_000).toFixed(0)} s, ${percent(told.longer)} waited longer`
    : 'nobody had to wait'
