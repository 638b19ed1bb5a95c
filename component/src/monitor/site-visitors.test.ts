import { expect, test } from 'vitest'
import type { Outcome } from '../core/types.ts'
import { LEAVING, SiteVisitors } from './site-visitors.ts'
import type { Caller, Page, Seen, ToPage } from './types.ts'

const SEEN: Seen = { site: 'shop', page: 'https://shop.example/cart', parameters: [], busy: false }
const ANNA: Caller = {
  ...{ operator: 'anna@d', name: 'Anna', client: 'anna@d/desk', accent: '#0f766e', until: 120_000 },
  ...{ workgroup: 'support@s', workgroupName: 'Support' },
}
const BEN: Caller = { ...ANNA, operator: 'ben@d', name: 'Ben' }
const SHOP = new Set(['shop'])

/** A clock that is moved by hand, and pages that remember what they are told. */
function site(most = 10) {
  const due = new Map<() => void, number>()
  let now = 0
  const outcomes: (readonly [number, Outcome])[] = []
  const visitors = new SiteVisitors(
    {
      now: () => now,
      wake(at, callback) {
        due.set(callback, at)
        return () => due.delete(callback)
      },
    },
    { changed: () => {}, outcome: ({ visitor }, what) => outcomes.push([visitor.number, what]) },
    () => most,
  )
  return {
    visitors,
    outcomes,
    pass(ms: number) {
      now += ms
      for (const [callback, at] of [...due]) if (at <= now && due.delete(callback)) callback()
    },
    timers: () => due.size,
    open(key?: string, seen: Partial<Seen> = {}) {
      const told: ToPage[] = []
      const page: Page = { send: (message) => told.push(message), close: () => leave?.() }
      const leave = visitors.arrive(key, { ...SEEN, ...seen }, page)
      return {
        told,
        leave: () => leave?.(),
        taken: leave !== undefined,
        key: () => told.flatMap((one) => (one.is === 'here' ? [one.visitor] : []))[0],
        invitation: () => told.flatMap((one) => (one.is === 'invited' ? [one.invitation] : [])).at(-1) ?? '',
        last: () => told.at(-1)?.is,
      }
    },
  }
}

test('R7: one visitor from page to page, gone a moment after the last one', () => {
  const { open, visitors, pass, timers } = site()
  const first = open()
  expect(visitors.on(SHOP)).toMatchObject([{ number: 1, name: 'Visitor 1', page: SEEN.page, since: 0 }])
  first.leave()
  expect([visitors.on(SHOP), visitors.invite(1, ANNA)]).toEqual([[], { is: 'not-here' }])
  pass(LEAVING - 1)
  const second = open(first.key(), { page: 'https://shop.example/pay' })
  pass(LEAVING)
  expect(visitors.on(SHOP)).toMatchObject([{ number: 1, page: 'https://shop.example/pay', since: 0 }])
  second.leave()
  pass(LEAVING)
  expect([visitors.on(SHOP), timers()]).toEqual([[], 0])
  open(first.key())
  expect(visitors.on(SHOP)).toMatchObject([{ number: 2 }])
})

test('R7: the newest page of a tab speaks; the name of another site or of nobody is a new visitor', () => {
  const { open, visitors } = site()
  const first = open()
  const second = open(first.key())
  expect([first.last(), second.told[0]]).toEqual(['elsewhere', { is: 'here', visitor: first.key() }])
  open(first.key(), { site: 'other' })
  open('made-up')
  expect(visitors.on(SHOP).map(({ number }) => number)).toEqual([1, 3])
  expect(visitors.on(new Set(['other']))).toHaveLength(1)
})

test('R7: no more than there is room for', () => {
  const { open, visitors } = site(2)
  expect([open().taken, open().taken, open().taken]).toEqual([true, true, false])
  expect(visitors.size).toBe(2)
})

test('R7: an invitation is shown, on the next page too, and works once', () => {
  const { open, visitors, outcomes } = site()
  const page = open(undefined, { parameters: [{ name: 'name', value: 'Mia', verified: true }] })
  expect(visitors.invite(1, ANNA)).toBeUndefined()
  expect(page.told.at(-1)).toEqual({
    ...{ is: 'invited', by: 'Anna', workgroup: 'Support', accent: '#0f766e' },
    invitation: page.invitation(),
  })
  expect(visitors.on(SHOP)).toMatchObject([{ name: 'Mia', invitedBy: 'Anna' }])
  const next = open(page.key())
  expect(next.invitation()).toBe(page.invitation())
  expect(visitors.standing(next.invitation())).toMatchObject({ operator: 'anna@d' })
  expect(visitors.redeem(next.invitation())).toMatchObject({ operator: 'anna@d', visitor: { name: 'Mia' } })
  expect(visitors.redeem(next.invitation())).toBeUndefined()
  expect([next.last(), outcomes]).toEqual(['over', []])
  expect(visitors.invite(1, ANNA)).toEqual({ is: 'busy' })
})

test('R7: one operator at a time; nobody who is gone or has a chat', () => {
  const { open, visitors } = site()
  open()
  open(undefined, { busy: true })
  expect(visitors.invite(1, ANNA)).toBeUndefined()
  expect(visitors.invite(1, ANNA)).toBeUndefined()
  expect(visitors.pendingOf('anna@d')).toBe(1)
  expect(visitors.invite(1, BEN)).toEqual({ is: 'invited', by: 'Anna' })
  expect(visitors.invite(2, BEN)).toEqual({ is: 'busy' })
  expect(visitors.invite(7, BEN)).toEqual({ is: 'not-here' })
})

test('R7: the operator hears of a no, of silence, and of one who goes', () => {
  const { open, visitors, outcomes, pass, timers } = site()
  const [no, busy, silent, gone] = [open(), open(), open(), open()]
  for (const number of [1, 2, 3, 4]) visitors.invite(number, ANNA)
  expect(visitors.decline(no.invitation(), 'declined')).toBe(true)
  expect(visitors.decline(no.invitation(), 'declined')).toBe(false)
  expect(visitors.decline('forged', 'declined')).toBe(false)
  visitors.decline(busy.invitation(), 'busy')
  gone.leave()
  pass(LEAVING)
  pass(120_000)
  expect(outcomes).toEqual([
    [1, 'declined'],
    [2, 'busy'],
    [4, 'left'],
    [3, 'expired'],
  ])
  expect([silent.last(), visitors.pendingOf('anna@d'), timers()]).toEqual(['over', 0, 0])
  expect(visitors.invite(3, BEN)).toBeUndefined()
})

test('V7: a site that stops watching forgets at once', () => {
  const { open, visitors, timers } = site()
  open()
  open(undefined, { site: 'other' })
  visitors.invite(1, ANNA)
  visitors.follow((one) => one === 'other')
  expect([visitors.on(SHOP), visitors.size, timers()]).toEqual([[], 1, 0])
})
