import type { IncomingMessage } from 'node:http'
import { expect, test, vi } from 'vitest'
import { clientAddress, limitKey, networks } from './client-address.ts'
import { OpenCount, RateLimit } from './limits.ts'

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage // only these two are looked at

test.each([
  ['nobody in between', '203.0.113.9', undefined, '203.0.113.9'],
  ['a header from somebody not trusted', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['a proxy', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['two proxies', '10.0.0.1', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
  ['a forged entry before the real one', '10.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
  [
    'rubbish further left than the first who is not trusted',
    '10.0.0.1',
    'unknown, 203.0.113.9',
    '203.0.113.9',
  ],
  ['IPv4 in IPv6', '::ffff:10.0.0.1', '2001:db8::1', '2001:db8::1'],
])('%s', (_, remote, forwarded, expected) => {
  expect(clientAddress(request(remote, forwarded), networks(['10.0.0.0/8']))).toBe(expected)
})

test.each(['unknown', '203.0.113.9:1234', 'a, 10.0.0.2', '"', '[2001:db8::1]'])(
  'what a proxy names and is no address fails closed: %s',
  (forwarded) => {
    const ask = () => clientAddress(request('10.0.0.1', forwarded), networks(['10.0.0.0/8']))
    expect(ask).toThrow('names no address')
  },
)

test('an IPv6 /64 counts as one', () => {
  expect(limitKey('2001:db8:0:1::9')).toBe(limitKey('2001:0db8::1:aaaa:bbbb:cccc:dddd'))
  expect(limitKey('2001:db8:0:2::9')).not.toBe(limitKey('2001:db8:0:1::9'))
  expect(limitKey('::1')).toBe('0:0:0:0')
  expect(limitKey('203.0.113.9')).toBe('203.0.113.9')
})

test('B7: so many a minute for each key; the next is told how long to wait, and the minute ends', async () => {
  vi.useFakeTimers()
  const limit = new RateLimit()
  const take = (key = 'a') => limit.take(key, 3)
  expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, 60])
  expect(await take('b')).toBe(0)
  vi.advanceTimersByTime(45_000)
  expect(await take()).toBe(15)
  vi.advanceTimersByTime(15_001)
  expect(await take()).toBe(0)
  vi.useRealTimers()
})

test('a limit that was changed counts anew', async () => {
  const limit = new RateLimit()
  expect([await limit.take('a', 1), (await limit.take('a', 1)) > 0, await limit.take('a', 2)]).toEqual([
    0,
    true,
    0,
  ])
})

test('places are given back once', () => {
  const open = new OpenCount()
  const leave = open.enter('a', 1)
  expect(open.enter('a', 1)).toBeUndefined()
  leave?.()
  leave?.()
  expect(open.total).toBe(0)
  expect(open.enter('a', 1)).toBeDefined()
  expect(open.enter('a', 1)).toBeUndefined()
})
