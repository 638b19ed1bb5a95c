/** The tests of this ring once more, on ejabberd: whatever they prove on Prosody holds there too. */
import { afterAll, beforeAll, describe } from 'vitest'

beforeAll(() => {
  process.env.PARLOR_TEST_SERVER = 'ejabberd'
})

afterAll(() => {
  delete process.env.PARLOR_TEST_SERVER
})

describe('B3: on ejabberd 23.01', () => {
  describe('conversations', async () => void (await import('./conversation.test.ts')))
  describe('restarts', async () => void (await import('./restart.test.ts')))
})
