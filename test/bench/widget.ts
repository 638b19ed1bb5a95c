/**
 * The widget beside others from npm: what a visitor's browser loads until the first message can be sent; and in Chromium, its
 * processor slowed down four times, what the click costs until there is a form to type in, and whether anything of the page
 * moves meanwhile.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'
import { brotli, widgetKilobytes } from './sizes.ts'
import { type Figure, median } from './table.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What a page has to load of each to show a chat; pictures, sounds and other languages left out. */
const OTHERS = [
  { name: 'converse.js@14.0.0', files: ['dist/converse.min.js', 'dist/converse.min.css'] },
  { name: 'deep-chat@2.4.2', files: ['dist/deepChat.bundle.js'] },
]
const SLOWER = 4
const OPENINGS = 5

export async function widget(): Promise<Figure[]> {
  execFileSync('npm', ['run', 'build', '-w', 'widget'], { cwd: ROOT, stdio: 'pipe' })
  return [...beside(), ...(await inBrowser())]
}

function beside(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-others-'))
  const how = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    execFileSync('npm', ['install', '--prefix', folder, ...how, ...OTHERS.map(({ name }) => name)], {
      stdio: 'pipe',
    })
    return OTHERS.map(({ name, files }) => {
      const paths = files.map((file) => join(folder, 'node_modules', name.split('@')[0] ?? '', file))
      const theirs = paths.reduce((sum, path) => sum + brotli(path), 0) / 1_000
      const what = `widget: until the first message, against ${name}`
      return { what, floor: theirs, value: widgetKilobytes(), unit: 'kB' }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function inBrowser(): Promise<Figure[]> {
  const stage = await setStage()
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  try {
    const operator = await stage.operator('anna')
    await operator.onDuty(SUPPORT)
    await operator.queue(SUPPORT)
    return await openings(browser, stage)
  } finally {
    await browser.close()
    await stage.end()
  }
}

const busy = async (devtools: CDPSession): Promise<number> => {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}

const formIn = (page: Page) => page.frameLocator('iframe').getByRole('button', { name: 'Start chat' })

async function openings(browser: Browser, { component }: Stage): Promise<Figure[]> {
  const [thread, took, moved]: number[][] = [[], [], []]
  for (let time = 0; time < OPENINGS; time += 1) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(() => {
      const seen = window as unknown as { moved: number }
      seen.moved = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.moved += (entry as unknown as { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(component.url)
    const button = page.locator('button[aria-expanded]')
    await button.waitFor()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const [before, at] = [await busy(devtools), performance.now()]
    await button.click()
    await formIn(page).waitFor()
    took?.push(performance.now() - at)
    thread?.push((await busy(devtools)) - before)
    moved?.push(await page.evaluate(() => (window as unknown as { moved: number }).moved))
    await page.close()
  }
  return [
    { what: 'widget: thread from click to form, four times slower', value: median(thread ?? []), unit: 'ms' },
    { what: 'widget: click to form, four times slower', value: median(took ?? []), unit: 'ms' },
    { what: 'widget: layout shift of the page', value: Math.max(...(moved ?? [])), unit: '', atMost: 0 },
  ]
}
