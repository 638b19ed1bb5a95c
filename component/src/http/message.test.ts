import { afterEach, beforeEach, expect, test } from 'vitest'
import { signParameters } from '../protocol/ticket.ts'
import { OWN, problem, SITE_KEY, type TestServer, testServer } from './testing.kit.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

const good = { site: 'demo', workgroup: 'support', form: { name: 'Mia' }, text: 'Where is my order?' }

test('Q5: a left message is taken, with its form, page and parameters', async () => {
  const answer = await server.post('/api/message', {
    ...good,
    form: { name: ' Mia ', email: ['mia@example.org'], unasked: 'x' },
    page: 'https://shop.example/orders',
    language: 'da',
    params: { order: '77' },
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toEqual({ case: 'm7', number: 7 })
  expect(server.state.messages).toMatchObject([
    {
      workgroup: { id: 'support' },
      site: { id: 'demo' },
      answers: [
        { name: 'name', label: 'Name', values: ['Mia'] },
        { name: 'email', label: 'E-mail', values: ['mia@example.org'] },
      ],
      text: 'Where is my order?',
      page: 'https://shop.example/orders',
      language: 'da',
      parameters: [{ name: 'order', value: '77', verified: false }],
    },
  ])
})

test('Q5: with a ticket, used or not, what the page handed over before counts', async () => {
  const params = { customer: '56164' }
  const visit = await server.post('/api/visit', {
    site: 'shop',
    workgroup: 'sales',
    page: 'https://shop.example/cart',
    params,
    signature: signParameters(params, SITE_KEY),
  })
  const { ticket } = (await visit.json()) as { ticket: string }
  const leave = (more: object = {}) =>
    server.post('/api/message', {
      site: 'shop',
      workgroup: 'sales',
      ticket,
      text: 'Call me',
      params: { customer: 'forged' },
      ...more,
    })
  expect((await leave()).status).toBe(201)
  expect(server.state.messages).toMatchObject([
    {
      site: { id: 'shop' },
      page: 'https://shop.example/cart',
      parameters: [{ name: 'customer', value: '56164', verified: true }],
    },
  ])
  expect(await problem(await leave({ ticket: `${ticket}x` }))).toBe('403 ticket')
  server.state.now += 300_000
  expect(await problem(await leave())).toBe('403 ticket')
})

test.each<[string, object, string[]]>([
  ['no name', { form: {} }, ['name']],
  ['no form', { form: undefined }, ['name']],
  [
    'an address that is none, and no words',
    { form: { name: 'Mia', email: 'x' }, text: ' \n' },
    ['email', 'text'],
  ],
  ['a choice nobody offered', { form: { name: 'Mia', topic: 'other' } }, ['topic']],
  ['too many words', { text: 'x'.repeat(4_001) }, ['text']],
])('Q5: a left message with %s is refused, naming the fields', async (_, change, fields) => {
  const answer = await server.post('/api/message', { ...good, ...change })
  expect(await answer.clone().json()).toMatchObject({ invalid: fields, detail: expect.any(String) })
  expect(await problem(answer)).toBe('422 invalid')
  expect(server.state.messages).toEqual([])
})

test.each<[string, unknown, string]>([
  ['broken JSON', '{', '400 malformed'],
  ['no text', { ...good, text: undefined }, '400 malformed'],
  ['a form that is a list', { ...good, form: ['Mia'] }, '400 malformed'],
  ['a number for a value', { ...good, form: { name: 7 } }, '400 malformed'],
  ['an endless value', { ...good, form: { name: 'x'.repeat(10_001) } }, '400 malformed'],
  ['an unknown site', { ...good, site: 'none' }, '404 no-such-site'],
  ['an unknown workgroup', { ...good, workgroup: 'none' }, '404 no-such-workgroup'],
  ['a megabyte', { ...good, text: 'x'.repeat(1_000_000) }, '413 too-large'],
])('POST /api/message with %s is refused by name', async (_, body, expected) => {
  expect(await problem(await server.post('/api/message', body))).toBe(expected)
})

test('B6: messages are left from the sites themselves, and not too often', async () => {
  const foreign = { origin: 'https://evil.example' }
  expect(await problem(await server.post('/api/message', good, foreign))).toBe('403 origin')
  server.reload({
    limits: { requestsPerMinute: 1_000, visitsPerMinute: 1, connections: 1, watched: 50, openRequests: 50 },
  })
  expect((await server.post('/api/message', good, { origin: OWN })).status).toBe(201)
  expect(await problem(await server.post('/api/message', good))).toBe('429 too-often')
  const wrong = await fetch(`${server.url}/api/message`, { method: 'GET' })
  expect(await problem(wrong)).toBe('405 wrong-method')
})
