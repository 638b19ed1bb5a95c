/** What is simulated: who comes when, how long it takes, who is there, and by which strategies they meet. */
import { readFileSync } from 'node:fs'
import type { Needs, Strategy } from '../../component/src/core/types.ts'

/** Seconds; `exponential` is what the Erlang formulas assume. */
export interface Span {
  readonly distribution: 'exponential' | 'fixed' | 'lognormal'
  readonly seconds: number
  /** Of a lognormal: standard deviation over mean. */
  readonly spread?: number
}

export interface Team {
  readonly count: number
  readonly seats: number
  readonly tier?: number
  readonly skills?: readonly string[]
  readonly languages?: readonly string[]
}

/** Some of the visitors, with what they ask for. */
export interface Kind {
  readonly share: number
  readonly priority?: number
  readonly needs?: Needs
}

export interface Pattern {
  readonly name: string
  readonly visitors: number
  readonly seed: number
  readonly strategies: readonly Strategy[]
  readonly staff: readonly Team[]
  /** Arrivals for each hour of the day in turn; one number for all hours. Poisson. */
  readonly perHour: number | readonly number[]
  readonly service: Span
  /** After this a visitor who still waits leaves; nobody does without it. */
  readonly patience?: Span
  /** How long an operator lets it ring; at once without it. */
  readonly answer?: Span
  readonly kinds?: readonly Kind[]
}

export class PatternError extends Error {
  override readonly name = 'PatternError'
}

/** Reads a pattern file; an error names the file and what is missing. */
export function readPattern(file: string): Pattern {
  const pattern = JSON.parse(readFileSync(file, 'utf8')) as Partial<Pattern>
  for (const field of ['name', 'visitors', 'seed', 'strategies', 'staff', 'perHour', 'service'] as const)
    if (pattern[field] === undefined) throw new PatternError(`${file}: '${field}' is missing`)
  return pattern as Pattern
}

export const seatsOf = ({ staff }: Pattern): number =>
  staff.reduce((sum, { count, seats }) => sum + count * seats, 0)
