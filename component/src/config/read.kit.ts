/** A good configuration, and the mistakes of what a test makes of it. */
import { expect } from 'vitest'
import { ConfigError, describe as line } from './mistakes.ts'
import { readConfig } from './read.ts'

/** A short file without a mistake. */
export const good = `
domain: localhost
xmpp:
  component: support.localhost
  secret: \${SECRET}
  visitors: visitors.localhost
  rooms: rooms.localhost
http:
  url: http://localhost:8080
operators:
  anna: { name: Anna }
  ben@other.example: { name: Ben, seats: 2 }
sites:
  demo: { name: Acme, origins: [own, 'https://shop.example'], workgroups: [support] }
workgroups:
  support:
    name: Support
    operators: [anna, ben@other.example]
    form:
      - { name: name, label: Name, required: true }
`
export const env = { SECRET: 'sesame' }

/** Every mistake of the good file after a change, as lines for people. */
export function mistakes(...changes: [from: string | RegExp, to: string][]): string[] {
  const text = changes.reduce((source, [from, to]) => {
    const changed = source.replace(from, to)
    expect(changed, `nothing replaced by ${to}`).not.toBe(source)
    return changed
  }, good)
  return complaints(text)
}

export function complaints(text: string, variables: Record<string, string> = env): string[] {
  try {
    readConfig(text, variables)
  } catch (error) {
    if (error instanceof ConfigError)
      return error.mistakes.map(({ path, problem }) => line({ path, problem }))
    throw error
  }
  return []
}
