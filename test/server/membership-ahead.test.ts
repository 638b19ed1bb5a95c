/** The room is made while it rings, with the visitor's membership in it: whoever comes back by another address takes it along (P8). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Operator, Visitor } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const wait = { within: 20_000 }

/** It rings at Anna, and the room is there. */
async function ringing(): Promise<{ anna: Operator; mia: Visitor; id: string }> {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await anna.offer(id)
  // The room is made when her client has said that it has the offer, which may be a moment after she has seen it. And one
  // stream keeps the order: what is answered after the room was asked for comes after the room.
  await anna.command(SUPPORT, 'queue')
  await anna.command(SUPPORT, 'queue')
  return { anna, mia, id }
}

async function onlyTheNewAddress(anna: Operator, mia: Visitor, again: Visitor): Promise<void> {
  await anna.accept(await anna.offer(again.joined?.id, wait))
  const [here, there] = await Promise.all([again.enterWhenInvited(wait), anna.enterWhenInvited(wait)])
  await here.say('it is me')
  await there.hears('it is me')
  await expect(mia.enter(here.room, 'Mia')).rejects.toThrow('registration-required')
}

test('P8: a visitor who comes back while it rings has one membership, at the new address', async () => {
  const { anna, mia } = await ringing()
  const again = await stage.again(mia)
  await onlyTheNewAddress(anna, mia, again)
})

test('P8: also when the component was killed between the ringing and the return', async () => {
  const { anna, mia } = await ringing()
  await stage.component.kill()
  await stage.component.restart()
  await anna.onDuty(SUPPORT)
  const again = await stage.again(mia)
  await onlyTheNewAddress(anna, mia, again)
})

test('P8: to a room that was made before the component was killed: the old address is found there and put out', async () => {
  const { anna, mia, id } = await ringing()
  await anna.reject(await anna.offer(id))
  await stage.component.kill()
  await stage.component.restart()
  const putRight = stage.component.logs(/members were put right/)
  const again = await stage.again(mia)
  expect(await putRight).toContain(mia.jid.split('/')[0])
  const since = anna.connection.stanzas.mark()
  await anna.onDuty(SUPPORT)
  const taken = anna.invited({ since, ...wait })
  await anna.take(SUPPORT, id)
  const { room } = await taken
  const here = await again.enterWhenInvited(wait)
  await expect(mia.enter(room, 'Mia')).rejects.toThrow('registration-required')
  await here.say('and I am in')
})

test('a ticket that was used before the component was started again is refused, and nobody waits with it', async () => {
  const { anna, mia } = await ringing()
  await mia.depart()
  await mia.ended(wait)
  await stage.component.kill()
  await stage.component.restart()
  const restarted = anna.connection.stanzas.mark()
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT, (queue) => queue.length === 0, { since: restarted, ...wait })
  await expect(mia.join()).rejects.toThrow('not-authorized')
  await expect(mia.join()).rejects.toThrow('not-authorized')
  const since = anna.connection.stanzas.mark()
  const next = await stage.visitor()
  const { id } = await next.join({ name: 'Next' })
  await anna.offer(id, { since, ...wait })
  await anna.queue(SUPPORT, (queue) => queue.length === 1 && queue[0]?.caseId === id, wait)
})
