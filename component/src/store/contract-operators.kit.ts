/** The promises of the operators' part of the store, as tests that run on SQLite and on PostgreSQL alike. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from './contract.kit.ts'
import { caseDetails, caseRecord, entry, SUPPORT } from './contract-samples.kit.ts'
import { openStore, type StoreAddress } from './open.ts'
import type { NewMail } from './operators-types.ts'
import type { Store } from './types.ts'

const SALES = 'sales@support.localhost'
const ANNA = 'anna@localhost'
const BEN = 'ben@localhost'

const mail = (id: string, at = 1_000): NewMail => ({
  id,
  at,
  to: 'mia@example.org',
  subject: 'Your message',
  text: 'Hello\nMia',
})

export function operatorsContract(engine: string, empty: () => Promise<StoreAddress>): void {
  let where: StoreAddress
  let store: Store
  const reopen = async () => {
    await store.close()
    store = await openStore(where, { log: silent })
  }
  const makeCase = (id: string) => store.createCase(caseDetails(id), caseRecord(id))
  const leave = (id: string, more: { persons?: string[]; mails?: NewMail[]; createdAt?: number } = {}) => {
    const { room, tokenHash, ...details } = caseDetails(id)
    expect([room, tokenHash]).not.toContain(undefined)
    return store.leaveMessage(
      { ...details, createdAt: more.createdAt ?? details.createdAt },
      {
        text: 'Please call',
        mail: 'mia@example.org',
        persons: more.persons ?? [],
        mails: () => more.mails ?? [],
      },
    )
  }

  beforeEach(async () => {
    where = await empty()
    store = await openStore(where, { log: silent })
  })
  afterEach(() => store.close())

  test(`B3: ${engine} keeps a case's record in two workgroups, until one has let go`, async () => {
    await makeCase('a')
    await store.commit(SALES, [{ id: 'a', record: { ...caseRecord('a'), priority: 7 } }])
    await store.commit(SUPPORT, [{ id: 'a', record: { ...caseRecord('a'), priority: 3 } }])
    const priorities = async () =>
      Promise.all(
        [SUPPORT, SALES].map(async (one) =>
          (await store.liveCases(one)).map(({ record }) => record.priority),
        ),
      )
    expect(await priorities()).toEqual([[3], [7]])
    await store.commit(SUPPORT, [{ id: 'a', record: undefined }])
    await store.moveCase('a', SALES)
    await reopen()
    expect(await priorities()).toEqual([[], [7]])
    expect((await store.liveCases(SALES))[0]?.details.workgroup).toBe(SALES)
    await expect(store.moveCase('ghost', SALES)).rejects.toMatchObject({ fault: 'unknown-case' })
  })

  test(`B3: ${engine} finds a case by its number, in its workgroup alone, live, ended or left`, async () => {
    const [live, ended] = [await makeCase('a'), await makeCase('b')]
    await store.finishCase('b', { reason: 'visitor-left', at: 2_000 })
    const left = (await leave('m')).details
    await reopen()
    for (const { id, number } of [live, ended, left])
      expect((await store.caseByNumber(SUPPORT, number))?.id).toBe(id)
    expect(await store.caseByNumber(SUPPORT, live.number)).toEqual(live)
    expect(await store.caseByNumber(SALES, live.number)).toBeUndefined()
    await store.moveCase('a', SALES)
    expect((await store.caseByNumber(SALES, live.number))?.id).toBe('a')
    // The longest that is looked for.
    for (const unknown of [0, 999_999_999]) expect(await store.caseByNumber(SUPPORT, unknown)).toBeUndefined()
  })

  test(`B3: ${engine} keeps a left message, and tells of it once`, async () => {
    const first = await leave('m1', { createdAt: 2_000 })
    await leave('m2', { createdAt: 1_000 })
    expect(first.details).toMatchObject({ id: 'm1', room: '', tokenHash: '', visitorName: 'Mia' })
    await reopen()
    expect(await store.leftMessage('m1')).toEqual(first)
    expect((await store.openMessages(SUPPORT)).map((one) => one.details.id)).toEqual(['m2', 'm1'])
    expect(await store.openMessages(SALES)).toEqual([])
    expect(
      await Promise.all([store.messageTold('m1', ANNA, 3_000), store.messageTold('m1', BEN, 3_000)]),
    ).toEqual([true, false])
    expect((await store.openMessages(SUPPORT, { untold: true })).map((one) => one.details.id)).toEqual(['m2'])
    expect((await store.leftMessage('m1'))?.toldTo).toBe(ANNA)
    expect(await store.liveCases(SUPPORT)).toEqual([])
  })

  test(`B3: ${engine} records one answer to a left message, together with its mail`, async () => {
    await leave('m1')
    const answers = [ANNA, BEN].map((by) => ({ by, at: 5_000, text: `from ${by}` }))
    const done = await Promise.all(
      answers.map((answer) => store.answerMessage('m1', answer, [mail(answer.by, 5_000)])),
    )
    expect(done).toEqual([true, false])
    await reopen()
    expect((await store.leftMessage('m1'))?.answer).toEqual(answers[0])
    expect(await store.openMessages(SUPPORT)).toEqual([])
    expect((await store.dueMails(5_000, 10)).map((one) => one.id)).toEqual([ANNA])
    expect(await store.endedCases(SUPPORT, { limit: 1 })).toMatchObject([
      { details: { id: 'm1' }, reason: 'operator-closed', endedAt: 5_000, operator: ANNA },
    ])
    const late = store.answerMessage('ghost', { by: ANNA, at: 1, text: '' }, [mail('ghost')])
    await expect(late).rejects.toMatchObject({ fault: 'unknown-case' })
    expect(await store.dueMails(9_000, 10)).toHaveLength(1)
  })

  test(`B3: ${engine} leaves nothing of a message whose case cannot be made`, async () => {
    await makeCase('a')
    await expect(leave('a', { mails: [mail('x')], persons: ['mail:mia'] })).rejects.toMatchObject({
      fault: 'conflict',
    })
    expect(await store.leftMessage('a')).toBeUndefined()
    expect(await store.nextMailAt()).toBeUndefined()
    expect(await store.personsOf('a')).toEqual([])
  })

  test(`R9: ${engine} finds earlier messages, and who served last, by the person`, async () => {
    await leave('m1', { persons: ['mail:mia@example.org', 'customer:shop:7'] })
    await leave('m2', { persons: ['mail:jo@example.org'] })
    await makeCase('a')
    await store.setPersons('a', ['mail:mia@example.org', 'mail:mia@example.org'])
    await store.setLastOperator(SUPPORT, ['customer:shop:7', 'mail:mia@example.org'], ANNA, 1)
    await store.setLastOperator(SUPPORT, ['mail:mia@example.org'], BEN, 2)
    await store.setLastOperator(SUPPORT, [], BEN, 3)
    await reopen()
    const theirs = await store.openMessages(SUPPORT, { persons: ['mail:mia@example.org'] })
    expect(theirs.map((one) => one.details.id)).toEqual(['m1'])
    expect(await store.openMessages(SUPPORT, { persons: [] })).toEqual([])
    expect(await store.personsOf('m1')).toEqual(['customer:shop:7', 'mail:mia@example.org'])
    expect(await store.personsOf('a')).toEqual(['mail:mia@example.org'])
    const last = (...persons: string[]) => store.lastOperator(SUPPORT, persons)
    expect(await last('mail:mia@example.org', 'customer:shop:7')).toBe(BEN)
    expect(await last('jid:none', 'customer:shop:7')).toBe(ANNA)
    expect(await last('mail:jo@example.org')).toBeUndefined()
    expect(await last()).toBeUndefined()
    expect(await store.lastOperator(SALES, ['customer:shop:7'])).toBeUndefined()
  })

  test(`C7: ${engine} keeps notes in order and tags once`, async () => {
    await makeCase('a')
    await makeCase('b')
    await store.addNote('a', { at: 2, by: ANNA, text: 'first \0' })
    await store.addNote('a', { at: 1, by: BEN, text: 'second' })
    for (const tag of ['refund', 'angry', 'refund']) await store.setTag('a', tag, true)
    await store.setTag('b', 'refund', true)
    await store.setTag('a', 'gone', true)
    await store.setTag('a', 'gone', false)
    await reopen()
    const found = await store.remarks(['a', 'b', 'none'])
    expect(found.get('a')).toEqual({
      notes: [
        { at: 2, by: ANNA, text: 'first \uFFFD' },
        { at: 1, by: BEN, text: 'second' },
      ],
      tags: ['angry', 'refund'],
    })
    expect(found.get('b')).toEqual({ notes: [], tags: ['refund'] })
    expect([...found.keys()].sort()).toEqual(['a', 'b'])
    expect(await store.remarks([])).toEqual(new Map())
    expect(await store.knownTags(SUPPORT, 10)).toEqual(['refund', 'angry'])
    expect(await store.knownTags(SALES, 10)).toEqual([])
    await expect(store.setTag('ghost', 'x', true)).rejects.toMatchObject({ fault: 'unknown-case' })
    await expect(store.addNote('ghost', { at: 1, by: ANNA, text: '' })).rejects.toMatchObject({
      fault: 'unknown-case',
    })
  })

  test(`C7: ${engine} keeps canned replies, personal and shared`, async () => {
    await store.saveCanned({ owner: SUPPORT, name: 'hello', text: 'Hello' })
    await store.saveCanned({ owner: ANNA, name: 'hello', text: 'Hi {visitor}' })
    await store.saveCanned({ owner: ANNA, name: 'Bye', text: 'Bye' })
    await store.saveCanned({ owner: ANNA, name: 'hello', text: 'Hi again, {visitor}' })
    await store.saveCanned({ owner: BEN, name: 'secret', text: '' })
    await reopen()
    const named = async (...owners: string[]) =>
      (await store.canned(owners)).map((one) => `${one.owner} ${one.name}: ${one.text}`)
    expect(await named(ANNA, SUPPORT)).toEqual([
      `${ANNA} Bye: Bye`,
      `${ANNA} hello: Hi again, {visitor}`,
      `${SUPPORT} hello: Hello`,
    ])
    expect(await named()).toEqual([])
    expect(await store.removeCanned(ANNA, 'hello')).toBe(true)
    expect(await store.removeCanned(ANNA, 'hello')).toBe(false)
    expect(await named(ANNA)).toEqual([`${ANNA} Bye: Bye`])
  })

  test(`B3: ${engine} keeps notices`, async () => {
    const slow = await store.addNotice(SUPPORT, { at: 1, by: ANNA, text: 'Payment is slow' })
    const sale = await store.addNotice(SUPPORT, { at: 2, by: BEN, text: 'Sale' })
    await store.addNotice(SALES, { at: 3, by: BEN, text: 'other' })
    await reopen()
    expect(await store.notices(SUPPORT)).toEqual([slow, sale])
    expect(await store.removeNotice(SALES, slow.id)).toBe(false)
    expect(await store.removeNotice(SUPPORT, slow.id)).toBe(true)
    expect(await store.notices(SUPPORT)).toEqual([sale])
    const brief = await store.addNotice(SUPPORT, { at: 4, by: ANNA, text: 'Back soon', until: 9 })
    expect((await store.notices(SUPPORT)).at(-1)).toEqual({ ...brief, until: 9 })
    await store.addNotice(SUPPORT, { at: 9, by: ANNA, text: 'Back' })
    expect((await store.notices(SUPPORT)).map(({ text }) => text)).toEqual(['Sale', 'Back'])
  })

  test(`B7: ${engine} keeps who is blocked, and until when`, async () => {
    const keys = ['address:203.0.113.0/24', 'customer:shop:5']
    const mia = await store.addBlock(SUPPORT, {
      keys,
      name: 'Mia',
      by: ANNA,
      at: 1,
      until: 1_800_000_000_000,
    })
    await store.addBlock(SALES, { keys, name: 'Omar', by: BEN, at: 2, until: 10 })
    await reopen()
    expect(await store.blocks(SUPPORT)).toEqual([mia])
    expect(mia).toMatchObject({ keys, name: 'Mia', by: ANNA, at: 1, until: 1_800_000_000_000 })
    // What is over is swept out with the next one.
    const lea = await store.addBlock(SUPPORT, {
      keys: ['jid:lea@x'],
      name: 'Léa',
      by: BEN,
      at: 20,
      until: 30,
    })
    expect([await store.blocks(SALES), await store.blocks(SUPPORT)]).toEqual([[], [mia, lea]])
    expect(await store.removeBlock(SALES, mia.id)).toBe(false)
    expect(await store.removeBlock(SUPPORT, mia.id)).toBe(true)
    expect(await store.blocks(SUPPORT)).toEqual([lea])
  })

  test(`B3: ${engine} keeps which workgroups are paused`, async () => {
    await store.setByHand(SUPPORT, { by: ANNA, at: 1, open: true, until: 9 })
    await store.setByHand(SUPPORT, { by: BEN, at: 2, open: false })
    await store.setByHand(SALES, { by: ANNA, at: 1, open: false })
    await store.setByHand(SALES, undefined)
    await reopen()
    expect([await store.byHand(SUPPORT), await store.byHand(SALES)]).toEqual([
      { by: BEN, at: 2, open: false },
      undefined,
    ])
    await store.setByHand(SALES, { by: ANNA, at: 1, open: true, until: 9 })
    expect(await store.byHand(SALES)).toEqual({ by: ANNA, at: 1, open: true, until: 9 })
  })

  test(`A3: ${engine} finds ended cases by words`, async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await makeCase(id)
      await store.addToTranscript(id, [
        entry('1', 'Hello'),
        entry('2', `The Invoice is 100%_wrong, number ${id}7`),
      ])
      if (id !== 'c') await store.finishCase(id, { reason: 'visitor-left', at: 1_000 + index })
    }
    await store.setTag('a', 'refund', true)
    const found = async (typed: string) =>
      (await store.findEnded(SUPPORT, typed, 10)).map((one) => one.details.id)
    expect(await found('invoice')).toEqual(['b', 'a'])
    expect(await found('INVOICE refund')).toEqual(['a'])
    expect(await found('invoice -refund')).toEqual(['b'])
    expect(await found('mia 56164 b7')).toEqual(['b'])
    expect(await found('"is 100%_wr"*')).toEqual(['b', 'a'])
    expect([await found('invoi'), await found('invoi*')]).toEqual([[], ['b', 'a']])
    expect([await found('1_0'), await found("';--"), await found('')]).toEqual([[], [], []])
    expect(await store.findEnded(SUPPORT, 'a7 hello', 1)).toMatchObject([
      { details: { id: 'a' }, reason: 'visitor-left', line: 'Hello' },
    ])
    expect(await store.findEnded(SALES, 'invoice', 10)).toEqual([])
    await store.addToTranscript('b', [entry('b8', 'Grüße an Ærø [x] (y) a.c Straße Пётр')])
    for (const word of ['aXc', '[xy]']) expect(await found(word), word).toEqual([])
    for (const word of ['GRÜSSE', 'GRÜßE', 'æRØ', '[X]', '(y)', 'A.C', 'strass*', 'пЁТР!'])
      expect(await found(word), word).toEqual(['b'])
    await store.setTag('a', 'refund', false)
    expect(await found('refund')).toEqual([])
  })

  test(`A3: ${engine} finds what was filled in, not what the fields are called; a number is first a case's`, async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await makeCase(id)
      await store.addToTranscript(id, [entry('1', 'I paid 1, 2 and 3')])
      await store.finishCase(id, { reason: 'visitor-left', at: 1_000 + index })
    }
    const found = async (typed: string) =>
      (await store.findEnded(SUPPORT, typed, 10)).map((one) => one.details.number)
    expect([await found('label'), await found('values'), await found('customer')]).toEqual([[], [], []])
    expect(await found('56164')).toEqual([3, 2, 1])
    expect(await found('1')).toEqual([1, 3, 2])
    expect([await found('#1'), await found('#9'), await found('#')]).toEqual([[1], [], []])
  })

  test(`B3: ${engine} keeps a mail until it is sent or given up`, async () => {
    await store.queueMail(mail('one', 2_000))
    await store.queueMail({ ...mail('two', 1_000), replyTo: 'help@example.com' })
    await store.queueMail({ ...mail('two', 1_000), text: 'again' })
    await reopen()
    expect(await store.nextMailAt()).toBe(1_000)
    expect(await store.dueMails(999, 10)).toEqual([])
    const due = await store.dueMails(2_000, 10)
    expect(due).toEqual([
      { ...mail('two', 1_000), replyTo: 'help@example.com', attempts: 0 },
      { ...mail('one', 2_000), attempts: 0 },
    ])
    expect(await store.dueMails(2_000, 1)).toHaveLength(1)
    await store.mailFailed('two', 'not now', 9_000)
    await store.mailSent('one')
    expect(await store.nextMailAt()).toBe(9_000)
    expect((await store.dueMails(9_000, 10)).map((one) => one.attempts)).toEqual([1])
    await store.mailFailed('two', 'no such user', undefined)
    expect(await store.nextMailAt()).toBeUndefined()
    expect(await store.failedMails()).toMatchObject([{ id: 'two', attempts: 2, trouble: 'no such user' }])
  })
}
