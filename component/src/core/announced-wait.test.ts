import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnnouncedWait, announcedSeconds, announceWait, roundWait } from './announced-wait.ts'
import { minute, second } from './testing/stage.kit.ts'

const waits = fc.integer({ min: 0, max: 24 * 60 * minute })

test('Q1: a wait is told in round numbers, and never as nothing', () => {
  const told = [0, 2, 13, 58.4, 64, 131, 460, 1_000].map((seconds) => announcedSeconds(seconds * second))
  expect(told).toEqual([5, 5, 13, 58, 65, 130, 460, 990])
  expect(announcedSeconds(undefined)).toBeUndefined()
})

test('Q1: rounding changes little, and no order', () => {
  fc.assert(
    fc.property(waits, waits, (a, b) => {
      if (a >= 5 * second) expect(Math.abs(roundWait(a) - a)).toBeLessThanOrEqual(a / 10)
      if (a <= b) expect(roundWait(a)).toBeLessThanOrEqual(roundWait(b))
    }),
  )
})

const play = (first: AnnouncedWait, ...next: (readonly [place: number, wait: number])[]): number[] => {
  let told = first
  return next.map(([place, wait]) => {
    told = announceWait(told, place, wait * minute)
    return told.wait / minute
  })
}

test('Q1: what is told does not flicker; it goes down with the place, and up when things are worse', () => {
  const first = announceWait(undefined, 3, 4 * minute)
  expect(play(first, [3, 4.5], [3, 3.5], [3, 5], [3, 4])).toEqual([4, 4, 4, 4])
  expect(play(first, [2, 3], [2, 3.5], [1, 2], [0, 2.5])).toEqual([3, 3, 2, 2])
  expect(play(first, [3, 8], [3, 7], [3, 2])).toEqual([8, 8, 2])
  expect(play(first, [4, 5])).toEqual([5])
})

test('Q1: whatever is expected, what is told is at least 5 s and within a half of it', () => {
  const updates = fc.array(fc.tuple(fc.nat(20), waits), { minLength: 1 })
  fc.assert(
    fc.property(updates, (all) => {
      let told: AnnouncedWait | undefined
      for (const [place, wait] of all) {
        told = announceWait(told, place, wait)
        expect(told.wait).toBeGreaterThanOrEqual(5 * second)
        expect(roundWait(wait)).toBeLessThan(1.5 * told.wait)
        expect(told.wait * 0.75).toBeLessThanOrEqual(roundWait(wait))
      }
    }),
  )
})
