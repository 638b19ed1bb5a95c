import { defineConfig } from 'vitest/config'

/** The quick ring: pure rules, wire pairs, stores, view models. No server, no browser. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 60_000, // properties take their time on a busy machine
    include: ['test/{simulate,faults}/*.test.ts', '{component,widget,operator-web}/src/**/*.test.{ts,tsx}'],
  },
})
