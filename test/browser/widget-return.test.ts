/** C2: whatever happens to page, tab, network or servers, the chat goes on: nothing lost, nothing doubled. */
import type { BrowserContext, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NS } from '../support/people/index.ts'
import { faultsIn } from './faults.kit.ts'
import {
  bubbles,
  frameOf,
  serve,
  setWidgetStage,
  shoot,
  shownAfter,
  startIn,
  type Talk,
  talk,
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

/** A chat on the customer's website in which both have said something. */
async function begun(): Promise<Talk> {
  const chat = await talk(stage)
  await write(chat.widget.frame, 'first')
  await chat.occupant.hears('first')
  await chat.occupant.say('second')
  await chat.widget.frame.getByText('second').waitFor()
  return chat
}

/** For what comes after a loss, ms; a ceiling, for machines that are slow. */
const LONG = { timeout: 90_000 }

/** The same on both sides, each once, in one order. */
async function agree(
  { widget, occupant }: Pick<Talk, 'widget' | 'occupant'>,
  texts: string[],
): Promise<void> {
  await expect.poll(() => bubbles(widget.frame), LONG).toEqual(texts)
  await expect.poll(() => widget.frame.locator('[aria-label="sending"]').count(), LONG).toBe(0)
  const archive = (await occupant.history()).filter((line) => line.nick !== 'Desk')
  expect(archive.map((line) => line.body)).toEqual(texts)
}

test('C2: a reload continues the same chat, open as it was, with what was said meanwhile', async () => {
  const chat = await begun()
  await chat.page.reload({ waitUntil: 'commit' })
  await chat.occupant.say('said while the page was loading')
  await agree(chat, ['first', 'second', 'said while the page was loading'])
  await expect.poll(() => chat.widget.button.getAttribute('aria-expanded')).toBe('true')
  await write(chat.widget.frame, 'after the reload')
  await chat.occupant.hears('after the reload')
  await agree(chat, ['first', 'second', 'said while the page was loading', 'after the reload'])
})

test('C2: the conversation begins with what the visitor wrote into the form, also after a reload', async () => {
  const { inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start('Mia', 'Where is my order?')
  const { occupant } = await inside
  await occupant.say('Let me look')
  await expect.poll(() => bubbles(widget.frame), LONG).toEqual(['Where is my order?', 'Let me look'])
  await shoot(page, 'first-words')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await page.reload()
  await expect.poll(() => bubbles(widget.frame), LONG).toEqual(['Where is my order?', 'Let me look'])
})

test('C2: the next page of the site continues the chat, minimised as it was, with a badge for what came', async () => {
  const chat = await begun()
  await chat.widget.frame.getByRole('button', { name: 'Minimise' }).click()
  await chat.page.getByRole('link', { name: 'Cart' }).click()
  await chat.page.waitForURL('**/cart')
  await chat.occupant.say('said on the way')
  await expect.poll(() => chat.widget.button.textContent(), LONG).toBe('1')
  await expect.poll(() => chat.widget.button.getAttribute('aria-expanded')).toBe('false')
  await chat.widget.button.click()
  await agree(chat, ['first', 'second', 'said on the way'])
  await write(chat.widget.frame, 'from the cart')
  await chat.occupant.hears('from the cart')
})

test('C2: a broken network: the bar says so, writing goes on, and everything arrives once and in order', async () => {
  const chat = await begun()
  stage.network.cut()
  await chat.widget.frame.getByText('Reconnecting').waitFor()
  await write(chat.widget.frame, 'written without a network')
  await write(chat.widget.frame, 'and another one')
  await chat.occupant.say('said meanwhile')
  await shoot(chat.page, 'reconnecting')
  stage.network.heal()
  await agree(chat, ['first', 'second', 'said meanwhile', 'written without a network', 'and another one'])
  await chat.widget.frame.getByText('Reconnecting').waitFor({ state: 'detached' })
})

test('C2: a network that goes silent is noticed within ten seconds of a message, the operator is told as soon, and the message is then sent once', async () => {
  const chat = await begun()
  const told = chat.occupant.lines.until(
    ({ stanza }) => stanza.getChild('notice', NS.parlor)?.attrs.what === 'visitor-lost',
    'the loss of the visitor',
  )
  const since = performance.now()
  stage.network.hush()
  const noticed = shownAfter(frameOf(chat.page), 'Reconnecting')
  await write(chat.widget.frame, 'into the silence')
  expect(await noticed).toBeLessThan(10_000)
  await told
  expect(performance.now() - since).toBeLessThan(12_000)
  stage.network.heal()
  await agree(chat, ['first', 'second', 'into the silence'])
})

test('C2: a message whose reflection was lost is not sent twice', async () => {
  const chat = await begun()
  // The message gets through, the network goes before its reflection is on the screen.
  const heard = chat.occupant.hears('once')
  await write(chat.widget.frame, 'once')
  await heard
  stage.network.cut()
  stage.network.heal()
  await agree(chat, ['first', 'second', 'once'])
})

test('C2: what was not sent before a reload is sent after it', async () => {
  const chat = await begun()
  stage.network.cut()
  await chat.widget.frame.getByText('Reconnecting').waitFor()
  await write(chat.widget.frame, 'kept over the reload')
  await chat.widget.frame.getByText('kept over the reload').waitFor()
  stage.network.heal()
  await chat.page.reload()
  await agree(chat, ['first', 'second', 'kept over the reload'])
})

test('C2: an answer that was not sent before a reload goes out as one', async () => {
  const chat = await begun()
  const { frame } = chat.widget
  await chat.occupant.say('Which one?')
  await frame.getByText('Which one?').waitFor()
  await frame.getByRole('button', { name: 'Reply' }).last().click()
  await frame.getByText('Answering Anna').waitFor()
  stage.network.cut()
  await frame.getByText('Reconnecting').waitFor()
  await frame.getByLabel('Answering Anna').fill('The blue one')
  await frame.getByLabel('Answering Anna').press('Enter')
  await frame.locator('blockquote', { hasText: 'Which one?' }).waitFor()
  stage.network.heal()
  await chat.page.reload()
  const { stanza } = await chat.occupant.hears(/The blue one$/)
  expect(stanza.getChildText('body')).toBe('> Which one?\nThe blue one')
  expect(stanza.getChild('reply')?.attrs.to).toMatch(/\/Anna$/)
  await frame.locator('blockquote', { hasText: 'Which one?' }).waitFor()
})

test('C2: a second tab takes the chat over, and the first one can take it back', async () => {
  const { inside } = await serve(stage)
  const context = await stage.newContext()
  const first = await context.newPage()
  // The hosted page: its storage is its own, so two tabs share it.
  await first.goto(`${stage.parlor}/chat/support`)
  await startIn(first.mainFrame())
  const { occupant } = await inside
  await first.getByText('You are talking to Anna').waitFor()
  await write(first.mainFrame(), 'first tab')
  await occupant.hears('first tab')

  const second = await context.newPage()
  await second.goto(`${stage.parlor}/chat/support`)
  await expect.poll(() => bubbles(second.mainFrame()), LONG).toEqual(['first tab'])
  await first.getByText('Your chat is open in another tab').waitFor()
  await write(second.mainFrame(), 'second tab')
  await occupant.hears('second tab')

  await first.bringToFront()
  await first.getByRole('button', { name: 'Continue here' }).click()
  await expect.poll(() => bubbles(first.mainFrame()), LONG).toEqual(['first tab', 'second tab'])
  await second.getByText('Your chat is open in another tab').waitFor()
  await shoot(second, 'elsewhere')
  await write(first.mainFrame(), 'first again')
  await occupant.hears('first again')
})

/** A chat in a browser that has no WebSocket. */
async function overBosh(prepare?: (context: BrowserContext) => Promise<void>) {
  const { inside } = await serve(stage)
  const context = await stage.newContext()
  await context.routeWebSocket(/xmpp-websocket/, (socket) => socket.close())
  await prepare?.(context)
  const page = await context.newPage()
  const polls: string[] = []
  page.on('request', (request) => /http-bind/.test(request.url()) && polls.push(request.url()))
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { occupant } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  return { page, polls, widget, occupant }
}

test('C2: without WebSocket the chat goes over BOSH', async () => {
  const { polls, widget, occupant } = await overBosh()
  await write(widget.frame, 'over BOSH')
  await occupant.hears('over BOSH')
  await occupant.say('I hear you')
  await agree({ widget, occupant }, ['over BOSH', 'I hear you'])
  await expect.poll(() => polls.length).toBeGreaterThan(3)
})

test('C2: an answer that another one overtakes, as BOSH has two under way, changes nothing', async () => {
  const answers: string[] = []
  const { widget, occupant } = await overBosh(async (context) => {
    context.on('requestfinished', async (request) => {
      if (!/http-bind/.test(request.url())) return
      const answer = await request.response().then((response) => response?.text())
      if (answer) answers.push(answer)
    })
    let isHeld = false
    /** The reflection of the visitor's words comes late, behind the answer to them. */
    async function overtaken(route: Route): Promise<void> {
      const response = await route.fetch({ timeout: 0 })
      const body = await response.text()
      if (!isHeld && body.includes('over BOSH')) {
        isHeld = true
        await expect.poll(() => answers.join(), LONG).toContain('I hear you')
      }
      await route.fulfill({ response, body })
    }
    // A request that the page has given up is answered by nobody.
    await context.route(/http-bind/, (route) => overtaken(route).catch(() => undefined))
    stage.atEnd(() => context.unrouteAll({ behavior: 'ignoreErrors' }))
  })
  await write(widget.frame, 'over BOSH')
  await occupant.hears('over BOSH')
  await occupant.say('I hear you')
  await agree({ widget, occupant }, ['over BOSH', 'I hear you'])
})

test('C2: what is being typed is there after a reload and on the next page, and a return within seconds is silent', async () => {
  const chat = await begun()
  await chat.widget.frame.getByLabel('Write a message').fill('half a sent')
  await chat.page.reload()
  const box = chat.widget.frame.getByLabel('Write a message')
  await expect.poll(() => box.inputValue(), LONG).toBe('half a sent')
  await chat.page.getByRole('link', { name: 'Cart' }).click()
  await chat.page.waitForURL('**/cart')
  await expect.poll(() => box.inputValue(), LONG).toBe('half a sent')
  await write(chat.widget.frame, 'half a sentence')
  await agree(chat, ['first', 'second', 'half a sentence'])
  const notices = (await chat.occupant.history())
    .filter((line) => line.nick === 'Desk')
    .map((line) => line.body)
  expect(notices.filter((text) => /lost|back/.test(text))).toEqual([])
})

test('C2: the form keeps what was typed over a reload', async () => {
  await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.frame.getByLabel('What is it about?').fill('My order')
  await page.reload()
  const about = widget.frame.getByLabel('What is it about?')
  await about.waitFor()
  expect(await about.inputValue()).toBe('My order')
})

test('C2: a page that the browser shows again as it was has the chat again', async () => {
  const chat = await begun()
  const frame = frameOf(chat.page)
  const turns = (type: string) =>
    frame.evaluate((name) => void dispatchEvent(new PageTransitionEvent(name, { persisted: true })), type)
  await turns('pagehide')
  const next = await chat.context.newPage()
  await next.goto(`${stage.website}/cart`)
  const there = new Widget(next)
  await there.open()
  await expect.poll(() => bubbles(there.frame), LONG).toEqual(['first', 'second'])
  await turns('pageshow')
  await chat.page.bringToFront()
  await expect.poll(() => bubbles(chat.widget.frame), LONG).toEqual(['first', 'second'])
  await there.frame.getByText('Your chat is open in another tab').waitFor()
  await write(chat.widget.frame, 'back here')
  await agree(chat, ['first', 'second', 'back here'])
})

test('C2: where the browser refuses the frame any storage a second tab takes the chat up, no fresh form', async () => {
  const { inside } = await serve(stage)
  const context = await stage.newContext()
  await context.addInitScript(() => {
    if (window === top) return
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('refused', 'SecurityError')
        },
      })
    Object.defineProperty(navigator, 'locks', { value: undefined })
  })
  const open = async () => {
    const page = await context.newPage()
    await page.goto(stage.website)
    const widget = new Widget(page)
    await widget.button.click()
    return widget
  }
  const first = await open()
  await first.start()
  const { occupant } = await inside
  await first.frame.getByText('You are talking to Anna').waitFor()
  await write(first.frame, 'first tab')
  await occupant.hears('first tab')
  const second = await open()
  await expect.poll(() => bubbles(second.frame), LONG).toEqual(['first tab'])
  await first.frame.getByText('Your chat is open in another tab').waitFor()
  await write(second.frame, 'second tab')
  await occupant.hears('second tab')
})

test('C2: the component restarts in mid-chat: messages go on meanwhile, and after it the chat is still known', async () => {
  const chat = await begun()
  await stage.component.restart()
  await write(chat.widget.frame, 'after the restart')
  await agree(chat, ['first', 'second', 'after the restart'])
  await chat.page.reload()
  await agree(chat, ['first', 'second', 'after the restart'])
  expect(frameOf(chat.page).url()).toContain('/widget/frame.html')
})

test('C2: the XMPP server restarts in mid-chat: the room and all that was said are still there', async () => {
  const chat = await begun()
  await stage.prosody.restart()
  await write(chat.widget.frame, 'over the restart')
  await chat.widget.frame.getByText('over the restart').waitFor()
  await expect.poll(() => chat.widget.frame.locator('[aria-label="sending"]').count(), LONG).toBe(0)
  await expect.poll(() => bubbles(chat.widget.frame), LONG).toEqual(['first', 'second', 'over the restart'])
})
