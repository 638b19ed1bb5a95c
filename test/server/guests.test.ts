/** Who comes into a chat beside its two people (C4), who opens one (R7), and who may be in its room (P8). */
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
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage({
    component: {
      yaml: (demo) => demo.replaceAll('    routing:', '    seats: 2\n    leaveGrace: 15 s\n    routing:'),
    },
  })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const DESK = `${SUPPORT} owner`
const TWO = ['anna@localhost member', DESK, 'visitor member']

test('C4: a colleague is asked in: the room grows by one, and closes again when they go', async () => {
  const { anna, id, here, there } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost', note: 'You know warranties' })
  const offer = await ben.offer(id)
  expect(transferOf(offer)).toEqual(
    expect.objectContaining({ by: 'anna@localhost', as: 'colleague', note: 'You know warranties' }),
  )
  await expect(ben.enter(here.room, 'Ben')).rejects.toThrow()
  await ben.accept(offer)
  expect((await news(anna, 'invitation-accepted')).who).toBe('ben@localhost')
  const occupant = await ben.enterWhenInvited()
  expect((await occupant.history()).map((line) => line.body)).toContain('hello')
  await here.hears(/^Ben has joined/)
  await occupant.say('about the warranty')
  await Promise.all([here.hears('about the warranty'), there.hears('about the warranty')])
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', 'ben@localhost member', DESK, 'visitor member'])
  await expect.poll(() => sizeOnDisk(stage.prosody, here.room)).toBe(placesFor(stage.prosody, 3))

  await ben.command(SUPPORT, 'leave', { case: id })
  await occupant.left.until(() => true, 'the membership of the guest to be taken')
  await here.hears(/^Ben has left/)
  await expect.poll(() => membersOnDisk(stage.prosody, here.room)).toEqual(TWO)
  await expect.poll(() => sizeOnDisk(stage.prosody, here.room)).toBe(placesFor(stage.prosody, 2))
  await expect(ben.enter(here.room, 'Ben')).rejects.toThrow()
  expect(noticesAt(here)).toEqual(['colleague-joined Ben', 'colleague-left Ben'])
})

test('C4: an invitation that is declined is told to who asked; nothing else happens', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.reject(await ben.offer(id))
  expect((await news(anna, 'invitation-declined')).who).toBe('ben@localhost')
  await expect.poll(() => membersOnDisk(stage.prosody, here.room)).toEqual(TWO)
})

test('C4: a guest of the same name as the visitor puts nobody out of the room', async () => {
  const { anna, id, here } = await chat(stage, 'Ben')
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.accept(await ben.offer(id))
  const occupant = await ben.enterWhenInvited()
  expect([here.nick, occupant.nick]).toEqual(['Ben (visitor)', 'Ben'])
  await here.say('still here')
  await occupant.hears('still here')
})

test('P8: who leaves the room loses the membership; at the end everybody is out and nothing is left', async () => {
  const { anna, mia, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  const carol = await onDuty(stage, 'carol')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.accept(await ben.offer(id))
  const occupant = await ben.enterWhenInvited()
  await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
  const silent = await carol.enterWhenInvited()
  await here.hears(/^Ben has joined/)
  await occupant.leave()
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room), { timeout: 60_000 })
    .toEqual(['anna@localhost member', 'carol@localhost admin', DESK, 'visitor member'])
  const archived = stage.component.logs(new RegExp(`${id}.*case: archived`))
  await anna.close(SUPPORT, id)
  expect(await mia.ended()).toBe('operator-closed')
  await silent.left.until(() => true, 'the silent membership to be taken')
  await archived
  await expect.poll(() => membersOnDisk(stage.prosody, here.room)).toEqual([])
})

test('C4: a guest who is cut off has left after a moment, though the server keeps the session', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.accept(await ben.offer(id))
  const occupant = await ben.enterWhenInvited()
  await ben.connection.stanzas.until((one) => !!one.getChild('ping', 'urn:xmpp:ping'), 'a question')
  await occupant.say('one moment')
  await here.hears('one moment')
  ben.connection.cut()
  await here.lines.until(({ body = '' }) => /^Ben has left/.test(body), 'Ben to have left', {
    within: 90_000,
  })
  await expect.poll(() => membersOnDisk(stage.prosody, here.room)).toEqual(TWO)
})

test('C4: a guest whose desk is reloaded is invited again, as what they are', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben@localhost' })
  await ben.accept(await ben.offer(id))
  await ben.enterWhenInvited()
  await here.hears(/^Ben has joined/)
  await ben.connection.stop()
  const again = await onDuty(stage, 'ben')
  const { stanza } = await again.invited({ room: here.room })
  expect(stanza.getChild('case', NS.parlor)?.attrs).toMatchObject({ id, as: 'colleague', nick: 'Ben' })
  const occupant = await again.enterWhenInvited()
  await occupant.say('back again')
  await here.hears('back again')
  expect(noticesAt(here)).toEqual(['colleague-joined Ben'])
})

test('R4: two clients of one person are one: it rings at both, counts once, and accepting on one withdraws the other', async () => {
  const web = await onDuty(stage, 'anna')
  const psi = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  const [first, second] = await Promise.all([web.offer(id), psi.offer(id)])
  expect([first.caseId, second.caseId]).toEqual([id, id])
  await psi.accept(second)
  expect((await web.revoked(id)).why).toBe('taken')
  const occupant = await psi.enterWhenInvited()
  const { rows } = await web.command(SUPPORT, 'status', {})
  expect(rows.find(({ jid }) => jid === 'anna@localhost')).toMatchObject({ chats: '1', seats: '2' })
  await occupant.say('hello')
})

test('R7: an operator writes to a person with an account, and the chat is theirs when that person comes', async () => {
  const anna = await onDuty(stage, 'anna')
  const ben = await stage.operator('ben')
  expect((await anna.command(SUPPORT, 'contact', { visitor: 'ben@localhost' })).status).toBe('completed')
  const [here, there] = await Promise.all([ben.enterWhenInvited(), anna.enterWhenInvited()])
  expect(here.room).toBe(there.room)
  await there.say('How was your order?')
  await here.hears('How was your order?')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', 'ben@localhost member', DESK])
  const { caseId = '' } = await anna.invited({ room: here.room })
  await anna.close(SUPPORT, caseId)
  expect(await anna.ended({ caseId })).toBe('operator-closed')
})

test('R7: one who waits is taken; a stranger from another server is not written to', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT, { maxChats: 0 })
  await anna.queue(SUPPORT)
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  await expect(anna.command(SUPPORT, 'contact', { visitor: 'eve@elsewhere.example' })).rejects.toMatchObject({
    condition: 'item-not-found',
    text: 'eve@elsewhere.example has no account here: nobody else is written to.',
  })
  // No address at all: no room is made, no number given, nothing promised.
  for (const visitor of ['dora@localhost/', 'do:ra@localhost'])
    await expect(anna.command(SUPPORT, 'contact', { visitor })).rejects.toMatchObject({
      condition: 'item-not-found',
    })
  await expect(anna.command(SUPPORT, 'contact', { visitor: 'anna@localhost' })).rejects.toMatchObject({
    text: 'That is you.',
  })
  await anna.command(SUPPORT, 'contact', { visitor: 'Mia' })
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('hello')
  await here.hears('hello')
  expect((await anna.invited()).caseId).toBe(id)
})
