/** What Parlor's own modules for Prosody add, and other servers do otherwise or not yet. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { condition, type RawPeer, rawClient, rawComponent } from '../support/raw.ts'
import { as, enter, makeRoom, occupant } from '../support/room.ts'

const MUC = 'http://jabber.org/protocol/muc'
const hidden = (name: string) => `${name}-6f1c0a9be27d4e55a1@rooms.localhost`

let prosody: TestProsody
let desk: RawPeer
let anna: RawPeer
let mia: RawPeer
let stranger: RawPeer

beforeAll(async () => {
  prosody = await startProsody()
  prosody.addUser('anna', 'secret')
  desk = await rawComponent(prosody.componentPort, 'support.localhost', prosody.componentSecret)
  anna = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  mia = await rawClient(prosody.websocket, 'visitors.localhost')
  stranger = await rawClient(prosody.websocket, 'visitors.localhost')
})

afterAll(async () => {
  for (const peer of [mia, stranger, anna, desk]) await peer?.close()
  await prosody?.stop()
})

test('T2, T26, B6: nobody outside is written to, no server is let in, and nothing is relayed', () => {
  // By who says it, the word after the time: the random name of a visitor may have these letters.
  const by = (who: string) =>
    prosody.log.filter((line) => new RegExp(`^\\w+ +\\d+ [\\d:]+ \\S*${who}`).test(line))
  expect(by('c2s')).not.toEqual([])
  expect(by('s2s')).toEqual([])
  expect(prosody.log.filter((line) => /proxy65/.test(line))).toEqual([])
})

test('T9, B6: the server keeps a third person out, member or not, and counts neither the desk nor a second tab', async () => {
  const room = hidden('two')
  await makeRoom(desk, room, [mia.jid, anna.jid, stranger.jid])
  expect(condition(await enter(mia, room, 'Mia'))).toBeUndefined()
  expect(condition(await enter(anna, room, 'Anna'))).toBeUndefined()
  expect(condition(await enter(stranger, room, 'Eve'))).toBe('service-unavailable')
  const tab = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  expect(condition(await enter(tab, room, 'Anna'))).toBeUndefined()
  await tab.close()
  await occupant(desk, room, mia.jid, 'none')
  expect(condition(await enter(stranger, room, 'Eve'))).toBeUndefined()
})

test('C3, T25: a place for a file is given while the room allows it, by size and type, and to nobody else', async () => {
  const room = hidden('files')
  await makeRoom(desk, room, [mia.jid])
  await enter(mia, room, 'Mia')
  const slot = async (who: RawPeer, more = "content-type='image/png'", size = 900) => {
    const request = `<request xmlns='urn:xmpp:http:upload:0' filename='a.png' size='${size}' ${more}/>`
    const answer = await who.ask('get', 'upload.localhost', request)
    return condition(answer) ?? answer.getChild('slot')?.getChild('put')?.attrs.url
  }
  const allow = (what: string) =>
    as(
      desk,
      "from='support@support.localhost'",
      'set',
      room,
      `<query xmlns='${MUC}#owner'><x xmlns='jabber:x:data' type='submit'>
       <field var='FORM_TYPE'><value>${MUC}#roomconfig</value></field>
       <field var='{urn:parlor:1}roomconfig_uploads'><value>${what}</value></field></x></query>`,
    )
  expect(await slot(mia)).toBe('service-unavailable')
  await allow('1000 image/* text/plain')
  expect(await slot(mia)).toMatch(/^https?:.*\/file_share\//)
  expect(await slot(mia, "content-type='text/plain'")).toMatch(/file_share/)
  for (const type of ["content-type='text/html'", "content-type='imag'", ''])
    expect(await slot(mia, type), type).toBe('not-acceptable')
  expect(await slot(mia, undefined, 1001)).toBe('not-acceptable')
  expect(await slot(stranger)).toBe('service-unavailable')
  expect(
    condition(
      await mia.ask('get', 'upload.localhost', "<query xmlns='http://jabber.org/protocol/disco#info'/>"),
    ),
  ).toBe('service-unavailable')
  await allow('')
  expect(await slot(mia)).toBe('service-unavailable')
})
