import { expect, test } from 'vitest'
import { fake, MIA, NOW, OMAR } from '../fake.kit.ts'
import { isNetwork } from '../network.ts'
import { shelf } from '../records.kit.ts'
import { say } from './chats.kit.ts'

const HOUR = 3_600_000

const anna = (has: Parameters<typeof shelf>[0] = {}) => {
  const { records, written } = shelf(has)
  return { context: fake([MIA, OMAR], { records }), written }
}

test('B7: a visitor is blocked for as long as is said, and the case ends', async () => {
  const { context, written } = anna()
  expect(await say(context, 'block mia for 2 h')).toMatch(/^Blocked: Mia.*for 2 h/)
  expect(await say(context, 'block 1843')).toMatch(/for 1 d/)
  expect(written).toEqual([
    ['block', MIA.case.id, NOW + 2 * HOUR],
    ['block', OMAR.case.id, NOW + 24 * HOUR],
  ])
  expect(context.asked.map(({ type }) => type)).toEqual(['depart', 'depart'])
})

test('B7: so is an address, or a network', async () => {
  const { context, written } = anna()
  expect(await say(context, 'block 203.0.113.0/24 for 7 d')).toMatch(/^Blocked: 203.0.113.0\/24, for 7 d/)
  expect(written).toEqual([['block address', '203.0.113.0/24', NOW + 7 * 24 * HOUR]])
  expect(context.asked).toEqual([])
})

test('B7: a time that is none, and a visitor of whom nothing is known', async () => {
  expect(await say(anna().context, 'block mia for 3 moons')).toMatch(/^How long/)
  const unknown = anna({ fault: 'not-found' })
  expect(await say(unknown.context, 'block mia')).toMatch(/Nothing is known of Mia/)
  expect(unknown.context.asked).toEqual([])
})

test('B7: they are listed, and let in again', async () => {
  const mia = { id: 3, name: 'Mia', until: NOW + 90 * 60_000, by: 'Ben' }
  const { context, written } = anna({ blocks: [mia] })
  expect(await say(context, 'blocked')).toMatch(/^3: Mia, 1 h 30 min more \(by Ben\)/)
  expect(await say(context, 'unblock 3')).toBe('They may ask again.')
  expect(written).toEqual([['unblock', 3]])
  expect(await say(anna().context, 'blocked')).toBe('Nobody is blocked.')
  expect(await say(anna({ fault: 'not-found' }).context, 'unblock 9')).toBe('There is no block 9.')
})

test.each([
  ['203.0.113.9', true],
  ['203.0.113.0/24', true],
  ['2001:db8::/48', true],
  ['0.0.0.0/0', false],
  ['10.0.0.0/8', false],
  ['::/0', false],
  ['203.0.113.9/33', false],
  ['1842', false],
  ['mia', false],
])('B7: is %s a network that may be blocked? %s', (words, is) => {
  expect(isNetwork(words)).toBe(is)
})
