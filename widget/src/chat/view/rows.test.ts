import { expect, test } from 'vitest'
import type { Notice } from '../../../../component/protocol/names.js'
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

test('names are shown once a run, when more than one other person has spoken', () => {
  const by = (name: string, id: string): Entry => ({ ...line(id, 'other', 0), name })
  const alone = [by('Anna', 'a'), line('m', 'me', 0), by('Anna', 'b')]
  expect(rows({ ...empty, entries: alone }).map(({ named }) => named)).toEqual([false, false, false])
  const both = [...alone, by('Ben', 'c'), by('Ben', 'd')]
  expect(rows({ ...empty, entries: both }).map(({ named }) => named)).toEqual([
    true,
    false,
    true,
    true,
    false,
  ])
})

test('a notice from before the chat was handed on is not about who has it now', () => {
  const told = (id: string, notice: Notice, about?: string): Entry => ({
    ...line(id, 'desk', 0),
    notice,
    ...(about && { about }),
  })
  const entries = [told('a', 'operator-lost'), told('b', 'transferred', 'Ben'), told('c', 'operator-lost')]
  expect(rows({ ...empty, entries }).map(({ owner }) => owner)).toEqual(['', 'Ben', 'Ben'])
  expect(rows({ ...empty, entries: entries.slice(0, 1) })[0]?.owner).toBeUndefined()
})

test('C2: of their own connection a visitor reads once, and how long it was', () => {
  const told = (id: string, notice: Notice, at: number): Entry => ({ ...line(id, 'desk', at), notice })
  const entries = [
    told('a', 'visitor-lost', 1000),
    line('b', 'other', 5000),
    told('c', 'visitor-back', 91_000),
    told('d', 'visitor-lost', 100_000),
  ]
  expect(rows({ ...empty, entries }).map(({ id, since }) => [id, since])).toEqual([
    ['b', undefined],
    ['c', 1000],
  ])
})

test('an own message keeps its key when the room has stored it', () => {
  const own = line('m', 'me', 0)
  const [pending] = rows({ ...empty, pending: [own] })
  const [stored] = rows({ ...empty, entries: [{ ...own, stanzaId: 's' }] })
  expect(stored?.key).toBe(pending?.key)
})
