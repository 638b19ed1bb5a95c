/** The widget as a guest: whatever the page does, and whatever becomes of the network, it is there and is itself. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ParlorApi } from '../../widget/parlor.d.ts'
import { SUPPORT } from '../support/stage.ts'
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
  write,
} from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await setWidgetStage((demo) =>
    demo.replace('{ name: Anna }', '{ name: Anna, statusPicture: true }'),
  )
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

async function visit(path: string, options?: Parameters<WidgetStage['newContext']>[0]) {
  const context = await stage.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(stage.website + path)
  const widget = new Widget(page)
  await widget.button.waitFor({ state: 'attached' })
  return { context, page, widget, complaints }
}

type WithParlor = Window & { Parlor: ParlorApi; told: unknown[] }

/** What the visitor would hit in the middle of the button, and where the frame is. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const at = (x: number, y: number) => document.elementFromPoint(x, y)?.shadowRoot !== null
    const host = [...document.documentElement.children].find((one) => one.shadowRoot)
    const box = (selector: string) => {
      const { x, y, width, height } =
        host?.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect()
      return [x, y, width, height]
    }
    const style = getComputedStyle(host?.shadowRoot?.querySelector('#button') as Element)
    return {
      ...{ hit: at(innerWidth - 48, innerHeight - 48), button: box('#button'), panel: box('section') },
      ...{ colour: style.backgroundColor, opacity: style.opacity, visibility: style.visibility },
    }
  })

test('V8: no rule of the page moves, hides or restyles button and panel', async () => {
  await serve(stage)
  const calm = await visit('/')
  await calm.widget.open()
  const before = await seen(calm.page)
  expect(before).toMatchObject({ hit: true, button: [1204, 724, 56, 56], colour: 'rgb(15, 118, 110)' })
  const { page, widget } = await visit('/nasty')
  await expect.poll(() => seen(page).then(({ button }) => button)).toEqual(before.button)
  await page.mouse.click(1232, 752)
  await widget.frame.getByLabel('Name').waitFor()
  expect(await seen(page)).toEqual(before)
  await shoot(page, 'nasty')
  // Printed it is not in the way.
  await calm.page.emulateMedia({ media: 'print' })
  expect(await calm.widget.button.isVisible()).toBe(false)
})

test('V8: a page that is isolated shows the chat, too', async () => {
  await serve(stage)
  const { page, widget, complaints } = await visit('/isolated')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  await widget.open()
  await widget.frame.getByLabel('Name').waitFor()
  const loads = (src: string) =>
    page.evaluate(
      (address) =>
        new Promise((done) => {
          const image = new Image()
          image.onload = () => done(true)
          image.onerror = () => done(false)
          image.src = address
        }),
      src,
    )
  expect(await loads(`${stage.parlor}/status/support.svg`)).toBe(true)
  expect(await loads(`${stage.parlor}/status/support.png`)).toBe(true)
  expect(complaints).toEqual([])
})

test('V8: a phone that is offline: the loader says so, can be closed, and goes on by itself', async () => {
  await serve(stage)
  const { context, page, widget } = await visit('/', PHONE)
  await widget.button.waitFor()
  await context.setOffline(true)
  await widget.button.tap()
  await page.getByText('There is no connection. We keep trying.').waitFor()
  expect(await page.locator('iframe').count()).toBe(0)
  expect(await page.locator('section').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await shoot(page, 'offline-phone')
  await page.getByRole('button', { name: 'Close' }).tap()
  await widget.button.waitFor()
  await widget.button.tap()
  await context.setOffline(false)
  await widget.frame.getByLabel('Name').waitFor()

  // A line that breaks without the browser's knowing.
  const other = await visit('/', { ...PHONE, colorScheme: 'dark' })
  await other.widget.button.waitFor()
  stage.network.cut()
  await other.widget.button.tap()
  await other.page.getByText('There is no connection. We keep trying.').waitFor()
  expect(await faultsIn(other.page.mainFrame())).toEqual([])
  await shoot(other.page, 'offline-dark')
  stage.network.heal()
  await other.widget.frame.getByLabel('Name').waitFor()
})

test('V8: where the site is not allowed the visitor is shown another way, and the owner is told what to do', async () => {
  const { page, widget, complaints } = await visit('/stranger')
  await widget.button.click()
  await page.getByText('The chat cannot be shown on this page.').waitFor()
  const link = page.getByRole('link', { name: 'Open it on a page of its own' })
  expect(await link.getAttribute('href')).toBe(`${stage.parlor}/chat/support`)
  expect(complaints).toEqual([`Parlor: add ${stage.website} to the origins of the site "demo"`])
  await shoot(page, 'refused')
})

test('V8: calls from before the script, parameters taken back, texts, layer and place of the page’s own', async () => {
  const { operator } = await serve(stage)
  const early = await visit('/early')
  // A field named like a parameter is filled in with it.
  await expect.poll(() => early.widget.frame.getByLabel('E-mail').inputValue()).toBe('mia@shop.example')
  await startIn(early.widget.frame)
  const offer = await operator.offer()
  const text = offer.stanza.toString()
  expect(text).toMatch(/name="order"[^>]*>1842</)
  expect(text).not.toMatch(/customer|null/)
  expect(await early.page.evaluate(() => (window as unknown as WithParlor).told)).toEqual(['opened'])
  await early.context.close()

  const { page, widget } = await visit('/layer')
  expect(await widget.button.boundingBox()).toMatchObject({ x: 1280 - 56 - 40, y: 800 - 56 - 12 })
  expect(await page.locator('[popover]').count()).toBe(0)
  await widget.open()
  await widget.frame.getByRole('button', { name: 'Go ahead' }).waitFor()
  const call = (name: 'hide' | 'show') =>
    page.evaluate((what) => (window as unknown as WithParlor).Parlor[what](), name)
  await call('hide')
  await widget.button.waitFor({ state: 'hidden' })
  expect(await page.locator('section').isVisible()).toBe(false)
  await call('show')
  await widget.button.waitFor()
})

test('V8: the owner counts what happens and reads nothing; the page is the one before the visitor’s eyes at Start', async () => {
  const { operator, inside } = await serve(stage)
  const { page, widget } = await visit('/')
  await page.evaluate(() => {
    const view = window as unknown as WithParlor
    view.told = []
    for (const event of ['opened', 'queued', 'accepted', 'message', 'ended', 'closed'] as const)
      view.Parlor.on(event, (detail) => view.told.push(detail ? [event, detail] : event))
  })
  await widget.open()
  await page.evaluate(() => {
    history.pushState(null, '', '/lamps')
    document.title = 'Lamps'
  })
  await startIn(widget.frame)
  const offer = await operator.offer()
  expect(offer.stanza.toString()).toContain(`${stage.website}/lamps`)
  const { occupant, caseId } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await write(widget.frame, 'secret words')
  await occupant.hears('secret words')
  await widget.frame.locator('[aria-label="sent"]').waitFor()
  await page.keyboard.press('Escape')
  await occupant.say('more of them')
  // Called by its title, which goes back to what the page calls itself by then.
  await expect.poll(() => page.title()).toContain('new message')
  await page.evaluate(() => {
    document.title = 'Lamps, page 2'
  })
  await widget.button.click()
  await expect.poll(() => page.title()).toBe('Lamps, page 2')
  await operator.close(SUPPORT, caseId)
  await widget.frame.getByText('Anna has ended the chat.').waitFor()
  const told = await page.evaluate(() => (window as unknown as WithParlor).told)
  expect(told).toEqual([
    'opened',
    'queued',
    'accepted',
    ['message', { from: 'visitor' }],
    'closed',
    ['message', { from: 'operator' }],
    'opened',
    ['ended', { reason: 'operator-closed' }],
  ])
})

test('V3: pictures on the page and the button follow who is there within ten seconds', async () => {
  const { page, widget } = await visit('/pictures')
  const src = () => page.locator('#mine').getAttribute('src')
  await expect.poll(src).toContain('version=')
  const before = await src()
  expect(await widget.button.isVisible()).toBe(false)
  expect(await page.locator('#named').getAttribute('alt')).toBe('Anna: offline')
  const began = performance.now()
  const { operator } = await serve(stage)
  await expect.poll(src).not.toBe(before)
  expect(performance.now() - began).toBeLessThan(10_000)
  await widget.button.waitFor()
  await expect.poll(() => page.locator('#named').getAttribute('alt')).toBe('Anna: online')
  expect(await page.locator('#mine').getAttribute('alt')).toBe('Ask us')
  await shoot(page, 'pictures')
  await operator.offDuty(SUPPORT)
  await widget.button.waitFor({ state: 'hidden' })
})

test('V8: logged out is gone: the chat ends, and the next visitor of this browser finds nothing', async () => {
  const { inside } = await serve(stage)
  const { page, widget } = await visit('/')
  await widget.open()
  await widget.start()
  const { occupant } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  await page.evaluate(() => (window as unknown as WithParlor).Parlor.reset())
  await expect.poll(() => [...occupant.people]).not.toContain('Mia')
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
  await widget.open()
  await widget.frame.getByLabel('Name').waitFor()
  expect(await widget.frame.getByLabel('Name').inputValue()).toBe('')
  const frame = frameOf(page)
  expect(await frame.evaluate(() => document.body.textContent?.includes('Anna'))).toBe(false)
  await untilOpen(stage)
})
