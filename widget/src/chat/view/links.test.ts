import { expect, test } from 'vitest'
import { parts } from './links.ts'

test.each([
  ['plain', [{ text: 'plain' }]],
  [
    'see https://a.example/x?y=1.',
    [{ text: 'see ' }, { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' }, { text: '.' }],
  ],
  [
    '(http://a.example)',
    [{ text: '(' }, { text: 'http://a.example', href: 'http://a.example/' }, { text: ')' }],
  ],
  ['https://a.example/w_(x)', [{ text: 'https://a.example/w_(x)', href: 'https://a.example/w_(x)' }]],
  ['mailto:mia@example.org', [{ text: 'mailto:mia@example.org', href: 'mailto:mia@example.org' }]],
  ['javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
  ['data:text/html,x', [{ text: 'data:text/html,x' }]],
  ['https://', [{ text: 'https://' }]],
])('%s', (text, expected) => {
  expect(parts(text)).toEqual(expected)
})

test('nothing of a text is lost', () => {
  const text = 'a https://x.example, b <b>http://y.example/"z</b> c'
  expect(
    parts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
