import { expect, test } from 'vitest'
import { fitted, refusal, renamed, sizeText } from './limits.ts'

const uploads = { to: 'upload.d', most: 1000, types: ['image/*', 'application/pdf'] }

test.each([
  [{ size: 1000, type: 'image/png' }, undefined],
  [{ size: 1, type: 'application/pdf' }, undefined],
  [{ size: 1001, type: 'image/png' }, 'large'],
  [{ size: 1, type: 'text/html' }, 'kind'],
  [{ size: 1, type: 'imagery/png' }, 'kind'],
  [{ size: 1, type: '' }, 'kind'],
])('C3: %o is refused for %s', (file, why) => expect(refusal(uploads, file)).toBe(why))

test('C3: a picture is made to fit, with its shape and its name', () => {
  expect(fitted(5120, 2560)).toEqual([2560, 1280])
  expect(fitted(30, 9000)).toEqual([9, 2560])
  expect(fitted(300, 200)).toEqual([300, 200])
  expect(renamed('IMG_1.heic', 'image/jpeg')).toBe('IMG_1.jpg')
  expect(renamed('a.b.png', 'image/png')).toBe('a.b.png')
  expect(renamed('', 'image/jpeg')).toBe('picture.jpg')
  expect(sizeText(10 * 1024 * 1024, 'en')).toBe('10 MB')
})
