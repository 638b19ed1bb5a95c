/**
 * The desk in a browser whose processor is slowed down four times: what a message and a key cost with many chats open, how
 * long the newest line of a long conversation takes, how much of it is in the page. On the desk's stage, without a server.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { type Figure, median } from './table.ts'

const DESK = fileURLToPath(new URL('../../operator-web/', import.meta.url))
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const SLOWER = 4
const MESSAGES = 100
const KEYS = 60
/** Of twenty messages a second while somebody types. */
const RUSH_MS = 15_000
const MINUTE = 60_000

export async function desk(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-stage-'))
  execFileSync('npx', ['vite', 'build', '--config', 'stage/vite.config.ts', '--outDir', folder], {
    cwd: DESK,
    stdio: 'pipe',
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.replace('/operator/', '')
    const file = join(folder, path || 'index.html')
    const type = existsSync(file) ? TYPES[extname(file)] : undefined
    response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' })
    response.end(type ? readFileSync(file) : '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  try {
    return await measureAll(new Stage(browser, `http://127.0.0.1:${port}/operator/`))
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class Stage {
  constructor(
    readonly browser: Browser,
    readonly url: string,
  ) {}

  /** `whole`: loading is slowed down, too. */
  async play(script: string, whole = false): Promise<{ page: Page; devtools: CDPSession }> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 800 } })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    const slow = () => devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    if (whole) await slow()
    await page.goto(`${this.url}#${script}`)
    await page.locator('html[data-stage=ready]').waitFor()
    if (!whole) await slow()
    return { page, devtools }
  }
}

async function measureAll(stage: Stage): Promise<Figure[]> {
  const floor = await plain(stage)
  const [message, key] = await work(stage)
  const rush = await inARush(stage)
  const [few, many] = [await long(stage, 100), await long(stage, 10_000)]
  return [
    { what: 'desk: thread per message, 100 chats', floor: floor.message, value: message, unit: 'ms' },
    { what: 'desk: thread per key, 100 chats', floor: floor.key, value: key, unit: 'ms' },
    { what: 'desk: key to paint, 95 %, 200 chats, 20 messages/s', value: rush.key, unit: 'ms', atMost: 50 },
    { what: 'desk: tasks over 100 ms in a minute of that', value: rush.long, unit: '', atMost: 0 },
    {
      what: 'desk: newest of 10 000 lines after the reload',
      floor: few.shown,
      value: many.shown,
      unit: 'ms',
    },
    {
      what: 'desk: elements at 10 000 lines',
      floor: few.elements,
      value: many.elements,
      unit: '',
      atMost: 1.2,
    },
  ]
}

const busy = async (devtools: CDPSession): Promise<number> => {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}

/** What the thread did for `act`, less what it does anyway in that time. */
async function costOf(page: Page, devtools: CDPSession, act: () => Promise<void>): Promise<number> {
  const [begun, at] = [await busy(devtools), performance.now()]
  await act()
  await page.waitForTimeout(200)
  const [used, took] = [(await busy(devtools)) - begun, performance.now() - at]
  const idleFrom = await busy(devtools)
  await page.waitForTimeout(took)
  return Math.max(0, used - ((await busy(devtools)) - idleFrom))
}

/** Messages for the chats in turn, `every` ms; returns when all have come. */
const receive = (page: Page, chats: number, count: number, every: number): Promise<void> =>
  page.evaluate(
    ([of, total, pause]) =>
      new Promise<void>((done) => {
        const { link } = window as unknown as { link: { receive: (xml: string) => void } }
        let n = 0
        const timer = setInterval(() => {
          const id = `b${Date.now()}-${n}`
          const room = `n${n % (of ?? 1)}room@rooms.localhost`
          link.receive(`<message type='groupchat' from='${room}/Visitor ${n % (of ?? 1)}' id='${id}'><body>Message ${n}</body>
            <stanza-id xmlns='urn:xmpp:sid:0' by='${room}' id='${id}'/></message>`)
          n += 1
          if (n < (total ?? 0)) return
          clearInterval(timer)
          done()
        }, pause)
      }),
    [chats, count, every] as const,
  )

async function typeKeys(page: Page, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await page.keyboard.press(n % 6 === 5 ? 'Space' : 'a')
}

/** The same in a page that has nothing but a field and a list. */
async function plain(stage: Stage): Promise<{ message: number; key: number }> {
  const { page, devtools } = await stage.play('sign-in')
  await page.evaluate(() => {
    document.body.innerHTML = '<textarea></textarea><ol></ol>'
    const add = (words: string) => {
      const line = document.createElement('li')
      line.textContent = words
      document.querySelector('ol')?.append(line)
    }
    Object.assign(window, { link: { receive: add } })
  })
  await page.locator('textarea').focus()
  const message = await costOf(page, devtools, () => receive(page, 1, MESSAGES, 50))
  const key = await costOf(page, devtools, () => typeKeys(page, KEYS))
  await page.close()
  return { message: message / MESSAGES, key: key / KEYS }
}

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('tab').first().click()
  await page.locator('textarea').first().focus()
}

async function work(stage: Stage): Promise<[message: number, key: number]> {
  const { page, devtools } = await stage.play('many-100')
  await openFirst(page)
  const message = await costOf(page, devtools, () => receive(page, 100, MESSAGES, 50))
  const key = await costOf(page, devtools, () => typeKeys(page, KEYS))
  await page.close()
  return [message / MESSAGES, key / KEYS]
}

async function inARush(stage: Stage): Promise<{ key: number; long: number }> {
  const { page } = await stage.play('many')
  await openFirst(page)
  await page.evaluate(() => {
    const seen = { painted: [] as number[], long: 0 }
    Object.assign(window, { seen })
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => setTimeout(() => seen.painted.push(performance.now() - timeStamp))),
      true,
    )
    new PerformanceObserver((list) => {
      seen.long += list.getEntries().filter(({ duration }) => duration > 100).length
    }).observe({ entryTypes: ['longtask'] })
  })
  const messages = receive(page, 200, RUSH_MS / 50, 50)
  const until = performance.now() + RUSH_MS
  while (performance.now() < until) {
    await page.keyboard.press('a')
    await page.waitForTimeout(100)
  }
  await messages
  const { painted, long: tasks } = await page.evaluate(
    () => (window as unknown as { seen: { painted: number[]; long: number } }).seen,
  )
  await page.close()
  const sorted = painted.sort((a, b) => a - b)
  const key = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  return { key, long: (tasks * MINUTE) / RUSH_MS }
}

async function long(stage: Stage, lines: number): Promise<{ shown: number; elements: number }> {
  const times: number[] = []
  let elements = 0
  for (let run = 0; run < 3; run += 1) {
    const { page } = await stage.play(`long-${lines}`, true)
    await page.getByText(new RegExp(`^Line ${lines - 1} `)).waitFor()
    times.push(
      await page.evaluate(() => {
        const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        return performance.now() - (loaded?.domContentLoadedEventEnd ?? 0)
      }),
    )
    elements = await page.evaluate(() => document.querySelectorAll('*').length)
    await page.close()
  }
  return { shown: median(times), elements }
}
