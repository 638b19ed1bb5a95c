/** What Parlor's own modules for Prosody keep out, and other servers do otherwise. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { condition, type RawPeer, rawClient, rawComponent } from '../support/raw.ts'
import { enter, makeRoom, occupant } from '../support/room.ts'

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
