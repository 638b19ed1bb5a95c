/** `npm run simulate [-- file.json ...] [--visitors=N] [--strategies=a,b]`: plays patterns and compares with theory. */
import { readdirSync } from 'node:fs'
import { strategies as known } from '../../component/src/core/strategies.ts'
import type { Strategy } from '../../component/src/core/types.ts'
import { type Pattern, PatternError, readPattern } from './pattern.ts'
import { deviations, report, resultOf, theoryOf } from './report.ts'
import { isHonest } from './told.ts'
import { World } from './world.ts'

/** As far as a run may be from the formulas. */
const tolerance = 0.05

const folder = new URL('./patterns/', import.meta.url)

/** The exit code: 1 when a promise was broken or a run is further from theory than it may be. */
export function simulate(words: readonly string[]): number {
  try {
    const patterns = chosen(words)
    return patterns.map(play).every((good) => good) ? 0 : 1
  } catch (error) {
    if (!(error instanceof PatternError) && !(error instanceof SyntaxError)) throw error
    process.stderr.write(`simulate: ${error.message}\n`)
    return 2
  }
}

function chosen(words: readonly string[]): Pattern[] {
  const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1]
  const files = words.filter((word) => !word.startsWith('--'))
  const all = files.length > 0 ? files : readdirSync(folder).map((name) => new URL(name, folder).pathname)
  const visitors = Number(option('visitors') ?? Number.NaN)
  const list = option('strategies')?.split(',')
  const strange = list?.find((name) => !(name in known))
  if (strange !== undefined) throw new PatternError(`there is no strategy '${strange}'`)
  return all.map((file) => ({
    ...readPattern(file),
    ...(visitors > 0 && { visitors }),
    ...(list && { strategies: list as Strategy[] }),
  }))
}

function play(pattern: Pattern): boolean {
  const from = performance.now()
  const world = new World(pattern).play()
  const ms = performance.now() - from
  const result = resultOf(world)
  const theory = theoryOf(pattern)
  const off = theory ? deviations(result, theory).filter(({ by }) => by > tolerance) : []
  process.stdout.write(
    `${report(world, result)}\n  ${world.decisions} decisions in ${(ms / 1_000).toFixed(0)} s\n`,
  )
  for (const { what, by } of off) process.stdout.write(`  TOO FAR: ${what} by ${(by * 100).toFixed(1)} %\n`)
  const honest = isHonest(pattern, result.told)
  if (!honest) process.stdout.write('  TOO FAR: what visitors are told of their wait\n')
  process.stdout.write('\n')
  return honest && off.length === 0 && result.broken.length === 0
}
