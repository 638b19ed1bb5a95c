/** Right after the server was restarted whoever comes is served at once (C2, Q4). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat } from '../support/chat.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const WITHIN = { within: 8_000 }

for (const how of ['restarted', 'killed'] as const)
  test(`C2: a visitor who comes right after the server was ${how} rings at once at an operator who is back`, async () => {
    const { id: old } = await chat(stage, 'Old')
    const online = stage.component.logs(/stream: online/)
    if (how === 'killed') await stage.prosody.kill()
    await stage.prosody.restart()
    await online
    const anna = await stage.operator('anna')
    await anna.onDuty(SUPPORT)
    await anna.queue(SUPPORT)
    const took: number[] = []
    for (const name of ['Mia', 'Eva']) {
      const visitor = await stage.visitor()
      const since = performance.now()
      const { id } = await visitor.join({ name })
      const offer = await anna.offer(id, { within: 60_000 })
      took.push(performance.now() - since)
      // Anna is invited into the chat that she still has, too.
      const latest = anna.connection.stanzas.mark()
      await anna.accept(offer)
      const [here, there] = await Promise.all([
        visitor.enterWhenInvited(WITHIN),
        anna.enterWhenInvited({ since: latest, ...WITHIN }),
      ])
      await here.say(name)
      await there.hears(name)
      await anna.close(SUPPORT, id)
    }
    expect(Math.max(...took)).toBeLessThan(5_000)
    await anna.close(SUPPORT, old)
  })
