/** Operators with any chat program: a contact in the roster, messages to read, words to answer with (A1, A2). */
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onDuty } from '../support/chat.ts'
import { Connection } from '../support/people/connection.ts'
import { el, NS, Operator } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

test('A1: the workgroup in the roster puts an operator on duty; its presence tells of the queue; out of it, off duty', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.statusOf(SUPPORT, /nobody waiting/)
  const mia = await stage.visitor()
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  await ben.statusOf(SUPPORT, /1 waiting/, { within: 60_000 })
  await mia.depart()
  await ben.remove(SUPPORT)
  const late = await stage.visitor()
  await expect(late.join()).rejects.toMatchObject({ condition: 'service-unavailable' })
})

test('A1: Gajim, which only counts what comes from a resource, is shown the queue from one, and finds the workgroup there', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const gajim = { xmlns: 'http://jabber.org/protocol/caps', node: 'https://gajim.org' }
  await ben.connection.send(el('presence', {}, el('c', { ...gajim, hash: 'sha-1', ver: 'x' })))
  const shows = (words: string) =>
    ben.connection.stanzas.until(
      (one) => one.attrs.from === `${SUPPORT}/Desk` && one.getChildText('status')?.startsWith(words) === true,
      `the workgroup to show "${words}" from its resource`,
      { within: 60_000 },
    )
  await shows('nobody waiting')
  const info = el('query', { xmlns: 'http://jabber.org/protocol/disco#info' })
  const answer = await ben.connection.get(`${SUPPORT}/Desk`, info)
  expect(answer.getChild('query')?.getChild('identity')?.attrs.type).toBe('workgroup')
  const mia = await stage.visitor()
  await mia.join()
  await shows('1 waiting')
  await mia.depart()
  const queue = el('command', { xmlns: NS.commands, node: 'queue', action: 'execute' })
  const shown = (await ben.connection.set(SUPPORT, queue)).getChild('command')
  expect(shown?.getChildText('note')).toBeTruthy()
  expect(shown?.getChild('x', NS.data)).toBeUndefined()
})

test('A1: a client with a negative priority, which no message reaches, puts nobody on duty', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.connection.send(el('presence', {}, el('priority', {}, '-1')))
  await ben.asks(SUPPORT, 'status', /^You are offline/)
  const mia = await stage.visitor()
  await expect(mia.join()).rejects.toMatchObject({ condition: 'service-unavailable' })
  await ben.appear()
  await ben.asks(SUPPORT, 'status', /^You are available/)
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
})

test('A2: words to an address of the component where nobody reads them are refused, not swallowed', async () => {
  const ben = await stage.plainOperator('ben')
  for (const to of ['support.localhost', `${SUPPORT}/anna@localhost`, 'nobody@support.localhost']) {
    await ben.connection.send(el('message', { to, type: 'chat', id: to }, el('body', {}, 'Are you free?')))
    const refused = await ben.connection.stanzas.until(
      (one) => one.is('message') && one.attrs.type === 'error' && one.attrs.id === to,
      `an error from ${to}`,
    )
    expect(refused.attrs.from).toBe(to)
  }
})

test('A2: the offer is a message one can read; "take" accepts it, and only then comes the invitation', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const mia = await stage.visitor()
  const { number } = await mia.join({ name: 'Mia', problem: 'My parcel is late' })
  // By its number: what the test before left behind may ring until it has ended.
  const offer = await ben.hears(SUPPORT, new RegExp(`Mia is waiting: case ${number},`))
  expect(offer.getChildText('body')).toContain('My parcel is late')
  expect(offer.getChildren('response', 'urn:xmpp:quick-response:0').map(({ attrs }) => attrs.value)).toEqual([
    'take',
    'reject',
  ])
  expect(ben.connection.stanzas.items.some((one) => one.getChild('x', NS.conference))).toBe(false)
  await ben.asks(SUPPORT, `take ${number}`, /Mia/)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited()])
  await there.say('hello')
  await here.hears('hello')
  await ben.asks(SUPPORT, 'close', /Mia/)
  expect(await mia.ended()).toBe('operator-closed')
})

test('A2: who has closed the room is invited once more by "take", and is told that it is theirs', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const mia = await stage.visitor()
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const [occupant, here] = await Promise.all([ben.enterWhenInvited(), mia.enterWhenInvited()])
  const since = ben.connection.stanzas.mark()
  await occupant.leave()
  await occupant.left.until(() => true, 'Ben to be out')
  await ben.asks(SUPPORT, 'take mia', /^You have it already: Mia.*once more/)
  const again = await ben.enterWhenInvited({ since })
  await again.say('here I am')
  await here.hears('here I am')
})

test('A2: a colleague who takes it is named to the others', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  const since = ben.connection.stanzas.mark()
  await anna.accept(await anna.offer(id))
  await ben.hears(SUPPORT, /Anna took the request of Mia/, { since })
})

test('A2: what rings no more is said in the words for it: stepped away, not handed on any more, not invited any more', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  await mia.appear('away')
  await ben.hears(SUPPORT, /^Mia has stepped away\.$/)
  const anna = await onDuty(stage, 'anna')
  await anna.command(SUPPORT, 'take', { case: id })
  const [, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('hello')
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben' })
  await ben.hears(SUPPORT, /^Anna hands a chat on to you/)
  await anna.command(SUPPORT, 'keep', { case: id })
  await ben.hears(SUPPORT, /^The chat with Mia is not handed on to you any more\.$/)
  await anna.command(SUPPORT, 'invite', { case: id, guest: 'ben' })
  await ben.hears(SUPPORT, /^Anna asks you into a chat/)
  await ben.asks(SUPPORT, 'reject', /^You declined to come into the chat with Mia\.$/)
})

test('A2: words: help, queue, status, reject, and one that nobody knows', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.asks(SUPPORT, 'help', /take/)
  await ben.asks(SUPPORT, 'frobnicate', /do not know/)
  expect(await ben.asks(SUPPORT, 'status', /^You are available, 0 of 4 chats\.$/m)).not.toMatch(/Ben/)
  await ben.asks(SUPPORT, 'status dnd lunch', /^You are dnd \(lunch\)/)
  await ben.asks(SUPPORT, 'status available', /^You are available, 0 of 4 chats\.$/m)
  const mia = await stage.visitor()
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  await ben.asks(SUPPORT, 'queue', /Mia/)
  await ben.asks(SUPPORT, 'reject', /Mia/)
})

test('A2: a reply that quotes the offer, as clients make it, is understood', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const mia = await stage.visitor()
  await mia.join()
  const offer = (await ben.hears(SUPPORT, /Mia is waiting/)).getChildText('body') ?? ''
  const quote = offer.replace(/^/gm, '> ')
  await ben.asks(SUPPORT, `${quote}\nreject`, /^Rejected: Mia/)
  await ben.asks(SUPPORT, quote, /do not know/)
})

test('A3: a command that is corrected is not run again, and the operator reads why', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const [mia, lea] = [await stage.visitor(), await stage.visitor()]
  const { number } = await mia.join({ name: 'Mia' })
  await lea.join({ name: 'Lea' })
  const write = (id: string, text: string, ...more: ReturnType<typeof el>[]) =>
    ben.connection.send(el('message', { to: SUPPORT, type: 'chat', id }, el('body', {}, text), ...more))
  const since = ben.connection.stanzas.mark()
  await write('m1', `note ${number}: call hre`)
  await ben.hears(SUPPORT, /^Noted/, { since })
  await write(
    'm2',
    `note ${number}: call her`,
    el('replace', { xmlns: 'urn:xmpp:message-correct:0', id: 'm1' }),
  )
  await ben.hears(SUPPORT, /cannot be corrected/, { since })
  await ben.asks(SUPPORT, 'take', /^Taken/)
  await write('m4', 'take', el('replace', { xmlns: 'urn:xmpp:message-correct:0', id: 'm3' }))
  await ben.asks(SUPPORT, 'queue', /^1 waiting/)
  const notes = await ben.asks(SUPPORT, `note ${number}`, /call/)
  expect(notes).toContain('call hre')
  expect(notes).not.toContain('call her')
})

test('A1: on duty again after a restart of the component, without doing anything', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.statusOf(SUPPORT, /nobody waiting/)
  await stage.component.kill()
  const since = ben.connection.stanzas.mark()
  await stage.component.restart()
  await ben.statusOf(SUPPORT, /nobody waiting/, { since })
  await ben.asks(SUPPORT, 'status', /^You are /)
  const mia = await stage.visitor()
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/, { since })
})

test('R1: a client that has left without a goodbye does not speak for the person once the next one is there', async () => {
  const anna = await onDuty(stage, 'anna')
  await anna.agents(SUPPORT)
  const psi = await stage.plainOperator('ben')
  await psi.add(SUPPORT)
  // Shows itself to the workgroup alone: Prosody then tells nobody in the roster that it has gone.
  const { websocket, domain } = stage.prosody
  const ben = { websocket, domain, username: 'ben', password: PASSWORD }
  const shy = new Operator(await Connection.open('ben', ben))
  await shy.onDuty(SUPPORT, { show: 'dnd', maxChats: 1 })
  await anna.colleague(SUPPORT, 'ben@localhost', 'dnd')
  await shy.stop()
  await psi.stop()
  const since = anna.connection.stanzas.mark()
  await onDuty(stage, 'ben')
  await anna.colleague(SUPPORT, 'ben@localhost', 'available', { since })
})

test('A2: what is accepted in one client of a person is read to be over in the other', async () => {
  const psi = await stage.plainOperator('ben')
  await psi.add(SUPPORT)
  const desk = await onDuty(stage, 'ben')
  const mia = await stage.visitor()
  const { id, number } = await mia.join()
  await psi.hears(SUPPORT, /^Mia is waiting/)
  await desk.accept(await desk.offer(id))
  const told = await psi.hears(SUPPORT, /^Taken in your other client/)
  expect(told.getChildText('body')).toBe(`Taken in your other client: Mia, case ${number}.`)
})

test('A2: an offer that rings shows in every live client of its operator, whatever their priorities, and once in each', async () => {
  const [psi, phone] = [await stage.plainOperator('ben'), await stage.plainOperator('ben')]
  await psi.add(SUPPORT)
  await psi.connection.send(el('presence', {}, el('priority', {}, '10')))
  await phone.connection.set(phone.connection.bareJid, el('enable', { xmlns: 'urn:xmpp:carbons:2' }))
  await phone.connection.send(el('presence', {}, el('priority', {}, '0')))
  const shy = await stage.plainOperator('ben')
  await shy.connection.send(el('presence', {}, el('priority', {}, '-1')))
  await psi.asks(SUPPORT, 'status', /^You are available/)
  const mia = await stage.visitor()
  const { number } = await mia.join({ name: 'Mia' })
  const offer = new RegExp(`^Mia is waiting: case ${number},`)
  await Promise.all([psi.hears(SUPPORT, offer), phone.hears(SUPPORT, offer)])
  const late = await stage.plainOperator('ben')
  await late.hears(SUPPORT, offer)
  const anna = await onDuty(stage, 'anna')
  await anna.take(SUPPORT, mia.joined?.id)
  const over = /^Anna took the request of Mia/
  await Promise.all([psi, phone, late].map((one) => one.hears(SUPPORT, over)))
  const copies = (who: typeof psi) =>
    who.connection.stanzas.items.filter((one) => String(one).includes(`case ${number},`)).length
  expect([psi, phone, late, shy].map(copies)).toEqual([1, 1, 1, 0])
})

test('A1: without a certificate the server offers no TLS, which every client would try in vain', async () => {
  const socket = connect(stage.prosody.c2sPort, '127.0.0.1')
  socket.write(
    "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
  )
  let features = ''
  for await (const chunk of socket) {
    features += chunk
    if (features.includes('</stream:features>')) break
  }
  expect(features).toContain('SCRAM-SHA-1')
  expect(features).not.toContain('starttls')
})
