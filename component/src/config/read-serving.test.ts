/** Who is served by whom, and what a visitor meets who cannot be. */
import { expect, test } from 'vitest'
import { complaints, env, good } from './read.kit.ts'
import { readConfig } from './read.ts'
import { rulesOf } from './rules.ts'

test('Q5: people are never sent in a circle, however long', () => {
  const circle = good.replace(
    '  support:\n    name: Support\n',
    `  sales: { name: Sales, operators: [anna], otherwise: { full: { workgroup: billing } } }
  billing: { name: Billing, operators: [anna], otherwise: { closed: { workgroup: support } } }
  support:
    name: Support
    otherwise: { nobody: { workgroup: sales } }
`,
  )
  expect(complaints(circle)).toEqual([
    'workgroups.sales.otherwise.full: sends people in a circle: sales, billing, support, sales',
    'workgroups.billing.otherwise.closed: sends people in a circle: billing, support, sales, billing',
    'workgroups.support.otherwise.nobody: sends people in a circle: support, sales, billing, support',
  ])
  expect(complaints(circle.replace('{ workgroup: support }', 'message'))).toEqual([])
})

test('R2: strategies, tiers, skills and languages, said of the operator or in the workgroup', () => {
  const text = good
    .replace('{ name: Anna }', '{ name: Anna, skills: [Billing], languages: [de_at, en] }')
    .replace(
      'operators: [anna, ben@other.example]',
      'operators: [anna, { operator: ben@other.example, tier: 2, seats: 1, skills: [] }]\n    routing: [tiers, skills, language, last-operator, random]',
    )
  expect(rulesOf(readConfig(text, env), 'support@support.localhost')).toMatchObject({
    strategies: ['tiers', 'skills', 'language', 'last-operator', 'random'],
    operators: new Map([
      ['anna@localhost', { seats: 4, tier: 1, skills: ['billing'], languages: ['de-AT', 'en'] }],
      ['ben@other.example', { seats: 1, tier: 2, skills: [], languages: [] }],
    ]),
  })
})

test('Q5: what a visitor meets who cannot be served', () => {
  const text = good
    .replace(
      '  support:\n    name: Support\n',
      `  sales: { name: Sales, operators: [anna] }
  support:
    name: Support
    otherwise: { nobody: wait, closed: { redirect: 'https://help.example/' }, full: { workgroup: sales }, waited: callback }
    hours: { timeZone: Europe/Berlin, weekly: ['Mo-Fr 09:00-17:00'], holidays: [2026-12-25] }
    afterHours: end
`,
    )
    .replace(
      'operators:\n',
      "smtp: { url: 'smtp://mail.example', from: Acme <help@acme.example> }\noperators:\n",
    )
  const config = readConfig(text, env)
  expect(config.smtp).toEqual({
    url: 'smtp://mail.example',
    from: { name: 'Acme', address: 'help@acme.example' },
  })
  expect(config.workgroups.get('support@support.localhost')?.hours).toMatchObject({
    timeZone: 'Europe/Berlin',
    holidays: new Map([['2026-12-25', []]]),
  })
  expect(rulesOf(config, 'support@support.localhost')).toMatchObject({
    whenNobody: 'wait',
    afterHours: 'end',
    otherwise: {
      nobody: 'wait',
      closed: { redirect: 'https://help.example/' },
      full: { workgroup: 'sales@support.localhost' },
      waited: 'callback',
      declined: 'message',
    },
  })
})
