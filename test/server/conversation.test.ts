/** Whole conversations between a visitor and an operator, and what is left of them. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openLog } from '../../component/src/effects/log.ts'
import { openStore } from '../../component/src/store/open.ts'
import { el, NS, type Operator, type Visitor } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

async function chat(
  visitor: Stage['visitor'] = (visit) => stage.visitorThroughParlor(visit),
): Promise<{ anna: Operator; mia: Visitor; id: string }> {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const mia = await visitor()
  const { id } = await mia.join({ name: 'Mia', problem: 'My parcel is late' })
  await anna.accept(await anna.offer(id))
  return { anna, mia, id }
}

/** What an operator's own archive has with this address: the names of the elements in each of the latest messages. */
async function inOwnArchive({ connection }: Operator, whom: string): Promise<string[][]> {
  const since = connection.stanzas.mark()
  const form = el(
    'x',
    { xmlns: NS.data, type: 'submit' },
    el('field', { var: 'FORM_TYPE', type: 'hidden' }, el('value', {}, NS.mam)),
    el('field', { var: 'with' }, el('value', {}, whom)),
  )
  const latest = el('set', { xmlns: NS.rsm }, el('max', {}, '5'), el('before'))
  await connection.set(connection.bareJid, el('query', { xmlns: NS.mam }, form, latest))
  return connection.stanzas.items.slice(since).flatMap((stanza) => {
    const kept = stanza.getChild('result', NS.mam)?.getChild('forwarded', NS.forward)?.getChild('message')
    return kept ? [kept.getChildElements().map(({ name, attrs }) => `${name} ${attrs.jid ?? ''}`.trim())] : []
  })
}

test('M5: no invitation is in the archive of the operator: there is nothing to show days later, nor to erase', async () => {
  const { anna } = await chat()
  const { room } = await anna.enterWhenInvited()
  expect(await inOwnArchive(anna, room)).toEqual([])
  expect((await inOwnArchive(anna, SUPPORT)).flat()).not.toContain(`x ${room}`)
})

test('C1: what each says arrives at the other in order, once, with the room as witness', async () => {
  const { anna, mia } = await chat()
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  for (const words of ['one', 'two', 'three']) await here.say(words)
  await there.hears('three')
  await there.say('four')
  await here.hears('four')
  const bodies = (occupant: typeof here) => occupant.lines.items.map((line) => line.body)
  expect(bodies(there)).toEqual(['one', 'two', 'three', 'four'])
  expect(bodies(here)).toEqual(['one', 'two', 'three', 'four'])
  expect(here.lines.items.every((line) => line.stanzaId !== undefined)).toBe(true)
  await here.chatState('composing')
  await there.typing.until((who) => who === 'Mia composing', 'Mia to type')
})

test('R5: the room holds exactly two people, and nobody else can enter or see it', async () => {
  const { anna, mia } = await chat()
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await here.say('anybody here?')
  await there.say('only me')
  await here.hears('only me')
  expect([...here.people].sort()).toEqual(['Anna', 'Mia'])
  const stranger = await stage.visitor()
  await expect(stranger.enter(here.room, 'Eve')).rejects.toThrow()
  const ben = await stage.operator('ben')
  await expect(ben.enter(here.room, 'Ben')).rejects.toThrow()
})

test('C1: a new nickname is no lost connection, and the end is told in words that fit both', async () => {
  const { anna, mia } = await chat()
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await mia.connection.send(el('presence', { to: `${here.room}/Mia Maria` }))
  await there.say('a fine name')
  await here.hears('a fine name')
  await mia.depart()
  await there.hears('Mia has ended the conversation.')
  expect(there.lines.items.map(({ body }) => body)).toEqual([
    'a fine name',
    'Mia has ended the conversation.',
  ])
})

test('M1: when the chat is closed both are told, and the transcript is kept before the room goes', async () => {
  const { anna, mia, id } = await chat(stage.visitor)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await here.say('hello')
  await there.hears('hello')
  await there.say('good morning')
  await here.hears('good morning')
  const archived = stage.component.logs(new RegExp(`${id}.*case: archived`))
  await anna.close(SUPPORT, id)
  expect(await mia.ended()).toBe('operator-closed')
  expect(await anna.ended({ caseId: id })).toBe('operator-closed')
  expect((await here.left.until(() => true, 'the membership to be taken away')).codes).toContain('321')
  await archived

  await stage.component.stop()
  const store = await openStore({ sqlite: stage.component.database }, { log: openLog('silent') })
  const lines = (await store.transcript(id)).map(({ who, nick, body }) => [who, nick, body])
  const events = (await store.events(id)).map(({ what, who }) => [what, who].join(' ').trim())
  const [ended] = await store.endedCases(SUPPORT, { limit: 1 })
  await store.close()
  await stage.component.restart()
  expect(lines).toEqual([
    ['visitor', 'Mia', 'hello'],
    ['operator', 'Anna', 'good morning'],
    ['desk', 'Desk', 'Anna has ended this conversation.'],
  ])
  expect(events).toEqual(
    expect.arrayContaining([
      'joined visitor',
      'entered visitor',
      'entered operator',
      'first-answer operator',
    ]),
  )
  expect(ended).toMatchObject({ reason: 'operator-closed', operator: 'anna@localhost' })
  await expect
    .poll(() => here.history().then(String, (error: { condition?: string }) => error.condition))
    .toMatch(/gone|item-not-found|forbidden/)
})
