import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import { parseFloor } from '../wire/floor.ts'
import { emptyDesk, reduce } from './desk.ts'
import type { Fact } from './facts.ts'
import { alarmsOn, chatsOn, operatorsOn, serviceLevel, watched } from './floor.ts'

const T = Date.parse('2026-11-22T10:00:00Z')
const at = (seconds: number) => new Date(T + seconds * 1000).toISOString()
const told = (workgroup: string, inner: string, attributes = ''): Fact => {
  const fact = parseFloor(
    parseXml(
      `<message from='${workgroup}'><floor xmlns='urn:parlor:1' waiting='1' ${attributes}>${inner}</floor></message>`,
    ),
  )
  if (!fact) throw new Error('no floor')
  return fact
}
const BEN = `<operator jid='ben@h' name='Ben' show='available' since='${at(-60)}' chats='1' seats='4'/>`
const OWED = `<chat case='a' number='7' name='Mia' operator='ben@h' since='${at(-300)}' owed='${at(0)}'><guest jid='eve@h' as='silent'/><last nick='Mia' at='${at(0)}'>Hello?</last></chat>`
const CALM = `<chat case='b' number='8' name='Jon' operator='ben@h' since='${at(-500)}'/>`

const supervising: readonly Fact[] = [
  { is: 'workgroups-found', workgroups: ['s@c', 't@c'].map((jid) => ({ jid, name: jid })) },
  { is: 'commands-found', workgroup: 's@c', commands: ['assign'] },
]
const desk = (...facts: readonly Fact[]) =>
  [...supervising, ...facts].reduce((state, fact) => reduce(state, fact, T), emptyDesk)

test('D7: each operator once, whoever owes an answer first; chats with their guests and last words', () => {
  const { floors } = desk(told('s@c', BEN + CALM + OWED), told('t@c', BEN))
  expect(operatorsOn(floors).map(({ jid, owes }) => [jid, owes.map(({ name }) => name)])).toEqual([
    ['ben@h', ['Mia']],
  ])
  expect(chatsOn(floors).map(({ name }) => name)).toEqual(['Mia', 'Jon'])
  expect(chatsOn(floors)[0]).toMatchObject({
    guests: [{ jid: 'eve@h', as: 'silent' }],
    last: { nick: 'Mia', body: 'Hello?', at: T },
  })
})

test('D7: alarms: a long wait, an answer that is owed, nobody on duty; each at its threshold', () => {
  const late = (seconds: number, state = desk(told('s@c', OWED, `oldest='${at(0)}'`))) =>
    alarmsOn(state, T + seconds * 1000).map(({ text }) => text)
  expect(late(179)).toEqual([])
  expect(late(181)).toEqual(['Somebody has waited very long in s@c', 'Mia waits for an answer of Ben'])
  const nobody = desk(told('s@c', ''), {
    is: 'queue-summary',
    workgroup: 's@c',
    summary: { attention: { waiting: [1, 2], answer: [1, 2] }, closed: 'nobody' },
  })
  expect(late(0, nobody)).toEqual(['Nobody is on duty in s@c'])
})

test('D7: the service level, and no figure where nothing was asked', () => {
  expect(serviceLevel({ answered: 3, inTime: 2, abandoned: 1 })).toBe(50)
  expect(serviceLevel({ answered: 0, inTime: 0, abandoned: 0 })).toBeUndefined()
  expect(watched(desk()).map(({ jid }) => jid)).toEqual(['s@c'])
})
