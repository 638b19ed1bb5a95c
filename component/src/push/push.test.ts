import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handMovedClock } from '../effects/clock.kit.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/types.ts'
import { openPushing, type Pushing } from './deliver.ts'
import { lookupFor, refusedEndpoint } from './guard.ts'
import { type PushService, pushService } from './push-service.kit.ts'

const log = pino({ level: 'silent' })
const ANNA = 'anna@localhost'
const NOW = 1_795_297_300_000

let store: Store
let service: PushService
let pushing: Pushing
let clock: ReturnType<typeof handMovedClock>

beforeEach(async () => {
  store = await openStore({ sqlite: ':memory:' }, { log })
  clock = handMovedClock(NOW)
  service = await pushService(() => pushing.publicKey)
  pushing = await opened()
})
afterEach(async () => {
  await pushing.stop()
  await service.close()
  await store.close()
})

const opened = (): Promise<Pushing> =>
  openPushing({
    ...{ store, clock: clock.clock, log },
    config: () => ({ on: true, after: 0, contact: 'mailto:admin@example.com', inside: [service.host] }),
  })

async function device(operator = ANNA) {
  const keys = service.subscribe()
  await pushing.devices.save({ ...keys, operator, quiet: false, at: NOW })
  return keys
}

const ring = { is: 'waiting', workgroup: 'Support', address: '/operator/support/case/1842' } as const
const rung = (about: string, until = NOW + 300_000) => ({ to: ANNA, about, ring, until })

test('D8: a device is rung over its push service, which can read nothing of it', async () => {
  await device()
  await pushing.ring([rung('case-a')])
  const { headers, sealed, opened: read, signed } = await service.next()
  expect(read).toEqual(ring)
  expect(sealed.toString('latin1')).not.toMatch(/Support|1842|waiting/)
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '300', urgency: 'high' })
  expect(headers.topic).toMatch(/^[\w-]{32}$/)
  expect(signed).toMatchObject({ aud: `http://${service.host}`, sub: 'mailto:admin@example.com' })
  await expect.poll(() => pushing.counts()).toEqual({ sent: 1, failed: 0, gone: 0 })
  expect(await store.nextPushAt()).toBeUndefined()
})

test('D8: what is settled takes the place of what rang; what has not rung yet never does', async () => {
  await device()
  const settled = { ...rung('case-a'), ring: { ...ring, is: 'settled' as const } }
  await pushing.ring([rung('case-a')])
  const { headers: first } = await service.next()
  await pushing.ring([settled])
  const { headers, opened: read } = await service.next()
  expect([read, headers.topic]).toEqual([settled.ring, first.topic])
  service.answers.push(503)
  await pushing.ring([rung('case-b')])
  await service.next()
  await expect.poll(() => store.nextPushAt()).toBe(NOW + 2_000)
  await pushing.ring([{ ...settled, about: 'case-b' }])
  expect((await service.next()).opened).toMatchObject({ is: 'settled' })
  await expect.poll(() => store.nextPushAt()).toBeUndefined()
})

test('D8: the keys of the installation are made once, and outlive a restart with the devices', async () => {
  const { publicKey } = pushing
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65)
  await device()
  await pushing.stop()
  pushing = await opened()
  expect(pushing.publicKey).toBe(publicKey)
  await pushing.ring([rung('case-a')])
  expect((await service.next()).opened).toEqual(ring)
})

test('D8: a push service that is busy is asked again, later and as it says, while it is of use', async () => {
  service.answers.push(503, { status: 429, retryAfter: 60 })
  await device()
  await pushing.ring([rung('case-a', NOW + 70_000)])
  await service.next()
  await expect.poll(() => store.nextPushAt()).toBe(NOW + 2_000)
  clock.move(2_000)
  await service.next()
  await expect.poll(() => store.nextPushAt()).toBe(NOW + 62_000)
  clock.move(60_000)
  await service.next()
  await expect.poll(() => pushing.counts()).toEqual({ sent: 1, failed: 0, gone: 0 })

  service.answers.push(503)
  await pushing.ring([rung('case-b', NOW + 62_500)])
  await service.next()
  await expect.poll(() => pushing.counts().failed).toBe(1)
  expect(await store.nextPushAt()).toBeUndefined()
})

test.each([404, 410])('D8: a device of which its push service says %i is forgotten', async (status) => {
  service.answers.push(status)
  const { endpoint } = await device()
  await pushing.ring([rung('case-a')])
  await service.next()
  await expect.poll(() => pushing.devices.get(endpoint)).toBeUndefined()
  await expect.poll(() => store.devices()).toEqual([])
  expect(pushing.counts()).toEqual({ sent: 0, failed: 0, gone: 1 })
})

test('D8: what a push service will never take is not tried again', async () => {
  service.answers.push(400)
  await device()
  await pushing.ring([rung('case-a')])
  await service.next()
  await expect.poll(() => pushing.counts()).toEqual({ sent: 0, failed: 1, gone: 0 })
  expect(await store.devices()).toHaveLength(1)
})

test('D8: each device of a person rings, the eleventh takes the place of the oldest, a quiet one is left alone', async () => {
  const all = []
  for (let index = 0; index < 11; index++) {
    const keys = service.subscribe()
    all.push(keys.endpoint)
    await pushing.devices.save({ ...keys, operator: ANNA, quiet: index > 1, at: NOW + index })
  }
  expect(pushing.devices.of(ANNA).map(({ endpoint }) => endpoint)).toEqual(all.slice(1))
  await pushing.ring([rung('case-a'), { ...rung('case-a'), to: 'ben@localhost' }])
  await expect.poll(() => pushing.counts().sent).toBe(1)
  await pushing.devices.keepOnly((jid) => jid !== ANNA)
  expect(await store.devices()).toEqual([])
  expect(pushing.devices.isEmpty).toBe(true)
})

test('D8: a push goes nowhere but to a public address with https, or where the admin says so', () => {
  const refused = (endpoint: string, inside: readonly string[] = []) => refusedEndpoint(endpoint, inside)
  for (const good of [
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://8.8.8.8/x',
    'https://[2a00:1450:4001::1]/x',
  ])
    expect(refused(good), good).toBeUndefined()
  for (const bad of [
    ...['http://push.example.com/x', 'ftp://push.example.com/', 'file:///etc/passwd', 'nonsense', ''],
    ...['https://localhost/x', 'https://push/x', 'https://db.internal/x', 'https://printer.local./x'],
    ...[
      'https://127.0.0.1/x',
      'https://2130706433/x',
      'https://0x7f.1/x',
      'https://0/x',
      'https://10.1.2.3/x',
    ],
    ...[
      'https://169.254.169.254/latest',
      'https://192.168.0.1/x',
      'https://172.20.0.1/x',
      'https://100.64.0.1/x',
    ],
    ...['https://[::1]/x', 'https://[::]/x', 'https://[::ffff:127.0.0.1]/x', 'https://[fd00::1]/x'],
    ...[
      'https://[fe80::1]/x',
      'https://[64:ff9b::7f00:1]/x',
      'https://[2002:7f00:1::]/x',
      'https://224.0.0.1/x',
    ],
    ...['https://anna:secret@push.example.com/x', `https://push.example.com/${'x'.repeat(1_000)}`],
  ])
    expect(refused(bad), bad).toMatch(/endpoint/)
  expect(refused('http://127.0.0.1:8443/x', ['127.0.0.1:8443'])).toBeUndefined()
  expect(refused('http://127.0.0.1:8444/x', ['127.0.0.1:8443'])).toMatch(/https/)
  expect(refused('https://push.internal/x', ['push.internal'])).toBeUndefined()
})

test('D8: a name that leads into the own network is not followed', async () => {
  const looked = await new Promise((resolve) =>
    lookupFor('https://push.example.com/x', [])('localhost', { all: true }, (error, found) =>
      resolve(error?.message ?? found),
    ),
  )
  expect(looked).toBe('localhost is no public address')
})
