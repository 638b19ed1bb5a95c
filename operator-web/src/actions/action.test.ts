import { expect, test } from 'vitest'
import type { App } from '../desk/app.ts'
import type { Ask } from '../desk/ask.ts'
import { emptyDesk, reduce } from '../model/desk.ts'
import type { Fact } from '../model/facts.ts'
import type { Desk } from '../model/types.ts'
import { actionFor, keyName } from './action.ts'
import { actions } from './index.ts'

const key = (key: string, more: Partial<KeyboardEvent> = {}) =>
  keyName({ key, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more })

test('keys are named by what is printed on them, whatever Alt makes of them', () => {
  expect(key('Enter')).toBe('Enter')
  expect(key('k', { ctrlKey: true })).toBe('Ctrl+K')
  expect(key('k', { metaKey: true })).toBe('Ctrl+K')
  expect(key('¡', { altKey: true, code: 'Digit1' })).toBe('Alt+1')
  expect(key('´', { altKey: true, code: 'KeyE' })).toBe('Alt+E')
})

const clock = { now: () => 10_000, later: () => () => {} }
const app = { clock } as unknown as App
const facts: readonly Fact[] = [
  { is: 'signing-in', jid: 'anna@localhost' },
  { is: 'online', jid: 'anna@localhost', resumed: false },
]
const offer: Fact = {
  is: 'offered',
  workgroup: 's@s',
  visitor: 'v@v/w',
  case: { id: 'c', name: 'Mia', answers: [], parameters: [] },
  ringFor: 30_000,
}
const at = (time: number, ...more: readonly Fact[]): Desk =>
  [...facts, ...more].reduce((desk, fact) => reduce(desk, fact, time), emptyDesk)
const action = (name: string, idle: boolean, desk: Desk) => actionFor(actions, name, idle, desk, app)?.id

test('Enter takes what rings, but not out of a field, and not what has just appeared under it', () => {
  expect(action('Enter', true, at(0, offer))).toBe('take-by-enter')
  expect(action('Enter', false, at(0, offer))).toBeUndefined()
  expect(action('Enter', true, at(9_900, offer))).toBeUndefined()
  expect(action('Alt+Enter', false, at(9_900, offer))).toBe('take')
})

test('what is not possible has no key', () => {
  expect(action('Enter', true, at(0))).toBeUndefined()
  expect(action('Alt+1', true, at(0))).toBeUndefined()
  const lost: Fact = { is: 'connection-lost' }
  expect(action('Alt+Enter', true, at(0, offer, lost))).toBeUndefined()
})

test('no two actions are possible with the same key at the same time', () => {
  const invited: Fact = {
    is: 'invited',
    room: 'r@r',
    workgroup: 's@s',
    case: { id: 'd', name: 'Jon', answers: [], parameters: [] },
  }
  for (const desk of [
    at(0),
    at(0, offer),
    at(0, offer, invited),
    at(0, invited, { is: 'ended', room: 'r@r', reason: 'visitor-left' }),
  ]) {
    const keys = actions.filter((each) => each.when(desk, app)).flatMap((each) => each.keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  }
})

test('each action has a name of its own', () => {
  expect(new Set(actions.map((each) => each.id)).size).toBe(actions.length)
})

const GROUP: Fact = { is: 'workgroups-found', workgroups: [{ jid: 's@s', name: 'Support' }] }
const commands = (...words: readonly string[]): readonly Fact[] => [
  GROUP,
  { is: 'queue-summary', workgroup: 's@s', summary: { duty: 'on' } },
  { is: 'commands-found', workgroup: 's@s', commands: words },
]
const chat = (as?: 'colleague'): readonly Fact[] => [
  {
    is: 'invited',
    room: 'r@r',
    workgroup: 's@s',
    case: { id: 'd', name: 'Jon', answers: [], parameters: [] },
    ...(as && { as }),
  },
  { is: 'caught-up', room: 'r@r' },
]
const fake = { clock, drafts: { get: () => new Map() } } as unknown as App
/** Beside what the desk does without any workgroup. */
const possible = (desk: Desk) =>
  actions
    .filter((each) => each.menu && each.when(desk, fake))
    .map((each) => each.id)
    .filter((id) => id !== 'mute-chat' && id !== 'copy-link')

test('C5: only what the workgroup offers is in the menus', () => {
  expect(possible(at(0, GROUP, ...chat()))).toEqual([])
  expect(possible(at(0, ...commands('transfer', 'keep'), ...chat()))).toEqual(['transfer'])
  const transferring: Fact = { is: 'transferring', room: 'r@r', who: 'Ben' }
  expect(possible(at(0, ...commands('transfer', 'keep'), ...chat(), transferring))).toEqual(['keep'])
})

test('C4: a guest leaves and cannot hand on; the owner ends', () => {
  const words = commands('transfer', 'invite', 'leave', 'takeover')
  expect(action('Alt+E', true, at(0, ...words, ...chat()))).toBe('end-chat')
  expect(action('Alt+E', true, at(0, ...words, ...chat('colleague')))).toBe('leave')
  expect(possible(at(0, ...words, ...chat('colleague')))).toEqual(['take-over-here'])
})

test('D7: the menu of supervisors is there for supervisors', () => {
  const supervises = (desk: Desk) => possible(desk).filter((id) => id.startsWith('supervise-'))
  expect(supervises(at(0, ...commands('transfer', 'note')))).toEqual([])
  expect(supervises(at(0, ...commands('join', 'assign', 'pause', 'open')))).toContain('supervise-pause')
})

test('B7: the menu of a chat blocks its visitor for as long as one says, after a warning that it ends', () => {
  const desk = at(0, ...commands('block'), ...chat())
  expect(possible(at(0, ...commands('transfer', 'keep'), ...chat()))).not.toContain('block')
  expect(possible(desk)).toEqual(['block'])
  const orders: unknown[] = []
  const dialog = { set: (shown: unknown) => orders.push(shown) }
  const order = (...words: unknown[]) => orders.push(words)
  const open = { ...fake, dialog, desk: { get: () => desk }, shell: { share: { order } } } as unknown as App
  actions.find(({ id }) => id === 'block')?.run(open)
  const [shown] = orders as [{ readonly ask: Ask }]
  expect(shown.ask.lead).toMatch(/^The chat ends/)
  shown.ask.run({ for: '2 h' })
  expect(orders[1]).toEqual(['s@s', 'block', { case: 'd', for: '2 h' }])
})
