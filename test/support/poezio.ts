/** Poezio, a real XMPP client of somebody else, in a terminal and with folders of its own. */
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Terminal } from './terminal.ts'

export interface PoezioAccount {
  readonly jid: string
  readonly password: string
  /** Prosody's port for clients, on loopback and without TLS. */
  readonly port: number
}

/** `nobody`: it refuses to run as root. */
const NOBODY = 65_534
const TRIES = 10
const isRoot = process.getuid?.() === 0

const settings = ({ jid, password, port }: PoezioAccount): string => `[Poezio]
jid = ${jid}/poezio
password = ${password}
custom_host = 127.0.0.1
custom_port = ${port}
force_encryption = false
enable_avatars = false
plugins_autoload =
autocolor_tab_names = false
show_roster_jids = true
use_log = false
`

export class Poezio {
  #terminal: Terminal

  private constructor(
    readonly home: string,
    terminal: Terminal,
  ) {
    this.#terminal = terminal
  }

  static async start(account: PoezioAccount): Promise<Poezio> {
    const home = mkdtempSync(join(tmpdir(), 'parlor-poezio-'))
    const file = join(home, 'poezio.cfg')
    writeFileSync(file, settings(account), { mode: 0o600 })
    const folders = ['data', 'cache', 'config'].map((name) => join(home, name))
    for (const folder of folders) mkdirSync(folder)
    if (isRoot) for (const path of [home, file, ...folders]) chownSync(path, NOBODY, NOBODY)
    try {
      return new Poezio(home, await open(home))
    } catch (error) {
      rmSync(home, { recursive: true, force: true })
      throw error
    }
  }

  get terminal(): Terminal {
    return this.#terminal
  }

  /** In the contact list `/` opens the line, and what comes together with it is lost. */
  async commands(command: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await this.#terminal.write('/')
      // Right after the start it closes the line again.
      const opened = this.#terminal.shows(/(^|\u2502)\/\s*$/m, 2_000)
      if (tries === TRIES) await opened
      if (await opened.then(Boolean, () => false)) break
    }
    await this.says(command)
  }

  /** Keys that come together are pasted, the last one with them. */
  async says(line: string): Promise<void> {
    await this.#terminal.write(line)
    const end = line.slice(-20).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    await this.#terminal.shows(new RegExp(`${end}\\s*$`, 'm'))
    await this.#terminal.enter()
  }

  /** As after a night, with what it and the server have kept. */
  async restarts(): Promise<void> {
    await this.#terminal.stop()
    this.#terminal = await open(this.home)
  }

  async stop(): Promise<void> {
    await this.#terminal.stop()
    rmSync(this.home, { recursive: true, force: true })
  }
}

async function open(home: string): Promise<Terminal> {
  const poezio = ['poezio', '-f', join(home, 'poezio.cfg')]
  const nobody = ['setpriv', '--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups']
  const [command = '', ...args] = isRoot ? [...nobody, ...poezio] : poezio
  const terminal = Terminal.start({
    command,
    args,
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
  })
  try {
    await terminal.shows(/Your JID is/)
    return terminal
  } catch (error) {
    await terminal.stop()
    throw error
  }
}
