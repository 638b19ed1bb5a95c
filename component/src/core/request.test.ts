import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WorkgroupConfig } from '../config/types.ts'
import type { Parameter, PriorityRule } from './request.ts'
import { addressOf, type Given, requestOf } from './request.ts'

const settings: Pick<WorkgroupConfig, 'priorities' | 'needs' | 'form'> = {
  priorities: [
    { parameter: 'plan', is: 'gold', priority: 10, claimed: false },
    { parameter: 'basket', is: 'full', priority: 3, claimed: true },
    { field: 'topic', is: 'outage', priority: 20, claimed: false },
    { field: 'topic', is: 'survey', priority: -5, claimed: false },
  ],
  needs: { skill: { field: 'topic' }, language: { parameter: 'lang', browser: true } },
  form: {
    fields: [
      { name: 'topic', label: 'Topic', type: 'text-single' },
      { name: 'contact', label: 'E-mail', type: 'text-single', datatype: 'email' },
    ],
  },
}
const signed = (name: string, value: string): Parameter => ({ name, value, verified: true })
const claimed = (name: string, value: string): Parameter => ({ name, value, verified: false })
const topic = (value: string) => [{ name: 'topic', label: 'Topic', values: [value] }]
const of = (given: Partial<Given>) => requestOf(settings, { answers: [], parameters: [], ...given })

test.each<[string, Partial<Given>, number]>([
  ['nothing said', {}, 0],
  ['a verified parameter', { parameters: [signed('plan', ' GOLD ')] }, 10],
  ['a parameter anybody can claim', { parameters: [claimed('plan', 'gold')] }, 0],
  ['where the admin believes claims', { parameters: [claimed('basket', 'full')] }, 3],
  ['the highest of several', { parameters: [signed('plan', 'gold')], answers: topic('Outage') }, 20],
  ['a low one', { answers: topic('survey') }, -5],
  ['a low one beside a high one', { answers: topic('survey'), parameters: [signed('plan', 'gold')] }, 10],
  ['another value', { parameters: [signed('plan', 'golden')] }, 0],
])('Q1: the priority of a request: %s', (_, given, priority) => {
  expect(of(given).priority).toBe(priority)
})

test.each<[string, Partial<Given>, object | undefined]>([
  ['nothing', {}, undefined],
  ['a skill by a field', { answers: topic('Billing') }, { skills: ['billing'] }],
  ['several', { answers: topic('Billing, returns,,billing') }, { skills: ['billing', 'returns'] }],
  [
    'the language of the site',
    { parameters: [claimed('lang', 'de_at')], language: 'da' },
    { language: 'de-AT' },
  ],
  ['the language of the browser', { language: 'da' }, { language: 'da' }],
  ['no language', { parameters: [claimed('lang', 'Klingon!')], language: '' }, undefined],
])('R2: what a request needs: %s', (_, given, needs) => {
  expect(of(given).needs).toEqual(needs)
})

test('R9: who the visitor is: account, verified customer of this site, e-mail', () => {
  const site = { id: 'shop', customer: 'customer' }
  const answers = [{ name: 'contact', label: 'E-mail', values: ['Mia@Example.org'] }]
  expect(
    of({ answers, site, account: 'mia@localhost', parameters: [signed('customer', '56164')] }).persons,
  ).toEqual(['jid:mia@localhost', 'customer:shop:56164', 'mail:mia@example.org'])
  expect(of({ site, parameters: [claimed('customer', '56164')] }).persons).toEqual([])
  expect(of({ parameters: [signed('customer', '56164')] }).persons).toEqual([])
  expect(addressOf(settings, answers)).toBe('Mia@Example.org')
  expect(addressOf(settings, topic('x@example.org'))).toBeUndefined()
})

test('Q1: no parameter that nobody signed raises a priority that needs a signature', () => {
  const rule = fc.record<PriorityRule>({
    parameter: fc.constantFrom('a', 'b'),
    is: fc.constantFrom('x', 'y'),
    priority: fc.integer({ min: -100, max: 100 }),
    claimed: fc.constant(false),
  })
  const parameter = fc.record({
    name: fc.constantFrom('a', 'b'),
    value: fc.constantFrom('x', 'y'),
    verified: fc.constant(false),
  })
  fc.assert(
    fc.property(fc.array(rule), fc.array(parameter), (priorities, parameters) => {
      expect(requestOf({ ...settings, priorities }, { answers: [], parameters }).priority).toBe(0)
    }),
  )
})
