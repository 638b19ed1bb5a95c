/** Two who want the same request (R2); the full thousand is in `npm run bench -- accepts`. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contest, contestYaml } from '../support/contest.ts'
import { PASSWORD, type Stage, setStage } from '../support/stage.ts'

const ROUNDS = 60

let stage: Stage

beforeAll(async () => {
  stage = await setStage({
    component: { yaml: contestYaml },
    prosody: { env: { PARLOR_VISITOR_RATE: '1000000' } },
  })
})
afterAll(() => stage?.end())

test('R2 B4: two operators accept in the same instant: exactly one has it and the other is told, each time', {
  timeout: 180_000,
}, async () => {
  const contests = await contest(stage.prosody, stage.component, {
    rounds: ROUNDS,
    lanes: 4,
    password: PASSWORD,
  })
  expect(contests).toHaveLength(ROUNDS)
  for (const { answers, invited } of contests) {
    expect([...answers].sort()).toEqual(['conflict', 'result'])
    expect(invited.size).toBe(1)
  }
})
