/** People with an account write to the workgroup, with whatever client they have (A5). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onDuty } from '../support/chat.ts'
import { el, NS, PlainOperator } from '../support/people/index.ts'
import { submit } from '../support/people/stanza.ts'
import { PASSWORD, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
let dora: PlainOperator

/** Each sends people on; in Support nobody waits for long once it has rung out. */
const yaml = (demo: string) =>
  demo
    .replace(
      '    name: Support\n',
      '    name: Support\n    maxWait: 1 s\n    otherwise: { nobody: { workgroup: sales }, waited: { workgroup: sales } }\n',
    )
    .replace(
      '    name: Sales\n',
      '    name: Sales\n    otherwise: { nobody: { redirect: "https://shop.example/help" } }\n',
    )

beforeAll(async () => {
  stage = await setStage({ component: { yaml } })
  stage.prosody.addUser('dora', PASSWORD)
})
afterEach(async () => {
  await dora?.stop()
  await stage.clear()
})
afterAll(() => stage?.end())

/** No operator, but the same kind of client. */
const doraComes = async () => {
  const { websocket, domain } = stage.prosody
  dora = await PlainOperator.signIn({ websocket, domain, username: 'dora', password: PASSWORD })
}

test('A5: asked to confirm, then for what the form needs; in the queue, invited when it is her turn', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  await doraComes()
  await dora.asks(SUPPORT, 'My parcel is late', /write "chat"/)
  await dora.asks(SUPPORT, 'chat', /Name/)
  // What she wrote first, corrected, is no answer to the question.
  const replace = el('replace', { xmlns: 'urn:xmpp:message-correct:0', id: 'of the first' })
  const refused = dora.hears(SUPPORT, /cannot be corrected/)
  await dora.connection.send(
    el('message', { to: SUPPORT, type: 'chat' }, el('body', {}, 'My parcels'), replace),
  )
  await refused
  // A reply to the question, as clients make it.
  const number = dora.hears(SUPPORT, /case is number \d+/)
  const reply = el('reply', { xmlns: 'urn:xmpp:reply:0', to: SUPPORT, id: 'of the question' })
  const words = el('body', {}, '> What is your name?\nDora')
  await dora.connection.send(el('message', { to: SUPPORT, type: 'chat' }, words, reply))
  await number
  const offer = await anna.offer()
  expect(String(offer.stanza)).toContain('My parcel is late')
  expect(offer.stanza.getChild('offer', NS.workgroup)?.getChild('case', NS.parlor)?.attrs.name).toBe('Dora')
  await anna.accept(offer)
  const [here, there] = await Promise.all([dora.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('hello')
  await here.hears('hello')
  await dora.tells(SUPPORT, 'stop')
  expect(await dora.ended()).toBe('visitor-left')
})

test('A5: whose connection is lost in the queue writes again from the next one, and has kept the place', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SALES, { maxChats: 0 })
  await anna.queue(SALES)
  await doraComes()
  await dora.asks(SALES, 'chat', /Name/)
  const number = /case is number (\d+)/.exec(await dora.asks(SALES, 'Dora', /case is number/))?.[1]
  await dora.stop()
  await doraComes()
  await dora.asks(SALES, 'hello?', /^You are next/)
  await anna.onDuty(SALES)
  const offer = await anna.offer()
  expect(offer.stanza.getChild('offer', NS.workgroup)?.getChild('case', NS.parlor)?.attrs).toMatchObject({
    number,
    show: 'available',
  })
  await anna.accept(offer)
  const [here, there] = await Promise.all([dora.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('there you are')
  await here.hears('there you are')
  await dora.stop()
  await doraComes()
  await dora.asks(SALES, 'are you there?', /^Your chat is open in its own room/)
  const back = await dora.enterWhenInvited()
  await back.say('here I am')
  await there.hears('here I am')
  await dora.tells(SALES, 'stop')
  expect(await anna.ended()).toBe('visitor-left')
})

test('A5: whose chat another workgroup has is known there from the next client, too', async () => {
  const anna = await onDuty(stage, 'anna')
  const ben = await onDuty(stage, 'ben', SALES)
  await doraComes()
  await dora.asks(SUPPORT, 'chat', /Name/)
  await dora.asks(SUPPORT, 'Dora', /case is number/)
  await anna.accept(await anna.offer())
  await Promise.all([dora.enterWhenInvited(), anna.enterWhenInvited()])
  await anna.command(SUPPORT, 'transfer', { to: SALES })
  await ben.accept(await ben.offer())
  const there = await ben.enterWhenInvited()
  await (await stage.visitor()).join() // somebody else with the first workgroup is not her
  await dora.stop()
  await doraComes()
  await dora.asks(SUPPORT, 'hello?', /^Your chat is open in its own room/)
  const back = await dora.enterWhenInvited()
  await back.say('here I am')
  await there.hears('here I am')
  await dora.tells(SUPPORT, 'stop')
  expect(await ben.ended()).toBe('visitor-left')
})

test('A5: "stop" leaves the queue; nobody there, she leaves a message', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  await doraComes()
  await dora.asks(SUPPORT, 'chat', /Name/)
  await dora.asks(SUPPORT, 'Dora', /case is number/)
  await anna.offer()
  await dora.tells(SUPPORT, 'stop')
  expect(await dora.ended()).toBe('visitor-left')
  await anna.onDuty(SUPPORT, { show: 'dnd' })
  // What is answered behind it says that it was heard.
  await anna.command(SUPPORT, 'status', {})
  await dora.asks(SUPPORT, 'message', /Name/)
  await dora.asks(SUPPORT, 'Dora', /What is your message/)
  await dora.asks(SUPPORT, 'Call me', /we have your message/)
})

test('A5: nobody there: told the address of the other workgroup, or the page, and a message may be left by writing', async () => {
  await doraComes()
  const words = await dora.asks(SUPPORT, 'My parcel is late', /Nobody is here/)
  expect(words).toMatch(/Please write to Sales:\nsales@support\.localhost\n.*write "message"/)
  await dora.asks(SALES, 'hello', /Please look here:\nhttps:\/\/shop\.example\/help\n/)
  await dora.asks(SUPPORT, 'leave a message', /Name/)
  await dora.asks(SUPPORT, 'Dora', /we have your message/)
  const anna = await onDuty(stage, 'anna')
  const { rows } = await anna.command(SUPPORT, 'messages', {})
  expect(rows.at(-1)).toMatchObject({ name: 'Dora', text: 'My parcel is late', account: 'dora@localhost' })
  await anna.command(SUPPORT, 'answer', { case: rows.at(-1)?.case ?? '', text: 'It comes tomorrow.' })
  await dora.hears(SUPPORT, /^Anna answers your message.*It comes tomorrow\.$/s)
})

test('A5: who has waited too long reads where else to ask', async () => {
  const anna = await onDuty(stage, 'anna')
  await doraComes()
  await dora.asks(SUPPORT, 'chat', /Name/)
  await dora.asks(SUPPORT, 'Dora', /case is number/)
  await anna.reject(await anna.offer())
  await dora.hears(
    SUPPORT,
    /^Nobody became free in time\. Please write to Sales:\nsales@support\.localhost\n/,
  )
})

test('A5: an operator does not queue up for themselves', async () => {
  const anna = await onDuty(stage, 'anna')
  const request = el('join-queue', { xmlns: NS.workgroup }, submit({ name: 'Anna' }))
  await expect(anna.connection.set(SUPPORT, request)).rejects.toMatchObject({
    condition: 'not-authorized',
    text: 'You are an operator of this workgroup: please ask a colleague.',
  })
})

test('A5: an anonymous visitor is told once that nobody reads here', async () => {
  const mia = await stage.visitor()
  await mia.connection.send(el('message', { to: SUPPORT, type: 'chat' }, el('body', {}, 'hello')))
  await mia.connection.stanzas.until(
    (one) => /Nobody reads/.test(one.getChildText('body') ?? ''),
    'an answer',
  )
})
