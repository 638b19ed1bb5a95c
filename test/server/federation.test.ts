/** Operators whose account is on a server of somebody else (A6): theirs and ours are two Prosody processes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Elsewhere, OTHER, STRANGER, startElsewhere } from '../support/elsewhere.ts'
import { Connection } from '../support/people/connection.ts'
import { el, NS, PlainOperator } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

const BERTA = `berta@${OTHER}`

let elsewhere: Elsewhere
let stage: Stage

beforeAll(async () => {
  elsewhere = await startElsewhere([BERTA])
  for (const name of ['berta', 'mallory']) elsewhere.addUser(name, OTHER, PASSWORD)
  elsewhere.addUser('berta', STRANGER, PASSWORD)
  stage = await setStage({
    prosody: { env: { ...elsewhere.env } },
    component: {
      yaml: (demo) =>
        demo
          .replace('operators:\n', `operators:\n  ${BERTA}: { name: Berta }\n`)
          .replace('operators: [anna, ben, carol]', `operators: [anna, ben, carol, ${BERTA}]`),
    },
  })
})
afterAll(async () => {
  await stage?.end()
  await elsewhere?.stop()
})

const account = (username: string, domain: string = OTHER) => ({
  ...{ websocket: elsewhere.websocket, domain, username, password: PASSWORD },
})

test('A6: an operator from another server adds the workgroup, takes a request, talks with the visitor and closes', async () => {
  const berta = await PlainOperator.signIn(account('berta'))
  await berta.add(SUPPORT)
  await berta.statusOf(SUPPORT, /nobody waiting/)
  const mia = await stage.visitor()
  const { number } = await mia.join({ name: 'Mia', problem: 'My parcel is late' })
  await berta.hears(SUPPORT, new RegExp(`Mia is waiting: case ${number},`))
  await berta.asks(SUPPORT, 'take', /^Taken/)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), berta.enterWhenInvited()])
  await there.say('hello from afar')
  await here.hears('hello from afar')
  await here.say('hello Berta')
  await there.hears('hello Berta')
  await berta.asks(SUPPORT, 'close', /Mia/)
  expect(await mia.ended()).toBe('operator-closed')
  await berta.connection.stop()
})

test('A6: nobody else from outside reaches anything: not the desk, not its rooms, not a person', async () => {
  const mallory = await Connection.open('mallory', account('mallory'))
  // Same server as Berta, not on the list: the answer comes from ours.
  const info = () => el('query', { xmlns: 'http://jabber.org/protocol/disco#info' })
  for (const to of ['support.localhost', SUPPORT, 'rooms.localhost', 'x@rooms.localhost/x'])
    await expect(mallory.get(to, info()), to).rejects.toMatchObject({ condition: 'forbidden' })
  await mallory.send(el('message', { to: SUPPORT, type: 'chat', id: 'hello' }, el('body', {}, 'take')))
  const refused = await mallory.stanzas.until(
    (one) => one.is('message') && one.attrs.id === 'hello',
    'an answer to the words',
  )
  expect(refused.getChild('error')?.getChild('forbidden')).toBeDefined()
  // The operators' and the visitors' own hosts have no way in at all.
  for (const to of ['localhost', 'anna@localhost', 'visitors.localhost', 'upload.localhost'])
    await expect(mallory.get(to, info()), to).rejects.toMatchObject({
      condition: /^remote-server|not-allowed/,
    })
  await mallory.stop()

  // A server that has nobody on the list: not even the stream.
  const stranger = await Connection.open('stranger', account('berta', STRANGER))
  await expect(stranger.get(SUPPORT, info())).rejects.toMatchObject({ condition: /^remote-server|policy/ })
  expect(stage.prosody.log.join('\n')).toMatch(/Refused the server stranger\.example/)
  await stranger.stop()
})

test('A6: nobody here writes to the outside through the desk or its rooms', async () => {
  const mia = await stage.visitor()
  await expect(mia.connection.get(BERTA, el('ping', { xmlns: NS.ping }))).rejects.toMatchObject({
    condition: expect.anything(),
  })
  const anna = await stage.operator('anna')
  await expect(anna.connection.get(BERTA, el('ping', { xmlns: NS.ping }))).rejects.toMatchObject({
    condition: expect.stringMatching(/not-allowed|remote-server-not-found/),
  })
})
