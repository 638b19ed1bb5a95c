import { expect, test } from 'vitest'
import { rowsOf } from './stream.ts'
import type { CaseData, Line, Note } from './types.ts'

const line = (at: number): Line => ({
  ...{ is: 'said', key: `l${at}`, id: `l${at}`, mine: false, nick: 'Mia', body: '', at, delivery: 'sent' },
})
const note = (at: number): Note => ({ by: 'ben@localhost', at, text: `n${at}` })
const data = (more: Partial<CaseData>): CaseData => ({
  id: 'a',
  name: 'Mia',
  answers: [],
  parameters: [],
  ...more,
})
const keys = (lines: readonly Line[], more: Partial<CaseData>, earlier?: 'there') =>
  rowsOf({ lines, case: data(more), ...(earlier && { earlier: { is: earlier, before: 'x' } }) }).map(
    ({ key }) => key,
  )

test('C7: notes stand in the stream at their time', () => {
  expect(keys([line(1), line(3)], { notes: [note(0), note(2), note(9)] })).toEqual([
    ...['note 0 n0', 'l1', 'note 2 n2', 'l3', 'note 9 n9'],
  ])
})

test('C2: a gap at the end has a row only when there is something to say of it', () => {
  const at = (gap?: 'left') =>
    rowsOf({ lines: [], case: data({}), gapAt: 0, ...(gap && { gap }) }).map(({ is }) => is)
  expect(at()).toEqual([])
  expect(at('left')).toEqual(['last'])
})

test('C7: before what has not been fetched there are neither first words nor notes', () => {
  const more = { problem: 'My order', notes: [note(2), note(6)] }
  expect(keys([line(5)], more, 'there')).toEqual(['l5', 'note 6 n6'])
  expect(keys([line(5)], more)).toEqual(['first', 'note 2 n2', 'l5', 'note 6 n6'])
})
