import { expect, test } from 'vitest'
import { newestMark, unreadIn } from './reads.ts'
import { reduceSlots, type Slots } from './slots.ts'
import type { CaseData, Chat, Line } from './types.ts'

const line = (key: string, mine = false, stanzaId: string | undefined = key): Line => ({
  is: 'said',
  key,
  id: key,
  mine,
  nick: mine ? 'Anna' : 'Mia',
  body: key,
  at: 0,
  delivery: 'sent',
  ...(stanzaId !== undefined && { stanzaId }),
})
const lines = [line('a'), line('b', true), line('c'), line('d')]

test('D2: unread is what others have said behind the mark, or behind our own last word', () => {
  expect(unreadIn(lines, undefined)).toBe(2)
  expect(unreadIn(lines, 'c')).toBe(1)
  expect(unreadIn(lines, 'd')).toBe(0)
  // A mark from before our last word, or of a line that is not there, says nothing more.
  expect(unreadIn(lines, 'a')).toBe(2)
  expect(unreadIn(lines, 'elsewhere')).toBe(2)
  expect(unreadIn([...lines, line('e', true)], undefined)).toBe(0)
})

test('D2: the mark is the newest line of somebody else that the room has given an id', () => {
  expect(newestMark(lines)).toBe('d')
  expect(newestMark([...lines, line('e', true)])).toBe('d')
  expect(newestMark([])).toBeUndefined()
})

const caseOf = (id: string): CaseData => ({ id, name: id, answers: [], parameters: [] })
const chat = (id: string) => [id, { room: id, case: caseOf(id) } as Chat] as const
const invited = (id: string) => ({ is: 'invited', room: id, workgroup: 'w', case: caseOf(id) }) as const

test('D2: a chat keeps its number while others come and go; a number that is free is used again', () => {
  const two = ['a', 'b', 'c'].reduce<Slots>(
    (slots, id) => reduceSlots(slots, invited(id), new Map()),
    new Map(),
  )
  expect([...two]).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
  const gone = reduceSlots(two, { is: 'dismissed', room: 'b' }, new Map([chat('a'), chat('b'), chat('c')]))
  expect([...reduceSlots(gone, invited('d'), new Map())]).toEqual([
    ['a', 1],
    ['c', 3],
    ['d', 2],
  ])
  // After a reload the same case is invited again, in any order.
  expect(reduceSlots(two, invited('c'), new Map())).toBe(two)
})

test('D2: numbers of chats that are no more do not use up the keys', () => {
  const old = new Map(Array.from({ length: 9 }, (_, n) => [`old${n}`, n + 1] as const))
  expect(reduceSlots(old, invited('a'), new Map([chat('old4')]))).toEqual(
    new Map([
      ['old4', 5],
      ['a', 1],
    ]),
  )
})
