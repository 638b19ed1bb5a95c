import { expect, test } from 'vitest'
import { emptyDesk } from './desk.ts'
import { addressNow, addressOf, placeOf, SECTIONS } from './place.ts'
import type { Chat, Desk } from './types.ts'

const chat = {
  room: 'r1',
  workgroup: 'support@support.localhost',
  case: { id: '7k3q9x', number: '1842', name: 'Mia', answers: [], parameters: [] },
} as unknown as Chat
const online: Desk = {
  ...emptyDesk,
  session: { is: 'online', jid: 'anna@localhost' },
  chats: new Map([['r1', chat]]),
}
const open: Desk = { ...online, open: 'r1' }

test.each([
  ['/operator/', { section: 'desk' }],
  ...SECTIONS.slice(1).map((section) => [`/operator/${section}`, { section }] as const),
  ['/operator/support/case/1842', { section: 'desk', case: '1842' }],
  ['/operator/support/case/1842/facts', { section: 'desk', case: '1842', facts: true }],
] as const)('D8: %s says where one is, and is made of it again', (address, place) => {
  expect(placeOf(address)).toEqual(place)
  expect(addressOf(place, 'support')).toBe(address)
})

test('D8: an address that says nothing leads to the desk', () => {
  for (const path of [
    '/operator/moon',
    '/operator/support/case/',
    '/operator/%E0%A4%A/case',
    '/operator/a/b/c',
  ])
    expect(placeOf(path)).toEqual({ section: 'desk' })
})

test('D8: the address follows the screen; a phone that shows the queue is not in the chat', () => {
  expect(addressNow(open, 'desk', 'talk', false)).toBe('/operator/support/case/1842')
  expect(addressNow(open, 'desk', 'queue', false)).toBe('/operator/support/case/1842')
  expect(addressNow(open, 'desk', 'queue', true)).toBe('/operator/')
  expect(addressNow(open, 'desk', 'case', true)).toBe('/operator/support/case/1842/facts')
  expect(addressNow(open, 'floor', 'talk', false)).toBe('/operator/floor')
  expect(addressNow(online, 'desk', 'talk', false)).toBe('/operator/')
})

test('D8: an address is left alone while its chat is waited for, and before the sign-in', () => {
  expect(addressNow({ ...online, wanted: '1842' }, 'desk', 'talk', false)).toBeUndefined()
  expect(addressNow(emptyDesk, 'desk', 'queue', false)).toBeUndefined()
})
