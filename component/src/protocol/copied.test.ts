import { expect, test } from 'vitest'
import { collect } from '../effects/collect.kit.ts'
import { copied } from './copied.ts'

test('the text is the same', () => {
  for (const text of ['', 'a', 'anna@localhost/psi', 'ж'.repeat(50), '\u{1F600}'.repeat(9)])
    expect(copied(text)).toBe(text)
})

test('what is cut out of much does not keep it', async () => {
  const kept: string[] = []
  await collect()
  const before = process.memoryUsage().heapUsed
  for (let count = 0; count < 500; count += 1)
    kept.push(copied(String(count).padEnd(64_000, 'x').slice(1_000, 1_050)))
  await collect()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8_000_000)
  expect(kept).toHaveLength(500)
})
