/** XMPP for browsers through Parlor's web server, to a real Prosody. */
import { on, once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { OWN, type TestServer, testServer } from '../../component/src/http/testing.kit.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'

let prosody: TestProsody
let web: TestServer
beforeAll(async () => {
  prosody = await startProsody()
  web = await testServer({ xmppWeb: `http://127.0.0.1:${prosody.httpPort}` })
})
afterAll(async () => {
  await web.close()
  await prosody.stop()
})

const dial = (origin: string) =>
  new WebSocket(`${web.url.replace('http', 'ws')}/xmpp-websocket`, 'xmpp', { origin })

const bosh = (attributes: string, headers: Record<string, string> = {}) =>
  web.post('/http-bind', `<body xmlns='http://jabber.org/protocol/httpbind' ${attributes}/>`, {
    'content-type': 'text/xml',
    ...headers,
  })
const hello =
  "to='visitors.localhost' rid='1' hold='1' wait='5' ver='1.6' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'"

test('B6: a WebSocket from our own origin reaches the visitors host, which offers nothing but ANONYMOUS', async () => {
  const socket = dial(OWN)
  await once(socket, 'open')
  socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='visitors.localhost' version='1.0'/>")
  let heard = ''
  for await (const [frame] of on(socket, 'message')) {
    heard += String(frame)
    if (heard.includes('</stream:features>')) break
  }
  expect([...heard.matchAll(/<mechanism>([^<]*)/g)].map(([, name]) => name)).toEqual(['ANONYMOUS'])
  socket.close()
  await once(socket, 'close')
})

test('B6: a WebSocket from a foreign website is refused before the server hears of it', async () => {
  const socket = dial('https://evil.example')
  const [, answer] = await once(socket, 'unexpected-response')
  expect(answer.statusCode).toBe(403)
})

test('B6: BOSH the same, and a body above the cap never arrives', async () => {
  const answer = await bosh(hello)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(/ sid='[^']+'|<mechanism>ANONYMOUS/)
  expect((await bosh(hello, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await bosh(`x='${'x'.repeat(200_000)}'`)).status).toBe(413)
})

test('without the server a WebSocket and BOSH are told so, and with it again all is well', async () => {
  await prosody.kill()
  expect((await bosh(hello)).status).toBe(502)
  const [, answer] = await once(dial(OWN), 'unexpected-response')
  expect(answer.statusCode).toBe(502)
  await prosody.restart()
  expect((await bosh(hello)).status).toBe(200)
})
