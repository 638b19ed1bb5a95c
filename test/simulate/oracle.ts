/**
 * How well a wait can be foretold at all. Somebody who knows everything but the future (the true distributions, every seat,
 * how long each chat has lasted, who waits before and who may come and overtake) still does not know the wait: with one
 * exponential chat to wait for, whatever they say is off by 63 % every second time. The oracle plays each moment on, many
 * times, and says what would have been off least often; nobody can be below its error.
 */
import { type Chance, chanceOf, untilNext } from './chance.ts'
import { earliest, replaceEarliest } from './earliest.ts'
import type { Moment } from './moment.ts'
import type { Pattern, Span } from './pattern.ts'
import { type Draw, Remaining } from './remaining.ts'

/** Enough that chance does little, in either direction. */
const futures = 1_000
const mostFutures = 10 * futures

export class Oracle {
  readonly #service: Remaining
  readonly #patience: Remaining
  readonly #answer: Remaining
  readonly #chance: Chance

  constructor({ seed, service, patience = never, answer = atOnce }: Pattern) {
    this.#chance = chanceOf(seed + 1)
    this.#service = new Remaining(service, this.#chance)
    this.#patience = new Remaining(patience, this.#chance)
    this.#answer = new Remaining(answer, this.#chance)
  }

  /** Waits that may come of it, of futures in which they stay until they are served; sorted. */
  waitsAfter(moment: Moment): Float64Array {
    const may = this.#draws(moment)
    const waits: number[] = []
    for (let turn = 0; turn < mostFutures && waits.length < futures; turn += 1) {
      const wait = playOn(may)
      if (wait !== undefined) waits.push(wait)
    }
    return Float64Array.from(waits).sort()
  }

  #draws({ chats, rings, before, overtakingPerHour }: Moment): Draws {
    const [serves, answers] = [this.#service.after(0), this.#answer.after(0)]
    const ringing = rings.map((age) => this.#answer.after(age))
    return {
      seats: [
        ...chats.map((age) => this.#service.after(age)),
        ...ringing.map((answered) => () => answered() + serves()),
      ],
      taken: () => answers() + serves(),
      answers,
      stays: this.#patience.after(0),
      before: before.map((age) => this.#patience.after(age)),
      overtaken:
        overtakingPerHour > 0
          ? () => untilNext(this.#chance, overtakingPerHour)
          : () => Number.POSITIVE_INFINITY,
    }
  }
}

const never: Span = { distribution: 'fixed', seconds: 1e12 }
const atOnce: Span = { distribution: 'fixed', seconds: 0 }

/** Milliseconds, drawn anew for each future. */
interface Draws {
  /** Until each seat is free. */
  readonly seats: readonly Draw[]
  /** For how long whoever comes next takes a seat. */
  readonly taken: Draw
  readonly answers: Draw
  readonly stays: Draw
  /** How long each of those before stays. */
  readonly before: readonly Draw[]
  /** Until the next one overtakes. */
  readonly overtaken: Draw
}

/** One future: how long they waited, if they stayed. */
function playOn(may: Draws): number | undefined {
  const free = Float64Array.from(may.seats, (draw) => draw())
  earliest(free)
  const leaves = may.stays()
  const others = may.before.map((draw) => draw())
  let next = 0
  let overtaken = may.overtaken()
  for (;;) {
    const now = free[0] ?? Number.POSITIVE_INFINITY
    if (leaves <= now) return undefined
    while (next < others.length && (others[next] ?? 0) <= now) next += 1
    if (overtaken <= now) overtaken += may.overtaken()
    else if (next < others.length) next += 1
    else return now + may.answers()
    replaceEarliest(free, now + may.taken())
  }
}

/**
 * The least median of |told - real| / real: what is told is within `error` of waits from told / (1 + error) to
 * told / (1 - error), so the best that can be told at a moment is the one with the most futures between. Half of all
 * waits must be.
 */
export function leastMedianError(moments: readonly Float64Array[]): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 20; step += 1) {
    const error = (low + high) / 2
    const within = moments.reduce((sum, waits) => sum + mostWithin(waits, error), 0) / moments.length
    if (within < 0.5) low = error
    else high = error
  }
  return high
}

/** The share of a sorted list that the best told time is within `error` of. */
function mostWithin(waits: Float64Array, error: number): number {
  const wide = (1 + error) / (1 - error)
  let most = 0
  for (let from = 0, to = 0; from < waits.length; from += 1) {
    const until = (waits[from] ?? 0) * wide
    while (to < waits.length && (waits[to] ?? 0) <= until) to += 1
    most = Math.max(most, to - from)
  }
  return most / waits.length
}

/** Of those who have waited in a run. */
export function floorOf(pattern: Pattern, moments: readonly Moment[]): number {
  const oracle = new Oracle(pattern)
  return leastMedianError(moments.map((moment) => oracle.waitsAfter(moment)))
}
