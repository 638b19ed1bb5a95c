import type { Element } from 'ltx'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLog } from '../effects/log.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { type Asked, Pulse } from './pulse.ts'

const BEN = 'ben@localhost/psi'
const ANNA = 'anna@localhost/desk'
const asked = (client: string): Asked => ({ client, from: 'support@support.localhost' })

/** What each client does with a question: answers, refuses it, or nothing, until it is told otherwise. */
class Wire {
  readonly dead = new Set<string>()
  readonly pinged: string[] = []
  readonly held: { to: string; resolve: () => void; reject: (error: Error) => void }[] = []
  serverTakes = 0

  readonly domain = 'support.localhost'
  readonly online = true

  async ask(iq: Element): Promise<Element> {
    await new Promise((resolve) => setTimeout(resolve, this.serverTakes))
    return iq
  }

  tell(iq: Element | readonly Element[]): Promise<void> {
    const to = String((iq as Element).attrs.to)
    this.pinged.push(to)
    if (!this.dead.has(to)) return Promise.resolve()
    return new Promise((resolve, reject) => this.held.push({ to, resolve, reject }))
  }
}

let wire: Wire
let pulse: Pulse
let events: string[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  wire = new Wire()
  events = []
  pulse = new Pulse({
    stream: wire,
    log: openLog('silent'),
    server: () => 'localhost',
    silent: (client, ago) => events.push(`${client} silent for ${Math.round(ago / 100) / 10} s`),
    back: (client) => events.push(`${client} back`),
    others: () => [asked(ANNA)],
  })
})
afterEach(() => {
  pulse.stop()
  vi.useRealTimers()
})

test('R10: a plain client that is pinged and says nothing is silent after three seconds; the others are asked after one', async () => {
  wire.dead.add(BEN)
  pulse.ping(asked(BEN), 'offer')
  await vi.advanceTimersByTimeAsync(900)
  expect(wire.pinged).toEqual([BEN])
  await vi.advanceTimersByTimeAsync(200)
  expect(wire.pinged).toEqual([BEN, ANNA])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(events).toEqual([`${BEN} silent for 3 s`])
})

test('R8: a client in a chat that answered before is silent after four seconds, and asked again and again until then', async () => {
  pulse.ping(asked(BEN), 'chat')
  await vi.advanceTimersByTimeAsync(3_000)
  wire.dead.add(BEN)
  for (let n = 0; n < 3; n += 1) {
    pulse.ping(asked(BEN), 'chat')
    await vi.advanceTimersByTimeAsync(3_000)
  }
  expect(events).toEqual([`${BEN} silent for 4 s`])
})

test('R10: what becomes due while the server is asked is not forgotten', async () => {
  wire.dead.add(BEN)
  wire.dead.add(ANNA)
  wire.serverTakes = 400
  pulse.ping(asked(BEN), 'offer')
  await vi.advanceTimersByTimeAsync(200)
  pulse.ping(asked(ANNA), 'offer')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(events).toEqual([expect.stringContaining(BEN), expect.stringContaining(ANNA)])
})

test('R10: a slow server is not held against the client', async () => {
  wire.dead.add(BEN)
  wire.serverTakes = 2_000
  pulse.ping(asked(BEN), 'offer')
  await vi.advanceTimersByTimeAsync(7_000)
  expect(events).toEqual([])
  wire.serverTakes = 0
  await vi.advanceTimersByTimeAsync(6_000)
  expect(events).toHaveLength(1)
})

test('R10: what the server gives back for a session that is gone is no sign of life; a second refusal is the client`s own', async () => {
  wire.dead.add(BEN)
  pulse.ping(asked(BEN), 'offer')
  await vi.advanceTimersByTimeAsync(3_100)
  const gone = () => wire.held.shift()?.reject(new StanzaError('cancel', 'service-unavailable'))
  gone()
  await vi.advanceTimersByTimeAsync(10)
  expect(pulse.isSilent(BEN)).toBe(true)
  gone()
  await vi.advanceTimersByTimeAsync(10)
  expect(events.at(-1)).toBe(`${BEN} back`)
})
