/** PRODUCT C2: whatever happens to page, tab, network or servers, the chat goes on: nothing lost, nothing doubled. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Seat } from '../support/people/index.ts'
import {
  bubbles,
  frameOf,
  serve,
  setWidgetStage,
  shoot,
  startIn,
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

interface Talk {
  readonly context: BrowserContext
  readonly page: Page
  readonly widget: Widget
  readonly seat: Seat
}

/** A chat on the customer's website in which both have said something. */
async function talk(): Promise<Talk> {
  const { seated } = await serve(stage)
  const context = await stage.newContext()
  const page = await context.newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { seat } = await seated
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await write(widget.frame, 'first')
  await seat.hears('first')
  await seat.say('second')
  await widget.frame.getByText('second').waitFor()
  return { context, page, widget, seat }
}

/** The same on both sides, each once, in one order. */
async function agree({ widget, seat }: Pick<Talk, 'widget' | 'seat'>, texts: string[]): Promise<void> {
  await expect.poll(() => bubbles(widget.frame), { timeout: 20_000 }).toEqual(texts)
  await expect.poll(() => widget.frame.locator('[aria-label="sending"]').count(), { timeout: 20_000 }).toBe(0)
  const archive = (await seat.history()).filter((line) => line.nick !== 'Desk')
  expect(archive.map((line) => line.body)).toEqual(texts)
}

test('C2: a reload continues the same chat, open as it was, with what was said meanwhile', async () => {
  const chat = await talk()
  await chat.page.reload({ waitUntil: 'commit' })
  await chat.seat.say('said while the page was loading')
  await agree(chat, ['first', 'second', 'said while the page was loading'])
  expect(await chat.widget.button.getAttribute('aria-expanded')).toBe('true')
  await write(chat.widget.frame, 'after the reload')
  await chat.seat.hears('after the reload')
  await agree(chat, ['first', 'second', 'said while the page was loading', 'after the reload'])
})

test('C2: the next page of the site continues the chat, minimised as it was, with a badge for what came', async () => {
  const chat = await talk()
  await chat.widget.frame.getByRole('button', { name: 'Minimise' }).click()
  await chat.page.getByRole('link', { name: 'Cart' }).click()
  await chat.page.waitForURL('**/cart')
  await chat.seat.say('said on the way')
  await expect.poll(() => chat.widget.button.textContent(), { timeout: 20_000 }).toBe('1')
  expect(await chat.widget.button.getAttribute('aria-expanded')).toBe('false')
  await chat.widget.button.click()
  await agree(chat, ['first', 'second', 'said on the way'])
  await write(chat.widget.frame, 'from the cart')
  await chat.seat.hears('from the cart')
})

test('C2: a broken network: the bar says so, writing goes on, and everything arrives once and in order', async () => {
  const chat = await talk()
  stage.network.cut()
  await chat.widget.frame.getByText('Reconnecting').waitFor()
  await write(chat.widget.frame, 'written without a network')
  await write(chat.widget.frame, 'and another one')
  await chat.seat.say('said meanwhile')
  await shoot(chat.page, 'reconnecting')
  stage.network.heal()
  await agree(chat, ['first', 'second', 'said meanwhile', 'written without a network', 'and another one'])
  expect(await chat.widget.frame.getByText('Reconnecting').count()).toBe(0)
})

test('C2: a network that goes silent is noticed within ten seconds of a message, which is then sent once', async () => {
  const chat = await talk()
  stage.network.hush()
  const since = Date.now()
  await write(chat.widget.frame, 'into the silence')
  await chat.widget.frame.getByText('Reconnecting').waitFor({ timeout: 15_000 })
  expect(Date.now() - since).toBeLessThan(10_000)
  stage.network.heal()
  await agree(chat, ['first', 'second', 'into the silence'])
})

test('C2: a message whose reflection was lost is not sent twice', async () => {
  const chat = await talk()
  // The message gets through, the network goes before its reflection is on the screen.
  const heard = chat.seat.hears('once')
  await write(chat.widget.frame, 'once')
  await heard
  stage.network.cut()
  stage.network.heal()
  await agree(chat, ['first', 'second', 'once'])
})

test('C2: what was not sent before a reload is sent after it', async () => {
  const chat = await talk()
  stage.network.cut()
  await chat.widget.frame.getByText('Reconnecting').waitFor()
  await write(chat.widget.frame, 'kept over the reload')
  stage.network.heal()
  await chat.page.reload()
  await agree(chat, ['first', 'second', 'kept over the reload'])
})

test('C2: a second tab takes the chat over, and the first one can take it back', async () => {
  const { seated } = await serve(stage)
  const context = await stage.newContext()
  const first = await context.newPage()
  // The hosted page: its storage is its own, so two tabs share it.
  await first.goto(`${stage.parlor}/chat/support`)
  await startIn(first.mainFrame())
  const { seat } = await seated
  await first.getByText('You are talking to Anna').waitFor()
  await write(first.mainFrame(), 'first tab')
  await seat.hears('first tab')

  const second = await context.newPage()
  await second.goto(`${stage.parlor}/chat/support`)
  await expect.poll(() => bubbles(second.mainFrame())).toEqual(['first tab'])
  await first.getByText('Your chat is open in another tab').waitFor()
  await write(second.mainFrame(), 'second tab')
  await seat.hears('second tab')

  await first.bringToFront()
  await first.getByRole('button', { name: 'Continue here' }).click()
  await expect.poll(() => bubbles(first.mainFrame())).toEqual(['first tab', 'second tab'])
  await second.getByText('Your chat is open in another tab').waitFor()
  await shoot(second, 'elsewhere')
  await write(first.mainFrame(), 'first again')
  await seat.hears('first again')
})

test('C2: without WebSocket the chat goes over BOSH', async () => {
  const { seated } = await serve(stage)
  const context = await stage.newContext()
  await context.routeWebSocket(/xmpp-websocket/, (socket) => socket.close())
  const page = await context.newPage()
  const polls: string[] = []
  page.on('request', (request) => /http-bind/.test(request.url()) && polls.push(request.url()))
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { seat } = await seated
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await write(widget.frame, 'over BOSH')
  await seat.hears('over BOSH')
  await seat.say('I hear you')
  await agree({ widget, seat }, ['over BOSH', 'I hear you'])
  expect(polls.length).toBeGreaterThan(3)
})

test('C2: the component restarts in mid-chat: messages go on meanwhile, and after it the chat is still known', async () => {
  const chat = await talk()
  await stage.component.restart()
  await write(chat.widget.frame, 'after the restart')
  await agree(chat, ['first', 'second', 'after the restart'])
  await chat.page.reload()
  await agree(chat, ['first', 'second', 'after the restart'])
  expect(frameOf(chat.page).url()).toContain('/widget/frame.html')
})

test('C2: the XMPP server restarts in mid-chat: the room and all that was said are still there', async () => {
  const chat = await talk()
  await stage.prosody.restart()
  await write(chat.widget.frame, 'over the restart')
  await expect
    .poll(() => chat.widget.frame.locator('[aria-label="sending"]').count(), { timeout: 45_000 })
    .toBe(0)
  await expect.poll(() => bubbles(chat.widget.frame)).toEqual(['first', 'second', 'over the restart'])
})
