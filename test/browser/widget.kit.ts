/** What the widget's tests stand on: the whole stack behind a network that can be cut, a website of its own, a browser. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Occupant, type Operator, Visitor } from '../support/people/index.ts'
import { type Name, type Stage, SUPPORT, setStage } from '../support/stage.ts'
import { layNetwork, listen, type Network, website } from './network.kit.ts'

const WIDGET = fileURLToPath(new URL('../../widget/', import.meta.url))
const ARTIFACTS = fileURLToPath(new URL('../artifacts/', import.meta.url))
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** For what a page shows, ms; a ceiling, for machines that are slow. */
const PATIENCE = 90_000

/** Chromium as all these tests have it. */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: [...ARGS, ...more], timeout: PATIENCE })

/** With as much patience as a slow machine needs. */
export async function newContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(PATIENCE)
  return context
}

const mtime = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Builds the widget when a source is newer than what was built; `PARLOR_BUILT=1` says that somebody has done it. */
export function buildWidget(): string {
  const sources = ['src', 'demo'].flatMap((folder) =>
    readdirSync(join(WIDGET, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  const newest = Math.max(
    ...['frame.html', 'vite.config.ts', ...sources].map((name) => mtime(join(WIDGET, name))),
  )
  if (!process.env.PARLOR_BUILT && mtime(join(WIDGET, 'dist/widget.js')) < newest)
    execFileSync('npm', ['run', 'build', '-w', 'widget'], { cwd: join(WIDGET, '..'), stdio: 'pipe' })
  return join(WIDGET, 'dist')
}

export interface WidgetStage extends Stage {
  readonly browser: Browser
  readonly network: Network
  /** Parlor as browsers reach it. */
  readonly parlor: string
  /** The customer's website. */
  readonly website: string
  /** Done first when the test is over, so that no request of it rings in the next one. */
  atEnd(tidy: () => Promise<unknown>): void
  newContext(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>
}

/** Nothing rings out and nobody is given up while a slow machine takes its pictures. */
const unhurried = (demo: string): string =>
  demo.replaceAll(
    '    routing:',
    '    ringFor: 2 min\n    askAgainAfter: 5 min\n    operatorGrace: 5 min\n    leaveGrace: 1 min\n    routing:',
  )

/** `args`: what the browser is started with beside what all are; `more`: variables of Prosody. */
export async function setWidgetStage(
  yaml: (demo: string) => string = (demo) => demo,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<WidgetStage> {
  buildWidget()
  const network = await layNetwork(() => Number(new URL(stage.component.url).port))
  const parlor = `http://127.0.0.1:${network.port}`
  const server = website(parlor)
  const site = `http://localhost:${await listen(server)}`
  const shop = `sites:\n  shop:\n    name: Acme\n    origins: [${site}]\n    workgroups: [support]\n    greeting: Hi! How can we help?\n`
  const own = (demo: string) => yaml(unhurried(demo.replace(/^sites:\n/m, shop)))
  const env = { PARLOR_URL: parlor }
  const stage = await setStage({ component: { env, yaml: own }, prosody: { env: { ...env, ...more } } })
  const browser = await launchBrowser(args)
  const contexts: BrowserContext[] = []
  const visitors: Visitor[] = []
  const tidying: (() => Promise<unknown>)[] = []
  return {
    ...stage,
    async visitor(visit) {
      const visitor = await Visitor.arrive(parlor, visit)
      visitors.push(visitor)
      return visitor
    },
    atEnd: (tidy) => void tidying.push(tidy),
    browser,
    network,
    parlor,
    website: site,
    async newContext(options) {
      const context = await newContext(browser, {
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      })
      contexts.push(context)
      return context
    },
    async clear() {
      network.heal()
      // Who has no case any more is told so; that is no failure here.
      await Promise.all(tidying.splice(0).map((tidy) => tidy().catch(() => {})))
      const leaving = visitors.splice(0)
      await Promise.all(leaving.map((visitor) => visitor.depart().catch(() => {})))
      await Promise.all(leaving.map((visitor) => visitor.connection.stop()))
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      await stage.clear()
    },
    async end() {
      await browser.close()
      await new Promise((closed) => server.close(closed))
      await network.close()
      await stage.end()
    },
  }
}

/** The widget as its visitor handles it. */
export class Widget {
  constructor(readonly page: Page) {}

  get button() {
    return this.page.locator('button[aria-expanded]')
  }

  get frame() {
    return this.page.frameLocator('iframe')
  }

  async open(): Promise<void> {
    await this.button.click()
    await this.frame.getByRole('heading', { level: 1 }).waitFor()
  }

  /** Fills the form of the demo in and starts. */
  async start(name = 'Mia', problem = ''): Promise<void> {
    await startIn(this.frame, name, problem)
  }
}

type Within = Pick<Frame, 'getByLabel' | 'getByRole' | 'locator' | 'getByText'>

export async function startIn(within: Within, name = 'Mia', problem = ''): Promise<void> {
  await within.getByLabel('Name').fill(name)
  if (problem) await within.getByLabel('What is it about?').fill(problem)
  await within.getByRole('button', { name: 'Start chat' }).click()
}

export async function write(within: Within, text: string): Promise<void> {
  const box = within.getByLabel('Write a message')
  await box.fill(text)
  await box.press('Enter')
}

export interface Talk {
  readonly operator: Operator
  readonly context: BrowserContext
  readonly page: Page
  readonly widget: Widget
  /** The operator's. */
  readonly occupant: Occupant
  readonly caseId: string
}

/** Mia on the customer's website, in a chat with Anna. */
export async function talk(
  stage: WidgetStage,
  options?: Parameters<Browser['newContext']>[0],
): Promise<Talk> {
  const { operator, inside } = await serve(stage)
  const context = await stage.newContext(options)
  const page = await context.newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  const { occupant, caseId } = await inside
  await widget.frame.getByText('You are talking to Anna').waitFor()
  return { operator, context, page, widget, occupant, caseId }
}

/** The texts of all bubbles, in the order on the screen. */
export const bubbles = (within: Within): Promise<string[]> =>
  within.locator('.bubble').evaluateAll((all) =>
    all.map((bubble) =>
      [...bubble.childNodes]
        .slice(1)
        .map((node) => node.textContent)
        .join(''),
    ),
  )

/** Resolves when the workgroup is open to visitors, or is not any more: whoever came or went has been heard. */
export async function untilOpen(stage: WidgetStage, open = true, workgroup = 'support'): Promise<void> {
  const look = async () => {
    const answer = await fetch(`${stage.component.url}/api/look?site=demo&workgroup=${workgroup}`)
    return ((await answer.json()) as { availability: { open: boolean } }).availability.open
  }
  await expect.poll(look).toBe(open)
}

/** An operator on duty who takes the first request that rings and sits in the room. */
export async function serve(
  stage: WidgetStage,
  name: Name = 'anna',
): Promise<{ operator: Operator; inside: Promise<{ occupant: Occupant; caseId: string }> }> {
  const operator = await stage.operator(name)
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  const inside = operator.offer(undefined, { within: PATIENCE }).then(async (offer) => {
    // A chat that an earlier test has left behind is theirs, too: they are invited into it again.
    const since = operator.connection.stanzas.mark()
    await operator.accept(offer)
    stage.atEnd(() => operator.close(SUPPORT, offer.caseId).catch(() => undefined))
    return { occupant: await operator.enterWhenInvited({ since }), caseId: offer.caseId }
  })
  inside.catch(() => {})
  return { operator, inside }
}

/** Kept for people to look at: `test/artifacts/widget-NAME.png`. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `widget-${name}.png`) })
}

/** The same as NAME-desktop-light and so on: on a desk and on a phone, light and dark. */
export async function shootEverywhere(page: Page, name: string): Promise<void> {
  for (const [place, size] of [
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 760 }],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await shoot(page, `${name}-${place}-${colorScheme}`)
    }
}

/**
 * How long the frame takes to show the text: ms by its own clock, less what the machine was late by, which adds up over the
 * three that have a part in it.
 */
export const shownAfter = (frame: Frame, text: string): Promise<number> =>
  frame.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const began = performance.now()
        let [last, late] = [began, 0]
        const timer = setInterval(() => {
          const now = performance.now()
          late = Math.max(late, now - last - 100)
          last = now
          if (!document.body.textContent.includes(wanted)) return
          clearInterval(timer)
          done(now - began - 3 * late)
        }, 100)
      }),
    text,
  )

/** The frame of the widget in a page. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/widget/frame.html'))
  if (!frame) throw new Error('the widget has no frame yet')
  return frame
}
