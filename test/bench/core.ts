/**
 * What one decision of the rules costs at 10, 1 000 and 100 000 waiting, and what a waiting visitor weighs.
 * Memory is weighed only under `node --expose-gc`.
 */
import { decide, empty, position } from '../../component/src/core/decide.ts'
import { jidOf, rulesWith } from '../../component/src/core/testing/stage.kit.ts'
import type { Event, State } from '../../component/src/core/types.ts'
import { type Figure, quarter } from './table.ts'

const LENGTHS = [10, 1_000, 100_000] as const
const OPERATORS = 20
const ROUNDS = 400
const REPEATS = 9

const staff = Array.from({ length: OPERATORS }, (_, n) => `op${n}`)
const rules = rulesWith(Object.fromEntries(staff.map((name) => [name, 1])), {
  strategies: ['least-busy'],
  maxQueue: 1_000_000,
  maxWait: 1_000_000_000,
})

const joined = (id: string): Event => ({
  type: 'join',
  case: id,
  visitor: `${id}@visitors.localhost/w`,
  priority: 0,
})

const onDuty = (name: string): Event => ({
  type: 'operator-presence',
  operator: jidOf(name),
  resource: 'desk',
  presence: { show: 'available', priority: 0 },
})

/** A running workgroup: everybody serves somebody, and `waiting` more are ready. */
export function busy(waiting: number): { state: State; now: number; next: number } {
  let state = empty(rules, true)
  let next = 0
  const go = (event: Event) => {
    state = decide(state, event, next).state
  }
  for (const name of staff) go(onDuty(name))
  for (; next < waiting + OPERATORS; next += 1) go(joined(`c${next}`))
  for (const [jid, { offers }] of state.operators.entries())
    for (const id of offers) {
      go({ type: 'accept', case: id, operator: jid })
      go({ type: 'opened', case: id })
      go({ type: 'entered', case: id, who: 'operator' })
      go({ type: 'entered', case: id, who: 'visitor' })
    }
  return { state, now: next, next }
}

/** A chat ends, its operator gets the first of the queue, and somebody new joins at the end: eight decisions. */
function round(run: { state: State; now: number; next: number }, turn: number): number {
  const operator = jidOf(staff[turn % OPERATORS] ?? 'op0')
  let decisions = 0
  const go = (event: Event) => {
    run.now += 10
    decisions += 1
    run.state = decide(run.state, event, run.now).state
  }
  const [ending] = run.state.operators.get(operator)?.chats ?? []
  if (ending === undefined) throw new Error('the bench lost its chat')
  go({ type: 'close', case: ending, operator })
  const [ringing] = run.state.operators.get(operator)?.offers ?? []
  if (ringing === undefined) throw new Error('nothing was offered')
  go({ type: 'accept', case: ringing, operator })
  go({ type: 'opened', case: ringing })
  go({ type: 'entered', case: ringing, who: 'operator' })
  go({ type: 'entered', case: ringing, who: 'visitor' })
  go({ type: 'archived', case: ending })
  go(joined(`c${run.next}`))
  go({ type: 'visitor-presence', visitor: `c${run.next}@visitors.localhost/w`, show: 'chat' })
  run.next += 1
  return decisions
}

/** Microseconds for one decision. */
function measure(run: ReturnType<typeof busy>): number {
  let decisions = 0
  const from = performance.now()
  for (let turn = 0; turn < ROUNDS; turn += 1) decisions += round(run, turn)
  return ((performance.now() - from) * 1_000) / decisions
}

/** Sizes in turn, so that what else the machine does meets all alike. */
export function cost(): { readonly waiting: number; readonly micros: number }[] {
  const runs = LENGTHS.map((waiting) => ({ waiting, run: busy(waiting), times: [] as number[] }))
  for (const { run } of runs) measure(run)
  for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const one of runs) one.times.push(measure(one.run))
  return runs.map(({ waiting, times }) => ({ waiting, micros: quarter(times) }))
}

/** Bytes of what is made, for one of `count`; needs `--expose-gc`. */
function bytesOf(make: () => unknown, count: number): number | undefined {
  const { gc } = globalThis as { gc?: () => void }
  if (!gc) return undefined
  gc()
  const before = process.memoryUsage().heapUsed
  const made = make()
  gc()
  const bytes = (process.memoryUsage().heapUsed - before) / count
  return made === undefined ? undefined : Math.round(bytes)
}

const many = 50_000
const chats = 10_000

/** As many chats as there are seats, all with both in the room. */
function chatting(): State {
  const everybody = rulesWith(Object.fromEntries(staff.map((name) => [name, chats / OPERATORS])))
  let state = empty({ ...everybody, strategies: ['least-busy'] }, true)
  const go = (event: Event) => {
    state = decide(state, event, 0).state
  }
  for (const name of staff) go(onDuty(name))
  for (let n = 0; n < chats; n += 1) {
    const id = `c${n}`
    go(joined(id))
    const operator = jidOf(staff.find((name) => state.operators.get(jidOf(name))?.offers.has(id)) ?? '')
    go({ type: 'accept', case: id, operator })
    go({ type: 'opened', case: id })
    go({ type: 'entered', case: id, who: 'operator' })
    go({ type: 'entered', case: id, who: 'visitor' })
  }
  return state
}

/** A workgroup through which many chats have gone, and in which nobody is left. */
function finished(run: ReturnType<typeof busy>, turns: number): State {
  for (let turn = 0; turn < turns; turn += 1) round(run, turn)
  for (const { id } of [...run.state.cases.values()]) {
    run.state = decide(run.state, { type: 'depart', case: id }, run.now).state
    run.state = decide(run.state, { type: 'archived', case: id }, run.now).state
  }
  return run.state
}

/** The figures that need `--expose-gc`. */
function weights(): Figure[] {
  const waiting = bytesOf(() => busy(many), many)
  const chat = bytesOf(chatting, chats)
  const run = busy(100)
  finished(busy(100), many / 5) // the machine code that comes of it is not counted
  const left = bytesOf(() => finished(run, many), many)
  const { cases, queue, ready, refused, byVisitor, alarms } = run.state
  const entries = [cases, queue, ready, refused, byVisitor, alarms].reduce((sum, map) => sum + map.size, 0)
  return [
    weight('memory for each waiting visitor', waiting, 4_096),
    weight('memory for each chat', chat, 8_192),
    weight(`left of each of ${many} finished chats`, left, 8), // less than a pointer
    { what: `entries left after ${many} chats`, value: entries, unit: '', atMost: 0 },
  ].filter((figure) => figure !== undefined)
}

const weight = (what: string, value: number | undefined, atMost: number): Figure | undefined =>
  value === undefined ? undefined : { what, value, unit: 'B', atMost }

/** Microseconds to find the place of the last of many. */
function placing({ state }: { state: State }): number {
  const last = state.queue.get(state.queue.maxKey() ?? [1, 0, 0]) ?? ''
  const from = performance.now()
  for (let turn = 0; turn < ROUNDS; turn += 1) position(state, last)
  return ((performance.now() - from) * 1_000) / ROUNDS
}

/** The figures of the rules: flat within a factor of two, and light; nothing is left of what is over. */
export function core(): Figure[] {
  const heavy = weights()
  const costs = cost()
  const floor = costs[0]?.micros ?? Number.NaN
  return [
    ...costs.map(({ waiting, micros }) => ({
      what: `one decision, ${waiting} waiting`,
      floor,
      value: micros,
      unit: 'us',
      atMost: 2,
    })),
    { what: 'place of the last of 100000', value: placing(busy(100_000)), unit: 'us' },
    ...heavy,
  ]
}
