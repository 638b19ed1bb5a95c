import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manual } from './manual.ts'
import { readConfig } from './read.ts'

const variables = {
  PARLOR_COMPONENT_SECRET: 'sesame',
  SHOP_KEY: '0123456789abcdef',
  PARLOR_POSTGRES: 'postgres://x',
  PARLOR_SMTP: 'smtp://x',
  PARLOR_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
}

test('B2: the example file is the one that the schema writes', () => {
  const written = readFileSync(new URL('../../parlor.example.yaml', import.meta.url), 'utf8')
  expect(written, 'run `npm run example -w component`').toBe(manual())
})

test('B2: the example file loads as it stands', () => {
  const config = readConfig(manual(), variables)
  expect([...config.workgroups.keys()]).toEqual(['support@support.example.com'])
  expect(config.operators.get('anna@example.com')?.name).toBe('Anna')
})

test('B2: and with everything in it that is commented out', () => {
  const all = uncommented(manual()).replace(/^( *)# ((?!postgres|options|text|field)\w+: )/gm, '$1$2')
  const config = readConfig(all, variables)
  const support = config.workgroups.get('support@support.example.com')
  expect(config.sites.get('shop')?.key).toBe('0123456789abcdef')
  expect(support?.form.title).toBe('Before we start')
  expect(support?.hours?.holidays.size).toBe(2)
  expect(support?.priorities).toEqual([{ parameter: 'plan', is: 'gold', priority: 10, claimed: false }])
  expect(support?.needs).toMatchObject({ skill: { parameter: 'plan' }, language: { browser: true } })
  expect(config.smtp?.from).toEqual({ name: 'Acme Support', address: 'help@example.com' })
})

/** Whole sections: a commented key alone on its line, and what is commented below it. */
function uncommented(text: string): string {
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const [, indent] = /^( *)# \w+:$/.exec(line) ?? []
    if (indent === undefined) continue
    for (let at = index; at === index || lines[at]?.match(`^${indent}# ( |-)`); at++) {
      lines[at] = indent + (lines[at] ?? '').slice(indent.length + 2)
    }
  }
  return lines.join('\n')
}
