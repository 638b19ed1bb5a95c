/** Anything may be killed at any moment: nobody's place, chat or words are lost (C2, Q4, M1; P1-P8). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chat, onDuty, transcriptOnDisk } from '../support/chat.ts'
import type { Operator } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const wait = { within: 60_000 }

async function killComponent(): Promise<void> {
  await stage.component.kill()
  await stage.component.restart()
}

/** An operator's client that notices the workgroup's return says again that it is there. */
async function backOnDuty(anna: Operator): Promise<void> {
  await anna.onDuty(SUPPORT)
}

describe('the component is killed', () => {
  test('C2: while a visitor waits: they keep their place and are served', async () => {
    const anna = await stage.operator('anna')
    await anna.onDuty(SUPPORT, { maxChats: 1 })
    await anna.queue(SUPPORT)
    const first = await stage.visitor()
    await first.join({ name: 'First' })
    await anna.offer(first.joined?.id)
    const second = await stage.visitor()
    await second.join({ name: 'Second' })
    await killComponent()
    const since = anna.connection.stanzas.mark()
    await anna.onDuty(SUPPORT, { maxChats: 2 })
    expect((await anna.offer(first.joined?.id, { since, ...wait })).caseId).toBe(first.joined?.id)
    expect((await anna.offer(second.joined?.id, { since, ...wait })).caseId).toBe(second.joined?.id)
  })

  test('C2: while a request rings: the same offer can be accepted afterwards', async () => {
    const anna = await onDuty(stage, 'anna')
    const mia = await stage.visitor()
    const { id } = await mia.join()
    const offer = await anna.offer(id)
    await killComponent()
    const since = anna.connection.stanzas.mark()
    await backOnDuty(anna)
    await anna.offer(id, { since, ...wait })
    await anna.accept(offer)
    const [here] = await Promise.all([mia.enterWhenInvited(wait), anna.enterWhenInvited(wait)])
    await here.say('hello')
  })

  test('C2: right after the acceptance: the room is opened once more, and the chat begins', async () => {
    const anna = await onDuty(stage, 'anna')
    const mia = await stage.visitor()
    const { id } = await mia.join()
    const offer = await anna.offer(id)
    anna.accept(offer).catch(() => {})
    await stage.component.kill()
    await stage.component.restart()
    await backOnDuty(anna)
    // Whether the acceptance was stored before the kill is open; either way the case goes on.
    const rings = anna
      .offer(id, { since: anna.connection.stanzas.mark(), ...wait })
      .then((again) => anna.accept(again))
    const invited = mia.invited(wait)
    await Promise.race([rings.then(() => invited), invited])
    rings.catch(() => {})
    const [here, there] = await Promise.all([mia.enterWhenInvited(wait), anna.enterWhenInvited(wait)])
    await here.say('hello')
    await there.hears('hello')
  })

  test('C2: in mid-chat: they talk on without it, and the end keeps every word', async () => {
    const { anna, mia, id, here, there } = await chat(stage)
    await stage.component.kill()
    await here.say('while it was away')
    await there.hears('while it was away')
    await stage.component.restart()
    await backOnDuty(anna)
    await there.say('after')
    await here.hears('after')
    const archived = stage.component.logs(new RegExp(`${id}.*case: archived`))
    await anna.close(SUPPORT, id)
    expect(await mia.ended(wait)).toBe('operator-closed')
    expect(await archived).toContain('"messages":4')
  })

  test('M1: during the end: the transcript is complete all the same', async () => {
    const { anna, mia, id } = await chat(stage)
    await anna.close(SUPPORT, id)
    await stage.component.kill()
    await stage.component.restart()
    expect(await mia.ended(wait)).toBe('operator-closed')
    await expect
      .poll(() => transcriptOnDisk(stage.component, id))
      .toEqual(['hello', 'Anna has ended this conversation.'])
  })
})

describe('the server goes away', () => {
  for (const [how, away] of [
    ['is restarted', () => stage.prosody.restart()],
    ['is killed', () => stage.prosody.kill().then(() => stage.prosody.restart())],
  ] as const) {
    test(`C2: it ${how} in mid-chat: both come back, and nothing that was said is lost`, async () => {
      const { anna, mia, id, here } = await chat(stage)
      const online = stage.component.logs(/stream: online/)
      await away()
      await online
      const annaAgain = await stage.operator('anna')
      await annaAgain.onDuty(SUPPORT)
      const miaAgain = await stage.again(mia)
      const hereAgain = await miaAgain.enterAgain()
      expect((await hereAgain.history()).map((line) => line.body)).toContain('hello')
      const thereAgain = await annaAgain.enterWhenInvited(wait)
      await hereAgain.say('after')
      await thereAgain.hears('after')
      const archived = stage.component.logs(new RegExp(`${id}.*case: archived`))
      await annaAgain.close(SUPPORT, id)
      expect(await miaAgain.ended(wait)).toBe('operator-closed')
      await archived
      expect(here.room).toBe(hereAgain.room)
      anna.connection.cut()
    })
  }
})
