import { once } from 'node:events'
import { createElement, type Element } from 'ltx'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { el } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { openLog } from './log.ts'
import { openStream, type StreamOptions } from './stream.ts'
import { StreamRefused } from './stream-errors.ts'
import { DOMAIN, type FakeServer, fakeServer, SECRET } from './stream-fake-server.kit.ts'
import type { Stream } from './types.ts'

let server: FakeServer
let streams: Stream[] = []
let lines: { msg: string; [key: string]: unknown }[] = []

beforeEach(async () => {
  server = await fakeServer()
  lines = []
})
afterEach(async () => {
  await Promise.all(streams.map((stream) => stream.stop()))
  streams = []
  await server.close()
})

const log = openLog('debug', { write: (line: string) => void lines.push(JSON.parse(line)) })

function open(options: Partial<StreamOptions> = {}) {
  const heard: Element[] = []
  let wake = () => {}
  const stream = openStream({
    host: '127.0.0.1',
    port: server.port,
    domain: DOMAIN,
    secret: SECRET,
    log,
    backOff: { first: 10, most: 40 },
    onStanza: (stanza) => {
      heard.push(stanza)
      wake()
    },
    ...options,
  })
  streams.push(stream)
  /** The next stanza that arrived. */
  const next = async (): Promise<Element> => {
    if (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return heard.shift() as Element
  }
  return { stream, next }
}

async function openOnline(options: Partial<StreamOptions> = {}) {
  const { stream, next } = open(options)
  const started = stream.start()
  const peer = await (await server.connection()).welcome()
  await started
  return { stream, next, peer }
}

const offline = (stream: Stream) => new Promise<void>((resolve) => stream.onOffline(resolve))
const message = (body: string, attrs: Record<string, string> = {}) =>
  createElement('message', { to: 'anna@localhost', ...attrs }, createElement('body', {}, body))

test('a character split over two packets arrives whole', async () => {
  const { next, peer } = await openOnline()
  peer.socket.setNoDelay(true)
  const bytes = Buffer.from(`<message from='a@localhost' to='${DOMAIN}'><body>grüße 🙂</body></message>`)
  const cut = bytes.indexOf(Buffer.from('🙂')) + 2
  peer.socket.write(bytes.subarray(0, cut))
  await new Promise((resolve) => setImmediate(resolve))
  peer.socket.write(bytes.subarray(cut))
  expect((await next()).getChildText('body')).toBe('grüße 🙂')
})

test('each byte on its own is the same as all at once', async () => {
  const { next, peer } = await openOnline()
  peer.socket.setNoDelay(true)
  const text = `<message from='a@localhost' to='${DOMAIN}'><body>ä&#x1F642;&lt;ü</body></message>`
  for (const byte of Buffer.from(text)) await new Promise((done) => peer.socket.write(Buffer.of(byte), done))
  expect((await next()).getChildText('body')).toBe('ä🙂<ü')
})

test('a reply counts only when it comes from the address that was asked', async () => {
  const { stream, peer } = await openOnline()
  const answer = stream.ask(
    createElement('iq', { type: 'get', to: 'rooms.localhost', from: `sales@${DOMAIN}` }),
  )
  const [, id] = await peer.until(/<iq [^>]*id="([^"]+)"/)
  const to = `sales@${DOMAIN}`
  peer.socket.write(`<iq type='result' id='${id}' from='mallory@localhost/x' to='${to}'><forged/></iq>`)
  peer.socket.write(`<iq type='error' id='${id}' to='${to}'><error type='cancel'/></iq>`)
  peer.socket.write(`<iq type='result' id='guess' from='rooms.localhost' to='${to}'/>`)
  peer.socket.write(`<iq type='result' id='${id}' from='rooms.localhost' to='${to}'><real/></iq>`)
  expect((await answer).getChild('real')).toBeDefined()
})

test('an error reply is a StanzaError, silence too, and so is a broken link', async () => {
  const { stream, peer } = await openOnline()
  const ask = (timeout?: number) =>
    stream.ask(
      createElement('iq', { type: 'get', to: 'rooms.localhost' }),
      timeout === undefined ? {} : { timeout },
    )
  const refused = ask()
  const [, id] = await peer.until(/<iq [^>]*id="([^"]+)"/)
  peer.socket.write(
    `<iq type='error' id='${id}' from='rooms.localhost' to='${DOMAIN}'><error type='auth'>` +
      "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
  )
  await expect(refused).rejects.toMatchObject({ name: 'StanzaError', condition: 'forbidden', type: 'auth' })
  await expect(ask(5)).rejects.toMatchObject({ condition: 'remote-server-timeout' })
  const cut = ask()
  peer.socket.destroy()
  await expect(cut).rejects.toBeInstanceOf(StanzaError)
  await expect(ask()).rejects.toMatchObject({ condition: 'remote-server-timeout' })
})

test('control characters, lone surrogates and markup are sent as harmless text', async () => {
  const { stream, peer } = await openOnline()
  const original = message('a\u0000b\u001Bc\uD800d\uFFFFe <x/>&\t\n🙂', { id: 'x\u0007y' })
  stream.send(original)
  const [, id, body] = await peer.until(/id="([^"]*)"[^>]*><body>([\s\S]*?)<\/body>/)
  expect(id).toBe('x\uFFFDy')
  expect(body).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe &lt;x/&gt;&amp;\t\n🙂')
  expect(original.attrs.id).toBe('x\u0007y')
})

test('what has no sender comes from the component', async () => {
  const { stream, peer } = await openOnline()
  stream.send(message('one'))
  stream.send(
    el(
      'message',
      { type: 'chat', to: 'anna@localhost', from: undefined, id: undefined },
      el('body', {}, 'two'),
    ),
  )
  const [all] = await peer.until(/[\s\S]*two/)
  expect(all.match(new RegExp(`from="${DOMAIN}"`, 'g'))).toHaveLength(2)
  expect(all).not.toContain('undefined')
})

test('what would make the server close the stream is not sent, and said in the log', async () => {
  const { stream, peer } = await openOnline({ maxStanza: 1_000 })
  stream.send(message('x'.repeat(1_000)))
  stream.send(message('forged', { from: 'anna@localhost' }))
  stream.send(createElement('message', {}, 'nowhere'))
  stream.send(createElement('message', { to: 'anna@localhost', 'a b': '1' }))
  await expect(
    stream.ask(createElement('iq', { to: 'a@localhost', type: 'set' }, 'x'.repeat(1_000))),
  ).rejects.toBeInstanceOf(StanzaError)
  stream.send(message('fine'))
  const [all] = await peer.until(/[\s\S]*fine/)
  expect(all.match(/<(message|iq)/g)).toHaveLength(1)
  expect(lines.filter((line) => line.msg === 'stream: a stanza was not sent, and is dropped')).toHaveLength(5)
})

test('an answer that is too large is answered as such, so that nobody waits for it, and counted', async () => {
  const { stream, peer } = await openOnline({ maxStanza: 1_000 })
  stream.send(createElement('iq', { to: 'a@localhost/x', id: 'q1', type: 'result' }, 'x'.repeat(1_000)))
  const [answer] = await peer.until(/<iq[\s\S]*<\/iq>/)
  expect(answer).toContain('id="q1"')
  expect(answer).toContain('to="a@localhost/x"')
  expect(answer).toContain('resource-constraint')
  expect(stream.unsent).toBe(1)
})

test('with the traffic printed, stanzas are heard as without', async () => {
  const printed = vi.spyOn(console, 'debug').mockImplementation(() => {})
  onTestFinished(() => printed.mockRestore())
  const { peer, next } = await openOnline({ debug: true })
  peer.socket.write(`<message from='a@localhost' to='${DOMAIN}' id='1'/>`)
  expect((await next()).attrs.id).toBe('1')
  expect(JSON.stringify(printed.mock.calls)).toContain('a@localhost')
})

test('a handler that throws is answered for, and the next stanza is served', async () => {
  let calls = 0
  const { peer } = await openOnline({
    onStanza: async ({ attrs }) => {
      calls += 1
      if (attrs.id === '1') throw new Error('a bug')
      if (attrs.id === '2') throw new StanzaError('auth', 'forbidden', 'not for you')
    },
  })
  const iq = (id: number) =>
    `<iq type='get' id='${id}' from='anna@localhost/x' to='sales@${DOMAIN}'><q xmlns='urn:x'/></iq>`
  peer.socket.write(`${iq(1)}${iq(2)}${iq(3)}<message from='a@localhost' id='1'/>${iq(4)}`)
  const [answer] = await peer.until(/<iq [^>]*id="1"><error type="cancel"><internal-server-error/)
  expect(answer).toContain('to="anna@localhost/x"')
  expect(answer).toContain(`from="sales@${DOMAIN}"`)
  await peer.until(/<iq [^>]*id="2"><error type="auth"><forbidden/)
  expect(calls).toBe(5)
  expect(JSON.stringify(lines)).toContain('a bug')
})

test('after a drop the stream comes back by itself and the outbox is sent, newest presence only', async () => {
  const { stream, peer } = await openOnline()
  const lost = offline(stream)
  peer.socket.destroy()
  await lost
  expect(stream.online).toBe(false)
  const presence = (to: string, status: string, type?: string) =>
    createElement('presence', { to, ...(type ? { type } : {}) }, createElement('status', {}, status))
  stream.send(presence('anna@localhost', 'old'))
  stream.send(message('first'))
  stream.send(presence('ben@localhost', 'other'))
  stream.send(presence('anna@localhost', 'subscription', 'subscribed'))
  stream.send(presence('anna@localhost', 'new', 'unavailable'))
  stream.send(message('second'))
  const again = await (await server.connection()).welcome()
  const [all] = await again.until(/[\s\S]*second<\/body>/)
  const texts = [...all.matchAll(/>([a-z]+)<\/(body|status)>/g)].map(([, text]) => text)
  expect(texts).toEqual(['first', 'other', 'subscription', 'new', 'second'])
  expect(stream.online).toBe(true)
})

test('a full outbox drops the oldest and says so once', async () => {
  const { stream } = open({ outboxLimit: 2 })
  for (const body of ['one', 'two', 'three', 'four']) stream.send(message(body))
  void stream.start()
  const peer = await (await server.connection()).welcome()
  const [all] = await peer.until(/[\s\S]*four/)
  expect(all).toContain('three')
  expect(all).not.toContain('two')
  expect(lines.filter((line) => line.msg.includes('outbox is full'))).toHaveLength(1)
  expect(JSON.stringify(lines)).not.toContain('three')
})

test('the wrong secret stops the start with a named error', async () => {
  const { stream } = open({ secret: 'wrong' })
  const started = stream.start()
  void (await server.connection()).welcome()
  await expect(started).rejects.toBeInstanceOf(StreamRefused)
  await expect(started).rejects.toThrow(
    /127\.0\.0\.1:\d+ refused the secret of support\.localhost: make xmpp\.secret/,
  )
})

test('an unknown component stops the start with a named error', async () => {
  const { stream } = open()
  const started = stream.start()
  const peer = await server.connection()
  await peer.until(/<stream:stream[^>]*>/)
  peer.socket.write("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='x'>")
  peer.refuse('host-unknown')
  await expect(started).rejects.toThrow(/does not know the component support\.localhost/)
})

test('once it has been online, a refused secret is tried again', async () => {
  const { peer } = await openOnline()
  peer.socket.destroy()
  await (await server.connection()).welcome('changed meanwhile')
  await (await server.connection()).welcome()
  expect(
    lines.find((line) => line.msg === 'stream: the XMPP server refused it; it is tried again'),
  ).toMatchObject({
    level: 'error',
    condition: 'not-authorized',
  })
})

test('a start waits for a server that comes up later', async () => {
  const { port } = server
  await server.close()
  const { stream } = open({ port })
  const started = stream.start()
  await expect
    .poll(() =>
      lines.some((line) => line.msg === 'stream: the XMPP server cannot be reached; it is tried again'),
    )
    .toBe(true)
  server = await fakeServer({ port })
  await (await server.connection()).welcome()
  await started
})

test('a conflict at the start is tried again; being replaced later is said loudly', async () => {
  const { stream } = open()
  const started = stream.start()
  const first = await server.connection()
  await first.until(/<stream:stream[^>]*>/)
  first.socket.write("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='x'>")
  first.refuse('conflict')
  const second = await (await server.connection()).welcome()
  await started
  const lost = offline(stream)
  second.refuse('conflict')
  await lost
  await server.connection()
  expect(
    lines.some(
      ({ msg }) =>
        msg === 'stream: another component of this domain has taken over; this one tries again later',
    ),
  ).toBe(true)
})

test('a peer that has died without hanging up is noticed', async () => {
  const { stream, peer } = await openOnline({ keepalive: { idle: 10, patience: 30 } })
  const [ping] = await peer.until(/<iq [^>]*>.*?<\/iq>/)
  expect(ping).toContain('urn:xmpp:ping')
  const lost = offline(stream)
  await lost
  expect(
    lines.find(({ msg }) => msg === 'stream: the connection to the XMPP server was lost; it is tried again'),
  ).toMatchObject({
    why: 'the server no longer answers',
  })
})

test.each([
  ['garbage between stanzas', '\u0001\u0002 neither this nor that '],
  [
    'a stanza that is torn, after which all is swallowed',
    `<message from='a@localhost' to='${DOMAIN}'><body>to`,
  ],
])('%s: noticed, and the line is made anew', async (_, torn) => {
  const { stream, peer } = await openOnline({ keepalive: { idle: 10, patience: 30 } })
  const lost = offline(stream)
  peer.socket.write(torn)
  // The server goes on, and is not understood.
  const chatter = setInterval(
    () => peer.socket.write(`<presence from='a@localhost' to='${DOMAIN}'></presence>`),
    5,
  )
  onTestFinished(() => clearInterval(chatter))
  await lost
  const again = new Promise<void>((resolve) => stream.onOnline(resolve))
  await (await server.connection()).welcome()
  await again
  expect(stream.online).toBe(true)
})

test('the own ping that comes back is a sign of life and nobody else sees it', async () => {
  const { stream, next, peer } = await openOnline({ keepalive: { idle: 5, patience: 1_000 } })
  for (let round = 0; round < 3; round++) {
    const [ping] = await peer.until(/<iq [^>]*>.*?<\/iq>/)
    peer.socket.write(ping)
  }
  peer.socket.write(`<message from='a@localhost' to='${DOMAIN}' id='after'/>`)
  expect((await next()).attrs.id).toBe('after')
  expect(stream.online).toBe(true)
})

test.each([
  ['a bad entity', '<message><body>&nbsp;</body></message>'],
  ['a character XML forbids', '<message><body>&#0;</body></message>'],
  ['a wrong closing tag', '<message><body></message>'],
  ['the end of the stream, and more after it', '</stream:stream><message/>'],
])('%s costs the connection, not the process', async (_, xml) => {
  const { stream, peer } = await openOnline()
  const lost = offline(stream)
  peer.socket.write(xml)
  peer.socket.write(xml)
  await lost
  const again = await (await server.connection()).welcome()
  stream.send(message('still here'))
  await again.until(/still here/)
})

test('a tree of absurd depth is cut and does not end the process', async () => {
  const { next, peer } = await openOnline()
  peer.socket.write(`<message id='deep'>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</message>`)
  const stanza = await next()
  expect(stanza.attrs.id).toBe('deep')
  expect(stanza.toString().length).toBeLessThan(1_000)
})

test('listeners that throw do not harm the stream', async () => {
  const { stream } = open()
  stream.onOnline(() => {
    throw new Error('a bug')
  })
  const second = new Promise<void>((resolve) => stream.onOnline(resolve))
  const started = stream.start()
  await (await server.connection()).welcome()
  await Promise.all([started, second])
})

test('stop says goodbye, and stops a start that waits', async () => {
  const { stream, peer } = await openOnline()
  const closed = once(peer.socket, 'close')
  await stream.stop()
  await peer.until(/<\/stream:stream>/)
  await closed
  const { stream: other } = open({ port: 1 })
  const started = other.start()
  const failed = expect(started).rejects.toThrow('stopped')
  await other.stop()
  await failed
})
