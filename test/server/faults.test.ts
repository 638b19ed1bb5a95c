/**
 * The promises P1 to P9 (`test/PROMISES.md`) while everything breaks that can: one run on each store, then one question for each
 * promise. `PARLOR_FAULTS_SECONDS=600` makes them longer, `PARLOR_SEED` plans the same faults again, `PARLOR_FAULTS_STORE`
 * plays one of them; `PARLOR_FAULTS_HISTORY` names a folder for all that was recorded.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { PROMISES } from '../faults/checker.ts'
import type { FaultName } from '../faults/nemesis.ts'
import { type Run, run } from '../faults/run.ts'
import type { StoreKind } from '../faults/scene.ts'

const seed = Number(process.env.PARLOR_SEED ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(process.env.PARLOR_FAULTS_SECONDS ?? 10)
const folder = process.env.PARLOR_FAULTS_HISTORY

/** The worst of each in any case; what else there is comes in longer runs. */
const RUNS: { readonly [K in StoreKind]: { readonly name: string; readonly always: readonly FaultName[] } } =
  {
    sqlite: {
      name: 'SQLite',
      always: ['kill component', 'dead network', 'set clock', 'store not writable', 'dead link'],
    },
    postgres: {
      name: 'PostgreSQL',
      always: ['kill server', 'stop store', 'restart store', 'cable pulled'],
    },
  }

const stores = (Object.keys(RUNS) as StoreKind[]).filter((store) =>
  (process.env.PARLOR_FAULTS_STORE ?? store).split(',').includes(store),
)

describe.each(stores)('', (store) => {
  const { name, always } = RUNS[store]
  let happened: Run

  beforeAll(
    async () => {
      happened = await run({ seed, seconds, store, always, visitors: 7 })
      tell(name, happened)
      if (folder === undefined) return
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `${store}-${seed}.json`), JSON.stringify(happened))
    },
    600_000 + 2_000 * seconds,
  )

  const kept = (promise: keyof typeof PROMISES) =>
    expect(PROMISES[promise](happened.history), `PARLOR_SEED=${seed}`).toEqual([])

  test(`P1: no message that its author saw as sent is lost (${name})`, () => kept('P1'))
  test(`P2: no message is twice in a transcript or on a screen (${name})`, () => kept('P2'))
  test(`P3: every case comes to its end, and everybody hears of it (${name})`, () => kept('P3'))
  test(`P4: a chat has at most one owner, and who hands it on does not let it fall (${name})`, () =>
    kept('P4'))
  test(`P5: no operator has more than their seats, or is offered anything while gone (${name})`, () =>
    kept('P5'))
  test(`P6: the transcript is complete and in order (${name})`, () => kept('P6'))
  test(`P7: component and server were killed, and all of it held (${name})`, () => kept('P7'))
  test(`P8: a room lets in and tells its visitor, its operator and their guests, nobody else (${name})`, () =>
    kept('P8'))
  test(`P9: who is cut off is told within 10 s, and nothing looks sent that is not (${name})`, () =>
    kept('P9'))

  test(`something was at stake: cases, words, guests, transfers, and each kind of fault (${name})`, () => {
    const { facts, outcome } = happened.history
    expect(outcome.cases.length).toBeGreaterThanOrEqual(7)
    expect(facts.filter(({ is }) => is === 'sent').length).toBeGreaterThan(20)
    expect(happened.faults).toEqual(expect.arrayContaining([...always]))
    const tried = Object.keys(count(happened, 'did', 'what'))
    for (const what of [/^transfer/, /^close/, /^reload/])
      expect(tried).toContainEqual(expect.stringMatching(what))
  })
})

/** How often each kind of a fact came. */
function count({ history }: Run, is: 'did' | 'told', by: 'what' | 'news'): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const fact of history.facts) {
    if (fact.is !== is) continue
    const kind = String((fact as unknown as Record<string, unknown>)[by])
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

function tell(name: string, happened: Run): void {
  const { facts, outcome } = happened.history
  const confirmed = facts.filter(({ is }) => is === 'sent').length
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort()
      .map(([what, times]) => `${what} ${times}`)
      .join(', ')
  const lines = [
    `faults: PARLOR_SEED=${seed} on ${name}: ${outcome.cases.length} cases, ${confirmed} messages confirmed`,
    `${happened.faults.join(', ')}; late ${happened.history.late} ms`,
    listed(count(happened, 'did', 'what')),
    listed(count(happened, 'told', 'news')),
    ...(happened.lacks === undefined ? [] : [`NOT ALLOWED HERE: ${happened.lacks}`]),
  ]
  process.stdout.write(`${lines.join('\n  ')}\n`)
}
