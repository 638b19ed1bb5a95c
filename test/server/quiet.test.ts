/** Chats in which nobody writes, and chats on hold (Q6), with the words as they go through the room. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, noticesAt } from '../support/chat.ts'
import { NS, type Occupant } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

const hasty = (demo: string): string =>
  demo.replaceAll('    routing:', '    seats: 1\n    idle: { after: 4 s, warning: 2 s }\n    routing:')

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ component: { yaml: hasty } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const hears = (occupant: Occupant, what: string) =>
  occupant.lines.until((line) => line.stanza.getChild('notice', NS.parlor)?.attrs.what === what, what)

test('Q6: nobody writes: both are warned in the room, a word puts it off, and then it ends by itself', async () => {
  const { mia, anna, here, there } = await chat(stage)
  await Promise.all([hears(here, 'quiet'), hears(there, 'quiet')])
  await here.say('I am still here')
  await there.hears('I am still here')
  const ended = await mia.connection.stanzas.until(
    (one) => one.getChild('ended', NS.parlor) !== undefined && one.attrs.type !== 'groupchat',
    'the end',
  )
  expect(ended.getChild('ended', NS.parlor)?.attrs.reason).toBe('idle')
  const told = await anna.connection.stanzas.until(
    (one) => one.getChild('ended', NS.parlor)?.attrs.reason === 'idle' && one.attrs.type !== 'groupchat',
    'the end',
  )
  expect(told.getChildText('body')).toContain('Nobody wrote any more')
  expect(noticesAt(here).filter((what) => what === 'quiet')).toHaveLength(2)
})

test('C8: when it is over the visitor rates it with the token of the chat that was, and its operator hears it', async () => {
  const { anna, id, mia, there } = await chat(stage)
  await there.say('all done')
  await anna.command(SUPPORT, 'close', { case: id })
  await there.left.until(() => true, 'the end')
  const rate = (token: string) =>
    fetch(`${stage.component.url}/api/rating`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, rating: 5, comment: 'Quick, thank you' }),
    })
  expect((await rate('another')).status).toBe(404)
  expect((await rate(mia.joined?.token ?? '')).status).toBe(200)
  const told = await anna.connection.stanzas.until((one) => !!one.getChild('rated', NS.parlor), 'the rating')
  expect(told.getChild('rated', NS.parlor)?.attrs).toMatchObject({ case: id, rating: '5' })
  expect(told.getChildText('body')).toMatch(/Mia \(case \d+\) gave 5 of 5/)
})

test('Q6: on hold the membership is free for the next one, and the chat returns with the visitor’s next word', async () => {
  const { anna, id, here, there } = await chat(stage)
  const jon = await stage.visitor()
  const next = await jon.join({ name: 'Jon' })
  await anna.command(SUPPORT, 'hold', { case: id })
  await Promise.all([hears(here, 'on-hold'), hears(there, 'on-hold')])
  const offer = await anna.offer(next.id)
  await jon.depart()
  expect(offer).toBeDefined()
  await here.say('there you are')
  await there.hears('there you are')
  await hears(there, 'off-hold')
  expect(noticesAt(there)).toEqual(['on-hold Anna', 'off-hold Anna'])
})
