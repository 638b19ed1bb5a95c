import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manual } from './manual.ts'
import { readConfig } from './read.ts'

const variables = {
  PARLOR_COMPONENT_SECRET: 'sesame',
  SHOP_KEY: '0123456789abcdef',
  PARLOR_POSTGRES: 'postgres://x',
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
  const all = manual().replace(/^( *)# ((?!postgres|options|text)\w+: )/gm, '$1$2')
  const config = readConfig(all, variables)
  expect(config.sites.get('shop')?.key).toBe('0123456789abcdef')
  expect(config.workgroups.get('support@support.example.com')?.form.title).toBe('Before we start')
})
