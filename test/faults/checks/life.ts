/** P3, no limbo: every case has ended, each that a visitor was told of exists, and no deadline was let pass. */
import type { History } from '../history.ts'
import { faults, of, uncovered } from '../intervals.ts'
import { type Stretch, stretches, surely } from '../stretches.ts'
import { bound, type Check } from './bounds.ts'

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
  return [...open, ...silent, ...overdue(history), ...opening(history)]
}

interface Pending {
  readonly id: string
  readonly what: string
  from: number
  to: number
}

/**
 * Every offer and every grace is over after its time. Measured by how long the store had the same deadline: the clock by
 * which it was set may have been moved since, and after a restart the same grace has another one.
 */
function overdue(history: History): string[] {
  const at = faults(history)
  const pending = new Map<string, Pending>()
  for (const stretch of stretches(history))
    for (const [what, until] of deadlinesOf(stretch)) {
      const { id, workgroup } = stretch.found
      const key = `${workgroup} ${id} ${what} ${until}`
      const { from, to } = surely(stretch)
      const known = pending.get(key) ?? { id, what, from, to }
      pending.set(key, { ...known, to: Math.max(known.to, to) })
    }
  return [...pending.values()].flatMap(({ id, what, from, to }) => {
    const late = uncovered({ from, to }, at) - lengthOf(history, what)
    return late > bound(history, 'offer')
      ? [`${id}: ${what} went on for ${Math.round(late)} ms after its time`]
      : []
  })
}

function deadlinesOf({ found }: Stretch): [what: string, until: number][] {
  const { offers, invited = [], deadlines = {} } = found
  const rings = [...offers, ...invited].map(({ operator, until }): [string, number] => [
    `ring at ${operator}`,
    until,
  ])
  return [...rings, ...Object.entries(deadlines)]
}

/** By the first word of its name. */
const lengthOf = ({ limits = {} }: History, what: string): number => limits[what.split(' ')[0] ?? ''] ?? 0

/** Rooms that were opened for ever. */
function opening(history: History): string[] {
  const at = faults(history)
  return stretches(history).flatMap((stretch) => {
    const time = surely(stretch)
    return stretch.found.phase === 'opening' && uncovered(time, at) > bound(history, 'opening')
      ? [`${stretch.found.id} was being opened for ${time.to - time.from} ms`]
      : []
  })
}
