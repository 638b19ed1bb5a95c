import { expect, test } from 'vitest'
import { handMovedClock } from './clock.kit.ts'
import { openLog } from './log.ts'
import { Outage, REMIND_EVERY } from './outage.ts'

interface Line {
  readonly level: string
  readonly msg: string
  readonly tries?: number
  readonly seconds?: number
  readonly why?: string
  readonly err?: { readonly stack: string }
}

function stage() {
  const lines: Line[] = []
  const { clock, move } = handMovedClock()
  const log = openLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { lines, move, outage: new Outage('store: not written', { workgroup: 's@x' }, { clock, log }) }
}

test('B5: an outage is told with the stack once, then briefly and seldom, and when it is over', () => {
  const { lines, move, outage } = stage()
  outage.over()
  expect(lines).toEqual([])
  for (let time = 0; time < 2.5 * REMIND_EVERY; time += 5_000) {
    outage.failed(new Error('the disk is full'))
    move(5_000)
  }
  expect(outage.isOn).toBe(true)
  outage.over()
  expect(outage.isOn).toBe(false)
  expect(lines.map(({ level, seconds }) => [level, seconds])).toEqual([
    ['error', undefined],
    ['error', REMIND_EVERY / 1000],
    ['error', (2 * REMIND_EVERY) / 1000],
    ['warn', (2.5 * REMIND_EVERY) / 1000],
  ])
  expect(lines[0]?.err?.stack).toContain('the disk is full')
  expect(lines[1]).toMatchObject({ why: 'the disk is full', tries: REMIND_EVERY / 5_000 + 1 })
  expect(lines.filter(({ err }) => err)).toHaveLength(1)
})

test('B5: the next outage is told anew', () => {
  const { lines, outage } = stage()
  outage.failed(new Error('one'))
  outage.over()
  outage.failed(new Error('two'))
  expect(lines.map(({ err }) => err !== undefined)).toEqual([true, false, true])
})
