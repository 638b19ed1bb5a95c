/** The rules of Parlor against a virtual clock: visitors who come and lose patience, operators who answer and finish. */

import { announceWait } from '../../component/src/core/announced-wait.ts'
import { empty, expectedWait, position } from '../../component/src/core/decide.ts'
import { violations } from '../../component/src/core/testing/invariants.kit.ts'
import { Run } from '../../component/src/core/testing/run.kit.ts'
import { rulesWith } from '../../component/src/core/testing/stage.kit.ts'
import type { CaseId, Effect, Event, Rules, Staff } from '../../component/src/core/types.ts'
import { Agenda } from './agenda.ts'
import { type Chance, chanceOf, spanOf, untilNext } from './chance.ts'
import { type Moment, momentOf } from './moment.ts'
import type { Kind, Pattern } from './pattern.ts'
import { Tally } from './tally.ts'

const hour = 3_600_000
const forever = 1e14
/** So often is everything looked at: it takes longer than a thousand decisions. */
const lookEvery = 20_000
/** So many of those who join are looked at by the oracle, if they wait. */
const mostMoments = 1_500

interface Visit {
  readonly joinedAt: number
  readonly isCounted: boolean
  readonly kind: number
  readonly number: number
  /** What they were told on joining, if they had to wait. */
  toldMs?: number
  /** What an oracle would have seen then; of some. */
  moment?: Moment
}

export class World extends Run {
  readonly tally = new Tally()
  readonly broken: string[] = []
  decisions = 0
  arrived = 0
  readonly #agenda = new Agenda()
  readonly #visits = new Map<CaseId, Visit>()
  readonly #latest = new Map<number, number>()
  readonly #chance: Chance
  readonly #warmUp: number
  readonly #momentEvery: number
  readonly #startedAt: number
  #countedFrom = 0

  constructor(
    readonly pattern: Pattern,
    moments = mostMoments,
  ) {
    super(empty(rulesFor(pattern), true, pattern.seed), 0)
    this.#chance = chanceOf(pattern.seed)
    this.#warmUp = Math.ceil(pattern.visitors / 50)
    this.#momentEvery = Math.ceil(pattern.visitors / moments)
    this.#startedAt = this.now
    for (const operator of this.state.rules.operators.keys())
      this.event({
        type: 'operator-presence',
        operator,
        resource: 'desk',
        presence: { show: 'available', priority: 0 },
      })
  }

  /** Until everybody has come and gone. */
  play(): this {
    this.#expectNext()
    for (let due = this.#agenda.next(); due; due = this.#agenda.next()) {
      this.advanceTo(Math.max(this.now, due.at))
      due.act()
    }
    this.#look()
    return this
  }

  /** Since the first visitor who counts until the last arrival, ms. */
  get spanMs(): number {
    return this.#lastAt - this.#countedFrom
  }

  #lastAt = 0

  override event(event: Event) {
    this.decisions += 1
    if (this.decisions % lookEvery === 0) this.#look()
    const decision = super.event(event)
    for (const effect of decision.effects) this.#follow(effect)
    return decision
  }

  #look(): void {
    if (this.broken.length < 10) this.broken.push(...violations(this.state))
  }

  #expectNext(): void {
    if (this.arrived >= this.pattern.visitors) return
    this.#agenda.add(this.now + untilNext(this.#chance, this.#perHour()), () => this.#arrive())
  }

  #perHour(): number {
    const { perHour } = this.pattern
    if (typeof perHour === 'number') return perHour
    return perHour[Math.floor((this.now - this.#startedAt) / hour) % perHour.length] ?? 1
  }

  #arrive(): void {
    const number = this.arrived
    this.arrived += 1
    const isCounted = number >= this.#warmUp
    if (number === this.#warmUp) this.#countedFrom = this.now
    this.#lastAt = this.now
    const id = `v${number}`
    const [kind, { priority = 0, needs }] = this.#kind()
    const visit: Visit = { joinedAt: this.now, isCounted, kind, number }
    this.#visits.set(id, visit)
    this.event({
      type: 'join',
      case: id,
      visitor: `${id}@visitors/web`,
      priority,
      ...(needs && { needs }),
    })
    this.#promise(id, visit)
    this.#expectNext()
  }

  /** What a visitor who has to wait would be told, and how long they put up with it. */
  #promise(id: CaseId, visit: Visit): void {
    const place = position(this.state, id)
    if (place === undefined || this.state.cases.get(id)?.phase.is !== 'waiting') return
    const expected = expectedWait(this.state, this.state.cases.get(id))
    if (expected !== undefined) visit.toldMs = announceWait(undefined, place, expected).wait
    if (visit.isCounted && visit.number % this.#momentEvery === 0)
      visit.moment = momentOf(this.state, id, this.now, this.#overtaking(visit))
    const { patience } = this.pattern
    if (patience) this.#agenda.add(this.now + spanOf(this.#chance, patience), () => this.#leave(id))
  }

  /** Those who will come and be served before them, an hour. */
  #overtaking({ kind }: Visit): number {
    const kinds = this.pattern.kinds ?? []
    const mine = kinds[kind]?.priority ?? 0
    const before = kinds.filter(({ priority = 0 }) => priority > mine)
    return this.#perHour() * before.reduce((sum, { share }) => sum + share, 0)
  }

  #kind(): [number, Kind] {
    const kinds = this.pattern.kinds ?? []
    let left = this.#chance()
    for (const [n, kind] of kinds.entries()) {
      left -= kind.share
      if (left < 0) return [n, kind]
    }
    return [-1, { share: 1 }]
  }

  #leave(id: CaseId): void {
    const visit = this.#visits.get(id)
    if (!visit || this.state.cases.get(id)?.phase.is !== 'waiting') return
    this.#visits.delete(id)
    if (visit.isCounted) this.tally.leaves(this.now - visit.joinedAt)
    this.event({ type: 'depart', case: id })
  }

  #follow(effect: Effect): void {
    if (effect.do === 'offer') this.#answerLater(effect.case, effect.operator)
    else if (effect.do === 'open') this.#agenda.add(this.now, () => this.#serve(effect.case, effect.operator))
    else if (effect.do === 'end')
      this.#agenda.add(this.now, () => void this.event({ type: 'archived', case: effect.case }))
  }

  #answerLater(id: CaseId, operator: string): void {
    const { answer } = this.pattern
    const thinks = answer ? spanOf(this.#chance, answer) : 0
    this.#agenda.add(this.now + thinks, () => void this.event({ type: 'accept', case: id, operator }))
  }

  #serve(id: CaseId, operator: string): void {
    const visit = this.#visits.get(id)
    if (!visit) return
    this.#visits.delete(id)
    this.event({ type: 'opened', case: id })
    this.event({ type: 'entered', case: id, who: 'visitor' })
    this.event({ type: 'entered', case: id, who: 'operator' })
    const takes = spanOf(this.#chance, this.pattern.service)
    if (visit.isCounted) {
      this.tally.serves(this.now - visit.joinedAt, visit)
      this.tally.works(operator, takes)
    }
    if (visit.number < (this.#latest.get(visit.kind) ?? -1)) this.tally.overtaken += 1
    else this.#latest.set(visit.kind, visit.number)
    this.#agenda.add(this.now + takes, () => void this.event({ type: 'close', case: id, operator }))
  }
}

function rulesFor({ strategies, staff }: Pattern): Rules {
  const people: Record<string, Staff> = {}
  for (const [team, { count, ...each }] of staff.entries())
    for (let n = 0; n < count; n += 1) people[`t${team}n${n}`] = each
  return rulesWith(people, { strategies, maxQueue: 1e9, maxWait: forever, ringFor: 120_000 })
}
