import { expect, test } from 'vitest'
import { partsOf } from './RichText.tsx'

const links = (text: string) => partsOf(text).flatMap((part) => part.href ?? [])

test('addresses of the web and of people become links, nothing else does', () => {
  expect(links('see https://shop.example/a?b=1, or (http://x.example/).')).toEqual([
    'https://shop.example/a?b=1',
    'http://x.example/',
  ])
  expect(links('write to mia@example.org!')).toEqual(['mailto:mia@example.org'])
  expect(links('javascript:alert(1) data:text/html,x <a href="https://">')).toEqual([])
})

test('the text stays whole', () => {
  const text = 'a https://x.example/y b\nc'
  expect(
    partsOf(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
