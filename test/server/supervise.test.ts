/** Supervisors in other people's chats (C4): openly, silently, and with a hand on them. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, membersOnDisk, news, noticesAt, onDuty, placesFor, sizeOnDisk } from '../support/chat.ts'
import { el, type Occupant, Operator, type Person } from '../support/people/index.ts'
import { PASSWORD, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

/** Carol has no seats in Sales. */
const yaml = (demo: string) =>
  demo.replace(/(name: Sales[\s\S]*operators: )\[anna, ben, carol\]/, '$1[anna, ben]')

beforeAll(async () => {
  stage = await setStage({ component: { yaml } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const DESK = `${SUPPORT} owner`
const INFO = 'http://jabber.org/protocol/disco#info'

/** How many people the room says it has. */
async function counted(person: Person, room: string): Promise<string | undefined> {
  const answer = await person.connection.get(room, el('query', { xmlns: INFO }))
  const fields = answer.getChild('query', INFO)?.getChild('x', 'jabber:x:data')?.getChildren('field') ?? []
  return (
    fields.find(({ attrs }) => attrs.var === 'muc#roominfo_occupants')?.getChildText('value') ?? undefined
  )
}

/** Settles by order on one stream: what the room told this person before has arrived now. */
async function settled(...occupants: Occupant[]): Promise<void> {
  for (const occupant of occupants) await occupant.say('still here')
}

test('C4: a supervisor listens silently: the room shows visitor and operator nothing of it', async () => {
  const { anna, mia, id, here, there } = await chat(stage)
  const carol = await onDuty(stage, 'carol')
  const marks = [anna, mia].map((person) => person.connection.stanzas.mark())
  await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
  const occupant = await carol.enterWhenInvited()
  expect([...occupant.people].sort()).toEqual(expect.arrayContaining(['Anna', 'Carol', 'Mia']))
  expect((await occupant.history()).map((line) => line.body)).toContain('hello')
  await settled(here, there)
  await occupant.hears('still here')
  expect([[...here.people].sort(), [...there.people].sort()]).toEqual([
    ['Anna', 'Mia'],
    ['Anna', 'Mia'],
  ])
  expect(await counted(anna, here.room)).toBe('2')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', 'carol@localhost admin', DESK, 'visitor member'])
  await expect.poll(() => sizeOnDisk(stage.prosody, here.room)).toBe(placesFor(stage.prosody, 2))
  await carol.command(SUPPORT, 'leave', { case: id })
  await occupant.left.until(() => true, 'the silent membership to be taken')
  await settled(here, there)
  const heard = [anna, mia].flatMap((person, at) =>
    person.connection.stanzas.items.slice(marks[at]).filter((stanza) => /carol/i.test(stanza.toString())),
  )
  // The operators' own list of colleagues is no news of this chat.
  const inRoom = heard.filter(({ attrs }) => String(attrs.from).startsWith(here.room))
  expect(inRoom.map(String)).toEqual([])
  expect(noticesAt(here)).toEqual([])
})

test('C4: a supervisor joins openly, and both sides see who', async () => {
  const { id, here, there } = await chat(stage)
  const carol = await onDuty(stage, 'carol')
  await carol.command(SUPPORT, 'join', { case: id, silent: 'false' })
  const occupant = await carol.enterWhenInvited()
  await Promise.all([here.hears(/^Carol has joined/), there.hears(/^Carol has joined/)])
  await occupant.say('Hello both')
  await here.hears('Hello both')
  await expect.poll(() => sizeOnDisk(stage.prosody, here.room)).toBe(placesFor(stage.prosody, 3))
})

test('C4: a supervisor takes over, and gives it on to a colleague', async () => {
  const { anna, id, here, there } = await chat(stage)
  const [ben, carol] = await Promise.all([onDuty(stage, 'ben'), onDuty(stage, 'carol')])
  await carol.command(SUPPORT, 'takeover', { case: id })
  const occupant = await carol.enterWhenInvited()
  expect((await there.left.until(() => true, 'the membership of the owner to be taken')).codes).toContain(
    '321',
  )
  expect((await news(anna, 'taken-over')).who).toBe('carol@localhost')
  await here.hears(/^Carol will go on/)
  await carol.command(SUPPORT, 'assign', { case: id, to: 'ben@localhost' })
  const next = await ben.enterWhenInvited()
  expect((await news(ben, 'assigned-to-you')).who).toBe('carol@localhost')
  await occupant.left.until(() => true, 'the membership of the supervisor to be taken')
  await next.say('Ben here')
  await here.hears('Ben here')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['ben@localhost member', DESK, 'visitor member'])
  await expect(anna.command(SUPPORT, 'takeover', { case: id })).rejects.toThrow()
})

test('C4: kill -9 with a silent supervisor inside: still silent, still inside, and no membership more than there should be', async () => {
  const { anna, id, here, there } = await chat(stage)
  const carol = await onDuty(stage, 'carol')
  await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
  const occupant = await carol.enterWhenInvited()
  await stage.component.kill()
  await stage.component.restart()
  await Promise.all([anna.onDuty(SUPPORT), carol.onDuty(SUPPORT)])
  await settled(here, there)
  await occupant.hears('still here')
  expect([...here.people].sort()).toEqual(['Anna', 'Mia'])
  expect(noticesAt(here)).toEqual([])
  await carol.command(SUPPORT, 'leave', { case: id })
  await occupant.left.until(() => true, 'the silent membership to be taken')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', DESK, 'visitor member'])
})

test('C4: a supervisor without seats in a workgroup, and not on duty, commands it all the same', async () => {
  const anna = await onDuty(stage, 'anna', SALES)
  const carol = await stage.operator('carol')
  const mia = await stage.visitor({ workgroup: 'sales' })
  const { id, number } = await mia.join({ name: 'Mia' })
  const offer = await anna.offer(id)
  expect((await carol.command(SALES, 'queue', {})).rows).toMatchObject([{ number, name: 'Mia' }])
  await carol.command(SALES, 'priority', { case: id, priority: '10' })
  await expect(carol.command(SALES, 'take', { case: id })).rejects.toMatchObject({
    condition: 'forbidden',
    message: expect.stringContaining('no seats'),
  })
  await anna.accept(offer)
  const [here] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await carol.command(SALES, 'join', { case: id, silent: 'true' })
  const silent = await carol.enterWhenInvited()
  await here.say('is anybody else here?')
  await silent.hears('is anybody else here?')
  expect(noticesAt(here)).toEqual([])
  await carol.command(SALES, 'leave', { case: id })
  await silent.left.until(() => true, 'the silent membership to be taken')
  const since = carol.connection.stanzas.mark()
  await carol.command(SALES, 'takeover', { case: id })
  const occupant = await carol.enterWhenInvited({ since })
  await here.hears(/^Carol will go on/)
  await occupant.say('Carol here')
  await here.hears('Carol here')
  expect((await news(anna, 'taken-over')).who).toBe('carol@localhost')
  await carol.close(SALES, id)
  expect(await mia.ended()).toBe('operator-closed')
})

test("D7: the same in words; and closing somebody else's chat, and the workgroup", async () => {
  const anna = await onDuty(stage, 'anna', SALES)
  const carol = await stage.plainOperator('carol')
  const mia = await stage.visitor({ workgroup: 'sales' })
  const { id } = await mia.join({ name: 'Mia' })
  await anna.accept(await anna.offer(id))
  await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await carol.asks(SALES, 'status', /Anna: available, 1 of/)
  await carol.asks(SALES, 'take', /no seats in it/)
  await carol.asks(SALES, 'close mia', /^Closed: Mia/)
  expect(await mia.ended()).toBe('supervisor-closed')
  await carol.asks(SALES, 'pause', /Sales is paused/)
  await expect((await stage.visitor({ workgroup: 'sales' })).join()).rejects.toMatchObject({
    condition: 'service-unavailable',
  })
  await carol.asks(SALES, 'open', /no longer paused/)
})

test('D7: who is neither operator nor supervisor commands nothing', async () => {
  stage.prosody.addUser('dora', PASSWORD)
  const { websocket, domain } = stage.prosody
  const dora = await Operator.signIn({ websocket, domain, username: 'dora', password: PASSWORD })
  await expect(dora.command(SALES, 'queue', {})).rejects.toMatchObject({ condition: 'forbidden' })
  await dora.stop()
})
