import { expect, test } from 'vitest'
import { sends } from './keys.ts'

test.each([
  ['Enter', {}, true],
  ['Shift Enter, which starts a line', { shiftKey: true }, false],
  ['Enter of an input method', { isComposing: true }, false],
  ['Enter of an input method in Safari', { keyCode: 229 }, false],
  ['any other key', { key: 'a' }, false],
])('C1: %s', (_, key, expected) => {
  expect(sends({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...key })).toBe(expected)
})
