import { expect, test } from 'vitest'
import type { Shift } from '../store/memory-types.ts'
import { watchShifts } from './shifts.ts'

const operator = (show: 'available' | 'dnd') => ({
  jid: 'anna@localhost',
  resources: new Map([['desk', { show, priority: 0 }]]),
})

test('M3: who is on duty is written down while it lasts, and begins anew after a break', async () => {
  let now = 1_000
  let wake = async () => {}
  const kept: Shift[][] = []
  let isDown = false
  const operators = new Map([['anna@localhost', operator('available')]])
  const rules = { operators: new Map([['anna@localhost', {}]]), offerAway: false }
  const office = {
    clock: {
      now: () => now,
      wake: (at: number, act: () => void) => {
        wake = async () => {
          now = at
          act()
          await new Promise(setImmediate)
        }
        return () => {
          wake = async () => {}
        }
      },
    },
    store: {
      keepShifts: async (shifts: Shift[]) => {
        if (isDown) throw new Error('down')
        kept.push(shifts)
      },
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    workgroups: new Map([['support@x', { actor: { state: { operators, rules } } }]]),
  }
  const stop = watchShifts(office as unknown as Parameters<typeof watchShifts>[0])
  const step = async () => {
    await wake()
    return kept.splice(0).flat()
  }
  const shift = { workgroup: 'support@x', operator: 'anna@localhost', began: 31_000 }
  expect(await step()).toEqual([{ ...shift, until: 31_000 }])
  expect(await step()).toEqual([{ ...shift, until: 61_000 }])
  // A store that is away for a moment costs nothing: the shift goes on.
  isDown = true
  expect(await step()).toEqual([])
  isDown = false
  expect(await step()).toEqual([{ ...shift, until: 121_000 }])
  operators.set('anna@localhost', operator('dnd'))
  expect(await step()).toEqual([])
  operators.set('anna@localhost', operator('available'))
  expect(await step()).toEqual([{ ...shift, began: 181_000, until: 181_000 }])
  stop()
  expect(await step()).toEqual([])
})
