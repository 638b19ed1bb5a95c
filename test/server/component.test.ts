/** The process: its refusals to start, its clean stop, its reload (B2; issue 2, "Bad input"). */

import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startNetwork } from '../faults/network.ts'
import { startComponent, type TestComponent } from '../support/component.ts'
import { NS } from '../support/people/index.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

describe('does not start, and says why', () => {
  let prosody: TestProsody

  beforeAll(async () => {
    prosody = await startProsody()
  })
  afterAll(() => prosody?.stop())

  /** What it wrote to standard error before it ended with 1. */
  async function refusal(options: Parameters<typeof startComponent>[1]): Promise<string> {
    const outcome = await startComponent(prosody, options).catch((error: unknown) => error)
    if (!(outcome instanceof Error)) {
      await (outcome as TestComponent).end()
      throw new Error('it started')
    }
    expect(outcome.message).toContain('the component ended with 1')
    expect(outcome.message).not.toMatch(/^\s+at /m)
    return outcome.message.slice(outcome.message.indexOf('parlor: '))
  }

  test('B2: a wrong secret', async () => {
    expect(await refusal({ env: { PARLOR_COMPONENT_SECRET: 'wrong' } })).toContain('component_secret')
  })

  test('B2: a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await refusal({ env: { PARLOR_HTTP_PORT: String(port) } })).toContain(`port ${port}`)
    other.close()
  })

  test('B2: a data directory that cannot be written', async () => {
    expect(await refusal({ env: { PARLOR_DATA: '/dev/null/parlor' } })).toContain('cannot be written')
  })

  test('B2: broken YAML, and a value that is wrong: the place is named', async () => {
    expect(await refusal({ yaml: (demo) => `${demo}\n  : [` })).toMatch(/parlor\.yaml/)
    expect(await refusal({ yaml: (demo) => demo.replace('[ring-all]', '[loudest]') })).toMatch(/routing/)
  })

  test('B2: a component the server does not know', async () => {
    const said = await refusal({ yaml: (demo) => demo.replace('component: support.', 'component: other.') })
    expect(said).toContain('other.localhost')
  })
})

test('B5: health says within ten seconds that the line to the server is half-open, and that it is whole again', async () => {
  const prosody = await startProsody()
  onTestFinished(() => prosody.stop())
  const network = await startNetwork({ to: () => prosody.componentPort })
  onTestFinished(() => network.end())
  const component = await startComponent({ ...prosody, componentPort: network.port })
  onTestFinished(() => component.end())
  const health = async () => (await fetch(`${component.url}/healthz`)).status
  expect(await health()).toBe(200)
  const since = performance.now()
  network.silence()
  await expect.poll(health, { timeout: 20_000, interval: 200 }).toBe(503)
  expect(performance.now() - since).toBeLessThan(10_000)
  network.flow()
  await expect.poll(health, { timeout: 20_000, interval: 200 }).toBe(200)
})

describe('runs', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage?.end())

  test('B2: the configuration is read again without losing a chat; a mistake changes nothing', async () => {
    const anna = await stage.operator('anna')
    await anna.onDuty(SUPPORT)
    await anna.queue(SUPPORT)
    const mia = await stage.visitor()
    const { id } = await mia.join()
    await anna.accept(await anna.offer(id))
    const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])

    const before = readFileSync(stage.component.configPath, 'utf8')
    const kept = stage.component.logs(/the configuration stays as it was/)
    writeFileSync(stage.component.configPath, before.replace('[ring-all]', '[loudest]'))
    expect(await kept).toContain('routing')

    const reread = stage.component.logs(/the configuration was read again/)
    const added = '\n  billing:\n    name: Billing\n    operators: [anna]\n    routing: [ring-all]\n'
    writeFileSync(stage.component.configPath, before.trimEnd() + added)
    process.kill(stage.component.pid, 'SIGHUP')
    await reread
    await anna.onDuty('billing@support.localhost')
    await anna.queue('billing@support.localhost')

    await here.say('still here?')
    await there.hears('still here?')
    await anna.close(SUPPORT, id)
    expect(await mia.ended()).toBe('operator-closed')
    writeFileSync(stage.component.configPath, before)
  })

  test('B5: health, availability and figures follow what happens', async () => {
    const look = async () => {
      const answer = await fetch(`${stage.component.url}/api/look?site=demo&workgroup=sales`)
      return (await answer.json()) as { availability: { open: boolean; show: string; waiting: number } }
    }
    expect((await look()).availability).toMatchObject({ open: false, show: 'offline' })
    const anna = await stage.operator('anna')
    await anna.onDuty(SALES, { show: 'chat' })
    await anna.queue(SALES)
    expect((await look()).availability).toMatchObject({ open: true, show: 'chat', waiting: 0 })
    expect((await fetch(`${stage.component.url}/healthz`)).status).toBe(200)
  })

  test('B1: SIGTERM: subscribers see the workgroup go, the process ends with 0 and can start again', async () => {
    const ben = await stage.plainOperator('ben')
    await ben.add(SUPPORT)
    await ben.statusOf(SUPPORT, /nobody waiting/)
    const since = ben.connection.stanzas.mark()
    expect(await stage.component.stop()).toBe(0)
    await ben.connection.stanzas.until(
      (one) => one.is('presence') && one.attrs.from === SUPPORT && one.attrs.type === 'unavailable',
      'the workgroup to go',
      { since },
    )
    await stage.component.restart()
    const back = await ben.connection.stanzas.until(
      (one) => one.is('presence') && one.getChild('started', NS.parlor) !== undefined,
      'the workgroup to come back',
      { since },
    )
    expect(back.attrs.from).toMatch(/@support\.localhost$/)
  })
})
