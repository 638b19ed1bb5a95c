import { expect, test } from 'vitest'
import { UsedTickets } from './used-tickets.ts'

test('a ticket is used once', () => {
  const used = new UsedTickets()
  expect(used.use('a', 100, 0)).toBe(true)
  expect(used.use('b', 100, 0)).toBe(true)
  expect(used.use('a', 100, 1)).toBe(false)
})

test('one that is given back is used again', () => {
  const used = new UsedTickets()
  used.use('a', 100, 0)
  used.giveBack('a')
  expect(used.use('a', 100, 1)).toBe(true)
})

test('what has expired is forgotten now and then', () => {
  const used = new UsedTickets()
  for (let index = 0; index < 999; index += 1) used.use(`early ${index}`, 100, 0)
  used.use('late', 300, 200)
  expect(used.size).toBe(1)
  expect(used.use('late', 300, 200)).toBe(false)
})
