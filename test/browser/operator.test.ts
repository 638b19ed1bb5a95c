/** The operator's side against the whole stack: real Prosody, real component, real browsers. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsIn } from './faults.kit.ts'
import { arrive, buildDesk, DeskPage, talk } from './operator.kit.ts'
import { setWidgetStage, Widget, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  buildDesk()
  stage = await setWidgetStage()
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

test('D1: the queue is live with the case data; what one takes vanishes from everybody else’s desk at once', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  const mia = await arrive(stage, 'Mia', 'Where is my order?', {
    page: 'https://shop.example/cart',
    language: 'da',
    params: { customer: '56164' },
  })
  await ben.offer('Mia').getByText('Where is my order?').waitFor()
  await anna
    .offer('Mia')
    .getByText(/waiting \d+:\d\d/)
    .waitFor()
  await anna.case.getByText('56164').waitFor()
  await anna.case.getByText('claimed').waitFor()
  await anna.case.getByText('Danish').waitFor()
  await anna.shoot('ringing')
  expect(await faultsIn(anna.page)).toEqual([])

  await anna.offer('Mia').getByRole('button', { name: 'Take' }).click()
  await ben.offer('Mia').waitFor({ state: 'detached' })
  await ben.queue.getByText('Nobody is waiting').waitFor()
  await mia.enterWhenInvited()
  await anna.log.getByText('Mia is here').waitFor()
  await ben.colleagues.getByRole('listitem').filter({ hasText: 'Anna' }).getByText('1/4').waitFor()
  expect([...anna.complaints, ...ben.complaints]).toEqual([])
})

test('D1: own status and its message reach the colleagues at once, and what rings', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  await anna.setStatus('Do not disturb', 'In a call until 14:00')
  const row = ben.colleagues.getByRole('listitem').filter({ hasText: 'Anna' })
  await row.getByText('In a call until 14:00').waitFor()
  await expect.poll(() => row.textContent()).toContain('Do not disturb')
  await arrive(stage, 'Mia')
  await ben.offer('Mia').waitFor()
  await anna.queue.getByText('Mia').waitFor()
  expect(await anna.offer('Mia').count()).toBe(0)
})

test('R3: not me passes the request on; the countdown and the queue go on', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  await arrive(stage, 'Mia')
  await anna
    .offer('Mia')
    .getByRole('img', { name: /seconds left/ })
    .waitFor()
  await anna.page.keyboard.press('Alt+Backspace')
  await anna.offer('Mia').waitFor({ state: 'detached' })
  await anna.queue.getByRole('button', { name: 'Take Mia' }).waitFor()
  await ben.offer('Mia').waitFor()
})

test('R6: a waiting request is taken from the queue by hand, out of order', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const visitors = { Mia: await arrive(stage, 'Mia'), Omar: await arrive(stage, 'Omar', 'Login code') }
  for (const name of ['Mia', 'Omar']) await anna.offer(name).getByRole('button', { name: 'Not me' }).click()
  await anna.queue.getByRole('listitem').nth(1).waitFor()
  const order = async () =>
    (await anna.queue.getByRole('listitem').allInnerTexts()).map((text) => /Mia|Omar/.exec(text)?.[0])
  await expect.poll(order).toEqual(['Mia', 'Omar'])

  await anna.queue.getByRole('button', { name: /Omar.*Login code/ }).click()
  await anna.case.getByText('Login code').waitFor()
  await anna.queue.getByRole('button', { name: 'Take Omar' }).click()
  const occupant = await visitors.Omar.enterWhenInvited()
  await anna.messageTo('Omar').waitFor()
  await anna.say('Hello Omar')
  await occupant.lines.until((line) => line.body === 'Hello Omar', 'the first words')
  await anna.queue.getByRole('button', { name: 'Take Mia' }).waitFor()
})

test('C1: both write: in order, once, with time, tick and typing, between the widget and the desk', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start('Mia', 'Where is my order?')
  await anna.offer('Mia').waitFor()
  // Anywhere means anywhere: the button that has the focus is not pressed, and the card names the key that works here.
  await anna.page.getByRole('button', { name: 'Keyboard shortcuts' }).focus()
  await anna.offer('Mia').getByRole('button', { name: 'Take Alt Enter' }).waitFor()
  await anna.page.keyboard.press('Alt+Enter')
  await widget.frame.getByText('You are talking to Anna').waitFor()
  expect(await anna.page.getByRole('dialog').count()).toBe(0)
  const box = widget.frame.getByLabel('Write a message')
  await box.pressSequentially('Hel')
  await anna.page.getByText('Mia is typing').first().waitFor()
  await box.pressSequentially('lo')
  await box.press('Enter')
  await anna.log.getByText('Hello', { exact: true }).waitFor()

  await anna.message.pressSequentially('Let me look')
  await widget.frame.getByText('Anna is typing').waitFor()
  await anna.message.press('Enter')
  await widget.frame.getByText('Let me look').waitFor()
  const own = anna.log.getByRole('listitem').filter({ hasText: 'Let me look' })
  await own.getByText('Sent', { exact: true }).waitFor()
  expect(await own.textContent()).toMatch(/\d\d:\d\d/)
  await anna.shows('Hello', 'Let me look')
  await anna.shoot('talking')
  expect(await faultsIn(anna.page)).toEqual([])
  stage.atEnd(() => widget.page.close())
  await anna.page.getByRole('button', { name: 'End chat' }).click()
  await anna.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
  await anna.page.getByText('You ended the chat').first().waitFor()
})

test('D2: each chat is a tab with its draft; unread ones are counted, the title flashes, a sound and a notification call', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await anna.page.getByRole('button', { name: 'Sounds and look' }).click()
  await anna.page.getByRole('switch', { name: /On the desktop/ }).check({ force: true })
  await anna.page.keyboard.press('Escape')
  const mia = await talk(anna, 'Mia', 'Order')
  await anna.message.fill('half a sentence')
  const omar = await talk(anna, 'Omar', 'Login')
  expect(await anna.message.inputValue()).toBe('')
  await expect
    .poll(async () => (await anna.heard()).notifications)
    .toEqual(['Mia is waiting: Order', 'Omar is waiting: Login'])

  const { tones } = await anna.heard()
  await mia.occupant.say('Are you there?')
  await mia.occupant.say('Hello?')
  await anna.tab('Mia').getByText('2 unread').waitFor()
  await anna.page.waitForFunction(() => document.title === '(2) New messages')
  await expect.poll(async () => (await anna.heard()).tones).toBeGreaterThan(tones)
  await expect.poll(() => anna.tab('Mia').textContent()).toContain('Hello?')
  await anna.shoot('unread')

  await anna.page.keyboard.press('Alt+1')
  await expect.poll(() => anna.messageTo('Mia').inputValue()).toBe('half a sentence')
  await anna.shows('Are you there?', 'Hello?')
  await anna.page.waitForFunction(() => document.title === 'Parlor desk')
  await omar.occupant.say('Thanks')
  await anna.tab('Omar').getByText('1 unread').waitFor()
  await anna.page.keyboard.press('Alt+2')
  await anna.tab('Mia').getByText('Draft: half a sentence').waitFor()
})

test('D2: a request rings until it is taken; each sound can be switched off', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await arrive(stage, 'Mia')
  await anna.offer('Mia').waitFor()
  await anna.page.waitForFunction(() => (window as unknown as { heard: { tones: number } }).heard.tones > 4)
  await anna.page.waitForFunction(() => document.title === '● Mia is waiting')
  await anna.page.keyboard.press('Alt+M')
  const { tones } = await anna.heard()
  await anna.offer('Mia').getByRole('button', { name: 'Not me' }).click()
  await arrive(stage, 'Omar')
  await anna.offer('Omar').waitFor()
  expect((await anna.heard()).tones).toBe(tones)
})
