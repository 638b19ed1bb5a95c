/** What the desk keeps: the operator's own state, what was read, the order of the chats; on every window of one person. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type PushService, pushService } from '../../component/src/push/push-service.kit.ts'
import { buildDesk, DeskPage, talk } from './operator.kit.ts'
import { setWidgetStage, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage
let service: PushService
/** With which key the browser was asked to subscribe. */
let publicKey = ''

beforeAll(async () => {
  buildDesk()
  service = await pushService(() => publicKey)
  stage = await setWidgetStage((demo) => `${demo}\npush: { after: 0 s, inside: ['${service.host}'] }\n`)
})
afterAll(async () => {
  await stage?.end()
  await service?.close()
})
afterEach(() => stage.clear())

const state = (desk: DeskPage) => desk.page.getByRole('button', { name: /^Your status/ })
const is = (desk: DeskPage, name: RegExp | string) => desk.page.getByRole('button', { name }).waitFor()

test('D8: the desk installs, and opens without a network', async () => {
  const desk = await DeskPage.open(stage)
  const manifest = await desk.page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
    return (await fetch(link?.href ?? '')).json()
  })
  expect(manifest).toMatchObject({ start_url: '/operator/', scope: '/operator/', display: 'standalone' })
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(`${stage.parlor}${src}`)
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type])
  }
  await desk.page.evaluate(() => navigator.serviceWorker.ready)
  await desk.page.context().setOffline(true)
  await desk.page.goto(`${stage.parlor}/operator/team`)
  await desk.page.getByLabel('Password').waitFor()
  await desk.page.context().setOffline(false)
  // Nothing but the page, its files and what a push says is kept.
  const kept = await desk.page.evaluate(async () => {
    const names = await caches.keys()
    const all = await Promise.all(
      names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
      ),
    )
    return all.flat()
  })
  expect(
    kept.filter((path) => !/^\/operator\/(|assets\/.+|icon.*|manifest.webmanifest|rings.json)$/.test(path)),
  ).toEqual([])
})

/** The browser's own push service cannot be had here: it gives the address and the keys of the test's. */
function subscribesAt(device: { endpoint: string; p256dh: string; auth: string }): void {
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)).buffer
  const made = (key: string) => ({
    endpoint: device.endpoint,
    options: { applicationServerKey: bytes(key) },
    getKey: (name: 'p256dh' | 'auth') => bytes(device[name]),
    unsubscribe: async () => localStorage.removeItem('test-subscribed'),
  })
  Object.assign(PushManager.prototype, {
    async subscribe({ applicationServerKey }: { applicationServerKey: string }) {
      localStorage.setItem('test-subscribed', applicationServerKey)
      return made(applicationServerKey)
    },
    async getSubscription() {
      const key = localStorage.getItem('test-subscribed')
      return key ? made(key) : null
    },
  })
}

test('D8: a phone whose desk is closed rings; what it shows names nobody, and a click opens the case', async () => {
  await DeskPage.onDuty(stage, 'ben')
  const anna = await DeskPage.open(stage)
  const { page } = anna
  await page.context().grantPermissions(['notifications'], { origin: stage.parlor })
  await page.addInitScript(subscribesAt, service.subscribe())
  await page.goto(`${stage.parlor}/operator/settings`)
  await anna.signIn('anna')
  await page.getByText('On this device, while the desk is closed').click()
  await page.getByText('It ends when you sign out').waitFor()
  publicKey = (await page.evaluate(() => localStorage.getItem('test-subscribed'))) ?? ''
  await page.goto('about:blank')

  const mia = await stage.visitor()
  const asked = await mia.join()
  const { opened } = await service.next()
  expect(opened).toEqual({
    ...{ is: 'waiting', workgroup: 'Support', address: `/operator/support/case/${asked.number}` },
  })

  // From here on the browser's part: the push service hands it over, opened.
  await page.goto(`${stage.parlor}/operator/manifest.webmanifest`)
  const browser = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId)
    }),
  )
  await browser.send('ServiceWorker.enable')
  const registrationId = await registered
  const deliver = (ring: object) =>
    browser.send('ServiceWorker.deliverPushMessage', {
      ...{ origin: stage.parlor, registrationId, data: JSON.stringify(ring) },
    })
  await deliver(opened)
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.getRegistration('/operator/')
      return ((await worker?.getNotifications()) ?? []).map(({ title, body }) => [title, body])
    })
  await expect.poll(shown).toEqual([['A visitor is waiting', 'Support']])
  // When a colleague has taken it, that takes its place.
  await deliver({ ...opened, is: 'settled' })
  await expect.poll(shown).toEqual([['Nobody waits for you any more', 'Support']])

  // In the language of the desk, which is closed by then.
  const speaks = async (language: string, settled: string) => {
    await page.evaluate((tag) => localStorage.setItem('parlor-desk-language', tag), language)
    await page.goto(`${stage.parlor}/operator/team`)
    const kept = () =>
      page.evaluate(async () => (await caches.match('/operator/rings.json'))?.text() ?? Promise.resolve(''))
    await expect.poll(kept).toContain(settled)
    await page.goto(`${stage.parlor}/operator/manifest.webmanifest`)
    await deliver({ ...opened, is: 'settled' })
    await expect.poll(shown).toEqual([[settled, 'Support']])
  }
  await speaks('de', 'Niemand wartet mehr auf Sie')
  await speaks('en', 'Nobody waits for you any more')

  await page.goto(`${stage.parlor}/operator/team`)
  await page.getByRole('heading', { name: 'Team' }).waitFor()
  const worker = page.context().serviceWorkers()[0]
  await worker?.evaluate(async () => {
    const self = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      NotificationEvent: new (type: string, init: object) => Event
      dispatchEvent(event: Event): boolean
    }
    const [notification] = await self.registration.getNotifications()
    self.dispatchEvent(new self.NotificationEvent('notificationclick', { notification }))
  })
  await page.waitForURL(`**/operator/support/case/${asked.number}`)
  expect(await shown()).toEqual([])

  await page.getByRole('button', { name: /^Your status/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Password').waitFor()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('test-subscribed'))).toBeNull()
})

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
  await other.occupant.say('Hello')
  await anna.log.getByText('Hello').waitFor()
  await first.occupant.say('Are you there?')
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
  // What is said in one is said in the other, by the same person. The first click after a reload takes the bar about
  // sounds away, which moves everything below it: it is a click all the same.
  await second.say('I am here')
  await anna.page.getByText('Sounds are off').waitFor()
  await anna.tab('Mia').click()
  await anna.log.getByText('I am here').waitFor()
  await first.occupant.lines.until((line) => line.body === 'I am here', 'the answer')
})
