import { expect, test } from 'vitest'
import { empty } from '../model/thread.ts'
import type { Entry } from '../model/types.ts'
import { rows } from './rows.ts'

const line = (id: string, who: Entry['who'], at: number): Entry => ({ id, who, at, name: who, text: id })

test('the time is shown once a minute and person', () => {
  const entries = [
    line('a', 'me', 0),
    line('b', 'me', 59_000),
    line('c', 'other', 59_500),
    line('d', 'other', 61_000),
  ]
  expect(rows({ ...empty, entries }).map(({ joined, last }) => [joined, last])).toEqual([
    [false, false],
    [true, true],
    [false, true],
    [false, true],
  ])
})

test('an own message keeps its key when the room has stored it', () => {
  const own = line('m', 'me', 0)
  const [pending] = rows({ ...empty, pending: [own] })
  const [stored] = rows({ ...empty, entries: [{ ...own, stanzaId: 's' }] })
  expect(stored?.key).toBe(pending?.key)
})
