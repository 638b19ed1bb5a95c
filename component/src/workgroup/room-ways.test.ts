import { expect, test } from 'vitest'
import { callsIn, USUAL_WAYS } from './room-ways.ts'

test('C6: visitors may ask for a call only where a room can say so', () => {
  const without = { ...USUAL_WAYS, form: { ...USUAL_WAYS.form, takesCalls: false } }
  expect((['off', 'operator', 'either'] as const).map((calls) => callsIn(USUAL_WAYS, calls))).toEqual([
    'off',
    'operator',
    'either',
  ])
  expect((['off', 'operator', 'either'] as const).map((calls) => callsIn(without, calls))).toEqual([
    'off',
    'operator',
    'operator',
  ])
})
