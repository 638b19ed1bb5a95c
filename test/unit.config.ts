import { defineConfig } from 'vitest/config'

/** The quick ring: pure rules, wire pairs, stores, view models. No server, no browser. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    expect: { poll: { timeout: 30_000 } },
    // Ceilings: properties and simulations take their time on a busy machine, and so do databases that are made for a test.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    include: [
      'test/*.test.ts',
      'test/{simulate,faults}/*.test.ts',
      '{component,widget,operator-web}/src/**/*.test.{ts,tsx}',
      'component/protocol/*.test.ts',
      'widget/signing/*.test.ts',
    ],
  },
})
