/**
 * Random events for the rules: whatever operators, visitors, rooms, clocks and restarts can do, in any order, said twice,
 * about cases that never were. Used by the property tests.
 */
import * as fc from 'fast-check'
import type { Event, Needs, Rules, Show, Staff, Strategy } from '../types.ts'
import { type Likely, likely } from './likely.kit.ts'
import { jidOf, rulesWith, second } from './stage.kit.ts'

/** A step of a run: an event, time passing, or a restart from what was stored. */
export type Happening =
  | { readonly kind: 'event'; readonly event: Event }
  | ({ readonly kind: 'likely' } & Likely)
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'restart' }

const names = ['anna', 'ben', 'carol', 'dora'] as const
/** `dora` is in no configuration but the second one; `eve` in none. */
const seats = { anna: 2, ben: 1, carol: 3 }
const ids = Array.from({ length: 9 }, (_, n) => `c${n}`)

const operator = fc.constantFrom(...names, 'eve').map(jidOf)
const id = fc.constantFrom(...ids)
const show: fc.Arbitrary<Show> = fc.constantFrom(
  'chat',
  'available',
  'available',
  'away',
  'xa',
  'dnd',
  'offline',
)
const who = fc.constantFrom('visitor' as const, 'operator' as const)
const visitor = fc
  .tuple(id, fc.constantFrom('web', 'web', 'later'))
  .map(([one, at]) => `${one}@visitors/${at}`)
const priority = fc.constantFrom(0, 0, 0, 1, -1)

const strategy: fc.Arbitrary<Strategy> = fc.constantFrom(
  'ring-all',
  'random',
  'round-robin',
  'least-busy',
  'longest-idle',
  'tiers',
  'skills',
  'language',
  'last-operator',
)

/** Any list of strategies, in any order, also twice the same and none at all. */
const chain: fc.Arbitrary<readonly Strategy[]> = fc.oneof(
  fc.constant<readonly Strategy[]>(['ring-all']),
  fc.array(strategy, { maxLength: 4 }),
)

const skilled = (seats: Readonly<Record<string, number>>): Record<string, Staff> =>
  Object.fromEntries(
    Object.entries(seats).map(([name, seats], n) => [
      name,
      { seats, tier: 1 + (n % 2), skills: n === 1 ? ['billing'] : [], languages: n === 2 ? ['de'] : ['en'] },
    ]),
  )

const needs = fc.constantFrom<(Needs | undefined)[]>(
  undefined,
  { skills: ['billing'] },
  { language: 'de-AT' },
  { skills: ['billing', 'magic'], language: 'xx' },
)

export const someRules: fc.Arbitrary<Rules> = fc
  .record({
    strategies: chain,
    offerAway: fc.boolean(),
    whenNobody: fc.constantFrom('refuse' as const, 'wait' as const),
    maxQueue: fc.constantFrom(3, 100),
    maxWait: fc.constantFrom(90 * second, 3_600 * second),
    askAgainAtMost: fc.constantFrom(0, 2),
    afterHours: fc.constantFrom('finish' as const, 'end' as const),
    otherwise: fc.constantFrom<Rules['otherwise'][]>(
      {},
      { waited: 'wait' },
      { declined: 'wait', nobody: 'wait' },
    ),
    missedAtMost: fc.constantFrom(0, 1, 2),
    hired: fc.boolean(),
    idles: fc.boolean(),
  })
  .map(({ hired, idles, otherwise, ...rules }) =>
    rulesWith(skilled(hired ? { anna: 1, carol: 3, dora: 2 } : seats), {
      ...rules,
      ...(otherwise && { otherwise }),
      ...(idles && { idle: { after: 60 * second, warning: 20 * second } }),
    }),
  )

const presence: fc.Arbitrary<Event> = fc.record({
  type: fc.constant('operator-presence' as const),
  operator,
  resource: fc.constantFrom('desk', 'desk', 'phone'),
  presence: fc
    .record({ show, maxChats: fc.option(fc.constantFrom(0, 1, 2, 9), { nil: undefined, freq: 4 }) })
    .map(({ show, maxChats }) => ({ show, priority: 0, ...(maxChats !== undefined && { maxChats }) })),
})

const about = <T extends Event['type'], M extends object>(
  type: T,
  more: { [K in keyof M]: fc.Arbitrary<M[K]> },
) => fc.record({ type: fc.constant(type), case: id, ...more })

const join: fc.Arbitrary<Event> = fc
  .record({ case: id, visitor, priority, needs, knows: fc.option(operator, { nil: undefined }) })
  .map(({ needs, knows, ...rest }) => ({
    type: 'join',
    ...rest,
    ...(needs && { needs }),
    ...(knows !== undefined && { knows }),
  }))

const transfer = about('transfer', {
  operator,
  to: fc.oneof(
    fc.constant('queue' as const),
    fc.record({ operator }),
    fc.constant({ workgroup: 'sales@desk' }),
  ),
}) as fc.Arbitrary<Event>

const recalled = about('recalled', {
  reason: fc.constantFrom('visitor-left' as const),
}) as fc.Arbitrary<Event>

const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: presence, weight: 8 },
  { arbitrary: join, weight: 8 },
  { arbitrary: transfer, weight: 3 },
  { arbitrary: about('invite', { operator, guest: operator }) as fc.Arbitrary<Event>, weight: 2 },
  {
    arbitrary: about('join-chat', { operator, silent: fc.boolean() }) as fc.Arbitrary<Event>,
    weight: 2,
  },
  { arbitrary: about('assign', { operator, by: operator }) as fc.Arbitrary<Event>, weight: 1 },
  { arbitrary: about('open-conversation', { operator, visitor }) as fc.Arbitrary<Event>, weight: 1 },
  { arbitrary: about('transferred', { operator }) as fc.Arbitrary<Event>, weight: 1 },
  { arbitrary: recalled, weight: 1 },
  { arbitrary: about('accept', { operator }) as fc.Arbitrary<Event>, weight: 6 },
  { arbitrary: about('reject', { operator }) as fc.Arbitrary<Event>, weight: 5 },
  { arbitrary: about('take', { operator }) as fc.Arbitrary<Event>, weight: 2 },
  { arbitrary: about('opened', {}) as fc.Arbitrary<Event>, weight: 5 },
  { arbitrary: about('open-failed', { operator }) as fc.Arbitrary<Event>, weight: 2 },
  { arbitrary: about('entered', { who }) as fc.Arbitrary<Event>, weight: 6 },
  { arbitrary: about('left', { who }) as fc.Arbitrary<Event>, weight: 3 },
  { arbitrary: about('close', { operator }) as fc.Arbitrary<Event>, weight: 2 },
  { arbitrary: about('hold', { operator }) as fc.Arbitrary<Event>, weight: 3 },
  { arbitrary: about('wrote', { who }) as fc.Arbitrary<Event>, weight: 4 },
  { arbitrary: about('depart', {}) as fc.Arbitrary<Event>, weight: 1 },
  { arbitrary: about('archived', {}) as fc.Arbitrary<Event>, weight: 3 },
  { arbitrary: about('visitor-returns', { visitor }) as fc.Arbitrary<Event>, weight: 2 },
  {
    arbitrary: fc.record({ type: fc.constant('visitor-presence' as const), visitor, show }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      type: fc.constant('load' as const),
      operator,
      elsewhere: fc.constantFrom(0, 0, 1, 2),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      type: fc.constant('configured' as const),
      rules: someRules,
      open: fc.constantFrom(true, true, false),
    }),
    weight: 1,
  },
  { arbitrary: fc.constant<Event>({ type: 'tick' }), weight: 1 },
)

const happens = Object.keys(likely) as Likely['what'][]
const often: readonly Likely['what'][] = [
  'join',
  'come on duty',
  'accept',
  'opened',
  'operator enters',
  'visitor enters',
]
const likelyEvent = fc.record({
  kind: fc.constant('likely' as const),
  what: fc.constantFrom(...happens, ...often, ...often),
  nth: fc.nat(20),
})

const time = fc.constantFrom(10, 1_000, 5_000, 31_000, 46_000, 100_000)

export const someHappenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { arbitrary: event.map((event): Happening => ({ kind: 'event', event })), weight: 20 },
    { arbitrary: likelyEvent, weight: 60 },
    { arbitrary: time.map((ms): Happening => ({ kind: 'time', ms })), weight: 8 },
    { arbitrary: fc.constant<Happening>({ kind: 'restart' }), weight: 1 },
  ),
  { minLength: 1, maxLength: 150, size: 'max' },
)
