/** The component's link against a real Prosody: what the small server of the unit tests can only imitate. */
import { createElement, type Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openLog } from '../../component/src/effects/log.ts'
import { openStream, type StreamOptions } from '../../component/src/effects/stream.ts'
import { StreamRefused } from '../../component/src/effects/stream-errors.ts'
import type { Stream } from '../../component/src/effects/types.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'

let prosody: TestProsody
const streams: Stream[] = []
const lines: string[] = []

beforeAll(async () => {
  prosody = await startProsody()
})
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.stop()))
})
afterAll(() => prosody.stop())

const domain = 'support.localhost'

function open(options: Partial<StreamOptions> = {}) {
  const heard: Element[] = []
  let wake = () => {}
  const stream = openStream({
    host: '127.0.0.1',
    port: prosody.componentPort,
    domain,
    secret: prosody.componentSecret,
    log: openLog('debug', { write: (line: string) => void lines.push(line) }),
    backOff: { first: 50, most: 500 },
    onStanza: (stanza) => {
      heard.push(stanza)
      wake()
    },
    ...options,
  })
  streams.push(stream)
  const next = async (): Promise<Element> => {
    for (;;) {
      const stanza = heard.shift()
      if (stanza) return stanza
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return { stream, next }
}

/** To an address of our own: the way through the server's router and back. */
const note = (body: string, id = 'n') =>
  createElement(
    'message',
    { from: `sales@${domain}`, to: `support@${domain}`, id },
    createElement('body', {}, body),
  )
const online = (stream: Stream) => new Promise<void>((resolve) => stream.onOnline(resolve))
const offline = (stream: Stream) => new Promise<void>((resolve) => stream.onOffline(resolve))

test('text of any kind comes back as it was, in order, whatever the packets', async () => {
  const { stream, next } = open()
  await stream.start()
  const texts = ['grüße 🙂', '𝒳'.repeat(40_000), '<b>&amp;</b> ]]> "\'', 'العربية', 'x'.repeat(300_000)]
  for (const [index, text] of texts.entries()) stream.send(note(text, `n${index}`))
  for (const text of texts) expect((await next()).getChildText('body')).toBe(text)
})

test('what XML forbids costs a character, not the connection', async () => {
  const { stream, next } = open()
  await stream.start()
  stream.send(note('a\u0000b\u001Bc\uD800d\uFFFEe\u{1FFFF}'))
  expect((await next()).getChildText('body')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\u{1FFFF}')
  stream.send(note('x'.repeat(1_000_000)))
  stream.send(note('still here'))
  expect((await next()).getChildText('body')).toBe('still here')
  expect(stream.online).toBe(true)
})

test('a question to the rooms is answered, one to nowhere is refused', async () => {
  const { stream } = open()
  await stream.start()
  const info = (to: string) =>
    createElement(
      'iq',
      { type: 'get', to },
      createElement('query', { xmlns: 'http://jabber.org/protocol/disco#info' }),
    )
  const answer = await stream.ask(info('rooms.localhost'))
  const query = answer.getChild('query', 'http://jabber.org/protocol/disco#info')
  expect(query?.getChild('identity')?.attrs.category).toBe('conference')
  await expect(stream.ask(info('nowhere.invalid'))).rejects.toMatchObject({ name: 'StanzaError' })
})

test('the sign of life goes through this server and comes back', async () => {
  const { stream, next } = open({ keepalive: { idle: 20, patience: 3_000 } })
  await stream.start()
  const lost = offline(stream).then(() => 'lost')
  // That nothing happens is no event: an answer that did not come would have been missed by then.
  const quiet = new Promise<string>((resolve) => setTimeout(resolve, 4_000, 'quiet'))
  expect(await Promise.race([lost, quiet])).toBe('quiet')
  stream.send(note('nobody saw the pings'))
  expect((await next()).getChildText('body')).toBe('nobody saw the pings')
})

test('a server that stops answering without hanging up is noticed; when it goes on, so do we', async () => {
  const { stream, next } = open({ keepalive: { idle: 50, patience: 2_000 } })
  await stream.start()
  const lost = offline(stream)
  prosody.pause()
  await lost
  stream.send(note('kept meanwhile'))
  const back = online(stream)
  prosody.resume()
  await back
  expect((await next()).getChildText('body')).toBe('kept meanwhile')
})

test('after kill -9 of the server the stream is back by itself and sends what it kept', async () => {
  const { stream, next } = open()
  await stream.start()
  const lost = offline(stream)
  await prosody.kill()
  await lost
  stream.send(note('kept meanwhile'))
  const back = online(stream)
  await prosody.restart()
  await back
  expect((await next()).getChildText('body')).toBe('kept meanwhile')
})

test('the wrong secret and an unknown component stop the start by name', async () => {
  await expect(open({ secret: 'wrong' }).stream.start()).rejects.toThrow(
    /refused the secret of support\.localhost/,
  )
  await expect(open({ domain: 'unknown.localhost' }).stream.start()).rejects.toBeInstanceOf(StreamRefused)
})

test('a second component of the same name takes over (kick_old), and the first says so and waits', async () => {
  const first = open({ backOff: { first: 50, most: 60_000 } })
  await first.stream.start()
  const lost = offline(first.stream)
  const second = open()
  await second.stream.start()
  await lost
  expect(lines.some((line) => line.includes('has taken over'))).toBe(true)
  second.stream.send(note('mine now'))
  expect((await second.next()).getChildText('body')).toBe('mine now')
})
