/** Q5 and Q2 from the visitor's side: where a chat cannot start, and while one waits. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SALES, SUPPORT } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import {
  frameOf,
  serve,
  setWidgetStage,
  shoot,
  startIn,
  untilOpen,
  Widget,
  type WidgetStage,
} from './widget.kit.ts'

let stage: WidgetStage

/** Sales sends to support when nobody is there; returns are closed until a minute a week. */
const instead = (demo: string): string =>
  demo
    .replace('workgroups: [support, sales]', 'workgroups: [support, sales, returns]')
    .replace('  sales:\n', '  sales:\n    otherwise: { nobody: { workgroup: support } }\n')
    .concat(`  returns:
    name: Returns
    operators: [anna]
    hours: { timeZone: Europe/Copenhagen, weekly: ['${neverNow()} 09:00-17:00'] }
    otherwise: { closed: { redirect: 'https://shop.example/returns' } }
    form: *details
`)

/** A day of the week two days off. */
function neverNow(): string {
  return ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'][(new Date().getUTCDay() + 2) % 7] ?? 'Mo'
}

beforeAll(async () => {
  stage = await setWidgetStage(instead)
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

test('Q5: the form changes into a message form when the last operator has gone, with what was typed', async () => {
  const operator = await stage.operator('anna')
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.frame.getByRole('button', { name: 'Start chat' }).waitFor()
  await operator.offDuty(SUPPORT)
  await untilOpen(stage, false)
  await widget.start()
  await widget.frame.getByText('Nobody is here right now').waitFor()
  await expect.poll(() => widget.frame.getByLabel('Name').inputValue()).toBe('Mia')
  await widget.frame.getByLabel('Message').waitFor()
})

test('Q5: another workgroup is asked with what was typed already', async () => {
  const { inside } = await serve(stage)
  const ben = await stage.operator('ben')
  await ben.onDuty(SALES)
  await ben.queue(SALES)
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.parlor}/chat/sales`)
  await page.getByRole('button', { name: 'Start chat' }).waitFor()
  await ben.offDuty(SALES)
  await untilOpen(stage, false, 'sales')
  await startIn(page.mainFrame())
  const ask = page.getByRole('button', { name: 'Ask Support instead' })
  await ask.waitFor()
  await shoot(page, 'other-workgroup')
  expect(await faultsIn(page.mainFrame())).toEqual([])
  await ask.click()
  const { occupant } = await inside
  await page.getByText('You are talking to Anna').waitFor()
  await expect.poll(() => [...occupant.people]).toContain('Mia')
})

test('Q5: closed: when it opens, its hours, and the page of the site to go on at', async () => {
  const page = await (await stage.newContext({ colorScheme: 'dark', timezoneId: 'Asia/Tokyo' })).newPage()
  await page.goto(`${stage.parlor}/chat/returns`)
  await page.getByText('We are closed right now').waitFor()
  // Copenhagen is behind Tokyo: nine there is the afternoon here, and each says whose time it is.
  await page.getByText(/^We open again .*1[67]:00 \(your time\)\.$/).waitFor()
  await page.getByText(/^Our hours: .*0?9:00.* \(.+\)$/).waitFor()
  const link = page.getByRole('link', { name: 'Continue on shop.example' })
  expect(await link.getAttribute('href')).toBe('https://shop.example/returns')
  await shoot(page, 'closed-dark')
  expect(await faultsIn(page.mainFrame())).toEqual([])
})

test('Q2: away with a word: the place is kept, others are served first, and back again it is their turn', async () => {
  const operator = await stage.operator('anna')
  await operator.onDuty(SUPPORT, { maxChats: 1 })
  await operator.queue(SUPPORT)
  const served = await stage.visitor()
  const first = await served.join({ name: 'Omar' })
  await operator.accept(await operator.offer(first.id))

  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  await widget.frame.getByText("You're next").waitFor()
  await widget.frame.getByRole('switch').click()
  await widget.frame.getByText('You keep your place, and others may go first.').waitFor()
  const told = operator.queue(SUPPORT, (queue) =>
    queue.some(({ name, stanza }) => name === 'Mia' && /status="in 5 minutes"/.test(stanza.toString())),
  )
  await widget.frame.getByLabel('When will you be back?').fill('in 5 minutes')
  await widget.frame.getByLabel('When will you be back?').press('Enter')
  await told
  await shoot(page, 'away')
  expect(await faultsIn(frameOf(page))).toEqual([])

  const behind = await stage.visitor()
  const second = await behind.join({ name: 'Lea' })
  await served.depart()
  // Lea came later, but is there.
  await operator.accept(await operator.offer(second.id))
  await widget.frame.getByText("You're next").waitFor()
  await widget.frame.getByRole('switch').click()
  const since = operator.connection.stanzas.mark()
  await behind.depart()
  const offer = await operator.offer(undefined, { since })
  const invited = operator.connection.stanzas.mark()
  await operator.accept(offer)
  stage.atEnd(() => operator.close(SUPPORT, offer.caseId).catch(() => undefined))
  await operator.enterWhenInvited({ since: invited })
  await widget.frame.getByText('You are talking to Anna').waitFor()
})
