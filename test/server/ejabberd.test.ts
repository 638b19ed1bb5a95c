/** The tests of this ring once more, on ejabberd: whatever they prove on Prosody holds there too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chat, membersOnDisk, news, onDuty, transcriptOnDisk } from '../support/chat.ts'
import { el } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

const INFO = 'http://jabber.org/protocol/disco#info'

beforeAll(() => {
  process.env.PARLOR_TEST_SERVER = 'ejabberd'
})

afterAll(() => {
  delete process.env.PARLOR_TEST_SERVER
})

describe('B3: on ejabberd 23.01', () => {
  describe('conversations', async () => void (await import('./conversation.test.ts')))
  describe('restarts', async () => void (await import('./restart.test.ts')))
})

describe('B6: on ejabberd 23.01', async () => void (await import('./isolation.test.ts')))

describe('one chat, more people', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.end())

  test('B3: on ejabberd a silent supervisor is seen by nobody, a colleague takes over, and the record has it all', async () => {
    const { anna, mia, id, here, there } = await chat(stage)
    const [ben, carol] = await Promise.all([onDuty(stage, 'ben'), onDuty(stage, 'carol')])

    const marks = [anna, mia].map((person) => person.connection.stanzas.mark())
    await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
    const listening = await carol.enterWhenInvited()
    await there.say('are we alone?')
    await Promise.all([listening.hears('are we alone?'), here.hears('are we alone?')])
    expect([here, there].map(({ people }) => [...people].sort())).toEqual([
      ['Anna', 'Mia'],
      ['Anna', 'Mia'],
    ])
    const info = await anna.connection.get(here.room, el('query', { xmlns: INFO }))
    expect(String(info)).toContain('muc_membersonly')
    expect(String(info)).not.toContain('roominfo_occupants')
    await carol.command(SUPPORT, 'leave', { case: id })
    await listening.left.until(() => true, 'the silent membership to be taken')

    await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost', note: 'The refund, please.' })
    await ben.accept(await ben.offer(id))
    const next = await ben.enterWhenInvited()
    expect((await next.history()).map((line) => line.body)).toContain('are we alone?')
    await there.left.until(() => true, 'the membership of the sender to be taken')
    await news(anna, 'transfer-accepted')
    await next.say('Ben here')
    await here.hears('Ben here')
    await expect
      .poll(() => membersOnDisk(stage.prosody, here.room))
      .toEqual(['ben@localhost member', `${SUPPORT} owner`, 'visitor member'])
    const ofCarol = [anna, mia].flatMap((person, at) =>
      person.connection.stanzas.items.slice(marks[at]).filter((stanza) => /carol/i.test(stanza.toString())),
    )
    expect(ofCarol.filter(({ attrs }) => String(attrs.from).startsWith(here.room)).map(String)).toEqual([])

    await ben.close(SUPPORT, id)
    await mia.ended()
    await expect
      .poll(() => transcriptOnDisk(stage.component, id))
      .toEqual(expect.arrayContaining(['hello', 'are we alone?', 'Ben here']))
    await expect.poll(() => membersOnDisk(stage.prosody, here.room)).toEqual([])
  })

  test('B3: on ejabberd a plain client is on duty by its roster alone, is invited once in words that name the visitor, and reads the end', async () => {
    await stage.clear()
    const ben = await stage.plainOperator('ben')
    await ben.add(SUPPORT)
    const mia = await stage.visitor()
    const { number } = await mia.join({ name: 'Mia' })
    await ben.hears(SUPPORT, new RegExp(`Mia is waiting: case ${number},`))
    await ben.tells(SUPPORT, `take ${number}`)
    const [{ stanza, room }] = await Promise.all([ben.invited(), mia.enterWhenInvited()])
    expect(stanza.getChildText('body')).toContain('with Mia')
    expect(stanza.getChildText('body')).not.toContain('support.localhost')
    const all = ben.connection.stanzas.items.filter(
      (one) => one.is('message') && one.getChildren('x').length > 0,
    )
    expect(all.map(String)).toEqual([String(stanza)])
    expect(ben.connection.stanzas.items.filter(({ attrs }) => attrs.type === 'subscribe')).toEqual([])

    await ben.asks(SUPPORT, 'close', /Mia/)
    await mia.ended()
    await expect.poll(() => ben.enter(room, 'ben').catch(String)).toMatch(/gone.*This chat has ended\./s)
  })
})
