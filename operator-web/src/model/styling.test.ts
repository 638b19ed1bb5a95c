import { expect, test } from 'vitest'
import { blocksOf, spansOf } from './styling.ts'

const styled = (text: string) =>
  spansOf(text).map(({ text: words, style }) => (style ? `${style}:${words}` : words))

test('C1: marks around words become a style; marks in numbers, names and between spaces stay', () => {
  expect(styled('now *strong* and _soft_, ~gone~ `x = 1`.')).toEqual([
    ...['now ', 'strong:strong', ' and ', 'em:soft', ', ', 's:gone', ' ', 'code:x = 1', '.'],
  ])
  expect(styled('2 * 3 * 4')).toEqual(['2 * 3 * 4'])
  expect(styled('snake_case_name')).toEqual(['snake_case_name'])
  expect(styled('**')).toEqual(['**'])
})

test('C1: quotations and fenced blocks keep their lines', () => {
  expect(blocksOf('> a\n> > b\nc')).toEqual([
    {
      is: 'quote',
      blocks: [
        { is: 'lines', spans: [{ text: 'a' }] },
        { is: 'quote', blocks: [{ is: 'lines', spans: [{ text: 'b' }] }] },
      ],
    },
    { is: 'lines', spans: [{ text: 'c' }] },
  ])
  expect(blocksOf('```\n*x*\n```\nafter')).toEqual([
    { is: 'code', text: '*x*' },
    { is: 'lines', spans: [{ text: 'after' }] },
  ])
  expect(blocksOf('```\nnot closed')).toEqual([{ is: 'code', text: 'not closed' }])
  expect(blocksOf('>'.repeat(5000)).length).toBe(1)
})
