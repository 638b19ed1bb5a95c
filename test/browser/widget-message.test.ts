/** Q5: a message is left where a chat would have been. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SALES, SUPPORT } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import { frameOf, setWidgetStage, shoot, Widget, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  // As in a flood: each request is worked for first, and nobody notices.
  stage = await setWidgetStage((demo) =>
    demo
      .replace('  sales:\n', '  sales:\n    otherwise: { nobody: callback }\n')
      .replace(/^http:\n/m, 'http:\n  challenge: always\n'),
  )
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

test('Q5, B7: nobody on duty: a message is left in the same place, kept while it cannot be sent, and reaches an operator with its number', async () => {
  const context = await stage.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  const { frame } = widget
  await frame.getByText('Nobody is here right now').waitFor()
  await frame.getByRole('button', { name: 'Send message' }).click()
  await expect.poll(() => frame.getByText('Please fill this in.').count()).toBe(2)
  await frame.getByLabel('Name').fill('Mia')
  await frame.getByLabel('E-mail').fill('mia@example.org')
  await frame.getByLabel('Message').fill('Where is my order?\nIt is number 17.')
  expect(await faultsIn(frameOf(page))).toEqual([])

  stage.network.cut()
  await frame.getByRole('button', { name: 'Send message' }).click()
  await frame.getByText('We cannot be reached at the moment. What you wrote is kept.').waitFor()
  await expect
    .poll(() => frame.getByLabel('Message').inputValue())
    .toBe('Where is my order?\nIt is number 17.')
  stage.network.heal()
  const answers = page.waitForResponse((response) => response.url().endsWith('/api/message'))
  const sent = page.waitForResponse(
    (response) => response.url().endsWith('/api/message') && response.status() !== 428,
  )
  await frame.getByRole('button', { name: 'Try again' }).click()
  expect((await answers).status()).toBe(428)
  const answer = await sent
  expect(answer.status()).toBe(201)
  const { number } = (await answer.json()) as { number: number }
  await frame.getByText(`Its number is ${number}. We will answer to mia@example.org.`).waitFor()
  await shoot(page, 'message-received')
  expect(await faultsIn(frameOf(page))).toEqual([])

  const operator = await stage.operator('anna')
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  const { note, form } = await operator.command(SUPPORT, 'messages', {})
  expect(`${note} ${form}`).toContain('Where is my order?')
})

test('Q5: where it is configured a visitor asks to be called back, and an operator has the number', async () => {
  const page = await (await stage.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await page.goto(`${stage.parlor}/chat/sales`)
  await page.getByText('we will call you back').waitFor()
  await page.getByLabel('Name').fill('Mia')
  await page.getByLabel('What is it about, and when may we call?').fill('After three')
  await page.getByRole('button', { name: 'Send message' }).click()
  await page.getByText('Please fill this in.').waitFor()
  await page.getByLabel('Telephone').fill('+45 12 34 56 78')
  expect(await faultsIn(page.mainFrame())).toEqual([])
  await shoot(page, 'call-back')
  await page.getByRole('button', { name: 'Send message' }).click()
  await page.getByText('We will call you at +45 12 34 56 78.').waitFor()

  const operator = await stage.operator('anna')
  await operator.onDuty(SALES)
  await operator.queue(SALES)
  const { rows } = await operator.command(SALES, 'messages', {})
  expect(rows).toMatchObject([{ name: 'Mia', phone: '+45 12 34 56 78', text: 'After three' }])
})

test('Q5: who leaves no e-mail address is told beforehand and afterwards that no answer can come', async () => {
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  const { frame } = widget
  await frame.getByText(/If you want an answer, add your e.mail address/).waitFor()
  await shoot(page, 'message-form')
  await frame.getByLabel('Name').fill('Mia')
  await frame.getByLabel('Message').fill('Your shop is fine')
  await frame.getByRole('button', { name: 'Send message' }).click()
  await frame.getByText('We have no address to answer to').waitFor()
  await shoot(page, 'message-without-address')
  expect(await faultsIn(frameOf(page))).toEqual([])
})
