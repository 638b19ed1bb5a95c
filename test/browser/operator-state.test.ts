/** What the desk keeps: the operator's own state, what was read, the order of the chats; on every window of one person. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { arrive, buildDesk, DeskPage, talk } from './operator.kit.ts'
import { setWidgetStage, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  buildDesk()
  stage = await setWidgetStage()
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

const state = (desk: DeskPage) => desk.page.getByRole('button', { name: /^Your status/ })
const is = (desk: DeskPage, name: RegExp | string) => desk.page.getByRole('button', { name }).waitFor()

test('D1: state, words and seats are the same after a reload, in a second window, and changed in one changed in both', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await anna.setStatus('Do not disturb', 'Lunch')
  await is(anna, 'Your status: Do not disturb')
  await anna.page.reload()
  await is(anna, 'Your status: Do not disturb')
  await state(anna).click()
  expect(await anna.page.getByLabel('Message to colleagues').inputValue()).toBe('Lunch')
  await anna.page.getByRole('button', { name: '1 h' }).click()
  await anna.page.keyboard.press('Escape')
  await is(anna, /^Your status: Do not disturb until/)
  const second = await DeskPage.open(stage)
  await second.signIn('anna')
  await is(second, /^Your status: Do not disturb until/)
  await second.setStatus('Available')
  await is(anna, 'Your status: Available')
  await is(second, 'Your status: Available')
})

test('D2: a chat taken in one window is in the other, with what was read; order, numbers and age stay after a reload', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const second = await DeskPage.open(stage)
  await second.signIn('anna')
  await second.page.getByText('Nobody is waiting').waitFor()
  const first = await talk(anna, 'Mia')
  await second.tab('Mia').waitFor()
  const other = await talk(anna, 'Omar')
  await second.tab('Omar').click()
  await other.seat.say('Hello')
  await anna.log.getByText('Hello').waitFor()
  await first.seat.say('Are you there?')
  const unread = (desk: DeskPage, name: string) => desk.tab(name).locator('.badge')
  await unread(anna, 'Mia').waitFor()
  await unread(second, 'Omar').waitFor({ state: 'detached' })
  await anna.page.reload()
  await anna.tab('Omar').waitFor()
  await unread(anna, 'Mia').waitFor()
  expect(await unread(anna, 'Omar').count()).toBe(0)
  const names = () => anna.page.getByRole('tab').locator('.chat-name').allInnerTexts()
  expect(await names()).toEqual(['Mia', 'Omar'])
  // What is read in one window is read in the other.
  await second.tab('Mia').click()
  await unread(anna, 'Mia').waitFor({ state: 'detached' })
  // What is said in one is said in the other, by the same person.
  await second.say('I am here')
  await anna.tab('Mia').click()
  await anna.log.getByText('I am here').waitFor()
  await first.seat.lines.until((line) => line.body === 'I am here', 'the answer')
})

test('D1: a paused workgroup is paused on every desk, with who has paused it, and nobody is said to be waiting', async () => {
  const [anna, carol] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'carol')]
  const order = async (name: string, button: string) => {
    await carol.page.getByRole('button', { name: 'Supervise' }).click()
    await carol.page.getByRole('menuitem', { name }).click()
    await carol.page.getByRole('dialog').getByRole('button', { name: button }).click()
  }
  await order('Pause a workgroup', 'Pause')
  for (const desk of [anna, carol])
    await desk.queue.getByText(/is paused by Carol: nobody new is let in/).waitFor()
  await order('Pause a workgroup', 'Pause')
  await anna.queue.getByText('Closed: nobody can come').waitFor()
  await anna.shoot('paused')
  // A desk that is opened now hears it, too.
  await anna.page.reload()
  await anna.queue
    .getByText(/is paused by Carol/)
    .first()
    .waitFor()
  for (const left of [1, 0]) {
    await order('Open a workgroup', 'Open')
    await expect.poll(() => carol.queue.getByText(/is paused by Carol/).count()).toBe(left)
  }
  await anna.queue.getByText('Nobody is waiting').waitFor()
})

test('D2: signing out with open chats asks; a full desk says so instead of offering what cannot be taken', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await talk(anna, 'Mia')
  await state(anna).click()
  await anna.page.getByRole('button', { name: 'Fewer' }).click()
  for (let seats = 4; seats > 1; seats -= 1) await anna.page.getByRole('button', { name: 'Fewer' }).click()
  await anna.page.keyboard.press('Escape')
  await arrive(stage, 'Omar')
  await anna.queue.getByText('Your one seat is taken').waitFor()
  await anna.page.getByText('1 of 1').waitFor()
  await state(anna).click()
  await anna.page.getByRole('button', { name: 'Reset' }).click()
  await anna.page.getByRole('button', { name: 'Sign out' }).click()
  const question = anna.page.getByRole('alertdialog', { name: 'Sign out with an open chat?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await question.waitFor({ state: 'detached' })
  await anna.messageTo('Mia').waitFor()
})

test('D8: a chat has an address: back and forward go through what was looked at, and a link opens it after the sign-in', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await talk(anna, 'Mia')
  await talk(anna, 'Omar')
  const omar = new URL(anna.page.url()).pathname
  expect(omar).toMatch(/^\/operator\/support\/case\/\d+$/)
  await anna.page.goBack()
  await anna.messageTo('Mia').waitFor()
  await anna.page.goForward()
  await anna.messageTo('Omar').waitFor()
  await anna.tab('Mia').click()
  const mia = new URL(anna.page.url()).pathname
  expect(mia).not.toBe(omar)
  // The open chat is the open chat after a reload, not the first.
  await anna.page.goto(`${stage.parlor}${omar}`)
  await anna.messageTo('Omar').waitFor()
  const link = await DeskPage.open(stage, {}, mia)
  await link.signIn('anna')
  await link.messageTo('Mia').waitFor()
})

test('D8: on a phone the way back leads from the chat to the queue', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna', { viewport: { width: 390, height: 844 } })
  await talk(anna, 'Mia')
  await anna.page.goBack()
  await anna.queue.waitFor()
  expect(new URL(anna.page.url()).pathname).toBe('/operator/')
  await anna.page.goForward()
  await anna.messageTo('Mia').waitFor()
})

test('D2: a desk that nobody has touched says that sound needs a click, and calls louder until then', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await anna.page.reload()
  const bar = anna.page.getByText('Sounds are off until you click or press a key on this page.')
  await bar.waitFor()
  await arrive(stage, 'Mia')
  await anna.offer('Mia').waitFor()
  await anna.page.waitForFunction(() => /^(●●●|○○○) MIA IS WAITING$/.test(document.title))
  expect((await anna.heard()).tones).toBe(0)
  await anna.shoot('mute')
  await anna.page.getByRole('button', { name: 'Switch on sounds' }).click()
  await bar.waitFor({ state: 'detached' })
  await expect.poll(async () => (await anna.heard()).tones).toBeGreaterThan(0)
})
