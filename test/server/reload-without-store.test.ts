/** The configuration is changed while the database is away (B2, B3). */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDuty } from '../support/chat.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { type Stage, setStage } from '../support/stage.ts'

const BILLING = 'billing@support.localhost'

let postgres: TestPostgres
let stage: Stage

beforeAll(async () => {
  postgres = await startPostgres()
  const address = postgres.database()
  const yaml = (demo: string) => demo.replace(/sqlite: .*/, `postgres: ${address}`)
  stage = await setStage({ component: { yaml } })
})
afterAll(async () => {
  await stage?.end()
  await postgres?.stop()
})

test('B2: a workgroup is added while the database is away: nothing falls over, and the next SIGHUP adds it', async () => {
  const anna = await onDuty(stage, 'anna')
  await postgres.halt()
  const { configPath, pid } = stage.component
  const said = stage.component.logs(/taken over only in part/)
  const added = '\n  billing:\n    name: Billing\n    operators: [anna]\n'
  writeFileSync(configPath, readFileSync(configPath, 'utf8').trimEnd() + added)
  process.kill(pid, 'SIGHUP')
  await said
  await postgres.start()
  const reread = stage.component.logs(/the configuration was read again/)
  process.kill(pid, 'SIGHUP')
  await reread
  await anna.onDuty(BILLING)
  await anna.queue(BILLING)
  const mia = await stage.visitor()
  await mia.join()
  await anna.offer(mia.joined?.id)
  expect(stage.component.pid).toBe(pid)
})
