import { expect, test } from 'vitest'
import { buildMetadata } from './fastpath.ts'
import { buildCase, type CaseForOperator } from './parlor-case.ts'
import { lighterCase, lighterMetadata, MOST, weightOf } from './weight.ts'
import { el } from './xml.ts'

const parameters = (count: number, value: string) =>
  Array.from({ length: count }, (_, i) => ({ name: `p${i}`, value, verified: false }))

const caseWith = (more: Partial<CaseForOperator>): CaseForOperator => ({
  id: 'c1',
  number: 7,
  name: 'Mia',
  show: 'available',
  phase: 'waiting',
  front: false,
  priority: 0,
  answers: [],
  parameters: [],
  ...more,
})

test('B7: a case that is light enough goes as it is', () => {
  const whole = caseWith({ parameters: parameters(30, 'x'.repeat(500)) })
  expect(lighterCase(whole, MOST.offered)).toBe(whole)
})

test.each([
  ['ampersands', '&'.repeat(990)],
  ['faces', '🙂'.repeat(495)],
  ['plain', 'x'.repeat(1_000)],
])('B7: thirty long parameters (%s) are shortened until the case fits, and it says so', (_, value) => {
  const light = lighterCase(caseWith({ parameters: parameters(30, value) }), MOST.offered)
  expect(weightOf(buildCase(light))).toBeLessThanOrEqual(MOST.offered)
  expect(light.cut).toBe(true)
  expect(light.parameters).toHaveLength(30)
  expect(light.parameters.every((one) => one.value.startsWith(value.slice(0, 10)))).toBe(true)
})

test('B7: whatever the share, who it is and what they say first is there', () => {
  const whole = caseWith({
    answers: [{ name: 'problem', label: 'Problem', values: ['<'.repeat(4_000)] }],
    parameters: parameters(50, '"'.repeat(1_000)),
    notes: Array.from({ length: 40 }, (_, at) => ({
      by: 'ben@localhost',
      at,
      text: `note ${at} `.repeat(200),
    })),
    page: { url: `https://shop.example/${'x'.repeat(2_000)}`, title: '&'.repeat(300), site: 'demo' },
  })
  for (const most of [1_500, 2_600, 10_000, 50_000]) {
    const light = lighterCase(whole, most)
    expect(weightOf(buildCase(light)), String(most)).toBeLessThanOrEqual(most)
    expect(light).toMatchObject({ id: 'c1', number: 7, name: 'Mia', page: { site: 'demo' } })
    expect(light.page?.url).toBeUndefined() // half an address leads elsewhere
    expect(light.answers[0]?.values[0]).toMatch(/^<{20}/)
  }
  // The newest note is worth more than the oldest.
  expect(lighterCase(whole, 2_600).notes?.at(-1)?.text).toMatch(/^note 39 /)
})

test('B7: metadata likewise', () => {
  const items = parameters(50, '&'.repeat(1_000))
  const light = lighterMetadata(items, 3_000)
  expect(weightOf(buildMetadata(light) ?? el('metadata'))).toBeLessThanOrEqual(3_000)
  expect(light.length).toBeGreaterThan(10)
  expect(lighterMetadata(items.slice(0, 1), MOST.offered)).toHaveLength(1)
})

test('an element weighs what it takes when it is written', () => {
  const element = el(
    'a',
    { b: `<&>"'é🙂€`, c: undefined },
    'x',
    el('c', { n: 1 }, '& < > é 🙂 €'),
    el('d', {}, 'y'),
  )
  expect(weightOf(element)).toBeGreaterThanOrEqual(Buffer.byteLength(element.toString()))
  expect(weightOf(element)).toBeLessThan(Buffer.byteLength(element.toString()) + 5)
})
