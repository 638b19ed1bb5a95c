import { expect, test } from 'vitest'
import type { Event, Instant } from '../core/types.ts'
import { openLog } from '../effects/log.ts'
import type { Clock } from '../effects/types.ts'
import { isOpenNow, OpeningHours, setByHand } from './opening-hours.ts'
import { newStoreCache } from './store-cache.ts'
import type { Workgroup } from './workgroup.ts'

const JID = 'support@support.localhost'
const CAROL = 'carol@localhost'
const at = (time: string): Instant => Date.parse(`2026-11-23T${time}Z`) // a Monday

/** Open on Mondays from nine to ten; `configured` events are remembered as open or not. */
function stage(time: string) {
  let now = at(time)
  const alarms = new Map<() => void, Instant>()
  const clock: Clock = {
    now: () => now,
    wake(instant, callback) {
      alarms.set(callback, instant)
      return () => void alarms.delete(callback)
    },
  }
  const monday = [{ from: 540, to: 600 }]
  const hours = { timeZone: 'UTC', week: [monday, [], [], [], [], [], []], holidays: new Map() }
  const settings = { jid: JID, hours, staff: [], routing: [], otherwise: {}, idle: {} }
  const config = { operators: new Map(), workgroups: new Map([[JID, settings]]) }
  const told: boolean[] = []
  const office = {
    ...{ config, clock, cache: newStoreCache(), hours: new OpeningHours(), log: openLog('silent') },
    store: { setByHand: async () => {} },
  }
  const actor = {
    state: { open: true, rules: {} },
    post: async (event: Event & { type: 'configured' }) => void told.push(event.open),
  }
  const publisher = { staffChanged: () => {} }
  const workgroup = { jid: JID, office, settings, actor, publisher } as unknown as Workgroup
  const runTo = (later: string): void => {
    now = at(later)
    for (const [callback, due] of [...alarms])
      if (due <= now) {
        alarms.delete(callback)
        callback()
      }
  }
  return { workgroup, told, alarms, runTo }
}

test('Q5: a workgroup opens and closes at its hours, to the minute', () => {
  const { workgroup, told, alarms, runTo } = stage('08:00')
  workgroup.office.hours.watch(workgroup)
  expect([...alarms.values()]).toEqual([at('09:00')])
  runTo('09:00')
  expect([...alarms.values()]).toEqual([at('10:00')])
  runTo('10:00')
  expect(told).toEqual([true, false])
  workgroup.office.hours.stop()
  expect(alarms.size).toBe(0)
})

test('Q5: closed by hand it stays closed, whatever the hours say, until it is opened by hand', async () => {
  const { workgroup, told, runTo } = stage('08:00')
  await setByHand(workgroup, CAROL, 'paused')
  runTo('09:00')
  expect(isOpenNow(workgroup)).toBe(false)
  await setByHand(workgroup, CAROL, 'as-usual')
  expect(told).toEqual([false, false, true])
})

test('D7: a pause, or an opening outside the hours, ends by itself', async () => {
  const { workgroup, told, alarms, runTo } = stage('08:00')
  await setByHand(workgroup, CAROL, 'open', at('08:30'))
  expect(isOpenNow(workgroup)).toBe(true)
  expect([...alarms.values()]).toEqual([at('08:30')])
  runTo('08:30')
  expect(isOpenNow(workgroup)).toBe(false)
  runTo('09:00')
  await setByHand(workgroup, CAROL, 'paused', at('09:20'))
  runTo('09:20')
  expect(isOpenNow(workgroup)).toBe(true)
  expect(told).toEqual([true, false, true, false, true])
})
