import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Config, WebhookConfig } from '../config/types.ts'
import { caseDetails, caseRecord, entry } from '../store/contract-samples.kit.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/types.ts'
import { type Delivery, openDelivery, pauseAfter } from './deliver.ts'
import { headersOf, keyOf } from './sign.ts'
import { telling } from './tell.ts'

const log = pino({ level: 'silent' })
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('B5: a message is signed as Standard Webhooks has it in its example', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
  expect(headersOf(SECRET, message, 1_614_265_330_000)).toMatchObject({
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  expect([keyOf('whsec_AAAA'), keyOf('secret')]).toEqual([undefined, undefined])
  expect([1, 2, 6, 99].map(pauseAfter)).toEqual([5_000, 60_000, 18_000_000, 18_000_000])
})

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly type: string; readonly data: Record<string, unknown> }
}

let store: Store
let delivery: Delivery | undefined
let now = 1_000_000
let wakes: (() => void)[] = []
let answers: number[] = []
const heard: Heard[] = []
let listening: ((heard: Heard) => void) | undefined
const server = createServer((request, response) => {
  let text = ''
  request.on('data', (part) => {
    text += part
  })
  request.on('end', () => {
    response.writeHead(answers.shift() ?? 204).end()
    const one = { headers: request.headers, body: JSON.parse(text) }
    heard.push(one)
    listening?.(one)
  })
})
const next = () => new Promise<Heard>((resolve) => (listening = resolve))

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  store = await openStore({ sqlite: ':memory:' }, { log })
})
afterEach(async () => {
  await delivery?.stop()
  await store.close()
  await new Promise((resolve) => server.close(resolve))
  heard.length = 0
  wakes = []
  answers = []
})

function open(more: Partial<WebhookConfig> = {}): Store {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/parlor`
  const webhooks = [{ url, secret: SECRET, events: [], text: false, ...more }]
  const clock = {
    now: () => now,
    wake: (_: number, callback: () => void) => {
      wakes.push(callback)
      return () => {}
    },
  }
  delivery = openDelivery({ store, clock, log, webhooks: () => webhooks })
  return telling(store, {
    config: () => ({ webhooks }) as unknown as Config,
    now: () => now,
    queued: () => delivery?.wake(),
    failed: (error) => {
      throw error
    },
  })
}

test('B5: another system is told what happens to a case, without words where it did not ask for them', async () => {
  const told = open()
  await told.createCase(caseDetails('a'), caseRecord('a'))
  let coming = next()
  await told.note({ case: 'a', at: 5_000, what: 'opened', who: 'anna@localhost' })
  const accepted = await coming
  expect(accepted.body).toMatchObject({
    type: 'case.accepted',
    timestamp: '1970-01-01T00:00:05.000Z',
    data: { case: 'a', workgroup: 'support@support.localhost', operator: 'anna@localhost' },
  })
  expect(accepted.headers['webhook-id']).toBe('a.opened.5000')
  coming = next()
  await told.note({ case: 'a', at: 6_000, what: 'entered', who: 'visitor' })
  await told.note({ case: 'a', at: 7_000, what: 'rated', who: 'visitor', detail: '4: thanks' })
  expect((await coming).body).toMatchObject({ type: 'case.rated', data: { rating: 4 } })
  await told.addToTranscript('a', [entry('1', 'secret words')])
  coming = next()
  await told.finishCase('a', { reason: 'visitor-left', at: 8_000 })
  expect((await coming).body).toMatchObject({
    type: 'case.ended',
    data: { reason: 'visitor-left', messages: 1 },
  })
  expect(JSON.stringify(heard)).not.toMatch(/secret words|Mia|thanks|56164/)
})

test('B5: with text where it is asked for, and only the events that are', async () => {
  const told = open({ text: true, events: ['message.left', 'case.ended'] })
  const { room, tokenHash, ...words } = caseDetails('m')
  const coming = next()
  await told.createCase(caseDetails('a'), caseRecord('a'))
  await told.note({ case: 'a', at: 1, what: 'opened', who: 'anna@localhost' })
  await told.leaveMessage(words, { text: 'Call me', mail: 'mia@example.org', persons: [] })
  expect((await coming).body).toMatchObject({
    type: 'message.left',
    data: { visitor: 'Mia', message: 'Call me' },
  })
  expect(heard).toHaveLength(1)
  expect([room, tokenHash]).not.toContain('')
})

test('B5: what is not taken is tried again later, given up in the end, and sent again on demand', async () => {
  answers = [500, 410]
  const told = open()
  await told.createCase(caseDetails('a'), caseRecord('a'))
  let coming = next()
  await told.note({ case: 'a', at: now, what: 'opened', who: 'anna@localhost' })
  await coming
  await expect.poll(() => wakes.length).toBeGreaterThan(0)
  expect(await store.nextHookAt()).toBe(now + 5_000)
  expect(delivery?.counts()).toEqual({ waiting: 1, failed: 0 })
  now += 5_000
  coming = next()
  delivery?.wake()
  await coming
  await expect.poll(() => delivery?.counts()).toEqual({ waiting: 0, failed: 1 })
  expect(await store.failedHooks()).toMatchObject([{ attempts: 2, trouble: 'answered 410' }])
  coming = next()
  expect(await store.retryHooks(now)).toBe(1)
  delivery?.wake()
  await coming
  await expect.poll(() => delivery?.counts()).toEqual({ waiting: 0, failed: 0 })
  expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(`a.opened.${now - 5_000}`))
})
