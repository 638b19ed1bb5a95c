/**
 * What queueing theory says: Erlang A (M/M/c+M: exponential patience), and Erlang C (nobody leaves) as its limit.
 * From the stationary distribution of the number of people present, a birth and death process.
 */
export interface Queue {
  readonly arrivalsPerMs: number
  readonly serviceMs: number
  readonly seats: number
  /** Nobody leaves without it. */
  readonly patienceMs?: number
}

export interface Theory {
  readonly waits: number
  readonly meanWaitMs: number
  readonly leaves: number
  readonly utilisation: number
}

const negligible = 1e-15

/** `undefined` where there is no steady state: more arrives than can be served, and nobody leaves. */
export function erlang(queue: Queue): Theory | undefined {
  const { arrivalsPerMs, serviceMs, seats, patienceMs } = queue
  const load = arrivalsPerMs * serviceMs
  if (patienceMs === undefined && load >= seats) return undefined
  const leaving = patienceMs === undefined ? 0 : 1 / patienceMs
  let weight = 1
  let [total, busy, queued, allBusy] = [1, 0, 0, 0]
  for (let present = 1; present < 1_000_000; present += 1) {
    const served = Math.min(present, seats)
    const waiting = present - served
    weight *= arrivalsPerMs / (served / serviceMs + waiting * leaving)
    total += weight
    busy += weight * served
    queued += weight * waiting
    if (present >= seats) allBusy += weight
    if (present > seats && weight < total * negligible) break
  }
  return {
    waits: allBusy / total,
    meanWaitMs: queued / total / arrivalsPerMs,
    leaves: ((queued / total) * leaving) / arrivalsPerMs,
    utilisation: busy / total / seats,
  }
}
