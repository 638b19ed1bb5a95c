/** Who is in the room, as the visitor sees it: a colleague beside the operator, and somebody else after them. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Operator } from '../support/people/index.ts'
import { SALES, SUPPORT } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import {
  frameOf,
  setWidgetStage,
  shoot,
  talk,
  untilOpen,
  Widget,
  type WidgetStage,
  write,
} from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await setWidgetStage()
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

/** Mia talks to Anna; Ben comes on duty then. */
async function talkFirst(workgroup = SUPPORT) {
  const { operator: anna, page, widget, occupant, caseId } = await talk(stage)
  await write(widget.frame, 'Where is my order?')
  await occupant.hears('Where is my order?')
  await occupant.say('Let me look, Mia.')
  const ben = await stage.operator('ben')
  await ben.onDuty(workgroup)
  await ben.queue(workgroup)
  return { anna, ben, page, widget, frame: widget.frame, occupant, caseId }
}

async function takes(operator: Operator, caseId: string) {
  await operator.accept(await operator.offer(caseId))
  return operator.enterWhenInvited()
}

test('A2: who has taken a request is on their way until they come in, whatever their client calls them then', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await untilOpen(stage, true)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { frame } = widget
  const offer = await anna.offer()
  await anna.accept(offer)
  stage.atEnd(() => anna.close(SUPPORT, offer.caseId).catch(() => undefined))
  const { room } = await anna.invited()
  await frame.getByLabel('Write a message').waitFor()
  await frame.getByText('Anna is coming ...').waitFor()
  expect(await frame.getByText(/You are talking to|not connected/).count()).toBe(0)
  await shoot(page, 'coming')
  await anna.enter(room, 'localhost')
  await frame.getByText('You are talking to Anna').waitFor()
  await frame.getByRole('heading', { name: 'Anna', exact: true }).waitFor()
  await frame.getByText('online').waitFor()
})

test('C4: a colleague comes in and leaves again: both are named, and so is who says what', async () => {
  const { anna, ben, page, frame, occupant, caseId } = await talkFirst()
  await anna.command(SUPPORT, 'invite', { case: caseId, guest: 'ben@localhost' })
  const beside = await takes(ben, caseId)
  await frame.getByText('Ben has joined.').waitFor()
  await frame.getByRole('heading', { name: 'Anna and Ben' }).waitFor()
  await beside.say('It is on the van.')
  await occupant.say('I note that down.')
  await frame.getByText('I note that down.').waitFor()
  await expect.poll(() => frame.locator('.who').allTextContents()).toEqual(['Anna', 'Ben', 'Anna'])
  await beside.chatState('composing')
  await frame.getByText('Ben is typing ...').waitFor()
  await shoot(page, 'three')
  expect(await faultsIn(frameOf(page))).toEqual([])

  await ben.command(SUPPORT, 'leave', { case: caseId })
  await frame.getByText('Ben has left.').waitFor()
  await frame.getByRole('heading', { name: 'Anna', exact: true }).waitFor()
})

test('C5: a chat that is handed on goes on with the new operator, also after a reload', async () => {
  const { anna, ben, page, widget, frame, caseId } = await talkFirst()
  await anna.command(SUPPORT, 'transfer', { case: caseId, to: 'ben@localhost' })
  const occupant = await takes(ben, caseId)
  stage.atEnd(() => ben.close(SUPPORT, caseId).catch(() => undefined))
  await frame.getByText('Ben goes on with you from here.').waitFor()
  await frame.getByRole('heading', { name: 'Ben', exact: true }).waitFor()
  await occupant.say('I take it from here.')
  await frame.getByText('I take it from here.').waitFor()
  await shoot(page, 'handed-on')
  await page.reload()
  await widget.frame.getByRole('heading', { name: 'Ben', exact: true }).waitFor()
  await widget.frame.getByText('I take it from here.').waitFor()
  await expect.poll(() => widget.frame.locator('.who').allTextContents()).toEqual(['Anna', 'Ben'])
})

test('C5: a chat that went to another workgroup is ended by that one', async () => {
  const { anna, ben, frame, caseId } = await talkFirst(SALES)
  await anna.command(SUPPORT, 'transfer', { case: caseId, to: SALES })
  await takes(ben, caseId)
  await frame.getByRole('heading', { name: 'Ben', exact: true }).waitFor()
  await ben.close(SALES, caseId)
  await frame.getByText('Ben has ended the chat.').waitFor()
})
