/** Psi+, a real graphical XMPP client of somebody else, on a desktop and with folders of its own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Element } from 'ltx'
import { Desktop, type Widget } from './desktop.ts'

export interface PsiAccount {
  readonly jid: string
  readonly password: string
  /**
   * Where the server, or a proxy before it, listens for clients, on loopback and without TLS. With latency: without any
   * 1.4.554 may fall at a restart.
   */
  readonly port: number
}

/** As Psi keeps it: each letter against one of the address. */
const hidden = (password: string, jid: string): string =>
  [...password]
    .map((letter, at) =>
      (letter.charCodeAt(0) ^ jid.charCodeAt(at % jid.length)).toString(16).padStart(4, '0'),
    )
    .join('')

/** Until a menu takes keys, ms. */
const A_MOMENT = 500

/** Of a window. */
type Place = readonly [x: number, y: number, width: number, height: number]
type Option = string | number | boolean | Place
interface Options {
  readonly [name: string]: Option | Options
}

const TYPES = { string: 'QString', number: 'int', boolean: 'bool' } as const

const isPlace = (value: Option | Options): value is Place => Array.isArray(value)

function put(parent: Element, options: Options): void {
  for (const [name, value] of Object.entries(options)) {
    if (isPlace(value)) {
      const place = parent.c(name, { type: 'QRect' })
      for (const [at, side] of ['x', 'y', 'width', 'height'].entries()) place.c(side).t(String(value[at]))
    } else if (typeof value === 'object') put(parent.c(name), value)
    else parent.c(name, { type: TYPES[typeof value as keyof typeof TYPES] }).t(String(value))
  }
}

/** A file of Psi: a tree of options. */
function optionsFile(root: string, options: Options): string {
  const tree = new Element(root, { version: '1.4', xmlns: 'http://psi-im.org/options' })
  put(tree, options)
  return `<!DOCTYPE ${root}>\n${tree}\n`
}

const account = ({ jid, password, port }: PsiAccount): Options => ({
  accounts: {
    a0: {
      ...{ enabled: true, auto: true, name: 'Desk', jid, password: hidden(password, jid) },
      ...{ 'use-host': true, host: '127.0.0.1', port, ssl: 'no', 'allow-plain': 'always' },
      ...{ 'automatic-resource': false, resource: 'psi', 'priority-depends-on-status': false, priority: 5 },
      ...{ 'security-level': 0, 'require-mutual-auth': false, 'ignore-SSL-warnings': true, reconn: true },
      ...{ 'last-status': 'online', log: true },
    },
  },
})

/** Nothing that looks beyond this machine or asks questions; everything in a window of its own, as soon as it comes. */
const settings: Options = {
  options: {
    keychain: { enabled: false },
    'auto-update': { 'check-on-startup': false },
    ui: {
      tip: { show: false },
      'disable-send-button': false,
      systemtray: { enable: false },
      // Beside the chats, not below them.
      contactlist: { 'saved-window-geometry': [900, 60, 220, 400] },
      chat: { 'auto-popup': true },
      message: { 'auto-popup': true },
      notifications: { sounds: { enable: false }, 'passive-popups': { enabled: false } },
    },
  },
}

/** A window: Psi+ writes before its title that something is new. */
const window = (title: string): Widget => ({
  role: 'filler',
  name: new RegExp(`^(\\* )?(\\[\\d+\\] )?${title}$`),
})
const button = (name: RegExp, within: Widget): Widget => ({ role: 'push button', name, in: within })
const NOTHING = /^$/

export class PsiPlus {
  #desktop: Desktop

  private constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  static async start(who: PsiAccount): Promise<PsiPlus> {
    const psi = new PsiPlus(
      await open((profiles) => {
        const profile = join(profiles, 'desk')
        for (const folder of ['history', 'vcard']) mkdirSync(join(profile, folder), { recursive: true })
        writeFileSync(join(profile, 'accounts.xml'), optionsFile('accounts', account(who)), { mode: 0o600 })
        writeFileSync(join(profile, 'options.xml'), optionsFile('psi', settings))
      }),
    )
    try {
      // Whoever has not said yet who they are is asked.
      await psi.desktop.clicks(button(/^Close$/, { role: 'dialog', name: /User Info/ }))
      return psi
    } catch (error) {
      await psi.stop()
      throw error
    }
  }

  get desktop(): Desktop {
    return this.#desktop
  }

  /** Puts an address among the contacts, as one adds anybody. */
  async adds(jid: string): Promise<void> {
    await this.desktop.opensMenu({ role: 'table cell', name: /^Desk$/ })
    // Its menus are not on the accessibility bus; the first entry with this letter is "Add a Contact".
    await pause(A_MOMENT)
    await this.desktop.types('a\n')
    const dialog = { role: 'dialog', name: /Add Contact/ }
    await this.desktop.writes({ role: 'text', name: NOTHING, in: dialog }, jid)
    await this.desktop.clicks(button(/^Add$/, dialog))
    await this.desktop.clicks(button(/^OK$/, { role: 'alert' }))
    // "You are now authorized": nothing is asked.
    const told = { role: 'filler', name: /^Support$/ }
    await this.desktop.sees({ role: 'text', name: /You are now authorized/, in: told })
    await this.desktop.clicks(button(/^Close$/, told))
  }

  /** Brings one of its chats to the front. */
  async turnsTo(title: string): Promise<void> {
    await this.desktop.clicks({ role: 'page tab', name: new RegExp(`^(\\[\\d+\\] )?${title}$`) })
  }

  shows(title: string, words: RegExp): Promise<string> {
    return this.desktop.sees({ role: 'text', name: words, in: window(title) })
  }

  async says(title: string, words: string): Promise<void> {
    await this.desktop.writes({ role: 'text', name: NOTHING, in: window(title) }, words)
    await this.desktop.clicks(button(/^Send$/, window(title)))
  }

  /** By the invitation, which stands among the contacts. */
  async followsInvitation(): Promise<void> {
    await this.desktop.opens({ role: 'table cell', name: /@rooms\./ })
    await this.desktop.opens({ role: 'list item', name: /^Invitation to/ })
    await this.desktop.clicks(button(/^Join$/, { role: 'dialog', name: /Join Groupchat/ }))
  }

  /** Picks a command of a contact from its menu, by the first letters of its name. */
  async executes(contact: string, letters: string): Promise<void> {
    await this.desktop.opensMenu({ role: 'table cell', name: new RegExp(`^${contact}$`) })
    await pause(A_MOMENT)
    await this.desktop.types('x\n')
    const dialog = { role: 'dialog', name: /^Execute Command/ }
    await this.desktop.clicks({ role: 'combo box', name: /^Accept a request$/, in: dialog })
    await pause(A_MOMENT)
    await this.desktop.types(`${letters}\n`)
    await pause(A_MOMENT)
    await this.desktop.clicks(button(/^Execute$/, dialog))
  }

  /** The dialog in which a command has ended, which is closed. */
  async completes(words: RegExp): Promise<void> {
    const dialog = { role: 'dialog', name: /@/ }
    await this.desktop.sees({ role: 'label', name: words, in: dialog })
    await this.desktop.clicks(button(/^OK$/, dialog))
  }

  /** As after a night, with what it and the server have kept. */
  async restarts(): Promise<void> {
    const kept = mkdtempSync(join(tmpdir(), 'parlor-psi-'))
    await this.#desktop.stop((home) => cpSync(join(home, PROFILES), kept, { recursive: true }))
    this.#desktop = await open((profiles) => cpSync(kept, profiles, { recursive: true }))
    rmSync(kept, { recursive: true, force: true })
  }

  stop(): Promise<void> {
    return this.#desktop.stop()
  }
}

const PROFILES = 'psi/profiles'

const TRIES = 4

/** With its contact list on the screen. Now and then it falls while its windows come. */
async function open(fill: (profiles: string) => void): Promise<Desktop> {
  for (let tries = 1; ; tries += 1) {
    const desktop = await Desktop.start({
      command: ['psi-plus', '--profile=desk'],
      prepare: (home) => fill(join(home, PROFILES)),
      env: (home) => ({ PSIDATADIR: join(home, 'psi'), QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1' }),
    })
    try {
      await desktop.sees({ role: 'table cell', name: /^Desk$/ })
      return desktop
    } catch (error) {
      await desktop.stop()
      if (tries === TRIES) throw error
    }
  }
}
