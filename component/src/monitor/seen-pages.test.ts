import { expect, test } from 'vitest'
import { SeenPages } from './seen-pages.ts'

test('D5: the newest pages of a site are known, each once, and no more than twenty', () => {
  const seen = new SeenPages()
  for (let at = 0; at < 30; at++) seen.note('demo', { origin: `https://p${at}.example`, allowed: false, at })
  seen.note('demo', { origin: 'https://p20.example', allowed: true, at: 99 })
  seen.note('demo', { origin: 'javascript:alert(1)', allowed: true, at: 100 })
  expect(seen.of('demo').length).toBe(20)
  expect(seen.of('demo')[0]).toEqual({ origin: 'https://p20.example', allowed: true, at: 99 })
  expect(seen.of('other')).toEqual([])
})
