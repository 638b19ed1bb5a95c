import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signParameters, type Ticket, verifyTicket } from '../protocol/ticket.ts'
import { OWN, problem, SITE_KEY, type TestServer, TICKET_KEY, testServer } from './testing.kit.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

const ticketOf = async (answer: Response): Promise<Ticket> => {
  expect(answer.status).toBe(200)
  const { ticket, workgroup } = (await answer.json()) as { ticket: string; workgroup: string }
  const read = verifyTicket(ticket, TICKET_KEY, { workgroup, now: server.state.now })
  if (typeof read === 'string') throw new Error(read)
  return read
}
const good = { site: 'demo', workgroup: 'support' }

test('a visit gets a ticket that carries what only we know, and the addresses to go to', async () => {
  const answer = await server.post('/api/visit', {
    ...good,
    page: 'https://shop.example/cart?x=1',
    title: 'Cart\u0000 \u202Etrap',
    referrer: 'javascript:alert(1)',
    language: 'da',
    params: { customer: '56164' },
  })
  const body = (await answer.clone().json()) as Record<string, unknown>
  expect(body).toMatchObject({
    workgroup: 'support@support.localhost',
    domain: 'visitors.localhost',
    websocket: 'ws://parlor.example:8080/xmpp-websocket',
    bosh: 'http://parlor.example:8080/http-bind',
  })
  const ticket = await ticketOf(answer)
  expect(ticket).toMatchObject({
    site: 'demo',
    exp: server.state.now + 300_000,
    page: 'https://shop.example/cart?x=1',
    title: 'Cart trap',
    language: 'da',
    parameters: [{ name: 'customer', value: '56164', verified: false }],
  })
  expect(ticket).not.toHaveProperty('referrer')
  const second = await ticketOf(await server.post('/api/visit', good))
  expect(second.jti).not.toBe(ticket.jti)
})

test('V6: what the site has signed is verified, what was added is claimed, and a bad signature costs nobody the chat', async () => {
  const params = { order: '7', customer: '56164' }
  const signature = signParameters(params, SITE_KEY)
  const verified = async (more: object, site = 'shop') => {
    const answer = await server.post('/api/visit', { site, workgroup: 'sales', params, signature, ...more })
    const { parameters } = await ticketOf(answer)
    return Object.fromEntries(parameters.map(({ name, verified }) => [name, verified]))
  }
  const signed = Object.keys(params)
  const more = { ...params, cart: '3' }
  expect(await verified({})).toEqual({ order: true, customer: true })
  expect(await verified({ params: more, signed })).toEqual({ order: true, customer: true, cart: false })
  expect(server.state.log.join()).not.toContain('signature')

  const claimed = { order: false, customer: false }
  expect(await verified({ params: more })).toEqual({ ...claimed, cart: false })
  expect(await verified({ signature: signParameters(params, 'guess') })).toEqual(claimed)
  expect(await verified({ params: { ...params, order: '8' }, signed })).toEqual(claimed)
  expect(await verified({ signed: [...signed, 'cart'], params: more })).toEqual({ ...claimed, cart: false })
  expect(await verified({ signature: 'ä' })).toEqual(claimed)
  // Names that only the prototype has are not there.
  expect(await verified({ signed: ['constructor'] })).toEqual(claimed)
  expect(await verified({}, 'demo')).toEqual(claimed)

  // The owner of the site finds it: each one counted, a line a minute.
  const metrics = await (await server.get('/metrics')).text()
  expect(metrics).toContain('parlor_bad_signatures_total{site="shop"} 6')
  expect(metrics).toContain('parlor_bad_signatures_total{site="demo"} 1')
  const lines = () => server.state.log.filter((line) => line.includes('shown as claimed'))
  expect(lines()).toHaveLength(2)
  expect(lines()[1]).toContain('has no key in the configuration')
  server.state.now += 60_000
  await verified({ signature: 'x' })
  expect(lines()).toHaveLength(3)
})

test.each<[string, unknown, number, string]>([
  ['broken JSON', '{"site":', 400, 'malformed'],
  ['a list', [], 400, 'malformed'],
  ['a word', '"demo"', 400, 'malformed'],
  ['nothing', '', 400, 'malformed'],
  ['a site that is a number', { site: 1, workgroup: 'support' }, 400, 'malformed'],
  ['params that are no texts', { ...good, params: { a: { b: 1 } } }, 400, 'malformed'],
  ['a name that is a number', { ...good, params: { 7: 'x' } }, 400, 'malformed'],
  [
    'too many params',
    { ...good, params: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, ''])) },
    400,
    'malformed',
  ],
  ['a long value', { ...good, params: { a: 'x'.repeat(1_001) } }, 400, 'malformed'],
  ['an unknown site', { site: 'none', workgroup: 'support' }, 404, 'no-such-site'],
  ['__proto__ as a site', { site: '__proto__', workgroup: 'support' }, 404, 'no-such-site'],
  ['an unknown workgroup', { site: 'demo', workgroup: 'none' }, 404, 'no-such-workgroup'],
  ['a workgroup of another host', { site: 'demo', workgroup: 'support@elsewhere' }, 404, 'no-such-workgroup'],
  [
    'more than the stream of a visitor carries',
    { ...good, params: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, '"'.repeat(990)])) },
    413,
    'too-large',
  ],
  ['a megabyte', { ...good, title: 'x'.repeat(1_000_000) }, 413, 'too-large'],
])('POST /api/visit with %s is refused by name', async (_, body, status, name) => {
  expect(await problem(await server.post('/api/visit', body))).toBe(`${status} ${name}`)
})

test('what is not JSON by its type is refused, and so are other methods', async () => {
  const form = await server.post('/api/visit', 'site=demo', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(await problem(form)).toBe('415 wrong-content-type')
  const put = await fetch(`${server.url}/api/visit`, { method: 'PUT' })
  expect(await problem(put)).toBe('405 wrong-method')
  expect(put.headers.get('allow')).toBe('POST, OPTIONS')
  const deleted = await fetch(`${server.url}/widget.js`, { method: 'DELETE' })
  expect(await problem(deleted)).toBe('405 wrong-method')
})

test.each([
  ['own', OWN, 'demo', 200],
  ['own, from the frame on another site', OWN, 'shop', 200],
  ['a site that is not this one', 'https://shop.example', 'demo', 403],
  ['the site itself', 'https://shop.example', 'shop', 200],
  ['a name that begins like it', 'https://shop.example.evil.example', 'shop', 403],
  ['another scheme', 'http://shop.example', 'shop', 403],
  ['null', 'null', 'shop', 403],
])('B6: a visit from %s', async (_, origin, site, status) => {
  const answer = await server.post('/api/visit', { site, workgroup: 'sales' }, { origin })
  expect(answer.status).toBe(status)
  if (status === 403) expect(await problem(answer)).toBe('403 origin')
})

test('B6: without an origin only the machine itself is served', async () => {
  server.reload({ trustProxy: ['127.0.0.1'] })
  const ask = (headers: Record<string, string>) => server.post('/api/visit', good, { ...headers, origin: '' })
  // fetch sends no Origin by itself.
  const local = await fetch(`${server.url}/api/visit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(good),
  })
  expect(local.status).toBe(200)
  expect(await problem(await ask({ 'x-forwarded-for': '203.0.113.9' }))).toBe('403 origin')
})

test("a site's own page may ask across origins, others see nothing", async () => {
  const preflight = (origin: string) =>
    fetch(`${server.url}/api/visit`, { method: 'OPTIONS', headers: { origin } })
  const allowed = await preflight('https://shop.example')
  expect(allowed.status).toBe(204)
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
})

test('B6: too many visits from one address are refused until time has passed', async () => {
  server.reload({
    limits: { requestsPerMinute: 1_000, visitsPerMinute: 2, connections: 1, watched: 50, openRequests: 50 },
  })
  expect((await server.post('/api/visit', good)).status).toBe(200)
  expect((await server.post('/api/visit', good)).status).toBe(200)
  const refused = await server.post('/api/visit', good)
  expect(await problem(refused)).toBe('429 too-often')
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(55)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + wait * 1_000 })
  expect((await server.post('/api/visit', good)).status).toBe(200)
  vi.useRealTimers()
})

const FIREFOX = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
}

test('D4: a ticket says from where they come, with what, and what they searched for; no place for who wants none', async () => {
  const asked = { ...good, referrer: 'https://search.example/?q=parcel+late' }
  const seen = async (headers: Record<string, string>) =>
    (await ticketOf(await server.post('/api/visit', asked, headers))).background
  const rest = { browser: 'Firefox 128 on Linux', words: 'parcel late' }
  expect(await seen(FIREFOX)).toEqual({ place: 'Aarhus, Denmark', ...rest })
  expect(await seen({ ...FIREFOX, 'sec-gpc': '1' })).toEqual(rest)
  expect(await seen({ ...FIREFOX, dnt: '1' })).toEqual(rest)
})

test('D4: whose page is watched brings the path of their visit along, and who they have agreed to be', async () => {
  const told: string[] = []
  const page = {
    send: (one: { readonly is: string; readonly visitor?: string }) => void told.push(one.visitor ?? ''),
    close() {},
  }
  const seen = { site: 'demo', parameters: [], busy: false, known: 'random', background: { visits: 3 } }
  for (const path of ['/', '/cart'])
    server.siteVisitors.arrive(told[0], { ...seen, page: `https://own.example${path}` }, page)
  const of = async (visitor: string, more = {}) =>
    ticketOf(await server.post('/api/visit', { ...good, visitor, ...more }))
  expect(await of(told[0] ?? '')).toMatchObject({
    ...{ known: 'random', background: { visits: 3, path: ['/', '/cart'] } },
  })
  expect(await of('made-up')).not.toHaveProperty('known')
  expect(await problem(await server.post('/api/visit', { ...good, visitor: 'x'.repeat(65) }))).toBe(
    '400 malformed',
  )
})
