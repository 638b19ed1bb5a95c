/** Visitors who only read a page: invited by an operator (R7), and left alone where they should be (V7). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mmdb } from '../../component/src/effects/mmdb.kit.ts'
import { faultsIn } from './faults.kit.ts'
import { buildDesk, DeskPage } from './operator.kit.ts'
import { bubbles, setWidgetStage, shoot, Widget, type WidgetStage, write } from './widget.kit.ts'

let stage: WidgetStage
const folder = mkdtempSync(join(tmpdir(), 'parlor-places-'))

const site = (name: string, monitoring: string) =>
  `  ${name}:\n    name: Acme\n    origins: [ORIGIN]\n    workgroups: [support]\n    monitoring: ${monitoring}\n`
/** On the second page of a visit, and for who comes back. */
const RULES = `    triggers:
      - { after: 0 s, pages: 2, page: '/asking/cart*' }
      - { after: 1 s, returning: true, text: 'Good to see you again.' }
`

beforeAll(async () => {
  buildDesk()
  const places = join(folder, 'dbip.mmdb')
  writeFileSync(
    places,
    mmdb({ '127.0.0.0/8': { city: 'Aarhus', state1: 'Central Jutland', country_code: 'DK' } }),
  )
  stage = await setWidgetStage((demo) => {
    const origin = /origins: \[(http[^\]]+)\]/.exec(demo)?.[1] ?? ''
    const more = `${site('quiet', 'consent')}${site('off', 'off')}${site('asking', 'on')}${RULES}`.replaceAll(
      'ORIGIN',
      origin,
    )
    return `places: [${places}]\n${demo}`.replace('  shop:\n', `${more}  shop:\n    monitoring: on\n`)
  })
})
afterAll(async () => {
  await stage?.end()
  rmSync(folder, { recursive: true })
})
afterEach(async () => {
  await stage.clear()
  // The pages of one test are no visitors of the next.
  await expect.poll(watched, { timeout: 30_000 }).toContain('parlor_watched_pages 0')
})

const watched = async () => (await fetch(`${stage.component.url}/metrics`)).text()

/** What the page has asked of Parlor beyond the button and its look. */
interface Reader {
  readonly page: Page
  readonly asked: string[]
  readonly widget: Widget
  stored(): Promise<string>
}

async function read(context: BrowserContext, path: string): Promise<Reader> {
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url())
    if (origin === stage.parlor) asked.push(pathname)
  })
  await page.goto(stage.website + path)
  const widget = new Widget(page)
  await widget.button.waitFor()
  return {
    page,
    asked,
    widget,
    stored: async () =>
      JSON.stringify([
        await page.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie.length]),
        (await context.cookies()).length,
      ]),
  }
}

const NOTHING = '[[0,0,0],0]'
const card = (page: Page) => page.getByRole('region', { name: 'Invitation to chat' })

async function invite(desk: DeskPage): Promise<void> {
  await desk.page.getByRole('button', { name: '1 on the site' }).click()
  await desk.page.getByRole('button', { name: /^Invite Visitor/ }).click()
  await desk.page.getByText('Invited by Anna').waitFor()
  await desk.page.getByRole('button', { name: 'Close' }).click()
}

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 760 }
const SCREENS = [
  ['desktop-light', DESKTOP, 'light'],
  ['desktop-dark', DESKTOP, 'dark'],
  ['phone-light', PHONE, 'light'],
  ['phone-dark', PHONE, 'dark'],
] as const

/** On each screen, with nothing that axe finds fault with. */
async function onEachScreen(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, size, colorScheme] of SCREENS) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    await look(name)
  }
  await page.setViewportSize(DESKTOP)
}

test('R7: an operator invites a visitor on the site, whose chat begins at once and without a form', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const mia = await read(await stage.newContext(), '/cart')
  await anna.page.getByRole('button', { name: '1 on the site' }).click()
  await anna.page.getByRole('dialog').getByText('Cart', { exact: true }).waitFor()
  await onEachScreen(anna.page, async (name) => {
    await anna.shoot(`on-the-site-${name}`)
    expect(await faultsIn(anna.page)).toEqual([])
  })
  await anna.page.getByRole('button', { name: /^Invite Visitor/ }).click()
  await anna.page.getByText('Invited by Anna').waitFor()
  await anna.page.getByRole('button', { name: 'Close' }).click()

  await card(mia.page).getByText('Anna from Support would like to help.').waitFor()
  await onEachScreen(mia.page, async (name) => {
    await shoot(mia.page, `invited-${name}`)
    expect(await faultsIn(mia.page.mainFrame())).toEqual([])
  })
  await card(mia.page).getByRole('button', { name: 'Chat' }).click()
  await mia.widget.frame.getByLabel('Write a message').waitFor()
  expect(await card(mia.page).count()).toBe(0)
  await anna.page
    .getByText(/Visitor \d+ comes to the chat/)
    .first()
    .waitFor()
  await anna.message.waitFor()
  await anna.say('May I help you with your order?')
  await mia.widget.frame.getByText('May I help you with your order?').waitFor()
  await write(mia.widget.frame, 'Yes, please')
  await anna.log.getByText('Yes, please').waitFor()
  expect(await bubbles(mia.widget.frame)).toEqual(['May I help you with your order?', 'Yes, please'])
  await shoot(mia.page, 'invited-chat')
  await mia.widget.frame.getByRole('button', { name: 'End chat' }).click()
  await mia.widget.frame.getByRole('button', { name: 'End chat' }).click()
  await mia.widget.frame.getByRole('button', { name: 'Start again' }).click()
  await mia.widget.frame.getByRole('button', { name: 'Start chat' }).waitFor()
  expect(anna.complaints).toEqual([])
})

test('R7: no, thanks is told to the operator; the invitation follows from page to page', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const mia = await read(await stage.newContext(), '/')
  await invite(anna)
  await card(mia.page).getByText('Anna from Support').waitFor()
  await mia.page.goto(`${stage.website}/cart`)
  await card(mia.page).getByText('Anna from Support').waitFor()
  await anna.page.getByRole('button', { name: '1 on the site' }).waitFor()
  await card(mia.page).getByRole('button', { name: 'No, thanks' }).click()
  await card(mia.page).waitFor({ state: 'detached' })
  await anna.page
    .getByText(/Visitor \d+ does not want to chat now/)
    .first()
    .waitFor()
  await mia.widget.open()
  await mia.widget.frame.getByLabel('Name').waitFor()
})

test('R7: the button of the widget follows the invitation, too', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const mia = await read(await stage.newContext(), '/cart')
  await invite(anna)
  await card(mia.page).getByText('Anna from Support').waitFor()
  await mia.widget.button.click()
  await mia.widget.frame.getByLabel('Write a message').waitFor()
  await card(mia.page).waitFor({ state: 'detached' })
  await anna.message.waitFor()
})

test('V7: a site that has not switched it on: nothing is fetched, stored or opened', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const mia = await read(await stage.newContext(), '/off')
  // Somebody else is seen: what the first page did not do has had its time.
  const other = await read(await stage.newContext(), '/cart')
  await anna.page.getByRole('button', { name: '1 on the site' }).waitFor()
  expect(mia.asked).toEqual(['/widget.js', '/api/look'])
  expect(await mia.stored()).toBe(NOTHING)
  expect(other.asked).toContain('/api/presence')
})

test('V7: with consent only: nothing before, and nothing is left when it is taken back', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const mia = await read(await stage.newContext(), '/quiet')
  const watching = mia.page.waitForRequest((request) => request.url().endsWith('/api/presence'))
  await expect.poll(() => mia.asked).toContain('/watch.js')
  expect(mia.asked).not.toContain('/api/presence')
  expect(await mia.stored()).toBe(NOTHING)
  await mia.page.evaluate(() => (window as unknown as { Parlor: { consent(): void } }).Parlor.consent())
  await watching
  await anna.page.getByRole('button', { name: '1 on the site' }).waitFor()
  // The tab's name; how many visits, and a random name.
  await expect.poll(mia.stored).toBe('[[1,1,0],0]')
  const over = mia.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/presence'))
  await mia.page.evaluate(() =>
    (window as unknown as { Parlor: { consent(given: boolean): void } }).Parlor.consent(false),
  )
  await over
  expect(await mia.stored()).toBe(NOTHING)
  await anna.page.getByRole('button', { name: '1 on the site' }).waitFor({ state: 'detached' })
})

test('D4: who has agreed is known again: the case shows which visit it is, its path, and from where', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const context = await stage.newContext()
  const agree = (page: Page) =>
    page.evaluate(() => (window as unknown as { Parlor: { consent(): void } }).Parlor.consent())
  const first = await read(context, '/quiet')
  await agree(first.page)
  await expect.poll(first.stored).toBe('[[1,1,0],0]')
  await first.page.close()

  const mia = await read(context, '/quiet')
  const watching = mia.page.waitForRequest((request) => request.url().endsWith('/api/presence'))
  await agree(mia.page)
  expect((await watching).postDataJSON()).toMatchObject({ consent: true, visits: 2 })
  await expect.poll(mia.stored).toBe('[[1,1,0],0]')
  await mia.page.goto(`${stage.website}/quiet/cart`, { referer: `${stage.website}/find?q=lost+parcel` })
  await agree(mia.page)
  await mia.widget.open()
  await mia.widget.start()
  await anna.offer('Mia').getByRole('button', { name: 'Take' }).click()
  await anna.message.waitFor()
  const details = anna.page.getByRole('region', { name: /Case/ })
  await expect.poll(() => details.innerText()).toMatch(/Path\s+\/quiet → \/quiet\/cart/)
  const told = await details.innerText()
  expect(told).toMatch(/Searched for\s+lost parcel/)
  expect(told).toMatch(/Visit\s+2/)
  expect(told).toMatch(/Place\s+Aarhus, Central Jutland, Denmark/)
  expect(told).toContain('IP Geolocation by DB-IP')
  expect(told).toMatch(/Browser\s+.*Chrom.* on Linux/)
  await onEachScreen(anna.page, async (name) => {
    await anna.shoot(`seen-${name}`)
    expect(await faultsIn(anna.page)).toEqual([])
  })
})

test.each([
  ['Do-Not-Track', { doNotTrack: '1' }],
  ['Global Privacy Control', { globalPrivacyControl: true }],
])('V7: %s is honoured, whatever the site has switched on', async (_, says) => {
  const context = await stage.newContext()
  await context.addInitScript((wish) => {
    for (const [name, value] of Object.entries(wish)) Object.defineProperty(navigator, name, { value })
  }, says)
  const mia = await read(context, '/cart')
  await expect.poll(() => mia.asked).toContain('/api/look')
  // The other page is watched: this one has had its time.
  const other = await read(await stage.newContext(), '/cart')
  await expect.poll(() => other.asked).toContain('/api/presence')
  await expect.poll(other.stored).toBe('[[1,0,0],0]')
  expect(mia.asked).toEqual(['/widget.js', '/api/look'])
  expect(await mia.stored()).toBe(NOTHING)
})

test('V9: by rule the card comes by itself, while somebody is free, and not again once it is answered', async () => {
  const context = await stage.newContext()
  const mia = await read(context, '/asking')
  // The tab's name, and the mark that one of the rules asks for.
  await expect.poll(mia.stored).toBe('[[1,1,0],0]')
  const watching = mia.page.waitForRequest((request) => request.url().endsWith('/api/presence'))
  await mia.page.goto(`${stage.website}/asking/cart`)
  await watching
  expect(await card(mia.page).count()).toBe(0)
  const anna = await DeskPage.onDuty(stage, 'anna')
  await card(mia.page).getByText('Can we help? Support is here.').waitFor()
  await anna.page.getByRole('button', { name: '1 on the site' }).click()
  await anna.page.getByText('Invited by rule').waitFor()
  await anna.page.getByRole('button', { name: 'Close' }).click()
  await onEachScreen(mia.page, async (name) => {
    await shoot(mia.page, `suggested-${name}`)
    expect(await faultsIn(mia.page.mainFrame())).toEqual([])
  })

  await mia.page.goto(`${stage.website}/asking`)
  await card(mia.page).getByText('Can we help? Support is here.').waitFor()
  await card(mia.page).getByRole('button', { name: 'No, thanks' }).click()
  await card(mia.page).waitFor({ state: 'detached' })
  const again = mia.page.waitForRequest((request) => request.url().endsWith('/api/presence'))
  await mia.page.goto(`${stage.website}/asking/cart`)
  expect((await again).postDataJSON()).toMatchObject({ asked: true })

  // Another visit: the browser remembers that there was one.
  const back = await read(context, '/asking')
  await card(back.page).getByText('Good to see you again.').waitFor()
  await card(back.page).getByRole('button', { name: 'Chat' }).click()
  await back.widget.frame.getByLabel('Name').waitFor()
  expect([await card(mia.page).count(), await card(back.page).count()]).toEqual([0, 0])
})
