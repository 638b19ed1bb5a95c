import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { OWN, type TestServer, testServer } from './testing.kit.ts'

/** Stands for the XMPP server: echoes frames and BOSH bodies, and remembers what it was asked. */
async function echoServer() {
  const asked: IncomingMessage[] = []
  const http = createServer(async (request, response) => {
    asked.push(request)
    let body = ''
    for await (const part of request) body += part
    if (body === '<hold/>') return
    response
      .writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'set-cookie': 'a=b' })
      .end(`echo ${body}`)
  })
  const sockets = new WebSocketServer({
    server: http,
    path: '/xmpp-websocket',
    handleProtocols: () => 'xmpp',
  })
  sockets.on('connection', (socket, request) => {
    asked.push(request)
    socket.on('message', (data) => (String(data) === 'bye' ? socket.close() : socket.send(`echo ${data}`)))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    asked,
    sockets,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      http.close()
    },
  }
}

let echo: Awaited<ReturnType<typeof echoServer>>
let server: TestServer
beforeEach(async () => {
  echo = await echoServer()
  server = await testServer({ xmppWeb: echo.url })
})
afterEach(async () => {
  await server.close()
  echo.close()
})

const open = (headers: Record<string, string> = { origin: OWN }, path = '/xmpp-websocket') =>
  new WebSocket(server.url.replace('http', 'ws') + path, 'xmpp', { headers })
/** The status an upgrade was refused with. */
const refusal = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0))
    socket.on('error', () => {})
  })

test('a WebSocket is passed through in both directions, with the client named', async () => {
  const socket = open({ origin: OWN, cookie: 'secret=1' })
  await once(socket, 'open')
  expect(socket.protocol).toBe('xmpp')
  socket.send('<open/>')
  const [answer] = await once(socket, 'message')
  expect(String(answer)).toBe('echo <open/>')
  expect(echo.asked[0]?.headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
  })
  expect(echo.asked[0]?.headers).not.toHaveProperty('cookie')
  socket.send('bye')
  await once(socket, 'close')
})

test('when the client goes, the XMPP server is told', async () => {
  const socket = open()
  await once(socket, 'open')
  const [inside] = echo.sockets.clients
  const closed = inside && once(inside, 'close')
  socket.terminate()
  await closed
})

test('B6: an upgrade from a foreign website is refused, from ours and from native clients here it is not', async () => {
  expect(await refusal(open({ origin: 'https://evil.example' }))).toBe(403)
  for (const headers of [{ origin: 'https://shop.example' }, {} as Record<string, string>]) {
    const socket = open(headers)
    await once(socket, 'open')
    socket.terminate()
  }
  server.reload({ trustProxy: ['127.0.0.1'] })
  expect(await refusal(open({ 'x-forwarded-for': '203.0.113.9' }))).toBe(403)
})

test('B6: one address may hold only so many WebSockets, and gets places back', async () => {
  server.reload({
    limits: { requestsPerMinute: 1_000, visitsPerMinute: 1, connections: 1, watched: 50, openRequests: 50 },
  })
  const first = open()
  await once(first, 'open')
  expect(await refusal(open())).toBe(429)
  const [inside] = echo.sockets.clients
  const closed = inside && once(inside, 'close')
  first.close()
  await closed
  await once(first, 'close')
  const second = open()
  await once(second, 'open')
  second.terminate()
})

test('other paths are not upgraded', async () => {
  expect(await refusal(open({ origin: OWN }, '/operator/'))).toBe(404)
})

test('BOSH is passed through; nothing but body and type comes back', async () => {
  const answer = await server.post('/http-bind', '<body/>', { 'content-type': 'text/xml' })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('echo <body/>')
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(echo.asked[0]?.headers['x-forwarded-for']).toBe('127.0.0.1')
})

test('T23, B6: BOSH has a body cap and an origin list', async () => {
  const big = await server.post('/http-bind', 'x'.repeat(128 * 1024 + 1))
  expect(big.status).toBe(413)
  const foreign = await server.post('/http-bind', '<body/>', { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  expect(echo.asked).toHaveLength(0)
})

test('a client that hangs up while BOSH holds its request ends it at the server, too', async () => {
  const hangUp = new AbortController()
  const held = fetch(`${server.url}/http-bind`, { method: 'POST', body: '<hold/>', signal: hangUp.signal })
  held.catch(() => {})
  while (echo.asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const [request] = echo.asked
  const closed = request && once(request.socket, 'close')
  hangUp.abort()
  await closed
})

test('without an XMPP server both say so', async () => {
  echo.close()
  expect(await refusal(open())).toBe(502)
  const answer = await server.post('/http-bind', '<body/>')
  expect(answer.status).toBe(502)
  expect(await answer.json()).toMatchObject({ type: 'urn:parlor:1:no-xmpp-server' })
})
