import { defineConfig } from 'vitest/config'

/** `PARLOR_RING=browser` runs that ring alone. */
const rings = process.env.PARLOR_RING?.split(',') ?? ['server', 'browser', 'client', 'docker']

/** The slow rings: a real Prosody, real browsers, real clients. One file at a time: the machine has two cores. */
export default defineConfig({
  test: {
    root: new URL('.', import.meta.url).pathname,
    include: rings.map((ring) => `${ring}/**/*.test.ts`),
    fileParallelism: false,
    // Ceilings, for machines that are slow; whoever waits, waits for an event and goes on when it comes.
    testTimeout: process.env.PARLOR_RING === 'docker' ? 300_000 : 180_000,
    hookTimeout: 300_000,
    // What the server writes to disk is waited for by looking again.
    expect: { poll: { timeout: 30_000 } },
  },
})
