/** An operator is called in the room as the desk says, whatever their client asks for (A2, T10). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, onDuty } from '../support/chat.ts'
import { el, type Occupant } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const peopleAt = (occupant: Occupant) => [...occupant.people].filter((nick) => nick !== 'Desk').sort()

/** Anna has accepted, from two clients; nobody but the visitor is in the room yet. */
async function accepted() {
  const anna = await onDuty(stage, 'anna')
  const second = await stage.plainOperator('anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  await anna.accept(await anna.offer(id))
  return { anna, second, mia, here: await mia.enterWhenInvited() }
}

test('A2: an operator whose client asks for a nickname of its own is called what the desk calls them', async () => {
  const { anna, here } = await accepted()
  const there = await anna.enter(here.room, 'localhost')
  expect(there.nick).toBe('Anna')
  const told = await anna.connection.stanzas.until(
    (one) => one.is('presence') && one.attrs.from === `${here.room}/Anna`,
    'the own presence',
  )
  expect(String(told)).toContain('code="210"')
  await there.say('hello')
  expect((await here.hears('hello')).nick).toBe('Anna')
  expect(peopleAt(here)).toEqual(['Anna', 'Mia'])
})

test('A2: two clients of one operator that ask for different nicknames are one person in the room', async () => {
  const { anna, second, here } = await accepted()
  const web = await anna.enter(here.room, 'Anna')
  const plain = await second.enter(here.room, 'localhost')
  await here.say('who hears me?')
  await Promise.all([web.hears('who hears me?'), plain.hears('who hears me?')])
  await web.say('I do')
  await plain.hears('I do')
  await web.leave()
  await plain.say('and I stay')
  expect((await here.hears('and I stay')).nick).toBe('Anna')
  expect(peopleAt(here)).toEqual(['Anna', 'Mia'])
})

test("A2: an operator who asks for the visitor's nickname puts nobody out", async () => {
  const { anna, here } = await accepted()
  const there = await anna.enter(here.room, 'Mia')
  expect(there.nick).toBe('Anna')
  await here.say('still here')
  expect((await there.hears('still here')).nick).toBe('Mia')
  expect(peopleAt(there)).toEqual(['Anna', 'Mia'])
})

test('A2: in the room, too, the nickname stays: neither a new one nor another reservation is taken', async () => {
  const { anna, here, there } = await chat(stage)
  // Some clients go on writing to the name they asked for: that is presence to their own.
  await anna.connection.send(el('presence', { to: `${here.room}/Boss` }))
  const register = el('query', { xmlns: 'jabber:iq:register' })
  await expect(anna.connection.set(here.room, register)).rejects.toMatchObject({ condition: 'not-allowed' })
  await anna.connection.send(el('presence', { to: `${here.room}/Anna` }, el('show', {}, 'away')))
  await there.say('as before')
  expect((await here.hears('as before')).nick).toBe('Anna')
})

test('R8: an operator who comes back comes back under the same name', async () => {
  const { anna, here, there } = await chat(stage)
  await there.leave()
  await there.left.until(() => true, 'Anna to be out')
  const again = await anna.enter(here.room, 'Somebody')
  expect(again.nick).toBe('Anna')
  await again.say('here again')
  expect((await here.hears('here again')).nick).toBe('Anna')
})

test('C4: guests, open and silent, and whoever takes over have the names the desk gave them', async () => {
  const { anna, id, here } = await chat(stage)
  const [ben, carol] = await Promise.all([onDuty(stage, 'ben'), onDuty(stage, 'carol')])
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.accept(await ben.offer(id))
  await ben.invited({ room: here.room })
  const beside = await ben.enter(here.room, 'localhost')
  await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
  await carol.invited({ room: here.room })
  const silent = await carol.enter(here.room, 'localhost')
  expect([beside.nick, silent.nick]).toEqual(['Ben', 'Carol'])
  expect(peopleAt(here)).toEqual(['Anna', 'Ben', 'Mia'])
  await ben.command(SUPPORT, 'leave', { case: id })
  await here.hears(/^Ben has left/)
  const since = ben.connection.stanzas.mark()
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost' })
  await ben.accept(await ben.offer(id, { since }))
  await ben.invited({ room: here.room, since })
  expect((await ben.enter(here.room, 'localhost')).nick).toBe('Ben')
})
