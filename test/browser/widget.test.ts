/** The visitor's side against the whole stack: real Prosody, real component, real browser. */
import { readFileSync } from 'node:fs'
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NS } from '../support/people/namespaces.ts'
import { el } from '../support/people/stanza.ts'
import { SUPPORT } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import {
  bubbles,
  frameOf,
  serve,
  setWidgetStage,
  shoot,
  startIn,
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

test('V1: one snippet on a website of another origin, with a strict policy, opens the chat in the site’s colours', async () => {
  const { inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(stage.website)
  const widget = new Widget(page)
  expect(await widget.button.getAttribute('aria-label')).toBe('Chat')
  await expect.poll(() => widget.button.boundingBox()).toMatchObject({ width: 56, height: 56 })
  expect(await page.locator('iframe').count()).toBe(0)
  await shoot(page, 'button')

  await widget.open()
  expect(await widget.button.getAttribute('aria-expanded')).toBe('true')
  await widget.frame.getByText('Hi! How can we help?').waitFor()
  await shoot(page, 'form')
  await widget.start('Mia', 'Where is my order?')
  const { occupant, caseId } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await expect.poll(() => [...occupant.people]).toContain('Mia')
  expect(caseId).not.toBe('')
  expect(await page.evaluate(() => Object.keys(window).filter((name) => /parlor/i.test(name)))).toEqual([
    'Parlor',
  ])
  expect(complaints).toEqual([])
})

test('V1: keyboard: Esc closes and gives the focus back; the page’s own script can open and close', async () => {
  await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.button.focus()
  await page.keyboard.press('Enter')
  await widget.frame.getByLabel('Name').waitFor()
  await expect.poll(() => frameOf(page).evaluate(() => document.activeElement?.id)).toBe('field-name')
  await page.keyboard.press('Escape')
  await expect.poll(() => widget.button.getAttribute('aria-expanded')).toBe('false')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName))
    .toBe('BUTTON')
  await page.evaluate(() => (window as unknown as { Parlor: { open(): void } }).Parlor.open())
  await expect.poll(() => widget.button.getAttribute('aria-expanded')).toBe('true')
  await page.evaluate(() => (window as unknown as { Parlor: { close(): void } }).Parlor.close())
  await expect.poll(() => widget.button.getAttribute('aria-expanded')).toBe('false')
})

test('V1: name, colour and place are the site’s to choose; text on any colour can be read', async () => {
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.website}/styled`)
  const { button } = new Widget(page)
  expect(await button.getAttribute('aria-label')).toBe('Ask us')
  await expect.poll(async () => (await button.boundingBox())?.x).toBe(20)
  const colours = await button.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element)
    return { backgroundColor, color }
  })
  expect(colours).toEqual({ backgroundColor: 'rgb(255, 209, 102)', color: 'oklch(0 0 0)' })
})

test('V1: the demo shop shows it all: two pages, a link, a status picture, and no complaint of its policy', async () => {
  await serve(stage)
  const page = await (await stage.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${stage.parlor}/`)
  await new Widget(page).button.waitFor()
  await shoot(page, 'shop')
  expect(await faultsIn(page.mainFrame())).toEqual([])
  const status = page.getByAltText('Support status')
  await expect
    .poll(() => status.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.getByRole('heading', { name: 'Your cart' }).waitFor()
  await new Widget(page).open()
  await new Widget(page).frame.getByLabel('Name').waitFor()
  await page.goto(`${stage.parlor}/`)
  await page.getByRole('link', { name: 'Ask before you buy' }).click()
  await page.waitForURL('**/chat/sales')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(complaints).toEqual([])
})

test('V2: a plain link opens the hosted page of a workgroup, with parameters, and no script on the way', async () => {
  const { operator, inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.parlor}/chat/support?param_customer=56164`)
  await startIn(page.mainFrame())
  await inside
  await page.getByText('You are talking to Anna').waitFor()
  const offer = operator.connection.stanzas.items.find((stanza) => /<offer /.test(stanza.toString()))
  expect(offer?.toString()).toMatch(/<parameter [^>]*name="customer"[^>]*>56164</)
  await shoot(page, 'hosted')
  expect(await faultsIn(page.mainFrame())).toEqual([])
})

test('V5: the form is the workgroup’s; what is wrong is said at its field, and what is right goes to the operator', async () => {
  const { operator, inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.frame.getByLabel('E-mail').fill('mia@')
  await widget.frame.getByRole('button', { name: 'Start chat' }).click()
  const name = widget.frame.getByLabel('Name')
  await widget.frame.getByText('Please fill this in.').waitFor()
  expect(await name.getAttribute('aria-invalid')).toBe('true')
  expect(await name.getAttribute('aria-describedby')).toBe('field-name-wrong')
  await widget.frame.getByText('This does not look like an e-mail address.').waitFor()
  await shoot(page, 'form-wrong')
  expect(await faultsIn(frameOf(page))).toEqual([])

  await widget.frame.getByLabel('E-mail').fill('mia@example.org')
  await widget.start('Mia <b>&', 'Two\nlines')
  const offer = await operator.offer()
  const text = offer.stanza.toString()
  expect(text).toContain('Mia &lt;b&gt;&amp;')
  expect(text).toContain('mia@example.org')
  await inside
})

test('V7: nothing is stored and no chat connection is opened before the visitor starts', async () => {
  const { inside } = await serve(stage)
  const context = await stage.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  const sockets: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('websocket', (socket) => sockets.push(socket.url()))
  // A browser that refuses a frame any storage (as this one does) has stored nothing either.
  const stored = (where: Page | Frame) =>
    where.evaluate(() => {
      try {
        return [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]
      } catch {
        return ['']
      }
    })
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.button.waitFor()
  const toParlor = asked.filter((url) => url.startsWith(stage.parlor)).map((url) => new URL(url).pathname)
  expect(toParlor.toSorted()).toEqual(['/api/look', '/widget.js'])
  expect(await stored(page)).toEqual([''])

  await widget.open()
  expect(await stored(page)).toEqual([''])
  expect(await stored(frameOf(page))).toEqual([''])
  await widget.frame.getByLabel('Name').fill('Mia')
  expect(await context.cookies()).toEqual([])
  expect(sockets).toEqual([])
  expect(asked.filter((url) => /\/api\/visit|http-bind/.test(url))).toEqual([])

  // On Parlor's own origin the frame may store, as in most browsers anywhere: only while a chat goes on, but for what is being
  // typed, which this tab alone keeps.
  await page.goto(`${stage.parlor}/`)
  await widget.open()
  const frame = frameOf(page)
  expect(await frame.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  await widget.frame.getByLabel('Name').fill('Mia')
  expect(await frame.evaluate(() => localStorage.length)).toBe(0)
  expect(sockets).toEqual([])
  await widget.start()
  await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await expect.poll(() => frame.evaluate(() => Object.keys(localStorage))).toEqual(['parlor:support'])
  await widget.frame.getByRole('button', { name: 'End chat' }).click()
  await widget.frame.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
  await widget.frame
    .getByText(/You have left/)
    .first()
    .waitFor()
  await expect.poll(() => frame.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
})

test('Q1: the visitor sees the place and leaves the line; an away visitor is skipped', async () => {
  const operator = await stage.operator('anna')
  await operator.onDuty(SUPPORT, { maxChats: 1 })
  await operator.queue(SUPPORT)
  const served = await stage.visitor()
  const first = await served.join({ name: 'Omar' })
  await operator.accept(await operator.offer(first.id))
  stage.atEnd(() => served.depart())
  const second = await stage.visitor()
  await second.join({ name: 'Lea' })
  stage.atEnd(() => second.depart())

  const page = await (await stage.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  await widget.frame.getByText('2nd in line').waitFor()
  await shoot(page, 'waiting')
  expect(await faultsIn(frameOf(page))).toEqual([])
  const switched = operator.queue(SUPPORT, (queue) =>
    queue.some((user) => user.name === 'Mia' && /show="away"/.test(user.stanza.toString())),
  )
  await widget.frame.getByRole('switch').click()
  await switched
  // Minimised it says so beside the button.
  await widget.frame.getByRole('switch').click()
  await widget.frame.getByRole('button', { name: 'Minimise' }).click()
  await expect.poll(() => widget.button.textContent()).toBe('2nd in line')
  expect(await widget.button.getAttribute('aria-label')).toBe('Chat: 2nd in line')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await shoot(page, `line-phone-${colorScheme}`)
  }
  await widget.button.click()
  await expect.poll(() => widget.button.textContent()).toBe('')
  const gone = operator.queue(SUPPORT, (queue) => queue.length === 1, {
    since: operator.connection.stanzas.mark(),
  })
  await widget.frame.getByRole('button', { name: 'Leave the line' }).click()
  await widget.frame.getByText('You have left the line').waitFor()
  await gone
})

test('Q5: nobody on duty is said, and the form comes when somebody is there', async () => {
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.frame.getByText('Nobody is here right now').waitFor()
  await shoot(page, 'nobody')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await serve(stage)
  await widget.frame.getByRole('button', { name: 'Start chat' }).waitFor()
})

test('C1, T16: messages both ways, in order, once, with time, delivery and typing, and the end with its reason', async () => {
  const { operator, page, widget, occupant, caseId } = await talk(stage, { colorScheme: 'dark' })
  const typing = occupant.typing.until((line) => line === 'Mia composing', 'Mia to be writing')
  await widget.frame.getByLabel('Write a message').pressSequentially('Where')
  await typing
  for (const text of ['one', 'two <b>&amp;</b>', 'three 🙂', 'four']) await write(widget.frame, text)
  await occupant.hears('four')
  expect(occupant.lines.items.map((line) => line.body)).toEqual([
    'one',
    'two <b>&amp;</b>',
    'three 🙂',
    'four',
  ])
  await expect.poll(() => widget.frame.locator('[aria-label="sent"]').count()).toBeGreaterThan(0)
  await expect.poll(() => widget.frame.locator('[aria-label="sending"]').count()).toBe(0)

  await occupant.chatState('composing')
  await widget.frame.getByText('Anna is typing ...').waitFor()
  await occupant.say('See https://track.example/1. javascript:alert(1)')
  const link = widget.frame.getByRole('link')
  expect(await link.getAttribute('href')).toBe('https://track.example/1')
  await widget.frame.getByText('Anna is typing ...').waitFor({ state: 'detached' })
  await expect
    .poll(() => bubbles(widget.frame))
    .toEqual([
      'one',
      'two <b>&amp;</b>',
      'three 🙂',
      'four',
      'See https://track.example/1. javascript:alert(1)',
    ])
  expect(await widget.frame.locator('time').count()).toBeGreaterThan(0)
  await shoot(page, 'chat-dark')
  expect(await faultsIn(frameOf(page))).toEqual([])

  // Minimised: the badge counts, and looking clears it.
  await page.keyboard.press('Escape')
  await expect.poll(() => widget.button.getAttribute('aria-expanded')).toBe('false')
  await occupant.say('Still there?')
  await expect.poll(() => widget.button.textContent()).toBe('1')
  await expect.poll(() => widget.button.getAttribute('aria-label')).toBe('Chat: 1 new message')
  // So do the first words, in the frame, where the page does not read them.
  const peek = widget.frame.getByRole('status').filter({ hasText: 'Still there?' })
  await peek.waitFor()
  const box = () => page.locator('iframe').boundingBox()
  expect((await box())?.height).toBe(76)
  await shoot(page, 'badge')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await peek.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => page.locator('iframe').isVisible()).toBe(false)
  await occupant.say('Shall I call you?')
  await widget.frame.getByRole('button', { name: /Shall I call you/ }).click()
  await expect.poll(() => widget.button.getAttribute('aria-expanded')).toBe('true')
  await expect.poll(() => widget.button.textContent()).toBe('')

  await operator.close(SUPPORT, caseId)
  await widget.frame.getByText('Anna has ended the chat.').waitFor()
  await widget.frame.getByText('How was it?').waitFor()
  await shoot(page, 'ended-dark')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await widget.frame.getByRole('button', { name: 'Start again' }).click()
  await widget.frame.getByLabel('Name').waitFor()
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('C8: when it is over it is rated and copied, can be read after a reload until it is put away, and begins again', async () => {
  const { operator, inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.parlor}/chat/support`)
  await startIn(page)
  const { occupant, caseId } = await inside
  await page.getByText('You are talking to Anna').waitFor()
  await occupant.say('It arrives <b>tomorrow</b>')
  await page.getByText('It arrives').waitFor()
  await operator.close(SUPPORT, caseId)
  await page.getByText('How was it?').waitFor()
  await page.getByLabel('Good').check({ force: true })
  await page.getByText('Thank you, that helps.').waitFor()
  await page.getByLabel('Anything to add?').fill('Quick')
  await page.getByRole('button', { name: 'Send' }).click()
  const rated = await operator.connection.stanzas.until(
    (one) => one.getChild('rated', NS.parlor)?.getText() === 'Quick',
    'the rating',
  )
  expect(rated.getChild('rated', NS.parlor)?.attrs).toMatchObject({ case: caseId, rating: '4' })
  expect(await faultsIn(page.mainFrame())).toEqual([])

  const [text] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Text' }).click(),
  ])
  expect(readFileSync(await text.path(), 'utf8')).toMatch(
    /Conversation with Anna\r\n.*Anna: It arrives <b>tomorrow<\/b>/s,
  )

  await page.reload()
  await page.getByText('It arrives').waitFor()
  expect(await page.getByLabel('Good').isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Mia')
  await page.reload()
  await page.getByLabel('Name').waitFor()
})

test('C9: words are corrected and taken back on both sides, C11: answered, reacted to and seen, also after a reload', async () => {
  const { occupant, widget, page } = await talk(stage)
  await write(widget.frame, 'Wher is my order?')
  const { stanzaId = '' } = await occupant.hears('Wher is my order?')
  const markers = occupant.lines.mark()
  const { id } = await occupant.say('Good moring')
  await occupant.send(el('body', {}, 'Good morning'), undefined, el('replace', { xmlns: NS.correct, id }))
  await occupant.send(
    el('reactions', { xmlns: NS.reactions, id: stanzaId }, el('reaction', {}, '👍')),
    undefined,
    el('store', { xmlns: NS.hints }),
  )
  await occupant.send(el('displayed', { xmlns: NS.markers, id: stanzaId }))
  const both = async () => {
    await widget.frame.getByText('Good morning').waitFor()
    await widget.frame.getByText('edited').first().waitFor()
    await widget.frame.getByText('👍').waitFor()
  }
  await both()
  await widget.frame.getByRole('img', { name: 'seen' }).waitFor()
  await widget.frame.getByRole('button', { name: 'Edit message' }).click()
  await widget.frame.getByLabel('Editing your message').fill('Where is my order?')
  await shoot(page, 'editing')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await widget.frame.getByLabel('Editing your message').press('Enter')
  await expect.poll(() => bubbles(widget.frame)).toEqual(['Where is my order?', 'Good morning'])
  const corrected = await occupant.hears('Where is my order?')
  expect(corrected.stanza.getChild('replace', NS.correct)).toBeDefined()
  expect(occupant.lines.mark()).toBeGreaterThan(markers)
  await page.reload()
  await both()
  await widget.frame.getByRole('button', { name: 'Take back' }).click()
  await widget.frame.getByText('This message was taken back.').waitFor()
  await occupant.hears(/taken back/)
  await shoot(page, 'amended')
})

test('C11: the visitor answers one message and reacts to it, as any client shows, also after a reload', async () => {
  const { occupant, widget, page } = await talk(stage)
  await occupant.say('Which box is it?\nThe red one?')
  await occupant.say('Or the blue one?')
  await widget.frame.getByText('Or the blue one?').waitFor()
  await widget.frame.getByRole('button', { name: 'Reply' }).last().click()
  await widget.frame.getByText('Answering Anna').waitFor()
  await shoot(page, 'answering')
  await widget.frame.getByLabel('Answering Anna').fill('Blue')
  await widget.frame.getByLabel('Answering Anna').press('Enter')
  const { stanza } = await occupant.hears(/Blue$/)
  expect(stanza.getChildText('body')).toBe('> Or the blue one?\nBlue')
  expect(stanza.getChild('reply')?.attrs.to).toMatch(/\/Anna$/)
  await widget.frame.locator('blockquote', { hasText: 'Or the blue one?' }).waitFor()
  const react = widget.frame.getByRole('button', { name: 'React' }).last()
  await react.click()
  await widget.frame.getByRole('button', { name: '🎉' }).waitFor()
  await shoot(page, 'reacting')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await widget.frame.getByRole('button', { name: '🎉' }).click()
  const felt = await occupant.hears('🎉')
  expect(felt.stanza.getChild('reactions')?.getChildText('reaction')).toBe('🎉')
  const mark = widget.frame.locator('.reactions', { hasText: '🎉' })
  await mark.waitFor()
  await page.setViewportSize({ width: 390, height: 760 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'answered-phone-dark')
  await page.reload()
  await mark.waitFor()
  await widget.frame.locator('blockquote', { hasText: 'Or the blue one?' }).waitFor()
  await react.click()
  await widget.frame.getByRole('button', { name: '🎉', pressed: true }).click()
  await mark.waitFor({ state: 'detached' })
})

test('C1: one message each way costs the visitor little, and an idle chat next to nothing', async () => {
  const { inside } = await serve(stage)
  const page = await (await stage.newContext()).newPage()
  let [bytes, frames] = [0, 0]
  const count = ({ payload }: { payload: string | Buffer }) => {
    bytes += payload.length
    frames += 1
  }
  page.on('websocket', (socket) => {
    socket.on('framesent', count)
    socket.on('framereceived', count)
  })
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { occupant } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  const about = 'How long does delivery to Denmark take?'
  await write(widget.frame, about)
  await occupant.hears(about)
  await widget.frame.getByRole('img', { name: 'sent' }).waitFor()
  ;[bytes, frames] = [0, 0]
  for (let n = 0; n < 5; n++) {
    await write(widget.frame, `${about} ${n}`)
    await widget.frame.getByText(`${about} ${n}`).waitFor()
    await expect.poll(() => widget.frame.locator('[aria-label="sending"]').count()).toBe(0)
    await occupant.say(`Two days, ${n}`)
    await widget.frame.getByText(`Two days, ${n}`).waitFor()
  }
  console.info(`a message costs the visitor ${bytes / 10} bytes in ${frames / 10} frames`)
  expect(bytes / 10).toBeLessThan(900)
  expect(frames / 10).toBeLessThan(3)
})

test('C1: on a phone the chat fills the screen, and the button comes back when it is closed', async () => {
  const { inside } = await serve(stage)
  const context = await stage.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await shoot(page, 'form-phone')
  await widget.start()
  const { occupant } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await write(widget.frame, 'Where is my order?')
  await occupant.hears('Where is my order?')
  await occupant.say('Let me look, Mia.')
  await widget.frame.getByText('Let me look, Mia.').waitFor()
  await expect
    .poll(() => page.locator('iframe').boundingBox())
    .toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await widget.button.waitFor({ state: 'hidden' })
  await shoot(page, 'chat-phone')
  await widget.frame.getByRole('button', { name: 'Minimise' }).click()
  await widget.button.waitFor()
})
