import { expect, test } from 'vitest'
import { emptyDesk, reduce } from './desk.ts'
import { arranged, fullWords, loadWords, owedSince } from './queue.ts'
import type { Chat, Desk, Line, Request } from './types.ts'

const request = (id: string, workgroup: string, joinedAt: number, priority: number): Request => ({
  case: { id, name: id, answers: [], parameters: [] },
  workgroup,
  visitor: `${id}@v/w`,
  joinedAt,
  show: 'available',
  ringing: false,
  position: 0,
  priority,
})
const queue = [request('a', 'support', 1, 0), request('b', 'sales', 2, 5), request('c', 'support', 3, 5)]
const ids = (requests: readonly Request[]) => requests.map((one) => one.case.id).join('')

test('D1: the queue is arranged by wait, priority or workgroup, and can show one workgroup alone', () => {
  expect(ids(arranged(queue, 'wait', ''))).toBe('abc')
  expect(ids(arranged(queue, 'priority', ''))).toBe('bca')
  expect(ids(arranged(queue, 'workgroup', ''))).toBe('bca')
  expect(ids(arranged(queue, 'wait', 'support'))).toBe('ac')
})

const chat = (room: string, more: Partial<Chat> = {}) =>
  [room, { room, state: 'open', lines: [], ...more } as Chat] as const

test('D1: nobody can be taken when all seats are: the reason says how many there are', () => {
  const found = reduce(emptyDesk, { is: 'workgroups-found', workgroups: [{ jid: 's', name: 'S' }] }, 0)
  const two: Desk = {
    ...reduce(found, { is: 'seats-found', workgroup: 's', seats: 2 }, 0),
    chats: new Map([chat('1')]),
  }
  expect(fullWords(two)).toBeUndefined()
  const full: Desk = { ...two, chats: new Map([chat('1'), chat('2'), chat('3', { state: 'ended' })]) }
  expect(fullWords(full)).toBe('All your 2 seats are taken')
  // Where one listens unseen one takes no seat.
  expect(fullWords({ ...two, chats: new Map([chat('1'), chat('2', { as: 'silent' })]) })).toBeUndefined()
  expect(fullWords({ ...two, own: { ...two.own, seats: 1 } })).toBe('Your one seat is taken')
})

test('D1: more chats than seats come with a word', () => {
  expect([loadWords(2, undefined), loadWords(2, 8), loadWords(9, 8)]).toEqual([
    '2',
    '2 of 8',
    '9 of 8, 1 over',
  ])
})

const line = (mine: boolean, at: number): Line => ({
  is: 'said',
  key: `${at}`,
  id: `${at}`,
  mine,
  nick: 'x',
  body: 'x',
  at,
  delivery: 'sent',
})

test('D2: an answer is owed since the first word behind our last one', () => {
  const lines = [line(false, 1), line(true, 2), line(false, 3), line(false, 4)]
  expect(owedSince({ state: 'open', lines })).toBe(3)
  expect(owedSince({ state: 'open', lines: [...lines, line(true, 5)] })).toBeUndefined()
  expect(owedSince({ state: 'ended', lines })).toBeUndefined()
  expect(owedSince({ state: 'open', as: 'silent', lines })).toBeUndefined()
})
