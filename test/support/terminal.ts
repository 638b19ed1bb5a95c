/** A program in a terminal of its own (tmux): type, and wait for what the screen shows. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const WITHIN = 60_000 // ms; a ceiling, for machines that are slow

export interface Program {
  readonly command: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly columns?: number
  readonly rows?: number
}

export class Terminal {
  readonly #folder: string
  readonly #watcher: ChildProcess
  readonly #looks = new Set<() => void>()

  private constructor(folder: string) {
    this.#folder = folder
    // A control client is told of every output, so a wait looks again exactly when there is something new.
    this.#watcher = spawn('tmux', ['-S', join(folder, 'socket'), '-C', 'attach'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    this.#watcher.stdout?.on('data', () => {
      for (const look of this.#looks) look()
    })
  }

  static start({ command, args = [], env = {}, columns = 130, rows = 50 }: Program): Terminal {
    const folder = mkdtempSync(join(tmpdir(), 'parlor-tty-'))
    const variables = Object.entries({ LANG: 'C.UTF-8', ...env }).flatMap(([name, value]) => [
      '-e',
      `${name}=${value}`,
    ])
    const size = ['-x', String(columns), '-y', String(rows)]
    const session = ['new-session', '-d', ...size, ...variables, '--', command, ...args]
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...session], { stdio: 'inherit' })
    return new Terminal(folder)
  }

  async screen(): Promise<string> {
    const { stdout } = await run('tmux', ['-S', join(this.#folder, 'socket'), 'capture-pane', '-p'])
    return stdout
  }

  /** Types a line and presses Enter. */
  async type(line: string): Promise<void> {
    await this.write(line)
    await this.enter()
  }

  enter(): Promise<void> {
    return this.#keys('Enter')
  }

  /** Types without Enter. */
  write(text: string): Promise<void> {
    return this.#keys('-l', '--', text)
  }

  async #keys(...keys: string[]): Promise<void> {
    await run('tmux', ['-S', join(this.#folder, 'socket'), 'send-keys', ...keys])
  }

  /** Resolves with what matched on the screen; rejects after the time with the screen as it is. */
  async shows(pattern: RegExp, within = WITHIN): Promise<RegExpExecArray> {
    const deadline = Date.now() + within
    for (;;) {
      const news = this.#news(deadline)
      const screen = await this.screen()
      const match = pattern.exec(screen)
      if (match) {
        news.forget()
        return match
      }
      if (!(await news.came)) {
        throw new Error(
          `The terminal did not show ${pattern} within ${within} ms. It shows:\n${screen.trimEnd()}`,
        )
      }
    }
  }

  /** `came` is true when something was printed, false when the deadline came or nobody cares any more. */
  #news(deadline: number): { came: Promise<boolean>; forget(): void } {
    let settle: (news: boolean) => void = () => {}
    const came = new Promise<boolean>((resolve) => {
      settle = resolve
    })
    const look = () => end(true)
    const late = setTimeout(() => end(false), Math.max(0, deadline - Date.now()))
    const end = (news: boolean) => {
      clearTimeout(late)
      this.#looks.delete(look)
      settle(news)
    }
    this.#looks.add(look)
    return { came, forget: () => end(false) }
  }

  async stop(): Promise<void> {
    await run('tmux', ['-S', join(this.#folder, 'socket'), 'kill-server']).catch(() => {})
    this.#watcher.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
