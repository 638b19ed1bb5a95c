import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as rawRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OWN, problem, type TestServer, testServer } from './testing.kit.ts'

let server: TestServer
let assets = ''
beforeEach(async () => {
  assets = mkdtempSync(join(tmpdir(), 'parlor-http-'))
  const files: Record<string, string> = {
    'widget/widget.js': `/* loader */${' '.repeat(2_000)}`,
    'widget/frame.html': '<!doctype html><title>frame</title>',
    'widget/chat.html': '<!doctype html><html lang="en"><title>Chat</title><body></body></html>',
    'widget/assets/boot-Dk3f9aQx.js': 'boot()',
    'widget/demo/index.html': '<!doctype html><title>shop</title>',
    'widget/demo/cart.html': '<!doctype html><title>cart</title>',
    'operator/index.html': '<!doctype html><title>desk</title>',
    'operator/assets/desk-Dk3f9aQx.js': 'desk()',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(assets, path, '..'), { recursive: true })
    writeFileSync(join(assets, path), text)
  }
  server = await testServer({ assets })
})
afterEach(async () => {
  await server.close()
  rmSync(assets, { recursive: true })
})

/** Without `cache-control`, fetch would ask for a fresh copy in any case. */
const again = (etag: string | null) => ({ 'if-none-match': etag ?? '', 'cache-control': 'max-age=0' })
const good = { site: 'demo', workgroup: 'support' }

test('V5: the look carries the details form that the admin defined', async () => {
  server.state.availability = {
    open: true,
    show: 'available',
    statusText: '',
    waiting: 2,
    expectedWaitSeconds: 60,
  }
  const answer = await server.get('/api/look?site=demo&workgroup=support')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=10')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.json()).toEqual({
    site: {
      id: 'demo',
      name: 'Acme',
      accent: '#0f766e',
      greeting: 'Hi! How can we help?',
      about: 'We <help>.',
      home: 'https://acme.example',
    },
    workgroup: { jid: 'support@support.localhost', name: 'Support', description: 'Help with orders' },
    availability: { open: true, show: 'available', waiting: 2, expectedWait: 60 },
    hours: { text: 'Mon – Fri 9:00 AM – 5:00 PM (Germany Time)' },
    notices: ['We moved.'],
    rating: 'stars',
    form: {
      title: 'Before we start',
      fields: [
        { name: 'name', label: 'Name', type: 'text-single', required: true },
        { name: 'email', label: 'E-mail', type: 'text-single', required: false, datatype: 'email' },
        {
          name: 'topic',
          label: 'About',
          type: 'list-single',
          required: false,
          options: [
            { label: 'Order', value: 'Order' },
            { label: 'My account', value: 'account' },
          ],
        },
      ],
    },
  })
})

test('C6, C3: the frame may ask for the devices that the workgroup needs, and for no others', async () => {
  const allow = async () => {
    const look = await (await server.get('/api/look?site=demo&workgroup=support')).json()
    return (look as { workgroup: { allow?: string } }).workgroup.allow
  }
  const takes = (...types: string[]) =>
    server.reloadWorkgroup('support@support.localhost', { uploads: { types, megabytes: 1 } })
  expect(await allow()).toBeUndefined()
  takes('image/*')
  expect(await allow()).toBeUndefined()
  takes('image/*', 'audio/webm')
  expect(await allow()).toBe('microphone')
  server.reloadWorkgroup('support@support.localhost', { calls: 'operator' })
  expect(await allow()).toBe('camera;microphone;display-capture')
})

test('Q5: the look says why nobody can be asked, what to do instead, and when it opens', async () => {
  const look = async (query = '') =>
    (await server.get(`/api/look?site=demo&workgroup=support${query}`)).json()
  const { availability } = server.state
  server.state.availability = { ...availability, open: false, show: 'offline', notices: ['Payment is slow.'] }
  expect(await look()).toMatchObject({
    availability: { open: false, why: 'nobody' },
    otherwise: { do: 'message' },
    notices: ['We moved.', 'Payment is slow.'],
  })
  server.state.availability = { ...availability, open: false, show: 'away' }
  expect(await look()).toMatchObject({
    availability: { why: 'full' },
    otherwise: { do: 'workgroup', jid: 'sales@support.localhost' },
  })
  server.state.availability = { ...availability, open: false, why: 'closed' }
  expect(await look()).toMatchObject({ availability: { why: 'closed', show: 'available' } })
  // Friday evening: by the clock alone.
  server.state.availability = availability
  server.state.now = Date.parse('2026-11-20T17:00:00Z')
  expect(await look('&language=de')).toMatchObject({
    availability: { open: false, why: 'closed' },
    otherwise: { do: 'redirect', url: 'https://help.example/' },
    hours: { text: expect.stringMatching(/^Mo.*Fr.*09:00/), next: '2026-11-23T08:00:00Z' },
  })
  expect(await look('&language=%00')).toMatchObject({ hours: { text: expect.stringMatching(/^Mon/) } })
})

test('V8: the loader hears in the page’s language what it may do there, and a frame answers an isolated page', async () => {
  const button = async (host: string, more = '') =>
    ((await (await server.get(`/api/look?site=shop&host=${host}${more}`)).json()) as { button?: unknown })
      .button
  expect(await button('https://shop.example')).toMatchObject({ allowed: true, words: { close: 'Close' } })
  expect(await button('https://evil.example')).toMatchObject({ allowed: false })
  expect(await button('null', '&language=de-AT')).toMatchObject({
    allowed: false,
    words: { close: 'Schließen' },
  })
  expect(await button('')).toBeUndefined()

  const isolation = async (path: string, accept = '*/*') => {
    const { headers } = await server.get(path, { accept })
    return [headers.get('cross-origin-embedder-policy'), headers.get('cross-origin-resource-policy')]
  }
  const framed = ['/widget/frame.html?site=shop', '/chat/sales', '/widget/assets/boot-Dk3f9aQx.js']
  for (const path of framed) expect(await isolation(path), path).toEqual(['require-corp', 'cross-origin'])
  expect(await isolation('/chat/none', 'text/html')).toEqual(['require-corp', 'cross-origin'])
  for (const path of ['/widget.js', '/status/support.svg', '/status/support.png'])
    expect(await isolation(path), path).toEqual([null, 'cross-origin'])
})

test('V4: without scripts the hosted page says so, in the visitor’s words, with hours, mail and telephone', async () => {
  const page = async (headers: Record<string, string> = {}, path = '/chat/support') =>
    (await server.get(path, headers)).text()
  const english = await page()
  expect(english).toContain('<title>Acme Support</title>')
  expect(english).toMatch(/<noscript>.*This chat needs JavaScript/s)
  expect(english).toContain('We &lt;help&gt;.')
  expect(english).toContain('Mon – Fri 9:00 AM – 5:00 PM (Germany Time)')
  expect(english).toContain('href="mailto:help@acme.example"')
  expect(english).toContain('href="tel:+49301"')
  expect(english).toContain('href="https://acme.example"')
  const german = await page({ 'accept-language': 'de-AT,de;q=0.9' })
  expect(german).toContain('<html lang="de"')
  expect(german).toMatch(/Öffnungszeiten.*Mo.*09:00/s)
  // Another site's: it has neither mail nor telephone, and its own language.
  const shop = await page({}, '/chat/sales?site=shop')
  expect(shop).toContain('<html lang="de"')
  expect(shop).not.toMatch(/mailto:|tel:/)
  expect(await problem(await server.get('/chat/support?site=shop'))).toBe('404 no-such-workgroup')
})

test('V4: who follows an old link reads it in their words, and finds a way on', async () => {
  const page = async (path: string, language: string) =>
    (await server.get(path, { accept: 'text/html', 'accept-language': language })).text()
  const lost = await page('/chat/none', 'fr')
  expect(lost).toContain('Il n’y a rien ici')
  expect(lost).toContain('<a href="/chat/support">Acme Support</a>')
  expect(await page('/none', 'ar-EG')).toContain('dir="rtl"')
  expect(await page('/operator/x', 'xx')).toMatch(/desk|nothing/)
})

test('V5: the form may be empty; site or workgroup may be left out', async () => {
  const look = async (query: string) => (await server.get(`/api/look?${query}`)).json()
  expect(await look('site=shop')).toMatchObject({
    workgroup: { jid: 'sales@support.localhost' },
    form: { fields: [] },
  })
  expect(await look('workgroup=support@support.localhost')).toMatchObject({ site: { id: 'demo' } })
})

test.each([
  ['/api/look', 400, 'malformed'],
  ['/api/look?site=none', 404, 'no-such-site'],
  ['/api/look?site=demo&workgroup=none', 404, 'no-such-workgroup'],
  ['/api/look?site=shop&workgroup=support', 404, 'no-such-workgroup'],
  ['/api/look?site[]=demo', 400, 'malformed'],
  ['/status/none.svg', 404, 'no-such-workgroup'],
  ['/status/support.gif', 404, 'no-such-page'],
  ['/status/support', 404, 'no-such-workgroup'],
  ['/chat/none', 404, 'no-such-workgroup'],
  ['/widget/none.js', 404, 'no-such-page'],
  ['/widget/..%2f..%2fetc/passwd', 404, 'no-such-page'],
  ['/operator/none.js', 404, 'no-such-page'],
  ['/%00', 404, 'no-such-page'],
  ['/%', 400, 'malformed'],
  ['/.env', 404, 'no-such-page'],
  ['/favicon.png', 404, 'no-such-page'],
  ['/xmpp-websocket', 426, 'upgrade-needed'],
  ['/api/visit', 405, 'wrong-method'],
])('GET %s is %i %s', async (path, status, name) => {
  expect(await problem(await server.get(path))).toBe(`${status} ${name}`)
})

test('V7: no answer sets a cookie, and none can be cached that belongs to one visitor', async () => {
  const paths = [
    '/',
    '/widget.js',
    '/widget/frame.html?site=demo',
    '/api/look?site=demo',
    '/chat/support',
    '/operator/',
  ]
  for (const path of [...paths, '/status/support.png', '/healthz', '/none']) {
    expect((await server.get(path)).headers.get('set-cookie'), path).toBeNull()
  }
  const visit = await server.post('/api/visit', good)
  expect(visit.headers.get('set-cookie')).toBeNull()
  expect(visit.headers.get('cache-control')).toBe('no-store')
})

test('T24, B6: requests of any kind are limited for each address; a forged X-Forwarded-For does not help', async () => {
  server.reload({
    limits: { requestsPerMinute: 3, visitsPerMinute: 100, connections: 1, watched: 50, openRequests: 50 },
  })
  const from = (address: string) => server.get('/healthz', { 'x-forwarded-for': address })
  for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) expect((await from(address)).status).toBe(200)
  expect((await from('4.4.4.4')).status).toBe(429)
  server.reload({ trustProxy: ['127.0.0.1'] })
  expect((await from('4.4.4.4')).status).toBe(200)
})

test('health is 200 or 503', async () => {
  expect(await (await server.get('/healthz')).json()).toEqual({ status: 'ok', parts: { stream: 'ok' } })
  server.state.health = { ok: false, parts: { stream: 'not connected' } }
  expect((await server.get('/healthz')).status).toBe(503)
})

test('B5: metrics are OpenMetrics, for those who may', async () => {
  await server.get('/none')
  const answer = await server.get('/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/)
  const text = await answer.text()
  expect(text).toContain(
    '# HELP parlor_waiting Requests that wait.\n# TYPE parlor_waiting gauge\nparlor_waiting{workgroup="a\\"b"} 2\n',
  )
  expect(text).toContain('parlor_http_answers_total{status="404"} 1')
  expect(text.endsWith('# EOF\n')).toBe(true)
  server.reload({ metricsFor: ['10.0.0.0/8'] })
  expect(await problem(await server.get('/metrics'))).toBe('403 forbidden')
})

test('V1: the loader is cached briefly with an ETag, hashed files for ever, and both come compressed', async () => {
  const loader = await server.get('/widget.js', { 'accept-encoding': 'br' })
  expect(loader.headers.get('cache-control')).toBe('public, max-age=60')
  expect(loader.headers.get('content-encoding')).toBe('br')
  expect(await loader.text()).toContain('/* loader */')
  const etag = loader.headers.get('etag') ?? ''
  expect((await server.get('/widget.js', { 'accept-encoding': 'br', ...again(etag) })).status).toBe(304)
  const plain = await server.get('/widget.js', { 'accept-encoding': 'identity' })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('etag')).not.toBe(etag)
  const boot = await server.get('/widget/assets/boot-Dk3f9aQx.js')
  expect(boot.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(await boot.text()).toBe('boot()')
  writeFileSync(join(assets, 'widget/widget.js'), 'newer')
  expect(await (await server.get('/widget.js')).text()).toBe('newer')
})

test('B6: each page may be framed only where it belongs, and runs no inline script or style', async () => {
  const policy = async (path: string) => {
    const answer = await server.get(path)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const text = answer.headers.get('content-security-policy') ?? ''
    expect(text).not.toContain('unsafe')
    return text.slice(text.indexOf('frame-ancestors'))
  }
  expect(await policy('/widget/frame.html?site=shop')).toBe("frame-ancestors 'self' https://shop.example")
  expect(await policy('/widget/frame.html?site=none')).toBe("frame-ancestors 'self'")
  expect(await policy('/chat/sales')).toBe(`frame-ancestors 'self' ${OWN} https://shop.example`)
  expect(await policy('/operator/')).toBe("frame-ancestors 'none'")
  expect(await policy('/')).toBe("frame-ancestors 'none'")
  expect(await policy('/api/look?site=demo')).toBe("frame-ancestors 'none'")
})

test('the desk is told where it belongs', async () => {
  const answer = await server.get('/operator/config.json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toEqual({
    domain: 'localhost',
    component: 'support.localhost',
    websocket: '/xmpp-websocket',
  })
})

test('the desk is one page for all its views, the demo shop has several', async () => {
  expect((await server.get('/operator')).headers.get('location')).toBe('/operator/')
  const title = async (path: string) =>
    /<title>(.*)</.exec(await (await server.get(path, { accept: 'text/html' })).text())?.[1]
  expect(await title('/operator/')).toBe('desk')
  expect(await title('/operator/chat/support@support.localhost')).toBe('desk')
  expect(await title('/')).toBe('shop')
  expect(await title('/cart')).toBe('cart')
  expect(await title('/cart.html')).toBe('cart')
})

test("the icon that browsers ask for is the desk's, or nothing", async () => {
  expect((await server.get('/favicon.ico')).status).toBe(204)
  writeFileSync(join(assets, 'operator/icon.svg'), '<svg/>')
  expect((await server.get('/favicon.ico')).headers.get('content-type')).toMatch(/^image\/svg/)
})

test('what has not been built says so', async () => {
  rmSync(join(assets, 'widget'), { recursive: true })
  for (const path of ['/', '/widget.js', '/chat/support']) {
    expect(await problem(await server.get(path))).toBe('503 not-built')
  }
})

test('an exception tells nothing of the inside and is logged', async () => {
  server.state.availability = new Proxy(server.state.availability, {
    get: () => {
      throw new Error('inside knowledge')
    },
  })
  const answer = await server.get('/api/look?site=demo')
  expect(await problem(answer)).toBe('500 internal')
  expect(server.state.log.join()).toContain('inside knowledge')
})

test('a port that is taken is a named error', async () => {
  await expect(testServer({ port: server.port })).rejects.toMatchObject({
    name: 'ListenError',
    code: 'EADDRINUSE',
    message: `port ${server.port} on 127.0.0.1 is taken: stop what uses it, or choose another http.port`,
  })
  await expect(testServer({ host: '203.0.113.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
})

test('noise on the socket is answered and hung up on', async () => {
  const socket = connect(server.port, '127.0.0.1')
  socket.end('\x16\x03\x01 not HTTP\r\n\r\n')
  let heard = ''
  for await (const part of socket) heard += part
  expect(heard).toMatch(/^HTTP\/1\.1 400 /)
  expect((await server.get('/healthz')).status).toBe(200)
})

test('HEAD is GET without the body', async () => {
  const answer = await new Promise<{ status?: number; length?: string }>((resolve) =>
    rawRequest(`${server.url}/widget.js`, { method: 'HEAD' }, ({ statusCode, headers }) =>
      resolve({ status: statusCode ?? 0, length: headers['content-length'] ?? '' }),
    ).end(),
  )
  expect(answer).toEqual({ status: 200, length: '2012' })
})
