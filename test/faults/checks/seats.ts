/** P5: nobody over capacity, at any moment of the store; nobody offered anything while gone. */
import type { History, StoredCase } from '../history.ts'
import { faults, of, overlap, spans, uncovered } from '../intervals.ts'
import { isOwned, stretches, surely } from '../stretches.ts'
import { bound, type Check } from './bounds.ts'

export const p5: Check = (history) => [
  ...overCapacity(history),
  ...overCapacityTogether(history),
  ...offeredWhileGone(history),
]

const ringsAt = ({ offers, invited = [] }: StoredCase, operator: string): boolean =>
  [...offers, ...invited].some((offer) => offer.operator === operator)

/** By an offer, as the owner, or as a guest; who listens silently takes none. */
const takesSeat = (one: StoredCase, operator: string): boolean =>
  one.phase !== 'ended' &&
  (ringsAt(one, operator) ||
    (isOwned(one) && one.owner === operator) ||
    one.guests.some((guest) => guest.operator === operator && guest.as !== 'silent'))

const seatsTaken = (cases: readonly StoredCase[], operator: string): number =>
  cases.filter((one) => takesSeat(one, operator)).length

function overCapacity(history: History): string[] {
  return of(history, 'store')
    .filter(({ partial }) => !partial)
    .flatMap(({ at, cases }) =>
      Object.entries(history.seats).flatMap(([operator, seats]) =>
        [...new Set(cases.map(({ workgroup }) => workgroup))].flatMap((workgroup) => {
          const here = cases.filter((one) => one.workgroup === workgroup)
          const taken = seatsTaken(here, operator)
          return taken > seats ? [`${operator} had ${taken} of ${seats} seats taken at ${at}`] : []
        }),
      ),
    )
}

/** In all workgroups together. */
function overCapacityTogether(history: History): string[] {
  const at = faults(history)
  const pictures = of(history, 'store').filter(({ partial }) => !partial)
  return Object.entries(history.seats).flatMap(([operator, seats]) => {
    let since: number | undefined
    return pictures.flatMap(({ at: from, cases }, index) => {
      if (seatsTaken(cases, operator) <= seats) since = undefined
      else since ??= from
      const to = pictures[index + 1]?.since ?? pictures[index + 1]?.at ?? from
      const long = since === undefined ? 0 : uncovered({ from: since, to: Math.max(to, since) }, at)
      return long > bound(history, 'seats')
        ? [`${operator} had more than ${seats} seats taken for ${long} ms`]
        : []
    })
  })
}

function offeredWhileGone(history: History): string[] {
  const gone = spans(of(history, 'off'), of(history, 'on'), ({ who }) => who)
  const at = faults(history)
  return stretches(history).flatMap((stretch) => {
    const { found } = stretch
    const time = surely(stretch)
    return [...found.offers, ...(found.invited ?? [])].flatMap(({ operator }) =>
      gone
        .filter(({ opened }) => opened.who === operator)
        .filter((away) => overlap(away, time))
        .map((away) => uncovered({ from: away.from, to: Math.min(time.to, away.to) }, at))
        .filter((known) => known > bound(history, 'offer'))
        .map((known) => `${found.id} rang at ${operator}, who had been gone for ${known} ms`),
    )
  })
}
