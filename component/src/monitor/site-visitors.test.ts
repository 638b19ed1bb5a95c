import { expect, test } from 'vitest'
import type { Outcome } from '../core/types.ts'
import { LEAVING, LOOK_AGAIN, SiteVisitors } from './site-visitors.ts'
import type { Caller, Page, Seen, Suggestion, ToPage } from './types.ts'

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
    {
      changed: () => {},
      earlier: async ({ known }) => (known ? 2 : 0),
      outcome: ({ visitor }, what) => outcomes.push([visitor.number, what]),
    },
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
    open(key?: string, seen: Partial<Seen> = {}, suggestion?: Suggestion) {
      const told: ToPage[] = []
      const page: Page = { send: (message) => told.push(message), close: () => leave?.() }
      const leave = visitors.arrive(key, { ...SEEN, ...seen }, page, suggestion)
      return {
        told,
        leave: () => leave?.(),
        taken: leave !== undefined,
        key: () => told.flatMap((one) => (one.is === 'here' ? [one.visitor] : []))[0],
        invitation: () => told.flatMap((one) => (one.is === 'invited' ? [one.invitation] : [])).at(-1) ?? '',
        is: () => told.map(({ is }) => is),
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

/** Asks on the cart page after 20 s, while somebody is free. */
function asking() {
  const { visitors, pass, timers, open } = site()
  const free = { is: true }
  const suggestion: Suggestion = {
    triggers: [{ after: 20_000, page: '/cart*', returning: false }],
    may: () => (free.is ? { workgroup: 'Support', accent: '#0f766e' } : undefined),
  }
  return {
    ...{ visitors, pass, timers, free },
    open: (key?: string, seen?: Partial<Seen>) => open(key, seen, suggestion),
  }
}

test('V9: by rule a page invites when it is time and while somebody is free, and takes it back when nobody is', () => {
  const { visitors, pass, open, free } = asking()
  free.is = false
  const page = open()
  pass(20_000)
  expect(page.is()).toEqual(['here', 'over'])
  free.is = true
  pass(LOOK_AGAIN)
  expect(page.told.at(-1)).toEqual({
    ...{ is: 'suggested', workgroup: 'Support', accent: '#0f766e' },
    invitation: page.key(),
  })
  expect(visitors.on(SHOP)).toMatchObject([{ suggested: true }])
  free.is = false
  pass(LOOK_AGAIN)
  expect([page.last(), visitors.on(SHOP)[0]?.suggested]).toEqual(['over', undefined])
})

test('V9: the time counts from the page, over lost connections; what is shown stays on the next page, unbroken', () => {
  const { pass, open } = asking()
  const first = open()
  pass(15_000)
  first.leave()
  const second = open(first.key())
  pass(4_999)
  expect(second.is()).not.toContain('suggested')
  pass(1)
  expect(second.last()).toBe('suggested')
  const third = open(first.key(), { page: 'https://shop.example/' })
  expect(third.is()).toEqual(['here', 'suggested'])
})

test('V9: once answered it does not come again in the visit, neither does it after an operator has asked', () => {
  const { visitors, pass, open, timers } = asking()
  const no = open()
  pass(20_000)
  expect(visitors.decline(no.key() ?? '', 'declined')).toBe(true)
  const [said, asked, busy, elsewhere, gone] = [
    ...[open(undefined, { asked: true }), open(), open(undefined, { busy: true })],
    ...[open(undefined, { page: 'https://shop.example/' }), open()],
  ]
  visitors.invite(3, ANNA)
  visitors.decline(asked?.invitation() ?? '', 'declined')
  gone?.leave()
  const again = open(no.key(), { page: 'https://shop.example/cart?again' })
  pass(60_000)
  for (const one of [again, said, asked, busy, elsewhere, gone]) expect(one?.is()).not.toContain('suggested')
  for (const one of [again, said, asked, busy, elsewhere]) one?.leave()
  pass(LEAVING)
  expect(timers()).toBe(0)
})

test('D4: the path of a visit grows, and how many cases somebody has is found out once', async () => {
  const { open, visitors } = site()
  const first = open(undefined, { page: 'https://shop.example/', known: 'random' })
  await Promise.resolve()
  open(first.key(), { page: 'https://shop.example/cart?x', known: 'random' })
  open(undefined, { page: 'https://shop.example/' })
  await new Promise(setImmediate)
  expect(visitors.on(SHOP).map(({ background }) => background)).toEqual([
    { path: ['/', '/cart'], earlier: 2 },
    { path: ['/'] },
  ])
  expect(visitors.of(first.key() ?? '')?.number).toBe(1)
  expect(visitors.of('made-up')).toBeUndefined()
})
