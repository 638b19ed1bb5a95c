/** The operator desk as its operator handles it, in a real browser. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Admission, askForTicket, type Occupant, type Visit, Visitor } from '../support/people/index.ts'
import { PASSWORD } from '../support/stage.ts'
import { untilOpen, type WidgetStage } from './widget.kit.ts'

const DESK = fileURLToPath(new URL('../../operator-web/', import.meta.url))
const ARTIFACTS = fileURLToPath(new URL('../artifacts/', import.meta.url))

const mtime = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Builds the desk when a source is newer than what was built; `PARLOR_BUILT=1` says that somebody has done it. */
export function buildDesk(): void {
  const sources = readdirSync(join(DESK, 'src'), { recursive: true, encoding: 'utf8' })
  const newest = Math.max(
    ...['index.html', 'vite.config.ts', ...sources.map((name) => join('src', name))].map((name) =>
      mtime(join(DESK, name)),
    ),
  )
  if (!process.env.PARLOR_BUILT && mtime(join(DESK, 'dist/index.html')) < newest)
    execFileSync('npm', ['run', 'build', '-w', 'operator-web'], { cwd: join(DESK, '..'), stdio: 'pipe' })
}

/** Counts what would be heard and shown, in the page itself. */
function listenIn(): void {
  const heard = { tones: 0, notifications: [] as string[] }
  Object.assign(window, { heard })
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (when) {
    heard.tones += 1
    start.call(this, when)
  }
  Object.assign(window, {
    Notification: class {
      static permission = 'granted'
      static requestPermission(): Promise<string> {
        return Promise.resolve('granted')
      }
      constructor(title: string, { body }: { body: string }) {
        heard.notifications.push(`${title}: ${body}`)
      }
      close() {}
    },
  })
}

export interface Heard {
  readonly tones: number
  readonly notifications: readonly string[]
}

export class DeskPage {
  /** Errors in the console: among them everything that the content policy refused. */
  readonly complaints: string[] = []
  /** Another state than the plain one. */
  #chosen = false

  private constructor(
    readonly page: Page,
    readonly stage: WidgetStage,
  ) {}

  static async open(
    stage: WidgetStage,
    options: BrowserContextOptions = {},
    address = '/operator/',
  ): Promise<DeskPage> {
    const page = await (await stage.newContext(options)).newPage()
    const desk = new DeskPage(page, stage)
    page.on('console', (message) => message.type() === 'error' && desk.complaints.push(message.text()))
    page.on('pageerror', (error) => desk.complaints.push(String(error)))
    await page.addInitScript(listenIn)
    await page.goto(`${stage.parlor}${address}`)
    // Leaving the page signs off at the server; closing the browser under it would leave a ghost on duty.
    stage.atEnd(async () => {
      await desk.#resetState()
      await page.goto('about:blank').catch(() => null)
    })
    return desk
  }

  /** Signed in and on duty in both workgroups. */
  static async onDuty(stage: WidgetStage, name: string, options?: BrowserContextOptions): Promise<DeskPage> {
    const desk = await DeskPage.open(stage, options)
    await desk.signIn(name)
    await desk.page.getByText('Nobody is waiting').or(desk.queue.getByRole('listitem').first()).waitFor()
    // The desk says so when the first workgroup has answered.
    for (const workgroup of ['support', 'sales']) await untilOpen(stage, true, workgroup)
    return desk
  }

  /** For all windows of this browser, or for this tab alone. */
  async signIn(name: string, password: string = PASSWORD, { stay = true } = {}): Promise<void> {
    await this.page.getByLabel('Address').fill(name)
    await this.page.getByLabel('Password').fill(password)
    if (stay) await this.page.getByText('Stay signed in').click()
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  get queue(): Locator {
    return this.page.getByRole('region', { name: /^Queue/ })
  }

  get case(): Locator {
    return this.page.getByRole('region', { name: /^Case/ })
  }

  get colleagues(): Locator {
    return this.page.getByRole('region', { name: /^Colleagues/ })
  }

  get log(): Locator {
    return this.page.getByRole('log')
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: /^Message to/ })
  }

  offer(name: string): Locator {
    return this.page.getByRole('article', { name: `Request from ${name}` })
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name })
  }

  async say(text: string): Promise<void> {
    await this.message.fill(text)
    await this.message.press('Enter')
  }

  /** The bubbles of the open chat, in order. */
  lines(): Promise<string[]> {
    return this.log.locator('.bubble').allInnerTexts()
  }

  /** Waits until the open chat is this. */
  async shows(...texts: string[]): Promise<void> {
    await expect.poll(() => this.lines()).toEqual(texts)
  }

  /** The field of the chat with this person: it is there when the chat is in front. */
  messageTo(name: string): Locator {
    return this.page.getByRole('textbox', { name: `Message to ${name}` })
  }

  heard(): Promise<Heard> {
    return this.page.evaluate(() => (window as unknown as { heard: Heard }).heard)
  }

  /** The account keeps it for the next test, too. */
  async #resetState(): Promise<void> {
    if (!this.#chosen) return
    this.page.setDefaultTimeout(5_000)
    await this.page.keyboard.press('Escape').catch(() => null)
    await this.setStatus('Available', '').catch(() => null)
  }

  async setStatus(label: string, text?: string): Promise<void> {
    this.#chosen = true
    await this.page.getByRole('button', { name: /^Your status/ }).click()
    await this.page.getByRole('radio', { name: label }).check({ force: true })
    if (text !== undefined) await this.page.getByLabel('Message to colleagues').fill(text)
    await this.page.getByLabel('Message to colleagues').press('Enter')
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' })
  }

  async shoot(name: string): Promise<void> {
    await shoot(this.page, name)
  }
}

/** A visitor in the queue, gone from it when the test is over. Not behind the network that the tests cut. */
export async function arrive(
  stage: WidgetStage,
  name: string,
  problem = '',
  visit: Visit = {},
): Promise<Visitor> {
  const answer = await askForTicket(stage.component.url, visit, { origin: stage.parlor })
  if (!answer.ok) throw new Error(`no ticket: ${answer.status} ${await answer.text()}`)
  const { ticket, workgroup, domain } = (await answer.json()) as Admission
  const visitor = await Visitor.bare({ websocket: stage.prosody.websocket, domain, workgroup, ticket })
  stage.atEnd(async () => {
    await visitor.depart().catch(() => undefined)
    await visitor.stop()
  })
  await visitor.join(problem ? { name, problem } : { name })
  return visitor
}

/** A visitor whom this desk has taken, both in the room. */
export async function talk(
  desk: DeskPage,
  name: string,
  problem = '',
): Promise<{ visitor: Visitor; occupant: Occupant }> {
  const visitor = await arrive(desk.stage, name, problem)
  await desk.offer(name).getByRole('button', { name: 'Take' }).click()
  const occupant = await visitor.enterWhenInvited()
  await desk.messageTo(name).waitFor()
  return { visitor, occupant }
}

/** Kept for people to look at: `test/artifacts/operator-NAME.png`. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `operator-${name}.png`) })
}
