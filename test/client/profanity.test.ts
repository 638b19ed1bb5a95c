/** An operator who has profanity and nothing else, against the whole of Parlor. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Occupant, Visitor } from '../support/people/index.ts'
import { type Profanity, startProfanity } from '../support/profanity.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'
import type { Terminal } from '../support/terminal.ts'

let stage: Stage
let profanity: Profanity
let screen: Terminal

beforeAll(async () => {
  stage = await setStage()
  const { domain, c2sPort } = stage.prosody
  profanity = await startProfanity({ jid: `anna@${domain}`, password: PASSWORD, port: c2sPort })
  screen = profanity.terminal
})
afterEach(() => stage?.clear())
afterAll(async () => {
  await profanity?.stop()
  await stage?.end()
})

/** Profanity's first window: presence, invitations. */
const firstWindow = () => screen.type('/win 1')
/** Says a word to the workgroup; its window comes to the front. In a room `/msg` would mean somebody there. */
const tell = async (word: string) => {
  await firstWindow()
  await screen.type(`/msg ${SUPPORT} ${word}`)
}

/** Adds the workgroup to the contacts, as one adds anybody; once, the server remembers it. */
let added: Promise<unknown> | undefined
const onDuty = () => {
  added ??= addWorkgroup()
  return added
}

async function addWorkgroup(): Promise<void> {
  await screen.type(`/roster add ${SUPPORT} Support`)
  await screen.shows(/Roster item added/)
  // No second question comes.
  await screen.type(`/sub request ${SUPPORT}`)
  await screen.shows(/Support is online, "nobody waiting"/)
}

/** A visitor whose request rings in the terminal. */
async function rung(about: string): Promise<Visitor> {
  await onDuty()
  const mia = await stage.visitor({ params: { customer: '56164' } })
  await mia.join({ name: 'Mia', email: 'mia@example.org', problem: about })
  await tell('help')
  await screen.shows(new RegExp(about))
  return mia
}

/** Takes what rings and follows the invitation; the visitor does the same. */
async function inTheRoom(mia: Visitor): Promise<Occupant> {
  await tell('take')
  await screen.shows(/Taken: Mia, case \d+/)
  await firstWindow()
  const room = (await mia.invited()).room
  await screen.shows(new RegExp(`Room\\s*: ${room}`))
  await screen.type(`/join ${room} nick Anna`)
  await screen.shows(/You have joined the room as Anna/)
  return mia.enterWhenInvited()
}

test('A1: adding the workgroup to the contacts puts an operator on duty, and its presence shows the queue', async () => {
  const early = await stage.visitor()
  await expect(early.join()).rejects.toMatchObject({ condition: 'service-unavailable' })
  await onDuty()
  const mia = await stage.visitor()
  await mia.join()
  await firstWindow()
  // Contacts are told of the queue every 15 s at most.
  await screen.shows(/"1 waiting, oldest .+"/)
  await mia.depart()
  await screen.type('/status set dnd')
  await screen.shows(/Status set to dnd[\s\S]*Support is (?!online)\w+/)
  await expect((await stage.visitor()).join()).rejects.toMatchObject({ condition: 'service-unavailable' })
  await screen.type('/status set online')
  await screen.shows(/Status set to online[\s\S]*Support is online/)
  const zoe = await stage.visitor()
  await zoe.join()
  await zoe.depart()
})

test('A2: an offer is a message one can read, "take" accepts it, and only then comes the invitation', async () => {
  const mia = await rung('Where is my parcel')
  for (const words of [
    /Mia is waiting: case \d+/,
    /E-mail: mia@example\.org/,
    /customer: 56164 \(claimed\)/,
    /Answer "take" or "reject"/,
  ]) {
    await screen.shows(words)
  }
  await firstWindow()
  await screen.shows(/Profanity/)
  expect(await screen.screen()).not.toMatch(/Chat room invite received/)
  const here = await inTheRoom(mia)
  expect([...here.people].sort()).toEqual(['Anna', 'Mia'])
  await mia.depart()
  expect(await mia.ended()).toBe('visitor-left')
})

test('C1: visitor and profanity talk in the room, and the word "close" ends the chat for both', async () => {
  const mia = await rung('My order is wrong')
  const here = await inTheRoom(mia)
  await here.say('Hello, is somebody there?')
  await screen.shows(/Mia: Hello, is somebody there\?/)
  await screen.type('Yes, good morning!')
  await here.hears('Yes, good morning!')
  await here.say('Fine \u{1F44D} <b>& "thanks"</b>')
  await screen.shows(/Mia: Fine .* <b>& "thanks"<\/b>/)
  expect(here.lines.items.map((line) => `${line.nick}: ${line.body}`)).toEqual([
    'Mia: Hello, is somebody there?',
    'Anna: Yes, good morning!',
    'Mia: Fine \u{1F44D} <b>& "thanks"</b>',
  ])
  await tell('close')
  await screen.shows(/Closed: Mia, case \d+/)
  expect(await mia.ended()).toBe('operator-closed')
  await here.left.until(() => true, 'the membership to be taken away')
})

test('A2: the words help, queue, status and reject are answered, and an unknown one is explained', async () => {
  const mia = await rung('Nothing works')
  await tell('queue')
  await screen.shows(/Support: .*1 .*\n.*Mia.*Nothing works/)
  await tell('status')
  await screen.shows(/Support: You are available/)
  await tell('reject')
  await screen.shows(/Rejected: Mia, case \d+/)
  await tell('abracadabra')
  await screen.shows(/help/)
  await tell('close')
  await screen.shows(/You have no chat/)
  await mia.depart()
})
