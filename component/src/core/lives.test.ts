import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, HESITATION, Lives, PATIENCE } from './lives.ts'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'
import type { FullJid, Strategy } from './types.ts'

const client = 'anna@localhost/psi'

test('R10: whoever does not answer an offer in three seconds is silent, until they say anything', () => {
  const lives = new Lives()
  lives.ask(client, 'offer', 0)
  expect(lives.overdue(2_999)).toEqual([])
  expect(lives.overdue(3_000)).toEqual([{ client, since: 0 }])
  lives.fallSilent({ client, since: 0 })
  expect(lives.isSilent(client)).toBe(true)
  lives.ask(client, 'offer', 4_000)
  expect(lives.overdue(60_000)).toEqual([])
  expect(lives.hears(client, 70_000, 'result')).toBe(true)
  expect(lives.isSilent(client)).toBe(false)
})

test('R10: any sign of life ends the doubt', () => {
  const lives = new Lives()
  lives.ask(client, 'offer', 0)
  expect(lives.hears(client, 2_000)).toBe(false)
  expect(lives.overdue(60_000)).toEqual([])
})

test('R10: a slow server, or a slow machine, is not held against the client', () => {
  const lives = new Lives()
  lives.ask(client, 'offer', 0)
  lives.wait(3_000)
  expect(lives.overdue(5_999)).toEqual([])
  expect(lives.overdue(6_000)).toEqual([{ client, since: 0 }])
})

test('R10: who hesitates is named once, and in time for the others', () => {
  const lives = new Lives()
  lives.ask(client, 'offer', 0)
  expect(lives.next()).toBe(HESITATION)
  expect(lives.hesitant(HESITATION)).toEqual([{ client, since: 0 }])
  expect(lives.hesitant(HESITATION)).toEqual([])
  expect(lives.next()).toBe(PATIENCE.offer)
})

test('R8: in a chat only who has answered before can fall silent', () => {
  const lives = new Lives()
  lives.ask(client, 'chat', 0)
  expect(lives.overdue(minute)).toEqual([])
  lives.hears(client, minute, 'error')
  lives.ask(client, 'chat', minute)
  expect(lives.overdue(minute + PATIENCE.chat)).toEqual([{ client, since: minute }])
})

test('R10: who talks and never answers questions is passed over three times and then believed', () => {
  const lives = new Lives()
  for (let n = 0; n < 3; n += 1) {
    lives.ask(client, 'offer', n * minute)
    expect(lives.overdue(n * minute + PATIENCE.offer)).toHaveLength(1)
    lives.fallSilent({ client, since: n * minute })
    expect(lives.hears(client, n * minute + 30 * second)).toBe(true)
  }
  lives.ask(client, 'offer', 3 * minute)
  expect(lives.overdue(4 * minute)).toEqual([])
  expect(lives.next()).toBe(3 * minute + HESITATION)
  lives.hears(client, 4 * minute, 'result')
  lives.ask(client, 'offer', 5 * minute)
  expect(lives.overdue(6 * minute)).toEqual([{ client, since: 5 * minute }])
})

/** The shell in short: offers and pings are questions, the living answer at once, the silent are reported to the rules. */
class Desks extends Stage {
  readonly lives = new Lives()
  readonly dead = new Set<FullJid>()

  come(names: readonly string[]): void {
    for (const name of names) this.shows(name, 'available')
  }

  override decide(event: Parameters<Stage['decide']>[0]) {
    const decision = super.decide(event)
    for (const { operator } of this.did('offer')) this.asks(`${operator}/desk`)
    return decision
  }

  asks(client: FullJid, answer: Answer = 'result'): void {
    this.lives.ask(client, 'offer', this.now)
    if (!this.dead.has(client)) this.lives.hears(client, this.now, answer)
  }

  /** How long it takes until it rings at somebody alive. */
  untilAnswered(id: string): number {
    const since = this.now
    const isHeard = () => this.ringsAt(id).some((name) => !this.dead.has(`${jidOf(name)}/desk`))
    while (!isHeard() && this.now < since + 2 * minute) {
      this.advance(250)
      const { hesitant, free } = { hesitant: this.lives.hesitant(this.now), free: this.state.free }
      if (hesitant.length > 0)
        for (const { jid } of [...free.available, ...free.away]) this.asks(`${jid}/desk`)
      for (const silence of this.lives.overdue(this.now)) {
        this.lives.fallSilent(silence)
        const [operator = '', resource = ''] = silence.client.split('/')
        this.event({ type: 'operator-silent', operator, resource, since: silence.since })
      }
    }
    return this.now - since
  }
}

const every: readonly Strategy[] = [
  'ring-all',
  'random',
  'round-robin',
  'least-busy',
  'longest-idle',
  'tiers',
  'skills',
  'language',
  'last-operator',
]

test('R10: in every strategy, with any of them dead: asked within five seconds, and the next ones at once', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...every), { maxLength: 3 }),
      fc.uniqueArray(fc.constantFrom('anna', 'ben', 'carol', 'dora'), { maxLength: 3 }),
      fc.nat(1_000_000),
      (strategies, dead, seed) => {
        const team = { anna: 5, ben: { seats: 5, tier: 2 }, carol: 5, dora: 5 }
        const stage = new Desks(rulesWith(team, { strategies }))
        stage.state = { ...stage.state, seed }
        stage.come(Object.keys(team))
        for (const name of dead) stage.dead.add(`${jidOf(name)}/desk`)
        for (let n = 0; n < 10; n += 1) {
          const id = `c${n}`
          stage.joins(id)
          const waited = stage.untilAnswered(id)
          // Whom the first one did not reach is found out by a later one, once.
          expect(waited).toBeLessThanOrEqual(HESITATION + PATIENCE.offer + 250)
          const [name = ''] = stage.ringsAt(id).filter((one) => !dead.includes(one as 'anna'))
          stage.talks(name, id)
          stage.advance(30 * second)
          stage.closes(name, id)
        }
        const waited = Array.from({ length: 10 }, (_, n) => {
          stage.joins(`d${n}`)
          const time = stage.untilAnswered(`d${n}`)
          const [name = ''] = stage.ringsAt(`d${n}`).filter((one) => !dead.includes(one as 'anna'))
          stage.talks(name, `d${n}`)
          stage.closes(name, `d${n}`)
          return time
        })
        if (strategies[0] === 'least-busy') expect(Math.max(...waited)).toBe(0)
      },
    ),
    { numRuns: 30 },
  ))

test('R10: what rings at a client that falls silent goes on at once, and comes back to nobody who is silent', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.shows('ben', 'available')
  stage.joins('mia')
  const [first = ''] = stage.ringsAt('mia')
  const [other] = ['anna', 'ben'].filter((name) => name !== first)
  stage.event({ type: 'operator-silent', operator: jidOf(first), resource: 'desk', since: stage.now })
  expect(stage.ringsAt('mia')).toEqual([other])
  stage.rejects(String(other), 'mia')
  expect(stage.ringsAt('mia')).toEqual([])
  stage.shows(first, 'available')
  expect(stage.ringsAt('mia')).toEqual([first])
})

test('R10: with another client that is there, an operator is there; a silent one counts neither with its show nor its seats', () => {
  const stage = new Stage(rulesWith({ anna: 3 }))
  stage.shows('anna', 'dnd', { resource: 'phone', maxChats: 2 })
  stage.shows('anna', 'available')
  stage.joins('mia')
  expect(stage.ringsAt('mia')).toEqual([])
  stage.event({ type: 'operator-silent', operator: jidOf('anna'), resource: 'phone', since: stage.now })
  expect(stage.ringsAt('mia')).toEqual(['anna'])
})
