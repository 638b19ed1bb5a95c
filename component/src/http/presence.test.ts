import { afterEach, beforeEach, expect, test } from 'vitest'
import { signParameters, verifyTicket } from '../protocol/ticket.ts'
import { OWN, problem, SITE_KEY, type TestServer, TICKET_KEY, testServer } from './testing.kit.ts'

let server: TestServer
const open: AbortController[] = []
beforeEach(async () => {
  server = await testServer({ monitoring: { demo: 'on', shop: 'consent' } })
})
afterEach(async () => {
  for (const one of open.splice(0)) one.abort()
  await server.close()
})

const DEMO = { site: 'demo', workgroup: 'support', page: 'https://own.example/', title: 'Cart' }
const SHOP = { site: 'shop', workgroup: 'sales' }
const FROM_SHOP = { origin: 'https://shop.example' }

/** A page that is open until the test is over, and what it is told. */
async function page(body: object, headers: Record<string, string> = {}) {
  const here = new AbortController()
  open.push(here)
  const answer = await fetch(`${server.url}/api/presence`, {
    ...{ method: 'POST', body: JSON.stringify(body), signal: here.signal },
    headers: { 'content-type': 'application/json', origin: OWN, ...headers },
  })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  const told = async () => {
    while (!rest.includes('\n\n')) rest += (await reader?.read())?.value ?? ''
    const [event = '', ...more] = rest.split('\n\n')
    rest = more.join('\n\n')
    return JSON.parse(event.replace(/^data: /, '')) as { is: string; visitor?: string; invitation?: string }
  }
  return { answer, told, leave: () => here.abort() }
}

const refused = async (body: object, headers: Record<string, string> = {}) =>
  problem(await server.post('/api/presence', body, headers))

test('R7: a page is there as long as its connection, with what it says of itself', async () => {
  const params = { customer: '56164' }
  const { answer, told, leave } = await page(
    {
      ...SHOP,
      consent: true,
      params,
      signature: signParameters(params, SITE_KEY),
      referrer: 'https://a.example/',
    },
    FROM_SHOP,
  )
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await told()).visitor).toMatch(/^[\w-]{22}$/)
  expect((await told()).is).toBe('over')
  expect(server.siteVisitors.on(new Set(['shop']))).toMatchObject([
    { referrer: 'https://a.example/', parameters: [{ name: 'customer', value: '56164', verified: true }] },
  ])
  leave()
  await expect.poll(() => server.get('/metrics').then((it) => it.text())).toContain('parlor_watched_pages 0')
})

test('V7: the look says which script watches, and only where it may', async () => {
  const siteOf = async (site: string) =>
    ((await (await server.get(`/api/look?site=${site}`)).json()) as { site: { watch?: string } }).site.watch
  expect([await siteOf('demo'), await siteOf('shop')]).toEqual(['/watch.js?on', '/watch.js?consent'])
  await server.close()
  server = await testServer()
  expect([await siteOf('demo'), await siteOf('shop')]).toEqual([undefined, undefined])
  expect(await refused(DEMO)).toBe('403 not-watched')
})

test('V7: no is no: without consent, with Do-Not-Track, with Global Privacy Control', async () => {
  expect(await refused(SHOP, FROM_SHOP)).toBe('403 not-watched')
  expect(await refused({ ...SHOP, consent: false }, FROM_SHOP)).toBe('403 not-watched')
  expect(await refused({ ...SHOP, consent: true }, { ...FROM_SHOP, dnt: '1' })).toBe('403 not-watched')
  expect(await refused(DEMO, { 'sec-gpc': '1' })).toBe('403 not-watched')
  expect(server.siteVisitors.size).toBe(0)
})

test('R7: bad input is named', async () => {
  expect(await refused({ ...DEMO, site: 'nowhere' })).toBe('404 no-such-site')
  expect(await refused({ ...DEMO, workgroup: 'nobody' })).toBe('404 no-such-workgroup')
  expect(await refused({ ...DEMO, title: 7 })).toBe('400 malformed')
  expect(await refused({ ...DEMO, visitor: 'x'.repeat(65) })).toBe('400 malformed')
  expect(await refused(DEMO, { origin: 'https://evil.example' })).toBe('403 origin')
  expect(await problem(await server.post('/api/presence', '{', {}))).toBe('400 malformed')
  expect(await refused({ ...DEMO, title: 'x'.repeat(20_000) })).toBe('413 too-large')
  expect(await problem(await server.get('/api/presence'))).toBe('405 wrong-method')
  expect(await problem(await server.post('/api/decline', { invitation: 'forged' }))).toBe(
    '404 no-such-invitation',
  )
  expect(await problem(await server.post('/api/decline', {}))).toBe('400 malformed')
  expect(await problem(await server.post('/api/visit', { ...DEMO, invitation: 'forged' }))).toBe(
    '404 no-such-invitation',
  )
  expect(server.siteVisitors.size).toBe(0)
})

test('R7: so many for an address and no more, so many in all and no more', async () => {
  const { limits } = server.http()
  server.reload({ limits: { ...limits, watched: 1 } })
  await page(DEMO)
  expect(await refused(DEMO)).toBe('429 too-often')
  server.reload({ limits, watched: 1 })
  expect(await refused(DEMO)).toBe('503 too-many')
})

test('R7: an invitation reaches the page; no is told, yes is in the ticket of the workgroup that asks', async () => {
  const { told } = await page(DEMO)
  await told()
  await told()
  const anna = { operator: 'anna@localhost', name: 'Anna', client: 'anna@localhost/x', accent: '#0f766e' }
  const sales = {
    workgroup: 'sales@support.localhost',
    workgroupName: 'Sales',
    until: Number.MAX_SAFE_INTEGER,
  }
  server.siteVisitors.invite(1, { ...anna, ...sales })
  const { invitation = '' } = await told()
  const answer = await server.post('/api/visit', { ...DEMO, invitation })
  const visit = (await answer.json()) as { ticket: string; workgroup: string }
  expect(visit.workgroup).toBe(sales.workgroup)
  const ticket = verifyTicket(visit.ticket, TICKET_KEY, { workgroup: sales.workgroup, now: server.state.now })
  expect(ticket).toMatchObject({ invitation, workgroup: sales.workgroup })
  expect(await problem(await server.post('/api/visit', { ...SHOP, invitation }, FROM_SHOP))).toBe(
    '404 no-such-invitation',
  )
  expect((await server.post('/api/decline', { invitation })).status).toBe(204)
  expect(await told()).toEqual({ is: 'over' })
  expect(await problem(await server.post('/api/visit', { ...DEMO, invitation }))).toBe(
    '404 no-such-invitation',
  )
})

test('D4: what is counted of earlier visits, and a name to be known by, only with the visitor’s consent', async () => {
  const more = { visits: 3, known: 'random' }
  const { told } = await page({ ...DEMO, ...more })
  await told()
  const [stranger] = server.siteVisitors.on(new Set(['demo']))
  expect(stranger?.background).toEqual({ place: 'Aarhus, Denmark', path: ['/'] })
  expect(stranger).not.toHaveProperty('known')
  const agreed = await page({ ...SHOP, ...more, consent: true, page: 'https://shop.example/a' }, FROM_SHOP)
  await agreed.told()
  expect(server.siteVisitors.on(new Set(['shop']))).toMatchObject([
    { known: 'random', background: { visits: 3, path: ['/a'] } },
  ])
  expect(await refused({ ...DEMO, visits: 0 })).toBe('400 malformed')
})
