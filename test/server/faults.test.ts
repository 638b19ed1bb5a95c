/**
 * The promises of SERVER-FACTS §3 while everything breaks that can: one run, then one question for each promise.
 * `PARLOR_FAULTS_SECONDS=600` makes it longer, `PARLOR_SEED` plans the same faults again; `PARLOR_FAULTS_HISTORY`
 * names a file for all that was recorded.
 */
import { writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { PROMISES } from '../faults/checker.ts'
import { type Run, run } from '../faults/run.ts'

const seed = Number(process.env.PARLOR_SEED ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(process.env.PARLOR_FAULTS_SECONDS ?? 20)

let happened: Run

beforeAll(
  async () => {
    happened = await run({ seed, seconds, visitors: 6 })
    const { facts, outcome } = happened.history
    const confirmed = facts.filter(({ is }) => is === 'sent').length
    const { late } = happened.history
    const figures = `${outcome.cases.length} cases, ${confirmed} messages confirmed; ${happened.faults.join(', ')}; late ${late} ms`
    if (process.env.PARLOR_FAULTS_HISTORY)
      writeFileSync(process.env.PARLOR_FAULTS_HISTORY, JSON.stringify(happened))
    process.stdout.write(`faults: PARLOR_SEED=${seed} ${figures}\n`)
  },
  600_000 + 2_000 * seconds,
)

const kept = (promise: keyof typeof PROMISES) =>
  expect(PROMISES[promise](happened.history), `PARLOR_SEED=${seed}`).toEqual([])

test('P1: no message that its author saw as sent is lost', () => kept('P1'))
test('P2: no message is twice in a transcript or on a screen', () => kept('P2'))
test('P3: every case comes to its end, and everybody hears of it', () => kept('P3'))
test('P4: a chat has at most one owner at any time', () => kept('P4'))
test('P5: no operator has more than their seats, or is offered anything while gone', () => kept('P5'))
test('P6: the transcript is complete and in order', () => kept('P6'))
test('P7: component and server were killed, and all of it held', () => kept('P7'))
test('P8: a room lets in its visitor and its operator, nobody else', () => kept('P8'))
test('P9: who is cut off is told within 10 s, and nothing looks sent that is not', () => kept('P9'))

test('something was at stake: cases, words, and each kind of fault', () => {
  const { facts, outcome } = happened.history
  expect(outcome.cases.length).toBeGreaterThanOrEqual(6)
  expect(facts.filter(({ is }) => is === 'sent').length).toBeGreaterThan(20)
  expect(happened.faults.length).toBeGreaterThanOrEqual(4)
})
