/** The snippet for a Prosody that runs already, on one configured as `existing-server.md` says. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { follow, freePorts } from '../../prosody/launch.mjs'
import { condition, rawClient, rawComponent } from '../support/raw.ts'
import { enter, makeRoom } from '../support/room.ts'

const FOLDER = resolve(import.meta.dirname, '../../prosody')
const DISCO = "<query xmlns='http://jabber.org/protocol/disco#items'/>"

/** The lines that the table under *Global* asks for. */
function globalLines(): string {
  const text = readFileSync(join(FOLDER, 'existing-server.md'), 'utf8')
  const table = /## Global\n([\s\S]*?)\n## /.exec(text)?.[1] ?? ''
  const cells = table.split('\n').flatMap((row) => (/^\| (`.*`) +\|/.exec(row) ?? []).slice(1))
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, line]) => line)).join('\n')
}

let server: Awaited<ReturnType<typeof follow>>
let folder: string
let ports: number[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-existing-'))
  mkdirSync(join(folder, 'data'))
  ports = await freePorts(3)
  const [c2s = 0, component = 0, http = 0] = ports
  const main = `
    pidfile = "${folder}/prosody.pid"; data_path = "${folder}/data"; run_as_root = true; log = "*console"
    plugin_paths = { "${FOLDER}/modules" }
    modules_enabled = { "roster", "saslauth", "disco", "carbons", "pep", "private", "blocklist", "vcard4", "mam",
      "version", "uptime", "time", "ping", "smacks", "csi_simple", "websocket", "bosh", "register", "limits" }
    authentication = "internal_hashed"; c2s_require_encryption = false; sql = { driver = "SQLite3", database = "x.sqlite" }
    c2s_ports = { ${c2s} }; c2s_interfaces = { "127.0.0.1" }; s2s_ports = {}
    ${globalLines()}
    component_ports = nil; http_ports = nil
    VirtualHost "example.com"
    Include "snippet.cfg.lua"
  `
    .replace('component_ports = { 5347 }', `component_ports = { ${component} }`)
    .replace('http_ports = { 5280 }', `http_ports = { ${http} }`)
    .replace('component_ports = nil; http_ports = nil', '')
  const snippet = readFileSync(join(FOLDER, 'parlor.snippet.cfg.lua'), 'utf8')
  writeFileSync(join(folder, 'snippet.cfg.lua'), snippet.replace('PUT A LONG SECRET HERE', 'long'))
  writeFileSync(join(folder, 'main.cfg.lua'), main)
  server = await follow('prosody', ['--config', join(folder, 'main.cfg.lua'), '-F'], {
    domain: 'example.com',
    dataDir: folder,
    c2sPort: c2s,
    componentPort: component,
    httpPort: http,
    componentSecret: 'long',
  })
})

afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('B1: the snippet for an existing Prosody serves desk and visitors, and closes what it must', async () => {
  const [, component = 0, http = 0] = ports
  const desk = await rawComponent(component, 'support.example.com', 'long')
  const mia = await rawClient(`ws://127.0.0.1:${http}/xmpp-websocket`, 'visitors.example.com')
  for (const host of ['example.com', 'visitors.example.com', 'rooms.example.com']) {
    expect(condition(await mia.ask('get', host, DISCO))).toBe('service-unavailable')
  }
  expect(condition(await mia.ask('get', undefined, "<query xmlns='jabber:iq:roster'/>"))).toBe(
    'service-unavailable',
  )
  expect(condition(await mia.ask('get', 'anna@example.com', DISCO))).toBe('service-unavailable')
  expect(condition(await enter(mia, 'own-6f1c0a9be27d4e55a1@rooms.example.com', 'Mia'))).toBe('gone')

  const room = 'chat-6f1c0a9be27d4e55a1@rooms.example.com'
  expect((await makeRoom(desk, room, [mia.jid])).attrs.type).toBe('result')
  expect(condition(await enter(mia, room, 'Mia'))).toBeUndefined()
  mia.send(`<message to='${room}' type='groupchat' id='m1'><body>hello</body></message>`)
  const echo = await mia.next((stanza) => stanza.attrs.id === 'm1')
  expect(echo.getChild('stanza-id', 'urn:xmpp:sid:0')?.attrs.by).toBe(room)
  await mia.close()
  await desk.close()
})
