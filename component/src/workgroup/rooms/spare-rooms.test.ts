import { Element } from 'ltx'
import { expect, test } from 'vitest'
import { decide, empty } from '../../core/decide.ts'
import { jidOf, rulesWith, visitorJid } from '../../core/testing/stage.kit.ts'
import type { Event } from '../../core/types.ts'
import { handMovedClock } from '../../effects/clock.kit.ts'
import { type Condition, StanzaError } from '../../protocol/stanza-error.ts'
import { Occupants } from '../occupants.ts'
import { USUAL_WAYS } from '../room-ways.ts'
import type { Workgroup } from '../workgroup.ts'
import { SpareRooms } from './spare-rooms.ts'

const QUIET = 100

/** A workgroup as far as it makes rooms, with Anna on duty for so many; what was done, in order. */
async function workgroup(seats = 2) {
  const { clock, move } = handMovedClock()
  const did: string[] = []
  const server = {
    says: undefined as Condition | undefined,
    online: true,
    broken: false,
    asked: 0,
    cases: new Set<string>(),
  }
  const occupants = new Occupants()
  const actor = { state: empty(rulesWith({ anna: seats }), true) }
  let written: readonly string[] = []
  const answer = async (iq: Element) => {
    server.asked += 1
    const query = iq.getChild('query')
    const what = query?.getChild('destroy') ? 'destroyed' : query?.getChild('x') ? 'made' : undefined
    if (what) did.push(`${what} ${iq.attrs.to}`)
    if (server.broken) throw new StanzaError('wait', 'internal-server-error')
    if (server.says && iq.attrs.type === 'get') throw new StanzaError('cancel', server.says)
    return new Element('iq')
  }
  const stream = {
    get online() {
      return server.online
    },
    send: (presence: Element) => occupants.deskEntered(String(presence.attrs.to).replace(/\/.*/, '')),
    tell: async (iqs: readonly Element[]) => void (await Promise.all([iqs].flat().map(answer))),
    ask: (iq: Element) => answer(iq),
  }
  const store = {
    setSpareRooms: async (_: string, rooms: readonly string[]) => {
      for (const room of rooms) if (!written.includes(room)) did.push(`written ${room}`)
      written = rooms
    },
  }
  const office = {
    ...{ clock, stream, store, workgroups: new Map(), log: { warn() {}, info() {} } },
    config: { xmpp: { rooms: 'rooms' } },
    rooms: USUAL_WAYS,
  }
  const one = {
    jid: 'support@desk',
    settings: { name: 'Support', uploads: { types: [] } },
    actor,
    occupants,
    office,
  }
  const caseOfRoom = (room: string) => (server.cases.has(room) ? 'c' : undefined)
  office.workgroups.set(one.jid, { cases: { ofRoom: caseOfRoom } })
  const spares = new SpareRooms(one as unknown as Workgroup, [])
  // What is under way ends within one turn here.
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const later = async (ms = QUIET) => {
    move(ms)
    await settled()
  }
  const happens = async (event: Event) => {
    const { state } = decide(actor.state, event, clock.now())
    actor.state = state
    spares.soon()
    await settled()
  }
  const join = (id: string) =>
    happens({ type: 'join', case: id, visitor: visitorJid(id), priority: 0, needs: {} })
  await happens({
    ...{ type: 'operator-presence', operator: jidOf('anna'), resource: 'desk' },
    presence: { show: 'available', priority: 0 },
  })
  const count = (what: string) => did.filter((deed) => deed.startsWith(what)).length
  return { spares, server, did, count, later, happens, join, written: () => written }
}

/** With two that are ready. */
async function ready() {
  const all = await workgroup()
  await all.later()
  all.did.length = 0
  return all
}

test('two are made when it is quiet; each change puts it off', async () => {
  const { spares, count, later } = await workgroup()
  await later(QUIET - 1)
  spares.soon()
  await later(QUIET - 1)
  expect([count('made'), spares.isEmpty]).toEqual([0, true])
  await later()
  expect([count('made'), spares.isEmpty]).toEqual([2, false])
  spares.soon()
  await later(10_000)
  expect(count('made')).toBe(2)
})

test('each is written down before it is made', async () => {
  const { did, later, written } = await workgroup()
  await later()
  const [first, second] = written()
  expect(did).toEqual([`written ${first}`, `made ${first}`, `written ${second}`, `made ${second}`])
})

test('none is made while nobody has a seat free, or somebody waits', async () => {
  const { count, join, later, happens } = await workgroup(1)
  await join('mia')
  await later()
  expect(count('made')).toBe(0)
  await join('ben')
  await later()
  await happens({ type: 'depart', case: 'ben' })
  await happens({ type: 'depart', case: 'mia' })
  await later()
  expect(count('made')).toBe(2)
})

test('one that was taken is struck off when its case is stored and the next one is written down', async () => {
  const { spares, later, written, count } = await ready()
  const room = spares.take() ?? ''
  spares.soon()
  await later()
  expect(written()).toContain(room)
  spares.given(room)
  spares.take()
  spares.soon()
  await later()
  expect(written()).not.toContain(room)
  expect(count('destroyed')).toBe(0)
})

test('each is taken once, and a rush finds none after the second', async () => {
  const { spares } = await ready()
  const [one, other, none] = [spares.take(), spares.take(), spares.take()]
  expect([one === other, none, spares.isEmpty]).toEqual([false, undefined, true])
  expect([spares.touch(one ?? ''), spares.touch(one ?? '')]).toEqual([true, false])
})

test('one that nobody needed after all can be taken again, unless the link was lost meanwhile', async () => {
  const { spares, later, did } = await ready()
  const [one = '', other = ''] = [spares.take(), spares.take()]
  spares.giveBack(one)
  expect(spares.take()).toBe(one)
  spares.reset()
  spares.giveBack(other)
  expect(spares.isEmpty).toBe(true)
  spares.soon()
  await later()
  expect(did).toContain(`destroyed ${other}`)
  expect(did).not.toContain(`destroyed ${one}`)
})

test('what failed is tried again at the next change', async () => {
  const { spares, server, count, later } = await workgroup()
  server.broken = true
  await later()
  expect(count('made')).toBe(1)
  server.broken = false
  spares.soon()
  await later()
  expect([count('made'), count('destroyed')]).toEqual([3, 1])
})

test('where nothing changes, what failed is tried again after a while, and less often each time', async () => {
  const { server, count, later } = await workgroup()
  server.broken = true
  await later()
  const triesWithin = async (seconds: number) => {
    const { asked } = server
    for (let second = 0; second < seconds; second += 1) await later(1000)
    return server.asked - asked
  }
  expect(await triesWithin(1)).toBe(0)
  const soon = await triesWithin(60)
  expect(soon).toBeGreaterThan(0)
  const hour = await triesWithin(3600)
  expect(hour).toBeLessThan(soon * 20)
  server.broken = false
  await triesWithin(301)
  expect(count('made') - count('destroyed')).toBe(2)
})

test('what was ready when the link was lost is destroyed when it is back; what a case has is not', async () => {
  const { spares, server, later, did, written } = await ready()
  const [one, other] = written()
  server.online = false
  spares.reset()
  spares.soon()
  await later()
  expect(did).toEqual([])
  server.online = true
  server.cases.add(one ?? '')
  spares.soon()
  await later()
  expect(did.filter((deed) => deed.startsWith('destroyed'))).toEqual([`destroyed ${other}`])
  expect(written()).not.toContain(one)
  expect(spares.isEmpty).toBe(false)
})

/** What a server says of a room that it cannot read yet. */
for (const says of ['forbidden', 'item-not-found'] as const) {
  test(`P7: a server that says ${says} of a room just after its start is asked again before that is believed`, async () => {
    const { spares, server, later, did, written, count } = await ready()
    const [one, other] = written()
    spares.reset()
    server.says = says
    spares.soon()
    await later()
    await later()
    // Others are made meanwhile.
    expect([count('destroyed'), count('made')]).toEqual([0, 2])
    server.says = undefined
    for (let second = 0; second < 4; second += 1) await later(1_000)
    expect(did).toEqual(expect.arrayContaining([`destroyed ${one}`, `destroyed ${other}`]))
  })

  test(`a server that goes on saying ${says} of a room is believed`, async () => {
    const { spares, server, later, written, count } = await ready()
    const [one] = written()
    spares.reset()
    server.says = says
    spares.soon()
    for (let second = 0; second < 8; second += 1) await later(1_000)
    spares.take()
    spares.soon()
    await later()
    expect(count('destroyed')).toBe(0)
    expect(written()).not.toContain(one)
  })
}

test("one that Desk was put out of is nobody's", async () => {
  const { spares, later, did, written } = await ready()
  const [one = ''] = written()
  spares.lost(one)
  expect(spares.take()).not.toBe(one)
  spares.soon()
  await later()
  expect(did).toContain(`destroyed ${one}`)
})

test('after the stop nothing happens any more', async () => {
  const { spares, later, did } = await workgroup()
  await spares.stop()
  await later()
  spares.soon()
  await later()
  expect(did).toEqual([])
})
