/** What a run comes to, in words and numbers, beside what theory says of it. */
import { erlang, type Theory } from './erlang.ts'
import { type Pattern, seatsOf } from './pattern.ts'
import { fairness, quantile } from './tally.ts'
import { type Told, toldIn, toldText } from './told.ts'
import type { World } from './world.ts'

export interface Result {
  readonly waits: number
  readonly meanWaitMs: number
  readonly leaves: number
  readonly utilisation: number
  readonly quantilesMs: readonly [median: number, ninety: number, longest: number]
  /** Jain's index of the operators' time, for each seat. */
  readonly fairness: number
  /** Served after somebody of the same kind who came later. */
  readonly overtaken: number
  readonly told: Told | undefined
  readonly broken: readonly string[]
}

export function resultOf({ tally, spanMs, state, pattern, broken }: World): Result {
  const waits = tally.waits.toSorted((a, b) => a - b)
  const busy = [...tally.busyMs.values()].reduce((sum, ms) => sum + ms, 0)
  const work = [...state.rules.operators].map(([jid, { seats }]) => (tally.busyMs.get(jid) ?? 0) / seats)
  return {
    waits: tally.waited / tally.counted,
    meanWaitMs: tally.waitMs / tally.counted,
    leaves: tally.left / tally.counted,
    utilisation: busy / spanMs / seatsOf(pattern),
    quantilesMs: [quantile(waits, 0.5), quantile(waits, 0.9), waits.at(-1) ?? 0],
    fairness: fairness(work),
    overtaken: tally.overtaken,
    told: toldIn(pattern, tally),
    broken,
  }
}

/** The means that chance came to in one run; in a short one they are off themselves, and waits magnify that. */
export interface Drawn {
  readonly arrivalsPerMs: number
  readonly serviceMs: number
}

export function drawnIn({ tally, spanMs }: World): Drawn {
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
  const serviceMs = sum(tally.busyMs.values()) / sum(tally.chats.values())
  return { arrivalsPerMs: tally.counted / spanMs, serviceMs }
}

/** Where the formulas apply: even Poisson arrivals, exponential service and patience, answers at once. */
export function theoryOf(pattern: Pattern, drawn?: Drawn): Theory | undefined {
  const { perHour, service, patience, answer } = pattern
  const isMarkovian =
    typeof perHour === 'number' &&
    service.distribution === 'exponential' &&
    (patience === undefined || patience.distribution === 'exponential') &&
    answer === undefined
  if (!isMarkovian) return undefined
  return erlang({
    arrivalsPerMs: drawn?.arrivalsPerMs ?? perHour / 3_600_000,
    serviceMs: drawn?.serviceMs ?? service.seconds * 1_000,
    seats: seatsOf(pattern),
    ...(patience && { patienceMs: patience.seconds * 1_000 }),
  })
}

/** Relative, of each figure that theory knows and that is not nothing. */
export function deviations(result: Result, theory: Theory): { what: keyof Theory; by: number }[] {
  const figures: readonly (keyof Theory)[] = ['waits', 'meanWaitMs', 'leaves', 'utilisation']
  return figures.flatMap((what) =>
    theory[what] < 1e-9 ? [] : [{ what, by: Math.abs(result[what] - theory[what]) / theory[what] }],
  )
}

const percent = (value: number): string => `${(value * 100).toFixed(2)} %`
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const rows: readonly [string, keyof Theory, (value: number) => string][] = [
  ['have to wait', 'waits', percent],
  ['mean wait', 'meanWaitMs', seconds],
  ['leave unserved', 'leaves', percent],
  ['utilisation', 'utilisation', percent],
]

export function report(world: World, result: Result): string {
  const { pattern } = world
  const theory = theoryOf(pattern)
  const name = pattern.patience ? 'Erlang A' : 'Erlang C'
  const [median, ninety, longest] = result.quantilesMs.map(seconds)
  return [
    `${pattern.name}: ${world.arrived} visitors, ${seatsOf(pattern)} seats, ${pattern.strategies.join(' > ')}, seed ${pattern.seed}`,
    ...rows.map(([what, key, show]) => {
      const other = theory
        ? `   ${name} ${show(theory[key])}, off by ${percent(theory[key] === 0 ? result[key] : Math.abs(result[key] / theory[key] - 1))}`
        : ''
      return `  ${what.padEnd(16)} ${show(result[key])}${other}`
    }),
    `  waits            median ${median}, 90 % below ${ninety}, longest ${longest}`,
    `  told on joining  ${toldText(result.told)}`,
    `  fairness         operators ${result.fairness.toFixed(4)} (Jain), overtaken visitors ${result.overtaken}`,
    `  promises broken  ${result.broken.length === 0 ? 'none' : result.broken.join('; ')}`,
    ...(theory ? [] : ['  no formula applies']),
  ].join('\n')
}
