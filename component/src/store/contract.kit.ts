/** The promises of `Store`, as tests that run on SQLite and on PostgreSQL alike. */
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { caseDetails, caseRecord, entry, SUPPORT } from './contract-samples.kit.ts'
import { openStore, type StoreAddress } from './open.ts'
import type { Store } from './types.ts'

export const silent = pino({ level: 'silent' })

/** `empty` gives the address of a store that does not exist yet. */
export function storeContract(engine: string, empty: () => Promise<StoreAddress>): void {
  let where: StoreAddress
  let store: Store
  const reopen = async () => {
    await store.close()
    store = await openStore(where, { log: silent })
  }

  beforeEach(async () => {
    where = await empty()
    store = await openStore(where, { log: silent })
  })
  afterEach(() => store.close())

  test(`B3: ${engine} keeps a case with all its data`, async () => {
    const made = await store.createCase(caseDetails('a1'), caseRecord('a1'))
    expect(made).toEqual({ ...caseDetails('a1'), number: made.number })
    await reopen()
    expect(await store.caseById('a1')).toEqual(made)
    expect(await store.liveCases(SUPPORT)).toEqual([{ details: made, record: caseRecord('a1') }])
    expect(await store.liveCases('sales@support.localhost')).toEqual([])
    expect(await store.workgroupsInUse()).toEqual([SUPPORT])
    expect(await store.caseById('none')).toBeUndefined()
    expect(await store.takenIds(['none', 'a1', 'a2'])).toEqual(['a1'])
  })

  test(`B3: ${engine} makes a case once, also when it is told again because the answer was lost`, async () => {
    const made = await store.createCase(caseDetails('a1'), caseRecord('a1'))
    const again = await store.createCase(caseDetails('a1'), caseRecord('a1'))
    expect(again).toEqual(made)
    expect(await store.liveCases(SUPPORT)).toEqual([{ details: made, record: caseRecord('a1') }])
    const another = { ...caseDetails('a1'), tokenHash: 'of another case' }
    await expect(store.createCase(another, caseRecord('a1'))).rejects.toMatchObject({ fault: 'conflict' })
    expect(await store.caseById('a1')).toEqual(made)
  })

  test(`B3: ${engine} leaves out what was never given`, async () => {
    const { site, page, title, referrer, language, ...least } = caseDetails('a1')
    const made = await store.createCase({ ...least, answers: [], parameters: [] }, caseRecord('a1'))
    expect(Object.keys(made)).not.toContain('page')
    expect(await store.caseById('a1')).toEqual(made)
    expect([site, page, title, referrer, language]).not.toContain(undefined)
  })

  test(`B3: ${engine} numbers cases one after the other`, async () => {
    const made = await Promise.all(
      ['a', 'b', 'c'].map((id) => store.createCase(caseDetails(id), caseRecord(id))),
    )
    const [first, second, third] = made.map((details) => details.number)
    expect([second, third]).toEqual([(first ?? 0) + 1, (first ?? 0) + 2])
  })

  test(`B3: ${engine} keeps the last of a case's routing records, in order of arrival`, async () => {
    for (const id of ['a', 'b', 'c']) await store.createCase(caseDetails(id), caseRecord(id))
    await store.commit(SUPPORT, [
      { id: 'b', record: { ...caseRecord('b'), priority: 1 } },
      { id: 'c', record: undefined },
      { id: 'b', record: { ...caseRecord('b'), priority: 2 } },
    ])
    await reopen()
    const live = await store.liveCases(SUPPORT)
    expect(live.map(({ record }) => [record.id, record.priority])).toEqual([
      ['a', 0],
      ['b', 2],
    ])
    expect(await store.caseById('c')).toBeDefined()
  })

  test(`B3: ${engine} finds a case by its token until it has ended`, async () => {
    const made = await store.createCase(caseDetails('a1'), caseRecord('a1'))
    expect(await store.caseByToken(made.tokenHash)).toEqual(made)
    await store.finishCase('a1', { reason: 'operator-closed', at: 5_000, operator: 'anna@localhost' })
    expect(await store.caseByToken(made.tokenHash)).toBeUndefined()
    expect(await store.caseByToken('')).toBeUndefined()
    expect((await store.caseById('a1'))?.tokenHash).toBe('')
  })

  test(`M1: ${engine} lists ended cases, newest first, and keeps the first end`, async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await store.createCase(caseDetails(id), caseRecord(id))
      if (id !== 'c') await store.finishCase(id, { reason: 'visitor-left', at: 1_000 + index })
    }
    await store.finishCase('a', { reason: 'room-failed', at: 9_000 })
    const ended = await store.endedCases(SUPPORT, { limit: 10 })
    expect(ended.map((end) => [end.details.id, end.endedAt, end.reason, 'operator' in end])).toEqual([
      ['b', 1_001, 'visitor-left', false],
      ['a', 1_000, 'visitor-left', false],
    ])
    expect(await store.endedCases(SUPPORT, { limit: 1 })).toHaveLength(1)
    const older = await store.endedCases(SUPPORT, { limit: 10, before: 1_001 })
    expect(older.map((end) => end.details.id)).toEqual(['a'])
  })

  test(`B3: ${engine} knows of the latest cases when they joined, were opened and ended, oldest first`, async () => {
    for (const id of ['a', 'b', 'c', 'live']) await store.createCase(caseDetails(id), caseRecord(id))
    for (const at of [1_795_297_230_000, 1_795_297_260_000])
      await store.note({ case: 'b', at, what: 'opened', who: 'anna@localhost' })
    for (const [index, id] of ['a', 'b', 'c'].entries())
      await store.finishCase(id, { reason: 'visitor-left', at: 1_795_297_500_000 + index })
    const { room, tokenHash, ...words } = caseDetails('words')
    await store.leaveMessage(words, { text: 'Call me', persons: [] })
    const joinedAt = caseDetails('b').createdAt
    expect(await store.pastCases(SUPPORT, 2)).toEqual([
      { joinedAt, openedAt: 1_795_297_230_000, endedAt: 1_795_297_500_001 },
      { joinedAt, endedAt: 1_795_297_500_002 },
    ])
    expect(await store.pastCases('sales@support.localhost', 9)).toEqual([])
    expect(await store.dayOf(SUPPORT, joinedAt)).toContainEqual({
      joinedAt,
      openedAt: 1_795_297_230_000,
      ended: true,
    })
    expect(await store.dayOf(SUPPORT, joinedAt + 1)).toEqual([])
    expect([room, tokenHash]).not.toContain('')
  })

  test(`M1: ${engine} keeps a transcript in the archive's order, each entry once`, async () => {
    await store.createCase(caseDetails('a1'), caseRecord('a1'))
    const all = Array.from({ length: 1_203 }, (_, index) => entry(`z${index}`, `line ${index}`))
    await store.addToTranscript('a1', all.slice(0, 700))
    await store.addToTranscript('a1', all.slice(650).concat(entry('z3', 'another text')))
    await store.addToTranscript('a1', [])
    await reopen()
    expect(await store.transcript('a1')).toEqual(all)
    expect(await store.transcript('none')).toEqual([])
  })

  test(`M1: ${engine} keeps what happened to a case in order`, async () => {
    await store.createCase(caseDetails('a1'), caseRecord('a1'))
    const events = [
      { case: 'a1', at: 2_000, what: 'joined', who: 'v@visitors.localhost/x' },
      { case: 'a1', at: 1_000, what: 'assigned', who: 'anna@localhost', detail: 'take' },
      { case: 'a1', at: 3_000, what: 'ended' },
    ]
    await Promise.all(events.map((event) => store.note(event)))
    expect(await store.events('a1')).toEqual(events)
  })

  test(`B3: ${engine} burns a ticket once`, async () => {
    const soon = Date.now() + 300_000
    expect(await Promise.all([store.burnTicket('t1', soon), store.burnTicket('t1', soon)])).toEqual([
      true,
      false,
    ])
    await reopen()
    expect(await store.burnTicket('t1', soon)).toBe(false)
    expect(await store.burnTicket('t2', soon)).toBe(true)
  })

  test(`B3: ${engine} keeps subscribers, idle times and secrets`, async () => {
    await store.setSubscriber(SUPPORT, 'ben@localhost', true)
    await store.setSubscriber(SUPPORT, 'anna@localhost', true)
    await store.setSubscriber(SUPPORT, 'anna@localhost', true)
    await store.setSubscriber(SUPPORT, 'ben@localhost', false)
    await store.setIdleSince(SUPPORT, 'anna@localhost', 1)
    await store.setIdleSince(SUPPORT, 'anna@localhost', 1_795_297_200_123)
    const [first, second] = await Promise.all([
      store.secret('key', () => 'one'),
      store.secret('key', () => 'two'),
    ])
    expect([first, second]).toEqual(['one', 'one'])
    await store.setResting('anna@localhost', { since: 1_795_297_200_123, missed: 2 })
    await store.setResting('anna@localhost', { since: 1_795_297_200_124, missed: 3 })
    await store.setResting('ben@localhost', { since: 1, missed: 2 })
    await store.setResting('ben@localhost', undefined)
    await reopen()
    expect(await store.resting()).toEqual(
      new Map([['anna@localhost', { since: 1_795_297_200_124, missed: 3 }]]),
    )
    expect(await store.subscribers(SUPPORT)).toEqual(['anna@localhost'])
    expect(await store.idleSince(SUPPORT)).toEqual(new Map([['anna@localhost', 1_795_297_200_123]]))
    expect(await store.secret('key', () => 'three')).toBe('one')
  })

  test(`B3: ${engine} keeps which rooms were made ahead, for each workgroup`, async () => {
    const [one, other, third] = ['1@rooms.localhost', '2@rooms.localhost', '3@rooms.localhost'] as const
    await store.setSpareRooms(SUPPORT, [one, other])
    await store.setSpareRooms('sales@support.localhost', [third])
    await store.setSpareRooms(SUPPORT, [other, third])
    await reopen()
    expect(await store.spareRooms(SUPPORT)).toEqual([other, third])
    expect(await store.spareRooms('sales@support.localhost')).toEqual([third])
    await store.setSpareRooms(SUPPORT, [])
    expect(await store.spareRooms(SUPPORT)).toEqual([])
    expect(await store.spareRooms('sales@support.localhost')).toEqual([third])
  })

  test(`B3: ${engine} refuses a wrong write alone, by name, and keeps its neighbours`, async () => {
    const outcome = await Promise.allSettled([
      store.createCase(caseDetails('a'), caseRecord('a')),
      store.commit(SUPPORT, [
        { id: 'a', record: { ...caseRecord('a'), priority: 7 } },
        { id: 'ghost', record: caseRecord('ghost') },
      ]),
      store.createCase({ ...caseDetails('a'), tokenHash: 'other' }, caseRecord('a')),
      store.note({ case: 'ghost', at: 1, what: 'joined' }),
      store.finishCase('ghost', { reason: 'visitor-left', at: 1 }),
      store.createCase(caseDetails('b'), caseRecord('b')),
    ])
    expect(outcome.map((one) => (one.status === 'rejected' ? one.reason.fault : 'done'))).toEqual([
      'done',
      'unknown-case',
      'conflict',
      'unknown-case',
      'unknown-case',
      'done',
    ])
    const live = await store.liveCases(SUPPORT)
    expect(live.map(({ record }) => [record.id, record.priority])).toEqual([
      ['a', 0],
      ['b', 0],
    ])
  })

  test(`B3: ${engine} keeps any text a visitor can send`, async () => {
    const odd = `O'Brien "; drop table cases; -- \u202E\u0000\uD800 \u{1F600}`
    const kept = `O'Brien "; drop table cases; -- \u202E\uFFFD\uFFFD \u{1F600}`
    const made = await store.createCase(
      { ...caseDetails('a1'), visitorName: odd, parameters: [{ name: odd, value: odd, verified: false }] },
      caseRecord('a1'),
    )
    expect(made.visitorName).toBe(kept)
    await store.addToTranscript('a1', [entry('1', odd)])
    expect((await store.transcript('a1')).map((one) => one.body)).toEqual([kept])
    expect(await store.caseById('a1')).toEqual(made)
  })

  test(`B3: ${engine} finishes what was asked before it closes, and refuses what comes after`, async () => {
    const last = store.createCase(caseDetails('a1'), caseRecord('a1'))
    await Promise.all([store.close(), store.close()])
    expect((await last).id).toBe('a1')
    await expect(store.note({ case: 'a1', at: 1, what: 'late' })).rejects.toMatchObject({ fault: 'closed' })
    await expect(store.caseById('a1')).rejects.toMatchObject({ fault: 'closed' })
    store = await openStore(where, { log: silent })
    expect(await store.caseById('a1')).toBeDefined()
  })

  test(`B3: ${engine} gives the answers in the order of the questions, burst or not`, async () => {
    await store.createCase(caseDetails('a1'), caseRecord('a1'))
    const order: number[] = []
    await Promise.all(
      Array.from({ length: 600 }, (_, index) =>
        store
          .commit(SUPPORT, [{ id: 'a1', record: { ...caseRecord('a1'), round: index } }])
          .then(() => order.push(index)),
      ),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect((await store.liveCases(SUPPORT))[0]?.record.round).toBe(599)
  })
}
