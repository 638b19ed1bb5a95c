/** What the store remembers beyond the single case, as tests that run on SQLite and on PostgreSQL alike. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from './contract.kit.ts'
import { caseDetails, caseRecord, entry as line, SUPPORT } from './contract-samples.kit.ts'
import type { ArchiveQuery, FaqEntry } from './memory-types.ts'
import { openStore, type StoreAddress } from './open.ts'
import type { Store } from './types.ts'
import { readQuery } from './words/words.ts'

const ANNA = 'anna@localhost'
const BEN = 'ben@localhost'
const SALES = 'sales@support.localhost'

/** `empty` gives the address of a store that does not exist yet. */
export function memoryContract(engine: string, empty: () => Promise<StoreAddress>): void {
  let store: Store

  beforeEach(async () => {
    store = await openStore(await empty(), { log: silent })
  })
  afterEach(() => store.close())

  const entry = (id: string, more: Partial<FaqEntry> = {}): FaqEntry => ({
    id,
    question: `Question ${id}?`,
    answer: `Answer ${id}.`,
    at: 1_795_297_200_123,
    by: ANNA,
    ...more,
  })

  test(`C8: ${engine} keeps what visitors say of a chat that is over, under the key they had`, async () => {
    const { id } = await store.createCase(caseDetails('r1'), caseRecord('r1'))
    expect(await store.caseToRate('hash-of-r1', 0)).toBeUndefined()
    await store.finishCase(id, { reason: 'operator-closed', at: 1_000, operator: ANNA })
    expect(await store.caseToRate('hash-of-r1', 1_000)).toMatchObject({
      id,
      workgroup: SUPPORT,
      operator: ANNA,
    })
    expect(await store.caseToRate('hash-of-r1', 1_001)).toBeUndefined()
    expect(await store.caseToRate('another', 0)).toBeUndefined()
    expect(await store.ratings([id])).toEqual(new Map())
    await store.rate(id, { rating: 2, at: 5 })
    await store.rate(id, { rating: 5, comment: 'Quick', at: 6 })
    expect(await store.ratings([id, 'x'])).toEqual(new Map([[id, { rating: 5, comment: 'Quick', at: 6 }]]))
  })

  test(`M4: ${engine} keeps answers in their order, under ids that stay`, async () => {
    await store.saveFaq(SUPPORT, [entry('a'), entry('b', { language: 'de', case: 'c1' })])
    await store.saveFaq(SUPPORT, [entry('c'), entry('a', { answer: 'Better \0.' })])
    await store.saveFaq(SALES, [entry('a')])
    const ids = async () => (await store.faq(SUPPORT)).map((one) => one.id)
    expect(await store.faq(SUPPORT)).toEqual([
      entry('a', { answer: 'Better \uFFFD.' }),
      entry('b', { language: 'de', case: 'c1' }),
      entry('c'),
    ])
    expect(await store.moveFaq(SUPPORT, 'c', 1)).toBe(true)
    expect(await ids()).toEqual(['c', 'a', 'b'])
    await store.moveFaq(SUPPORT, 'c', 99)
    expect(await ids()).toEqual(['a', 'b', 'c'])
    expect(await store.moveFaq(SUPPORT, 'none', 1)).toBe(false)
    expect([await store.removeFaq(SUPPORT, 'a'), await store.removeFaq(SUPPORT, 'a')]).toEqual([true, false])
    await store.saveFaq(SUPPORT, [entry('d')])
    expect(await ids()).toEqual(['b', 'c', 'd'])
    expect(await store.faq(SALES)).toEqual([entry('a')])
  })

  /** Two cases of support, one of sales; each ends with what was said in it. */
  const fillArchive = async () => {
    const said: Record<string, readonly string[]> = {
      a: ['Hello', 'My refund is late', 'Grüße aus Ærø'],
      b: ['The parcel is lost', 'No refund for the lost parcel', 'Refunds take a week'],
      sales: ['A refund?'],
    }
    for (const [index, [id, bodies]] of Object.entries(said).entries()) {
      await store.createCase(
        { ...caseDetails(id), workgroup: id === 'sales' ? SALES : SUPPORT },
        caseRecord(id),
      )
      await store.addToTranscript(
        id,
        bodies.map((body, place) => ({ ...line(`${place}`, body), at: 1_000 * (index + 1) + place })),
      )
      await store.finishCase(id, {
        reason: 'visitor-left',
        at: 5_000 + index,
        operator: index === 0 ? ANNA : BEN,
      })
    }
    await store.note({ case: 'b', at: 1, what: 'opened', who: BEN })
    await store.setPersons('b', ['customer:shop:7', 'mail:mia@example.org'])
    await store.setTag('b', 'refund', true)
  }
  const ids = async (query: Partial<ArchiveQuery>, workgroup = SUPPORT) => {
    const page = await store.archivePage(workgroup, { max: 50, ...query })
    return [...page.lines.map((one) => one.id), ...(page.complete ? [] : ['more'])].join(' ')
  }
  const ALL = 'a/0 a/1 a/2 b/0 b/1 b/2'

  test(`M2: ${engine} gives the archive page by page, both ways, each workgroup its own`, async () => {
    await fillArchive()
    expect(await ids({})).toBe(ALL)
    expect(await ids({ max: 2 })).toBe('a/0 a/1 more')
    expect(await ids({ max: 2, after: 'a/1' })).toBe('a/2 b/0 more')
    expect(await ids({ max: 2, after: 'b/0' })).toBe('b/1 b/2')
    expect(await ids({ max: 2, before: '' })).toBe('b/1 b/2 more')
    expect(await ids({ max: 4, before: 'b/1' })).toBe('a/0 a/1 a/2 b/0')
    expect(await ids({ after: 'b/2' })).toBe('')
    expect(await ids({}, SALES)).toBe('sales/0')
    for (const unknown of ['none', 'a/9', 'sales/0'])
      await expect(ids({ after: unknown })).rejects.toMatchObject({ fault: 'unknown-line' })
    await expect(ids({ ids: ['a/1', 'a/9'] })).rejects.toMatchObject({ fault: 'unknown-line' })
    const [first] = (await store.archivePage(SUPPORT, { max: 1 })).lines
    expect(first).toMatchObject({ body: 'Hello', who: 'visitor', nick: 'Mia', at: 1_000 })
    expect(first?.case).toMatchObject({ id: 'a', name: 'Mia', operator: ANNA, reason: 'visitor-left' })
    const ends = { first: { id: 'a/0', at: 1_000 }, last: { id: 'b/2', at: 2_002 } }
    expect(await store.archiveEnds(SUPPORT)).toEqual(ends)
    expect(await store.archiveEnds('none@support.localhost')).toBeUndefined()
    expect([await store.archiveCount(SUPPORT, {}), await store.archiveCount(SALES, {})]).toEqual([6, 1])
  })

  test(`M2: ${engine} filters the archive: time, ids, visitor, customer, operator, case, tag, parameter, reason`, async () => {
    await fillArchive()
    const [a, b] = ['a/0 a/1 a/2', 'b/0 b/1 b/2']
    expect(await ids({ start: 1_001, end: 2_000 })).toBe('a/1 a/2 b/0')
    expect(await ids({ ids: ['b/1', 'a/0'] })).toBe('a/0 b/1')
    expect(await ids({ afterId: 'a/0', beforeId: 'b/2', after: 'a/1', max: 2 })).toBe('a/2 b/0 more')
    expect(await ids({ with: 'a@visitors.localhost/x' })).toBe(a)
    expect(await ids({ with: 'b@visitors.localhost' })).toBe(b)
    expect([await ids({ with: ANNA }), await ids({ operator: BEN })]).toEqual([a, b])
    expect(await ids({ with: 'mia@example.org' })).toBe(b)
    expect([
      await ids({ persons: ['customer:shop:7'] }),
      await ids({ persons: ['customer:shop:8'] }),
    ]).toEqual([b, ''])
    const number = (await store.caseById('b'))?.number
    expect([await ids({ case: 'a' }), await ids({ case: `#${number}` })]).toEqual([a, b])
    expect([await ids({ tag: 'refund' }), await ids({ tag: 'none' })]).toEqual([b, ''])
    expect(await ids({ parameter: 'customer=56164' })).toBe(ALL)
    expect([await ids({ parameter: '56164' }), await ids({ parameter: 'order=56164' })]).toEqual([ALL, ''])
    expect([await ids({ reason: 'visitor-left' }), await ids({ reason: 'visitor-lost' })]).toEqual([ALL, ''])
  })

  test(`M2: ${engine} finds words in the archive as a reader types them`, async () => {
    await fillArchive()
    const found = (typed: string, more: Partial<ArchiveQuery> = {}) =>
      ids({ words: readQuery(typed), ...more })
    expect(await found('refund')).toBe('a/1 b/1')
    expect(await found('refund*')).toBe('a/1 b/1 b/2')
    expect(await found('"lost parcel"')).toBe('b/1')
    expect(await found('refund -lost')).toBe('a/1')
    expect(await found('PARCEL lost')).toBe('b/0 b/1')
    expect(await found('grusse ærø')).toBe('a/2')
    expect(await found('grüsse')).toBe('a/2')
    expect([await found('-refund'), await found(`'); drop table cases; --`)]).toEqual(['', ''])
    expect(await found('refund*', { before: '', max: 2 })).toBe('b/1 b/2 more')
    expect(await found('refund*', { tag: 'refund', after: 'b/1' })).toBe('b/2')
    expect(await store.archiveCount(SUPPORT, { words: readQuery('refund') })).toBe(2)
    await store.moveCase('a', SALES)
    expect([await found('refund'), await ids({ words: readQuery('refund') }, SALES)]).toEqual([
      'b/1',
      'a/1 sales/0',
    ])
  })

  test(`M3: ${engine} tells what each request came to, from its events, page by page`, async () => {
    const at = caseDetails('a').createdAt
    for (const id of ['a', 'b', 'c']) await store.createCase(caseDetails(id), caseRecord(id))
    await store.createCase({ ...caseDetails('sales'), workgroup: SALES }, caseRecord('sales'))
    const events = [
      ['missed', BEN],
      ['declined', ANNA],
      ['opened', ANNA, at + 5_000],
      ['first-answer', ANNA, at + 6_000],
      ['opened', ANNA, at + 7_000],
      ['opened', BEN, at + 8_000],
      ['rated', 'visitor', at + 9_000, '4: thank you'],
    ] as const
    for (const [what, who, when = at, detail] of events)
      await store.note({ case: 'a', at: when, what, who, ...(detail && { detail }) })
    await store.finishCase('a', { reason: 'operator-closed', at: at + 9_000, operator: BEN })
    await store.finishCase('b', { reason: 'visitor-left', at: at + 1_000 })
    const { room, tokenHash, ...words } = caseDetails('words')
    await store.leaveMessage(words, { text: 'Call me', persons: [] })
    const span = { from: at, until: at + 1 }
    const asked = { joinedAt: at, site: 'demo', language: 'da', transfers: 0, declinedBy: [], missedBy: [] }
    const first = await store.requestFacts(SUPPORT, span, 2)
    expect(first.facts).toEqual([
      {
        ...asked,
        ...{ openedAt: at + 5_000, answeredAt: at + 6_000, endedAt: at + 9_000, reason: 'operator-closed' },
        ...{ operator: BEN, transfers: 1, declinedBy: [ANNA], missedBy: [BEN], rating: 4 },
      },
      { ...asked, endedAt: at + 1_000, reason: 'visitor-left' },
    ])
    const rest = await store.requestFacts(SUPPORT, { ...span, after: first.after ?? 0 }, 9)
    expect(rest).toEqual({ facts: [asked, { ...asked, isMessage: true }], after: undefined })
    expect((await store.requestFacts(SUPPORT, { from: at + 1, until: at + 2 }, 9)).facts).toEqual([])
    expect([room, tokenHash]).not.toContain('')
  })

  test(`M3: ${engine} keeps who was on duty, as far as it has come`, async () => {
    const shift = (operator: string, began: number, until: number) => ({
      ...{ workgroup: SUPPORT, operator, began, until },
    })
    await store.keepShifts([shift(ANNA, 10, 20), shift(BEN, 10, 12)])
    await store.keepShifts([
      shift(ANNA, 10, 50),
      shift(BEN, 30, 50),
      { ...shift(ANNA, 10, 99), workgroup: 'x' },
    ])
    expect(await store.shifts(SUPPORT, { from: 12, until: 60 })).toEqual([
      shift(ANNA, 10, 50),
      shift(BEN, 30, 50),
    ])
    expect(await store.shifts(SUPPORT, { from: 0, until: 10 })).toEqual([])
    await store.keepShifts([])
  })

  test(`M5: ${engine} forgets a person and keeps what happened`, async () => {
    const secret = 'geheimnis@example.org'
    const keys = [`mail:${secret}`]
    for (const id of ['a', 'b', 'other'])
      await store.createCase(
        { ...caseDetails(id), visitorName: `Name of ${id}`, background: { place: `Place of ${id}` } },
        caseRecord(id),
      )
    for (const id of ['a', 'b']) {
      await store.setPersons(id, keys)
      await store.addToTranscript(id, [line('1', `I am ${secret}`), line('2', 'verraeterisch')])
      await store.addNote(id, { at: 1, by: ANNA, text: secret })
      await store.note({ case: id, at: 2, what: 'entered', who: 'visitor', detail: `Name of ${id}` })
      await store.rate(id, { rating: 5, comment: `from ${secret}`, at: 3 })
      await store.note({ case: id, at: 3, what: 'rated', who: 'visitor', detail: `5: from ${secret}` })
      await store.commit(SUPPORT, [{ id, record: undefined }])
      await store.finishCase(id, { reason: 'operator-closed', at: 5_000, operator: ANNA })
    }
    await store.addToTranscript('other', [line('1', 'verraeterisch')])
    await store.setLastOperator(SUPPORT, keys, ANNA, 1)
    const [details] = [await store.caseById('a')]
    const found = await store.casesOf([`case:${details?.number}`])
    expect(found.persons).toEqual(keys)
    expect(found.cases.map((one) => [one.id, one.lines, one.notes, one.isLive])).toEqual([
      ['a', 2, 1, false],
      ['b', 2, 1, false],
    ])
    expect((await store.casesOf(['case:other'])).cases).toMatchObject([{ id: 'other', isLive: true }])
    expect((await store.casesOf(['mail:none', 'case:none'])).cases).toEqual([])
    expect([await store.casesKnown(['x', ...keys]), await store.casesKnown(['x'])]).toEqual([2, 0])
    const [exported] = await store.exportOf(['a'])
    expect(exported).toMatchObject({
      ...{ visitor_name: 'Name of a', persons: keys, notes: [{ text: secret }] },
      background: { place: 'Place of a' },
      conversation: [{ body: `I am ${secret}` }, { body: 'verraeterisch' }],
    })
    expect(JSON.stringify(exported)).not.toContain('hash-of')
    expect(await store.mentions([secret])).toBeGreaterThan(6)

    await store.erase(['a', 'b'], 'all', keys)
    await store.sweep()
    expect(
      await store.mentions([secret, 'Name of a', 'Place of a', 'a@visitors.localhost', 'a@rooms.localhost']),
    ).toBe(0)
    expect(await store.transcript('a')).toEqual([])
    expect(await ids({ words: readQuery('verraeterisch') })).toBe('other/1')
    expect(await store.findEnded(SUPPORT, 'verraeterisch', 9)).toEqual([])
    expect(await store.lastOperator(SUPPORT, keys)).toBeUndefined()
    const { facts } = await store.requestFacts(SUPPORT, { from: 0, until: Number.MAX_SAFE_INTEGER }, 9)
    expect(facts.map(({ reason, rating }) => [reason, rating])).toEqual([
      ['operator-closed', 5],
      ['operator-closed', 5],
      [undefined, undefined],
    ])
    const proof = { id: 'p1', at: 9, by: ANNA, handles: ['x', 'y'], record: '{}', signature: 'z' }
    await store.addProof(proof)
    expect(await store.proofs()).toEqual([proof])
  })

  test(`D8: ${engine} keeps devices, and what they were not told yet`, async () => {
    const device = (endpoint: string, more = {}) => ({
      ...{ endpoint, operator: ANNA, p256dh: 'key', auth: 'secret', quiet: false, at: 1, ...more },
    })
    await store.saveDevice(device('a'))
    await store.saveDevice(device('b', { at: 2 }))
    await store.saveDevice(device('a', { operator: BEN, quiet: true }))
    expect(await store.devices()).toEqual([
      device('a', { operator: BEN, quiet: true }),
      device('b', { at: 2 }),
    ])
    const push = (id: string, endpoint: string) => ({ id, endpoint, body: '{}', until: 90 })
    await store.queuePushes([push('1', 'a'), push('2', 'b')], 10)
    await store.queuePushes([push('2', 'b'), push('3', 'b')], 20)
    expect((await store.duePushes(10, 9)).map(({ id, attempts }) => [id, attempts])).toEqual([
      ['1', 0],
      ['2', 0],
    ])
    await store.pushAgain('1', 30)
    await store.pushDone('2')
    expect(await store.nextPushAt()).toBe(20)
    expect((await store.duePushes(30, 9)).map(({ id, attempts }) => [id, attempts])).toEqual([
      ['3', 0],
      ['1', 1],
    ])
    await store.removeDevice('b')
    expect((await store.duePushes(30, 9)).map(({ id }) => id)).toEqual(['1'])
    expect(await store.devices()).toHaveLength(1)
  })

  test(`M5: ${engine} knows whose time has come`, async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await store.createCase(caseDetails(id), caseRecord(id))
      await store.addToTranscript(id, [line('1', 'words')])
      if (id !== 'c') await store.finishCase(id, { reason: 'visitor-left', at: 1_000 + index })
    }
    const due = (what: 'transcript' | 'all', before = 9_000) => store.casesToErase(SUPPORT, what, before, 9)
    expect([await due('transcript'), await due('all', 1_001), await due('all', 1_000)]).toEqual([
      ['a', 'b'],
      ['a'],
      [],
    ])
    await store.erase(['a'], 'transcript')
    expect([await due('transcript'), await due('all')]).toEqual([['b'], ['a', 'b']])
    await store.erase(['a'], 'all')
    expect(await due('all')).toEqual(['b'])
    expect(await store.casesToErase(SALES, 'all', 9_000, 9)).toEqual([])
  })
}
