/** A desktop of its own (Xvfb, a D-Bus) for one graphical program, seen and used by what its widgets are called. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ARTIFACTS = join(import.meta.dirname, '../artifacts')
const DRIVER = join(import.meta.dirname, 'desktop.py')
const WITHIN = 45_000
const TRIES = 4
/** `nobody`: programs refuse to run as root. */
const NOBODY = 65_534

/** A widget: its role as AT-SPI calls it, and words that it shows or is described with. */
export interface Widget {
  readonly role: string
  readonly name?: RegExp
  /** What it is part of. */
  readonly in?: Widget
}

export interface Program {
  readonly command: readonly [string, ...string[]]
  /** Called with the folder that will be the program's home. */
  prepare(home: string): void
  /** More variables, for this home. */
  env?(home: string): Record<string, string>
}

type Use = 'see' | 'gone' | 'click' | 'open' | 'menu' | 'write' | 'keys' | 'screen' | 'picture'

interface Answer {
  readonly id: number
  readonly ok?: string
  readonly error?: string
}

export class Desktop {
  readonly #home: string
  readonly #display: ChildProcess
  readonly #driver: ChildProcess
  /** What the program has printed. */
  readonly log: string[] = []
  readonly #asked = new Map<number, (answer: Answer) => void>()
  #count = 0
  #isGone = false

  private constructor(home: string, display: ChildProcess, driver: ChildProcess) {
    this.#home = home
    this.#display = display
    this.#driver = driver
    for (const stream of [driver.stderr, driver.stdout])
      if (stream) createInterface(stream).on('line', (line) => this.#hear(line))
    driver.once('close', () => {
      this.#isGone = true
      for (const [id, settle] of this.#asked)
        settle({ id, error: `gone:\n${this.log.slice(-40).join('\n')}` })
    })
  }

  static async start({ command, prepare, env }: Program): Promise<Desktop> {
    const home = mkdtempSync(join(tmpdir(), 'parlor-desktop-'))
    copyFileSync(DRIVER, join(home, 'desktop.py'))
    prepare(home)
    const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
    if (who.uid !== undefined) give(home, who.uid)
    const { display, name } = await startDisplay()
    const driver = spawn('dbus-run-session', ['--', 'python3', join(home, 'desktop.py'), ...command], {
      ...who,
      cwd: home,
      env: { ...environment(home, name), ...env?.(home) },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    return new Desktop(home, display, driver)
  }

  /** Resolves with the words of the widget when it is there; rejects after the time with what is there instead. */
  sees(what: Widget, within = WITHIN): Promise<string> {
    return this.#use('see', what, within)
  }

  async lacks(what: Widget, within = WITHIN): Promise<void> {
    await this.#use('gone', what, within)
  }

  /** What a click does: presses a button, opens a menu, chooses a row. Waits until it is there and not greyed out. */
  async clicks(what: Widget, within = WITHIN): Promise<void> {
    await this.#use('click', what, within)
  }

  /** Clicks until the click has led there: the first click beside an open menu only closes the menu. */
  async clicksThrough(what: Widget, to: Widget): Promise<void> {
    for (let tries = 1; tries < TRIES; tries++) {
      await this.clicks(what)
      const isThere = await this.#ask('see', { what: forDriver(to), within: WITHIN / TRIES }).catch(
        () => undefined,
      )
      if (isThere !== undefined) return
    }
    await this.clicks(what)
    await this.sees(to)
  }

  /** A double click. */
  async opens(what: Widget, within = WITHIN): Promise<void> {
    await this.#use('open', what, within)
  }

  /** Opens the menu of the right mouse button. */
  async opensMenu(what: Widget, within = WITHIN): Promise<void> {
    await this.#use('menu', what, within)
  }

  /** Types where the focus is. */
  async types(text: string): Promise<void> {
    await this.#ask('keys', { value: text })
  }

  /** Replaces what is written in a field. */
  async writes(what: Widget, text: string, within = WITHIN): Promise<void> {
    await this.#use('write', what, within, text)
  }

  /** All that can be read now. */
  screen(): Promise<string> {
    return this.#ask('screen')
  }

  /** A screenshot in `test/artifacts`. */
  async picture(name: string): Promise<void> {
    mkdirSync(ARTIFACTS, { recursive: true })
    const file = join(this.#home, `${name}.png`)
    await this.#ask('picture', { value: file })
    copyFileSync(file, join(ARTIFACTS, `${name}.png`))
  }

  /** `last` may still take something out of the program's home. */
  async stop(last: (home: string) => void = () => {}): Promise<void> {
    if (this.#driver.exitCode === null) {
      const gone = once(this.#driver, 'close')
      this.#driver.stdin?.end()
      await gone
    }
    await end(this.#display)
    last(this.#home)
    rmSync(this.#home, { recursive: true, force: true })
  }

  async #use(use: Use, what: Widget, within: number, value?: string): Promise<string> {
    return this.#ask(use, { what: forDriver(what), within, value }).catch(async (error: unknown) => {
      await this.picture('desktop-failed').catch(() => {})
      const words = error instanceof Error ? error.message : String(error)
      throw new Error(`Could not ${use} ${shown(what)} within ${within} ms. ${words}`)
    })
  }

  #ask(use: Use, more: object = {}): Promise<string> {
    if (this.#isGone) return Promise.reject(new Error('The program is not there any more.'))
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      this.#asked.set(id, ({ ok, error }) => {
        this.#asked.delete(id)
        if (ok === undefined) reject(new Error(`There is:\n${error}`))
        else resolve(ok)
      })
      this.#driver.stdin?.write(`${JSON.stringify({ id, do: use, ...more })}\n`)
    })
  }

  #hear(line: string): void {
    if (line.startsWith('{"id":')) {
      const answer = JSON.parse(line) as Answer
      this.#asked.get(answer.id)?.(answer)
    } else this.log.push(line)
  }
}

/** Xvfb on the first display that is free. */
async function startDisplay(): Promise<{ display: ChildProcess; name: string }> {
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const told = display.stdio[3]
  if (!told) throw new Error('unreachable: it is a pipe')
  const failed = once(display, 'close').then(([code]) => {
    throw new Error(`Xvfb has ended with ${code}`)
  })
  failed.catch(() => {})
  const [number] = await Promise.race([once(told, 'data'), failed])
  return { display, name: `:${String(number).trim()}` }
}

const environment = (home: string, display: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: home,
  DISPLAY: display,
  LANG: 'C.UTF-8',
  TMPDIR: home,
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_DATA_HOME: join(home, 'data'),
  XDG_CACHE_HOME: join(home, 'cache'),
  XDG_RUNTIME_DIR: home,
  GDK_BACKEND: 'x11',
})

function give(path: string, user: number): void {
  chownSync(path, user, user)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) give(inner, user)
    else chownSync(inner, user, user)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  child.kill()
  await gone
}

const forDriver = (what: Widget): object => ({
  role: what.role,
  name: what.name?.source ?? '',
  ...(what.in && { in: forDriver(what.in) }),
})

const shown = ({ role, name, in: outer }: Widget): string =>
  `${role} ${name ?? ''}${outer ? ` in ${shown(outer)}` : ''}`
