import { defineConfig } from 'vitest/config'

/** `PARLOR_RING=browser` runs that ring alone. */
const rings = process.env.PARLOR_RING?.split(',') ?? ['server', 'browser', 'client', 'docker']

/** The slow rings: a real Prosody, real browsers, real clients. One file at a time: the machine has two cores. */
export default defineConfig({
  test: {
    root: new URL('.', import.meta.url).pathname,
    include: rings.map((ring) => `${ring}/**/*.test.ts`),
    fileParallelism: false,
    testTimeout: process.env.PARLOR_RING === 'docker' ? 180_000 : 60_000, // containers take their time to be healthy
    hookTimeout: 120_000,
    // What the server writes to disk is waited for by looking again.
    expect: { poll: { timeout: 10_000 } },
  },
})
