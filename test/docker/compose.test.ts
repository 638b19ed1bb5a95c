import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePorts } from '../../prosody/launch.mjs'
import { converse, type Place, READ_TRANSCRIPT } from './conversation.ts'
import { sh, startEngine } from './engine.ts'
import { buildImages } from './images.ts'

const FOLDER = resolve(import.meta.dirname, '../../docker')
const PROJECT = `parlortest${process.pid}`
const LONG = 900_000 // ms; the first time the base and both images are made

let stopEngine: () => Promise<void>
let place: Place
let env: Record<string, string>

const compose = (...args: string[]) =>
  sh('docker-compose', ['-p', PROJECT, '-f', join(FOLDER, 'compose.yaml'), ...args], { env })

const container = async (service: string) => (await compose('ps', '-q', service)).trim()

const health = async (service: string) =>
  (await sh('docker', ['inspect', '-f', '{{.State.Health.Status}}', await container(service)])).trim()

const healthy = (service: string) =>
  vi.waitFor(async () => expect(await health(service)).toBe('healthy'), { timeout: 240_000, interval: 500 })

const archived = (id: string) =>
  expect
    .poll(async () => sh('docker', ['exec', await container('parlor'), 'node', '-e', READ_TRANSCRIPT, id]), {
      timeout: 120_000,
      interval: 300,
    })
    .toBe('Hello?\nGood morning, Mia.\nAnna has ended this conversation.\n')

beforeAll(async () => {
  stopEngine = await startEngine()
  await buildImages()
  const [http = 0, c2s = 0, net = 0] = await freePorts(3)
  const url = `http://127.0.0.1:${http}`
  place = { url, domain: 'example.com', password: randomBytes(9).toString('hex') }
  env = {
    PARLOR_DOMAIN: place.domain,
    PARLOR_URL: url,
    PARLOR_HTTP_PORT: String(http),
    PARLOR_C2S_PORT: String(c2s),
    PARLOR_COMPONENT_SECRET: randomBytes(24).toString('hex'),
    PARLOR_NET: `10.${100 + (net % 100)}.${net % 250}`,
  }
  await compose('up', '-d', '--no-build')
  await Promise.all([healthy('xmpp'), healthy('parlor')])
  await compose('exec', '-T', 'xmpp', 'prosodyctl', 'register', 'anna', place.domain, place.password)
}, LONG)

afterAll(async () => {
  if (env) await compose('down', '-v', '-t', '5')
  await stopEngine?.()
}, 120_000)

test('B1: Compose brings up Prosody 13 and the component, both healthy', async () => {
  expect(await compose('logs', '--no-color', 'xmpp')).toMatch(/Prosody version 13\./)
  const answer = await fetch(`${place.url}/healthz`)
  expect(answer.status).toBe(200)
})

test('B3: a whole conversation on Prosody 13, and its transcript is kept', async () => {
  await archived(await converse(place))
})

test('B1: neither is root, neither can write but to its data, and none has a capability', async () => {
  for (const service of ['xmpp', 'parlor']) {
    expect((await compose('exec', '-T', service, 'id', '-u')).trim()).not.toBe('0')
    await expect(compose('exec', '-T', service, 'touch', '/etc/x')).rejects.toThrow('Read-only file system')
    await compose('exec', '-T', service, 'touch', '/data/x')
    const status = await compose('exec', '-T', service, 'cat', '/proc/self/status')
    for (const line of [/^CapEff:\t0+$/m, /^CapBnd:\t0+$/m, /^NoNewPrivs:\t1$/m]) expect(status).toMatch(line)
  }
})

test('B1: the ports of component and web stay inside, and no secret is in the process list', async () => {
  expect(await sh('docker', ['port', await container('xmpp')])).toMatch(/^5222\/tcp -> 127\.0\.0\.1:\d+\n$/)
  const processes = await sh('docker', ['top', await container('xmpp'), '-eo', 'pid,args'])
  expect(processes).not.toContain(env.PARLOR_COMPONENT_SECRET)
})

test('B1: after a restart of the server and of the component everything goes on', async () => {
  await compose('restart', 'xmpp')
  await Promise.all([healthy('xmpp'), healthy('parlor')])
  // Docker asks after its health now and then: it may not have looked since.
  await expect.poll(async () => (await fetch(`${place.url}/healthz`)).status, { timeout: 120_000 }).toBe(200)
  await archived(await converse(place))
  await compose('restart', 'parlor')
  await healthy('parlor')
  await archived(await converse(place))
})

test('B5: the backup of the papers can be made', async () => {
  const made = await compose(
    'exec',
    '-T',
    'parlor',
    'node',
    'component/dist/backup/command.js',
    'backup',
    '/data/backup',
  )
  expect(made).toContain('/data/backup')
})

test('B1: without a secret Compose says which one', async () => {
  const bare = sh('docker-compose', ['-f', join(FOLDER, 'compose.yaml'), 'config'], {
    env: { PARLOR_DOMAIN: 'example.com', PARLOR_URL: 'http://localhost', PARLOR_COMPONENT_SECRET: '' },
  })
  await expect(bare).rejects.toThrow('openssl rand')
})
