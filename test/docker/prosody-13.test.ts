/** The tests of the server ring once more, on Prosody 13: whatever they prove on the system's Prosody holds there too. */
import { afterAll, beforeAll, describe } from 'vitest'
import { startEngine } from './engine.ts'
import { buildImages } from './images.ts'

const LONG = 900_000 // ms; the first time the base and both images are made

let stopEngine: () => Promise<void>

beforeAll(async () => {
  stopEngine = await startEngine()
  await buildImages()
  process.env.PARLOR_TEST_IMAGE = 'parlor-prosody'
}, LONG)

afterAll(async () => {
  delete process.env.PARLOR_TEST_IMAGE
  await stopEngine?.()
}, 120_000)

describe('B3: on Prosody 13', () => {
  describe('isolation', async () => void (await import('../server/isolation.test.ts')))
  describe('streams', async () => void (await import('../server/isolation-streams.test.ts')))
  describe('tokens', async () => void (await import('../server/isolation-tokens.test.ts')))
  describe('conversations', async () => void (await import('../server/conversation.test.ts')))
  describe('restarts', async () => void (await import('../server/restart.test.ts')))
})
