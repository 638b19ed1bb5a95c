/** Settings that are read at the start only: whoever changes one of them is told so. */
import type { Config } from './types.ts'

const ONCE: Readonly<Record<string, (config: Config) => unknown>> = {
  domain: ({ domain }) => domain,
  xmpp: ({ xmpp }) => xmpp,
  store: ({ store }) => store,
  'http.host': ({ http }) => http.host,
  'http.port': ({ http }) => http.port,
}

/** The names of those that are different now. */
export const needRestart = (was: Config, is: Config): string[] =>
  Object.entries(ONCE)
    .filter(([, value]) => JSON.stringify(value(was)) !== JSON.stringify(value(is)))
    .map(([name]) => name)
