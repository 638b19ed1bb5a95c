/** Screens of the widget that are rarely seen, played on its dev page, looked at by axe-core and kept as pictures. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsIn } from './faults.kit.ts'
import { launchBrowser, newContext, shoot } from './widget.kit.ts'

const WIDGET = fileURLToPath(new URL('../../widget/', import.meta.url))
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
/** The other workgroup, as Parlor would tell of it. */
const SALES = {
  site: { id: 'demo', name: 'Acme' },
  workgroup: { jid: 'sales@support.localhost', name: 'Sales' },
  availability: { open: true, show: 'available', waiting: 0 },
  form: { fields: [] },
}

let folder: string
let server: Server
let browser: Browser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-screens-'))
  const build = ['vite', 'build', '--mode', 'screens', '--outDir', folder, '--logLevel', 'warn']
  execFileSync('npx', build, { cwd: WIDGET, stdio: 'pipe' })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const file = join(folder, pathname.replace('/widget/', ''))
    const found = existsSync(file) && TYPES[extname(file)]
    const look = pathname === '/api/look'
    response.writeHead(found || look ? 200 : 404, {
      'content-type': found || 'application/json',
      'content-security-policy': POLICY,
    })
    response.end(look ? JSON.stringify(SALES) : found ? readFileSync(file) : '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await new Promise((closed) => server.close(closed))
  rmSync(folder, { recursive: true, force: true })
})

/** By name on the dev page, with what must be read on it. */
const SCREENS: Record<string, string | RegExp> = {
  elsewhere: 'Your chat is open in another tab',
  ended: 'How was it?',
  rated: 'Thank you, that helps.',
  smiled: 'Keep a copy:',
  lost: 'Try now',
  left: 'You have left the line',
  busy: 'busy',
  failed: 'We cannot be reached at the moment.',
  message: 'Nobody is here right now',
  closed: /^We open again Monday/,
  unsent: 'Try again',
  opened: 'Somebody is here now.',
  received: 'Its number is 1842.',
  full: 'Ask Sales instead',
  redirect: 'Continue on shop.example',
  nobody: /^We look for you/,
  late: 'Nobody could take your request in time.',
  away: 'When will you be back?',
  queue: 'You can wait in line',
  three: 'Anna and Ben',
  amended: 'This message was taken back.',
  handed: 'Ben goes on with you from here.',
}

const LOOKS = [
  { look: 'phone', query: '', viewport: { width: 390, height: 844 } },
  { look: 'desktop', query: '?hosted', viewport: { width: 1280, height: 800 } },
].flatMap((one) => (['light', 'dark'] as const).map((colorScheme) => ({ ...one, colorScheme })))

/** Words of the screens that many see, in each language. */
const LANGUAGES: Record<string, Record<string, string>> = {
  ar: {
    form: 'ابدأ المحادثة',
    waiting: 'مغادرة الانتظار',
    chatting: 'أنت تتحدث مع Anna',
    wrong: 'يرجى ملء هذا الحقل.',
  },
  de: { form: 'Chat beginnen', waiting: 'Reihe verlassen', lost: 'Jetzt versuchen' },
  fr: { form: 'Commencer', waiting: 'Quitter la file', lost: 'Essayer maintenant' },
  es: { form: 'Empezar chat', waiting: 'Salir de la cola', lost: 'Intentar ahora' },
  da: { form: 'Start chatten', waiting: 'Forlad køen', lost: 'Prøv nu' },
}

test('C10: every language has room on a phone, and Arabic runs from right to left', async () => {
  const context = await newContext(browser, {
    viewport: { width: 320, height: 640 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const { port } = server.address() as AddressInfo
  for (const [language, screens] of Object.entries(LANGUAGES)) {
    await page.goto(`http://127.0.0.1:${port}/widget/dev/screens.html?lang=${language}`)
    for (const [name, sentence] of Object.entries(screens)) {
      await shown(page, name, sentence)
      expect(await faultsIn(page.mainFrame()), `${language} ${name}`).toEqual([])
      expect(await runsOver(page), `${language} ${name}`).toBe(false)
      await shoot(page, `screen-${name}-${language}`)
    }
    if (language !== 'ar') continue
    const own = page.locator('.line.me').first()
    await shown(page, 'chatting', 'أنت')
    const { x, width } = (await own.boundingBox()) ?? { x: 0, width: 0 }
    expect(x + width / 2).toBeLessThan(160)
  }
  await context.close()
})

async function shown(page: Page, name: string, sentence: string | RegExp): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, name)
  await page.getByText(sentence).first().waitFor()
}

const runsOver = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement
    return scrollHeight > innerHeight || scrollWidth > innerWidth
  })

describe.each(LOOKS)('$look, $colorScheme', ({ look, query, viewport, colorScheme }) => {
  test('V1: no screen has a fault, a complaint of the policy or a scroll bar of the page', async () => {
    const context = await newContext(browser, {
      viewport,
      colorScheme,
      timezoneId: 'Europe/Copenhagen',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    // `opening` says the date where it is not within a week: the day of the dev page is that of its pictures.
    await page.clock.setFixedTime('2026-11-21T10:00:00Z')
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/widget/dev/screens.html${query}`)
    for (const [name, sentence] of Object.entries(SCREENS)) {
      await shown(page, name, sentence)
      expect(await faultsIn(page.mainFrame()), name).toEqual([])
      await expect.poll(() => runsOver(page), { message: name }).toBe(false)
      await shoot(page, `screen-${name}-${look}-${colorScheme}`)
    }
    expect(complaints).toEqual([])
    await context.close()
  })
})
