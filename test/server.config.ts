import { defineConfig } from 'vitest/config'

/** The slow rings: a real Prosody, real browsers, real clients. One file at a time: the machine has two cores. */
export default defineConfig({
  test: {
    root: new URL('.', import.meta.url).pathname,
    include: ['server/**/*.test.ts', 'browser/**/*.test.ts', 'client/**/*.test.ts', 'docker/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
