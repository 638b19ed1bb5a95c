/** Profanity, a real XMPP client of somebody else, in a terminal and with folders of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Terminal } from './terminal.ts'

export interface ProfanityAccount {
  readonly jid: string
  readonly password: string
  /** Prosody's port for clients, on loopback and without TLS. */
  readonly port: number
}

export interface Profanity {
  readonly terminal: Terminal
  stop(): Promise<void>
}

/** Presence and invitations are shown in the first window; the contact list shows the contacts' own words. */
const SETTINGS = `[connection]
account=me
autoping=0
[ui]
splash=false
roster.presence=true
roster.status=true
roster.size=35
statuses.console=all
statuses.chat=all
`

const accountFile = ({ jid, password, port }: ProfanityAccount): string => `[me]
enabled=true
jid=${jid}
server=127.0.0.1
port=${port}
tls.policy=disable
password=${password}
resource=terminal
presence.last=online
presence.login=online
`

export async function startProfanity(account: ProfanityAccount): Promise<Profanity> {
  const home = mkdtempSync(join(tmpdir(), 'parlor-profanity-'))
  const folder = (name: string) => {
    const path = join(home, name, 'profanity')
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  }
  writeFileSync(join(folder('data'), 'accounts'), accountFile(account), { mode: 0o600 })
  writeFileSync(join(folder('config'), 'profrc'), SETTINGS)
  const terminal = Terminal.start({
    command: 'profanity',
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
  })
  const stop = async () => {
    await terminal.stop()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await terminal.shows(/logged in successfully/)
  } catch (error) {
    await stop()
    throw error
  }
  return { terminal, stop }
}
