/** An operator who has poezio and nothing else: a client in a terminal that bookmarks every room, against the whole of Parlor. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onDuty } from '../support/chat.ts'
import type { Operator } from '../support/people/index.ts'
import { Poezio } from '../support/poezio.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
let poezio: Poezio

beforeAll(async () => {
  stage = await setStage({
    component: { yaml: (demo) => demo.replaceAll('    routing:', '    ringFor: 3 min\n    routing:') },
  })
  poezio = await Poezio.start({ jid: 'anna@localhost', password: PASSWORD, port: stage.prosody.c2sPort })
}, 120_000)
afterEach(() => stage?.clear())
afterAll(async () => {
  await poezio?.stop()
  await stage?.end()
})

/** A colleague, who hears of Anna's presence from the workgroup. */
async function colleague(): Promise<Operator> {
  const ben = await onDuty(stage, 'ben')
  await ben.agents(SUPPORT)
  await ben.colleague(SUPPORT, 'anna@localhost', 'available', { within: 60_000 })
  return ben
}

test('A7: poezio: added once it is on duty, an offer is read and taken by a word, one invitation, the chat from its first word, and no ghost after it', async () => {
  const { terminal } = poezio
  await poezio.commands(`add ${SUPPORT}`)
  await terminal.shows(/support@support\.localhost accept/)
  const ben = await colleague()
  // Ben serves Mia first; Anna comes in by a transfer, and sees all of it.
  await ben.onDuty(SUPPORT, { show: 'chat', maxChats: 1 })
  const mia = await stage.visitor({ params: { customer: '56164' } })
  const { id } = await mia.join({ name: 'Mia', problem: 'Where is my parcel' })
  await ben.accept(await ben.offer(id))
  const [here, there] = await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited()])
  await here.say('the very first words')
  await there.say('One moment, I ask Anna')
  await ben.command(SUPPORT, 'transfer', { case: id, to: 'anna' })
  await poezio.commands(`message ${SUPPORT} queue`)
  await terminal.shows(/Ben hands a chat on to you: Mia, case \d+/)
  await terminal.shows(/customer: 56164 \(claimed\)/)
  await terminal.shows(/Answer "take" or "reject"/)
  expect(await terminal.screen()).not.toMatch(/You are invited/)
  await poezio.says('take')
  await terminal.shows(/Taken: Mia, case \d+/)
  await terminal.shows(/You are invited to the room \S+@rooms\.localhost/)
  await poezio.commands('invitations')
  const [listed] = await terminal.shows(/invited to the following rooms:[\s\S]*/)
  expect(listed.match(/@rooms\.localhost/g)).toHaveLength(1)

  await poezio.commands(`join ${here.room}/anna`)
  await terminal.shows(/You \(Anna\) joined the room/)
  const [inRoom] = await terminal.shows(/the very first words[\s\S]*One moment, I ask Anna/)
  expect(inRoom.match(/the very first words/g)).toHaveLength(1)
  await poezio.says('Good morning, Mia!')
  await here.hears('Good morning, Mia!')
  await here.say('There you are')
  await terminal.shows(/Mia> There you are/)
  await poezio.commands(`message ${SUPPORT} close`)
  await terminal.shows(/Closed: Mia, case \d+/)
  expect(await mia.ended()).toBe('operator-closed')

  await poezio.restarts()
  await poezio.commands(`message ${SUPPORT} status`)
  await poezio.terminal.shows(/You are available/)
  // Nothing knocks at a room that is gone: the one tab beside the contacts is the workgroup's.
  expect((await poezio.terminal.screen()).match(/^ *[1-9]\.\S+/gm)).toEqual([' 1.support'])
})
