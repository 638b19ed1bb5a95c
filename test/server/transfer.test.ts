/** A chat is handed on (C5): with a note and consent, and never a moment without somebody who has it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  chat,
  membersOnDisk,
  news,
  noticesAt,
  onDuty,
  placesFor,
  sizeOnDisk,
  transferOf,
} from '../support/chat.ts'
import { NS } from '../support/people/index.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

/** Long enough for a component that starts again on a slow machine. */
const impatient = (demo: string): string => demo.replaceAll('    routing:', '    ringFor: 15 s\n    routing:')

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ component: { yaml: impatient } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const wait = { within: 60_000 }
const DESK = `${SUPPORT} owner`

test('C5: a colleague accepts: the whole conversation is theirs, the sender is out, the visitor is told', async () => {
  const { anna, id, here, there } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost', note: 'Please check the refund.' })
  const offer = await ben.offer(id)
  expect(transferOf(offer)).toMatchObject({
    by: 'anna@localhost',
    as: 'owner',
    note: 'Please check the refund.',
  })
  await there.say('one moment')
  await here.hears('one moment')
  await ben.accept(offer)
  const occupant = await ben.enterWhenInvited()
  expect(occupant.room).toBe(here.room)
  expect((await occupant.history()).map((line) => line.body)).toEqual(
    expect.arrayContaining(['hello', 'one moment']),
  )
  expect((await there.left.until(() => true, 'the membership of the sender to be taken')).codes).toContain(
    '321',
  )
  expect((await news(anna, 'transfer-accepted')).who).toBe('ben@localhost')
  await here.hears(/^Ben will go on/)
  expect(noticesAt(here)).toContain('transferred Ben')
  await occupant.say('Ben here')
  await here.hears('Ben here')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['ben@localhost member', DESK, 'visitor member'])
  await expect.poll(() => sizeOnDisk(stage.prosody, here.room)).toBe(placesFor(stage.prosody, 2))
  await ben.close(SUPPORT, id)
})

test('C5: a desk that is reloaded knows that its chat is on its way; the other desk hears when it is kept', async () => {
  const { anna, id } = await chat(stage)
  // Nobody else is on duty: it waits as long as this takes.
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'queue' })
  const reloaded = await onDuty(stage, 'anna')
  const { stanza } = await reloaded.invited()
  expect(stanza.getChild('case', NS.parlor)?.getChild('going')?.attrs).toMatchObject({
    to: 'queue',
    name: 'the queue',
  })
  const since = anna.connection.stanzas.mark()
  expect((await reloaded.command(SUPPORT, 'keep', { case: id })).status).toBe('completed')
  const told = await anna.connection.stanzas.until(
    (one) => one.is('message') && one.attrs.type === 'headline' && !!one.getChild('case', NS.parlor),
    'the case to be told',
    { since },
  )
  expect(told.getChild('case', NS.parlor)?.attrs.id).toBe(id)
  expect(told.getChild('case', NS.parlor)?.getChild('going')).toBeUndefined()
  expect(told.getChild('body')).toBeUndefined()
})

test('C5: declined, or not answered: the sender is told, and it simply goes on', async () => {
  const { anna, id, here, there } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost' })
  await ben.reject(await ben.offer(id))
  expect((await news(anna, 'transfer-declined')).words).toBe(
    'Ben declined to take Mia over; you still have the chat.',
  )
  expect((await ben.revoked(id)).why).toBe('rejected')
  const since = ben.connection.stanzas.mark()
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost' })
  await ben.offer(id, { since })
  expect((await ben.revoked(id, { since, ...wait })).why).toBe('expired')
  expect((await news(anna, 'transfer-expired')).who).toBe('ben@localhost')
  await there.say('still me')
  await here.hears('still me')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', DESK, 'visitor member'])
})

test('C5: back to the queue, in front; the sender stays until somebody takes it', async () => {
  const { anna, id, here, there } = await chat(stage)
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'queue', note: 'I must go' })
  const ben = await onDuty(stage, 'ben')
  const offer = await ben.offer(id)
  expect(transferOf(offer)).toMatchObject({ by: 'anna@localhost', as: 'owner', note: 'I must go' })
  await there.say('somebody comes')
  await here.hears('somebody comes')
  await ben.accept(offer)
  const occupant = await ben.enterWhenInvited()
  await there.left.until(() => true, 'the membership of the sender to be taken')
  await occupant.say('Ben here')
  await here.hears('Ben here')
})

test('A2: a plain client reads who hands what on and why, and takes it by a word', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await anna.agents(SUPPORT)
  await anna.colleague(SUPPORT, 'ben@localhost', 'available')
  await anna.command(SUPPORT, 'transfer', { to: 'ben@localhost', note: 'Please check the refund.' })
  const offer = await ben.hears(SUPPORT, /^Anna hands a chat on to you: Mia/)
  expect(offer.getChildText('body')).toContain('Please check the refund.')
  await ben.asks(SUPPORT, 'take', /Mia/)
  const occupant = await ben.enterWhenInvited()
  await occupant.say('Ben here')
  await here.hears('Ben here')
  const since = anna.connection.stanzas.mark()
  await ben.tells(SUPPORT, 'transfer to anna: yours after all')
  await anna.reject(await anna.offer(id, { since }))
  await ben.hears(SUPPORT, /^Anna declined to take Mia over/)
})

test('C5: to another workgroup: its Desk comes into the room, and it ends there', async () => {
  const { anna, mia, id, here, there } = await chat(stage)
  const ben = await onDuty(stage, 'ben', SALES)
  await anna.command(SUPPORT, 'transfer', { case: id, to: SALES, note: 'Wants to buy' })
  const offer = await ben.offer(id)
  expect(offer.workgroup).toBe(SALES)
  expect(transferOf(offer)).toMatchObject({ by: 'anna@localhost', note: 'Wants to buy' })
  await there.say('Sales will help')
  await here.hears('Sales will help')
  await ben.accept(offer)
  const occupant = await ben.enterWhenInvited(wait)
  expect(occupant.room).toBe(here.room)
  expect((await occupant.history()).map((line) => line.body)).toContain('Sales will help')
  await there.left.until(() => true, 'the membership of the sender to be taken')
  expect((await news(anna, 'transfer-accepted')).who).toBe('ben@localhost')
  await occupant.say('Ben of Sales')
  await here.hears('Ben of Sales')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['ben@localhost member', `${SALES} owner`, 'visitor member'])
  const again = await stage.again(mia)
  expect(again.joined).toMatchObject({ id, phase: 'active', room: here.room, with: 'Ben' })
  const archived = stage.component.logs(new RegExp(`${id}.*case: archived`))
  await ben.close(SALES, id)
  expect(await again.ended()).toBe('operator-closed')
  expect(await archived).toContain(SALES)
})

test('C5: to a workgroup where nobody is: it comes back at once', async () => {
  const { anna, id, here, there } = await chat(stage)
  await anna.command(SUPPORT, 'transfer', { case: id, to: SALES })
  expect((await news(anna, 'transfer-failed')).words).toBe(
    'Nobody is on duty there; you still have the chat with Mia.',
  )
  await there.say('still me')
  await here.hears('still me')
})

test('C5: kill -9 while it rings at a colleague, and while another workgroup looks: one owner, nothing lost', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  const carol = await onDuty(stage, 'carol', SALES)
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost', note: 'Yours?' })
  await ben.offer(id)
  await stage.component.kill()
  await here.say('anybody?')
  await stage.component.restart()
  const since = ben.connection.stanzas.mark()
  await Promise.all([anna.onDuty(SUPPORT), ben.onDuty(SUPPORT), carol.onDuty(SALES)])
  const offer = await ben.offer(id, { since, ...wait })
  expect(transferOf(offer)).toMatchObject({ by: 'anna@localhost', note: 'Yours?' })
  await ben.reject(offer)
  await news(anna, 'transfer-declined')

  await anna.command(SUPPORT, 'transfer', { case: id, to: SALES })
  const rings = await carol.offer(id)
  carol.accept(rings).catch(() => {})
  await stage.component.kill()
  await stage.component.restart()
  const back = carol.connection.stanzas.mark()
  await Promise.all([anna.onDuty(SUPPORT), carol.onDuty(SALES)])
  // Whether the acceptance was stored before the kill is open; either way there is one owner in the end.
  const invited = carol.invited({ room: here.room, ...wait })
  carol
    .offer(id, { since: back, ...wait })
    .then((one) => carol.accept(one))
    .catch(() => {})
  await invited
  const occupant = await carol.enter(here.room, 'Carol')
  expect((await occupant.history()).map((line) => line.body)).toEqual(
    expect.arrayContaining(['hello', 'anybody?']),
  )
  await occupant.say('Carol here')
  await here.hears('Carol here')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room), { timeout: 60_000 })
    .toEqual(['carol@localhost member', `${SALES} owner`, 'visitor member'])
  await carol.close(SALES, id)
})

test('C5: handed on twice, and back: the visitor hears the end from where they came to; it rings at nobody who hands it on', async () => {
  const { anna, mia, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben', SALES)
  await anna.onDuty(SALES)
  await anna.queue(SALES)
  await anna.command(SUPPORT, 'transfer', { case: id, to: SALES })
  await ben.accept(await ben.offer(id))
  const [carol, occupant] = [await onDuty(stage, 'carol'), await ben.enterWhenInvited()]
  await occupant.say('Ben here')
  expect(
    anna.connection.stanzas.items.filter((one) => one.getChild('offer', NS.workgroup) && one.is('iq')),
  ).toHaveLength(1)
  await ben.command(SALES, 'transfer', { case: id, to: SUPPORT })
  await carol.accept(await carol.offer(id))
  await (await carol.enterWhenInvited()).say('Carol here')
  await here.hears('Carol here')
  await carol.close(SUPPORT, id)
  await mia.ended()
  const end = mia.connection.stanzas.items.find((one) => one.getChild('depart-queue', NS.workgroup))
  expect(end?.attrs.from).toBe(SUPPORT)
})
