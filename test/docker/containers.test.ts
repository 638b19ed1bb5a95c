import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import {
  GenericContainer,
  Network,
  type StartedNetwork,
  type StartedTestContainer,
  Wait,
} from 'testcontainers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '../../prosody/launch.mjs'
import { converse, type Place, READ_TRANSCRIPT } from './conversation.ts'
import { startEngine } from './engine.ts'
import { buildImages } from './images.ts'

const LONG = 900_000 // ms; the first time the base and both images are made
const SLOW = 240_000 // ms; a ceiling for a container to be there
process.env.TESTCONTAINERS_RYUK_DISABLED = 'true' // everything is stopped below

let stopEngine: () => Promise<void>
let network: StartedNetwork
let prosody: StartedTestContainer
let parlor: StartedTestContainer
let place: Place

beforeAll(async () => {
  stopEngine = await startEngine()
  await buildImages()
  const [port = 0] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  place = { url, domain: 'shop.example', password: randomBytes(9).toString('hex') }
  const shared = {
    PARLOR_DOMAIN: place.domain,
    PARLOR_COMPONENT_SECRET: randomBytes(24).toString('hex'),
    PARLOR_URL: url,
  }
  network = await new Network().start()
  prosody = await new GenericContainer('parlor-prosody')
    .withNetwork(network)
    .withNetworkAliases('xmpp')
    .withEnvironment(shared)
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(SLOW)
    .start()
  await prosody.exec(['prosodyctl', 'register', 'anna', place.domain, place.password])
  parlor = await new GenericContainer('parlor')
    .withNetwork(network)
    .withEnvironment({ ...shared, PARLOR_PROXY: '127.0.0.1' })
    .withCopyFilesToContainer([
      { source: resolve(import.meta.dirname, '../../docker/parlor.yaml'), target: '/etc/parlor/parlor.yaml' },
    ])
    .withExposedPorts({ container: 8080, host: port })
    .withWaitStrategy(Wait.forHttp('/healthz', 8080))
    .withStartupTimeout(SLOW)
    .start()
}, LONG)

afterAll(async () => {
  await parlor?.stop()
  await prosody?.stop()
  await network?.stop()
  await stopEngine?.()
}, 120_000)

test('B3: the images talk to each other, and a conversation ends in the transcript', async () => {
  const id = await converse(place)
  await expect
    .poll(async () => (await parlor.exec(['node', '-e', READ_TRANSCRIPT, id])).output, {
      timeout: 120_000,
      interval: 300,
    })
    .toContain('Hello?\nGood morning, Mia.\nAnna has ended this conversation.\n')
})

test('B3: a component with another secret is told so', async () => {
  const wrong = await new GenericContainer('parlor')
    .withNetwork(network)
    .withEnvironment({
      PARLOR_DOMAIN: place.domain,
      PARLOR_URL: place.url,
      PARLOR_PROXY: '127.0.0.1',
      PARLOR_COMPONENT_SECRET: 'wrong',
    })
    .withCopyFilesToContainer([
      { source: resolve(import.meta.dirname, '../../docker/parlor.yaml'), target: '/etc/parlor/parlor.yaml' },
    ])
    .withWaitStrategy(Wait.forLogMessage(/secret/i))
    .withStartupTimeout(SLOW)
    .start()
  await wrong.stop()
})
