/** Gajim, a real graphical XMPP client of somebody else, on a desktop and with folders of its own. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { Desktop, type Widget } from './desktop.ts'

export interface GajimAccount {
  readonly name: string
  readonly domain: string
  readonly password: string
  /** Prosody's port for clients, on loopback and without TLS. */
  readonly port: number
}

const WORKSPACE = 'Desk'
const START = 90_000

/** Nothing that looks beyond this machine, asks questions, or changes by itself (`gajim/common/setting_values.py`). */
const APP = {
  action_on_close: 'quit',
  autoaway: false,
  autoxa: false,
  check_for_update: false,
  confirm_on_window_delete: false,
  dark_theme: 0,
  enable_file_preview: false,
  mainwin_height: 880,
  mainwin_width: 1260,
  plugins_repository_enabled: false,
  plugins_update_check: false,
  print_status_in_chats: true,
  show_help_start_chat: false,
  show_notifications: false,
  show_send_message_button: true,
  show_trayicon: false,
  sounds_on: false,
  use_keyring: false,
}

const accountSettings = ({ name, domain, password, port }: GajimAccount) => ({
  account: {
    active: true,
    name,
    hostname: domain,
    password,
    savepass: true,
    resource: 'gajim',
    use_custom_host: true,
    custom_host: '127.0.0.1',
    custom_port: port,
    custom_type: 'PLAIN',
    use_plain_connection: true,
    confirm_unencrypted_connection: false,
    last_status: 'online',
  },
  contact: {},
  group_chat: {},
})

/** The file as Gajim 1.4 and later write it (`gajim/common/settings.py`). */
function writeSettings(home: string, account: GajimAccount): void {
  const folder = join(home, 'config/gajim')
  for (const path of [folder, join(home, 'data'), join(home, 'cache')])
    mkdirSync(path, { recursive: true, mode: 0o700 })
  const database = new Database(join(folder, 'settings.sqlite'))
  database.exec(`CREATE TABLE settings (name TEXT UNIQUE, settings TEXT);
    CREATE TABLE account_settings (account TEXT UNIQUE, settings TEXT);
    PRAGMA user_version=5;`)
  const workspaces = { 'a1a1a1a1-0000-4000-8000-000000000000': { name: WORKSPACE, chats: [] } }
  const groups = { app: APP, soundevents: {}, status_presets: {}, proxies: {}, plugins: {}, workspaces }
  const insert = database.prepare('INSERT INTO settings VALUES (?, ?)')
  for (const [name, settings] of Object.entries(groups)) insert.run(name, JSON.stringify(settings))
  database
    .prepare('INSERT INTO account_settings VALUES (?, ?)')
    .run(account.name, JSON.stringify(accountSettings(account)))
  database.close()
}

/** Where Gajim's ways lead: the contacts and notifications, the list of chats, a chat with one person. */
const CONTACTS = { role: 'label', name: /^Contact List$/ }
const CHATS = { role: 'toggle button', name: /^Filter Chats/ }
const ONE_TO_ONE = { role: 'toggle button', name: /^Choose encryption$/ }
const COMMANDS = { role: 'frame', name: /^Command List$/ }

const button = (name: RegExp): Widget => ({ role: 'push button', name })

/** What a person does in Gajim 1.7, in its own words. */
export class Gajim {
  readonly desktop: Desktop
  /** In rooms, unless one asks for another. */
  readonly #name: string

  private constructor(desktop: Desktop, name: string) {
    this.desktop = desktop
    this.#name = name
  }

  static async start(account: GajimAccount): Promise<Gajim> {
    const desktop = await Desktop.start({
      command: ['gajim'],
      prepare: (home) => writeSettings(home, account),
    })
    try {
      // Adding contacts is greyed out as long as it is offline.
      await desktop.sees({ role: 'filler', name: /^Account: / }, START)
      return new Gajim(desktop, account.name)
    } catch (error) {
      await desktop.stop()
      throw new Error(`Gajim did not start. ${error}\n${desktop.log.slice(-20).join('\n')}`)
    }
  }

  /** Text on the screen: of a message, a status line, a note. */
  shows(words: RegExp): Promise<string> {
    return this.desktop.sees({ role: 'label', name: words })
  }

  async adds(jid: string): Promise<void> {
    const dialog = { role: 'frame', name: /^Add Contact$/ }
    await this.desktop.clicks({ role: 'menu', name: /^Accounts$/ })
    await this.desktop.clicks({ role: 'menu item', name: /^Add Contact/ })
    await this.desktop.writes({ role: 'text', in: dialog }, jid)
    await this.desktop.clicks({ ...button(/^Next$/), in: dialog })
    await this.desktop.clicks({ ...button(/^Add Contact$/), in: dialog })
    await this.desktop.sees(contact(jid))
  }

  /** From one word of Gajim to another: Available, Away, Not Available, Busy. */
  async changesStatus(from: string, to: string): Promise<void> {
    await this.#contacts()
    await this.desktop.clicks({ role: 'toggle button', name: new RegExp(`^${from}$`) })
    await this.desktop.clicks(button(new RegExp(`^${to}$`)))
    await this.desktop.lacks(button(/^Offline$/))
    await this.desktop.sees({ role: 'toggle button', name: new RegExp(`^${to}$`) })
  }

  /** The chat with a contact, which has written already. */
  async opensChat(jid: string): Promise<void> {
    await this.desktop.clicksThrough({ role: 'icon', name: new RegExp(`^${WORKSPACE}$`) }, CHATS)
    await this.desktop.clicksThrough({ role: 'label', name: nameOf(jid) }, ONE_TO_ONE)
  }

  /** Into the chat that is open. */
  async says(words: string): Promise<void> {
    await this.desktop.writes({ role: 'text', name: /^$/ }, words)
    await this.desktop.clicks(button(/^Send Message$/))
  }

  /** Waits for an invitation to a room and follows it; then it is among the people there, under this name. */
  async followsInvitation(name: string): Promise<void> {
    await this.#contacts()
    await this.desktop.clicks(button(/^Show$/))
    const dialog = { role: 'frame', name: /^Group Chat Invitation$/ }
    await this.desktop.clicks({ ...button(/^Join$/), in: dialog })
    await this.desktop.sees({ role: 'table cell', name: new RegExp(`^${name}$`) })
  }

  /** A contact's ad-hoc commands: resolves with their names. */
  async opensCommands(jid: string): Promise<string> {
    await this.#contacts()
    await this.desktop.opensMenu(contact(jid))
    await this.desktop.clicks(button(/^Execute Command/))
    await this.desktop.sees({ role: 'table cell', in: COMMANDS })
    return this.desktop.screen()
  }

  async executes(command: string): Promise<void> {
    await this.desktop.clicks({ role: 'table cell', name: new RegExp(`^${command}$`), in: COMMANDS })
    await this.desktop.clicks({ ...button(/^Execute$/), in: COMMANDS })
  }

  /** What a command has answered; leads back to the commands. */
  async completes(words: RegExp): Promise<void> {
    const dialog = { role: 'frame', name: /^Completed$/ }
    await this.desktop.sees({ role: 'label', name: words, in: dialog })
    await this.desktop.clicks({ ...button(/^Commands$/), in: dialog })
    await this.desktop.sees({ role: 'table cell', in: COMMANDS })
  }

  stop(): Promise<void> {
    return this.desktop.stop()
  }

  async #contacts(): Promise<void> {
    await this.desktop.clicksThrough({ role: 'filler', name: /^Account: / }, CONTACTS)
  }
}

/** A contact without a name of its own is called by the first half of its address. */
const nameOf = (jid: string): RegExp => new RegExp(`^${jid.split('@', 1)[0]}$`)
const contact = (jid: string): Widget => ({ role: 'table cell', name: nameOf(jid) })
