/** Rooms made ahead of need: taken by whoever is served at once, and never left behind, whoever crashes. */
import Database from 'libsql'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, membersOnDisk, nameOnDisk, onDuty, roomsOnDisk } from '../support/chat.ts'
import type { Operator, Visitor } from '../support/people/index.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const wait = { within: 60_000 }
const DESK = `${SUPPORT} owner`

function inStore<T>(work: (store: Database.Database) => T): T {
  const store = new Database(stage.component.database)
  try {
    store.exec('PRAGMA busy_timeout = 5000')
    return work(store)
  } finally {
    store.close()
  }
}

/** What the component has written down, in the order of the names. */
const writtenDown = (workgroup = SUPPORT): string[] =>
  inStore((store) => {
    const rows = store
      .prepare('SELECT room FROM spare_rooms WHERE workgroup = ? ORDER BY room')
      .all(workgroup)
    return (rows as { room: string }[]).map(({ room }) => room)
  })

const roomOf = (id: string): string =>
  inStore((store) => (store.prepare('SELECT room FROM cases WHERE id = ?').get(id) as { room: string }).room)

/** Two that are wholly made, and no other room there is; resolves when the component knows. */
async function spares(anna: Operator, without: readonly string[] = []): Promise<string[]> {
  const there = () => roomsOnDisk(stage.prosody).filter((room) => !without.includes(room))
  const isMade = (room: string) =>
    nameOnDisk(stage.prosody, room) === 'Support' && membersOnDisk(stage.prosody, room).includes(DESK)
  await expect.poll(() => there().filter(isMade)).toHaveLength(2)
  await expect.poll(there).toHaveLength(2)
  // One stream keeps the order: what the server answered before is known by now.
  await anna.command(SUPPORT, 'queue')
  return there()
}

/** Served at once, and it rings. */
async function ringing(): Promise<{
  anna: Operator
  mia: Visitor
  id: string
  room: string
  made: string[]
}> {
  const anna = await onDuty(stage, 'anna')
  const made = await spares(anna)
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await anna.offer(id)
  return { anna, mia, id, room: roomOf(id), made }
}

test('R5: who is served at once gets a room made ahead; it bears the number of the case, and there are two in it', async () => {
  const { anna, mia, id, room, made } = await ringing()
  expect(made).toContain(room)
  await anna.accept(await anna.offer(id))
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  expect([here.room, there.room]).toEqual([room, room])
  await here.say('hello')
  await there.hears('hello')
  expect(membersOnDisk(stage.prosody, room)).toEqual(['anna@localhost member', DESK, 'visitor member'])
  expect(nameOnDisk(stage.prosody, room)).toBe(`Support ${mia.joined?.number}`)
  const again = await spares(anna, [room])
  expect(again).toContain(made.find((one) => one !== room))
  expect(writtenDown()).toEqual(again)
  await anna.close(SUPPORT, id)
  await expect.poll(() => roomsOnDisk(stage.prosody)).toEqual(again)
})

test('P8: while it rings nobody but the visitor can enter it', async () => {
  const { anna, mia, room } = await ringing()
  await anna.command(SUPPORT, 'queue')
  await expect(anna.enter(room, 'Anna')).rejects.toThrow('registration-required')
  await mia.enter(room, 'Mia')
  expect(membersOnDisk(stage.prosody, room)).not.toContain('anna@localhost member')
})

test('P8: a visitor who comes back while it rings has one membership in it, at the new address', async () => {
  const { anna, mia, id } = await ringing()
  const again = await stage.again(mia)
  await anna.accept(await anna.offer(id, wait))
  const here = await again.enterWhenInvited(wait)
  await expect(mia.enter(here.room, 'Mia')).rejects.toThrow('registration-required')
})

test('whoever has to wait takes none: it stays for who is served at once', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT, { maxChats: 1 })
  await anna.queue(SUPPORT)
  const made = await spares(anna)
  const [first, second] = [await stage.visitor(), await stage.visitor()]
  const { id } = await first.join({ name: 'First' })
  await anna.offer(id)
  const { id: later } = await second.join({ name: 'Second' })
  expect(made).toContain(roomOf(id))
  expect(made).not.toContain(roomOf(later))
  await first.depart()
  await anna.accept(await anna.offer(later, wait))
  const [here, there] = await Promise.all([second.enterWhenInvited(wait), anna.enterWhenInvited(wait)])
  await here.say('my turn')
  await there.hears('my turn')
  expect(here.room).toBe(roomOf(later))
})

test('Q4: who goes while it rings leaves no room behind', async () => {
  const { anna, mia, room } = await ringing()
  await mia.depart()
  await mia.ended(wait)
  await expect.poll(() => roomsOnDisk(stage.prosody)).not.toContain(room)
  expect(await spares(anna)).not.toContain(room)
})

const crashes: readonly (readonly [how: string, crash: () => Promise<unknown>])[] = [
  ['the component is killed', () => stage.component.kill().then(() => stage.component.restart())],
  ['the component is stopped', () => stage.component.stop().then(() => stage.component.restart())],
  ['the server is restarted', () => afterwards(() => stage.prosody.restart())],
  ['the server is killed', () => afterwards(() => stage.prosody.kill().then(() => stage.prosody.restart()))],
]

async function afterwards(crash: () => Promise<unknown>): Promise<void> {
  const online = stage.component.logs(/stream: online/)
  await crash()
  await online
}

for (const [how, crash] of crashes) {
  test(`P7: ${how} while two are ready: none of them is left, and two others are made`, async () => {
    const made = await spares(await onDuty(stage, 'anna'))
    await crash()
    // Also when nobody comes on duty.
    await expect.poll(() => roomsOnDisk(stage.prosody).filter((room) => made.includes(room))).toEqual([])
    const again = await spares(await onDuty(stage, 'anna'))
    expect(writtenDown()).toEqual(again)
  })

  test(`P7: ${how} while one is taken and rings: it is that case's, and goes with it`, async () => {
    const { mia, id, room } = await ringing()
    await crash()
    const anna = await onDuty(stage, 'anna')
    const again = await stage.again(mia)
    await anna.accept(await anna.offer(id, wait))
    const [here, there] = await Promise.all([again.enterWhenInvited(wait), anna.enterWhenInvited(wait)])
    expect([here.room, there.room]).toEqual([room, room])
    await here.say('still here')
    await there.hears('still here')
    await anna.close(SUPPORT, id)
    await again.ended(wait)
    await expect.poll(() => roomsOnDisk(stage.prosody)).not.toContain(room)
    await spares(anna)
  })
}

test('P7: the component is killed when the case that took one is over: nothing is left', async () => {
  const { mia, id, room } = await ringing()
  const archived = stage.component.logs(new RegExp(`"${id}".*archived`))
  await mia.depart()
  await archived
  await stage.component.kill()
  await stage.component.restart()
  expect(await spares(await onDuty(stage, 'anna'))).not.toContain(room)
})

test('C5: a chat that was handed to another workgroup keeps its room when the component is killed then', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben', SALES)
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'sales' })
  await ben.accept(await ben.offer(id, wait))
  const there = await ben.enterWhenInvited(wait)
  await here.hears(/^Ben will go on/)
  await stage.component.kill()
  // As if it had not been struck off yet.
  inStore((store) => store.prepare('INSERT OR IGNORE INTO spare_rooms VALUES (?, ?)').run(SUPPORT, here.room))
  const stays = stage.component.logs(/a spare room has been taken, and stays/)
  await stage.component.restart()
  expect(await stays).toContain(here.room)
  await here.say('are you there?')
  await there.hears('are you there?')
})

test('M1: a store from a backup knows nothing of a chat, and its room stays, since people sit in it', async () => {
  const { id, here, there } = await chat(stage)
  await stage.component.kill()
  inStore((store) => {
    store.prepare('DELETE FROM routing WHERE case_id = ?').run(id)
    store.prepare('INSERT OR IGNORE INTO spare_rooms VALUES (?, ?)').run(SUPPORT, here.room)
  })
  const stays = stage.component.logs(/a spare room has been taken, and stays/)
  await stage.component.restart()
  expect(await stays).toContain(here.room)
  await here.say('we talk on')
  await there.hears('we talk on')
})
