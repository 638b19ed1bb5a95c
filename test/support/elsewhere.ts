/**
 * Another XMPP server, as somebody else would run it: `other.example` with accounts, and `stranger.example`. A private
 * authority stands for the public ones, and a line of Lua for the name service: all of it is on loopback.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAccount } from '../../prosody/accounts.mjs'
import { diesWithParent, follow, freePorts } from '../../prosody/launch.mjs'

export const OTHER = 'other.example'
export const STRANGER = 'stranger.example'

export interface Elsewhere {
  /** For our own server: variables of `prosody.cfg.lua`. */
  readonly env: Readonly<Record<string, string>>
  readonly websocket: string
  readonly log: readonly string[]
  addUser(name: string, domain: string, password: string): void
  stop(): Promise<void>
}

/** `federated` are the accounts that our server lets in; `hosts` are its own that have a certificate. */
export async function startElsewhere(federated: readonly string[]): Promise<Elsewhere> {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-elsewhere-'))
  const [ours = 0, theirs = 0, c2s = 0, component = 0, http = 0] = await freePorts(5)
  const at = (name: string): string => join(folder, name)
  for (const name of ['ours', 'theirs', 'more', 'modules', 'data/prosody'])
    mkdirSync(at(name), { recursive: true })
  certify(folder, 'ours/localhost', ['localhost', 'support.localhost', 'rooms.localhost'])
  certify(folder, 'theirs/other', [OTHER, STRANGER])
  writeFileSync(at('modules/mod_test_routes.lua'), ROUTES)
  const modules = new URL('../../prosody/modules', import.meta.url).pathname
  writeFileSync(at('more/test.cfg.lua'), more([at('modules'), modules], at('ca.crt'), theirs))
  writeFileSync(at('theirs.more.lua'), more([at('modules')], at('ca.crt'), ours))
  writeFileSync(at('theirs.cfg.lua'), config({ folder, theirs, c2s, component, http }))
  const log: string[] = []
  const [command = '', ...args] = [...diesWithParent(), 'prosody', '--config', at('theirs.cfg.lua'), '-F']
  const server = await follow(command, args, {
    ...{ domain: OTHER, dataDir: at('data'), c2sPort: c2s, componentPort: component, httpPort: http },
    ...{ componentSecret: 'none', onLine: (line: string) => void log.push(line) },
  })
  return {
    env: {
      PARLOR_FEDERATED: federated.join(' '),
      PARLOR_CERTIFICATES: at('ours'),
      PARLOR_S2S_PORT: String(ours),
      PARLOR_PROSODY_MORE: at('more'),
    },
    websocket: `ws://127.0.0.1:${http}/xmpp-websocket`,
    log,
    addUser: (name, domain, password) => addAccount(at('data'), domain, name, password),
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The first call makes the authority. */
function certify(folder: string, path: string, hosts: readonly string[]): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  if (path.startsWith('ours'))
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Test authority')
  writeFileSync(join(folder, 'names'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`)
  openssl('req', ...key, '-keyout', `${path}.key`, '-out', 'request', '-subj', `/CN=${hosts[0]}`)
  const authority = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial']
  openssl('x509', '-req', '-in', 'request', ...authority, '-extfile', 'names', '-out', `${path}.crt`)
  // Prosody looks for certificates by the name of the file as well.
  for (const host of hosts.slice(1)) {
    const folderOf = path.slice(0, path.indexOf('/'))
    for (const end of ['key', 'crt'])
      copyFileSync(join(folder, `${path}.${end}`), join(folder, folderOf, `${host}.${end}`))
  }
}

/** Every other server is on loopback, at one port. */
const ROUTES = `
local service, manual = require "net.resolvers.service", require "net.resolvers.manual"
module:set_global()
local port = module:get_option_number("test_routes_port")
service.new = function (_, _, conn_type, extra)
  return manual.new({ { conn_type, "127.0.0.1", port, extra } }, conn_type, extra)
end
`

const more = (paths: readonly string[], authority: string, port: number): string => `
plugin_paths = { ${paths.map((path) => `"${path}"`).join(', ')} }
s2s_ssl = { cafile = "${authority}" }
test_routes_port = ${port}
VirtualHost "routes.invalid"
  modules_enabled = { "test_routes" }
`

interface Ports {
  readonly folder: string
  readonly theirs: number
  readonly c2s: number
  readonly component: number
  readonly http: number
}

/** With the modules that a public server has: it adds contacts, keeps rosters, and talks to others. */
const config = ({ folder, theirs, c2s, component, http }: Ports): string => `
run_as_root = true
data_path = "${folder}/data/prosody"
pidfile = "${folder}/data/prosody/prosody.pid"
log = { { levels = { min = "info" }, to = "console" } }
certificates = "${folder}/theirs"
interfaces = { "127.0.0.1" }
c2s_ports, s2s_ports, component_ports, http_ports, https_ports = { ${c2s} }, { ${theirs} }, { ${component} }, { ${http} }, {}
c2s_direct_tls_ports, s2s_direct_tls_ports = {}, {}
c2s_require_encryption, s2s_secure_auth = false, true
http_default_host = "${OTHER}"
authentication = "internal_hashed"
modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "websocket", "pep", "carbons", "smacks" }
VirtualHost "${OTHER}"
VirtualHost "${STRANGER}"
Component "unused.${OTHER}"
  component_secret = "none"
Include "${folder}/theirs.more.lua"
`
