import { expect, it } from 'vitest'
import { listed } from './listed.ts'

it('D1: several workgroups are listed as people do it', () => {
  expect([['Support'], ['Support', 'Sales'], ['Support', 'Sales', 'Returns']].map(listed)).toEqual([
    'Support',
    'Support and Sales',
    'Support, Sales and Returns',
  ])
})
