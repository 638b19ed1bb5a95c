/** Who is asked, in which order, and what happens when they say no, say nothing, or go (R1-R6, Q1-Q4). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { NS, type Operator, type Visitor } from '../support/people/index.ts'
import { type Name, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

/** It rings for as long as a slow machine needs for the next step, and a test can wait; two seats, so that full is soon. */
const impatient = (demo: string): string =>
  demo.replaceAll(
    '    routing:',
    '    ringFor: 15 s\n    offerAway: true\n    seats: 2\n    operatorGrace: 5 min\n    routing:',
  )

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ component: { yaml: impatient } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

async function onDuty(
  name: Name,
  workgroup = SUPPORT,
  duty: Parameters<Operator['onDuty']>[1] = {},
): Promise<Operator> {
  const operator = await stage.operator(name)
  await operator.onDuty(workgroup, duty)
  await operator.queue(workgroup)
  return operator
}

async function waiting(name: string, workgroup = 'support'): Promise<Visitor & { id: string }> {
  const visitor = await stage.visitor({ workgroup })
  const { id } = await visitor.join({ name })
  return Object.assign(visitor, { id })
}

/** Settles a question by order on one stream: what was sent to this operator before has arrived now. */
async function nothingRings(operator: Operator, since = 0): Promise<void> {
  await operator.agents(SUPPORT)
  const offers = operator.connection.stanzas.items
    .slice(since)
    .filter((one) => one.getChild('offer', NS.workgroup))
  expect(offers.map(String)).toEqual([])
}

describe('presence decides', () => {
  test('R1: available and chat are offered; dnd and xa are not; a change applies at once', async () => {
    const anna = await onDuty('anna')
    const ben = await onDuty('ben', SUPPORT, { show: 'dnd' })
    const carol = await onDuty('carol', SUPPORT, { show: 'chat' })
    const mia = await waiting('Mia')
    await Promise.all([anna.offer(mia.id), carol.offer(mia.id)])
    await nothingRings(ben)
    await ben.onDuty(SUPPORT)
    await ben.offer(mia.id)
    await anna.onDuty(SUPPORT, { show: 'xa' })
    expect((await anna.revoked(mia.id)).why).toBe('not-available')
  })

  test('R1: away is asked only when nobody better is there', async () => {
    const anna = await onDuty('anna', SUPPORT, { show: 'away' })
    const ben = await onDuty('ben')
    const first = await waiting('First')
    await ben.offer(first.id)
    await nothingRings(anna)
    await ben.offDuty(SUPPORT)
    await anna.offer(first.id)
  })
})

describe('strategies', () => {
  test('R2: ring all: the first to answer has it, the others are told who', async () => {
    const [anna, ben] = await Promise.all([onDuty('anna'), onDuty('ben')])
    const mia = await waiting('Mia')
    const [, offer] = await Promise.all([anna.offer(mia.id), ben.offer(mia.id)])
    await ben.accept(offer)
    expect(await anna.revoked(mia.id)).toMatchObject({ why: 'taken', by: 'ben@localhost' })
    await Promise.all([mia.invited(), ben.invited()])
    await expect(anna.accept({ ...offer })).rejects.toMatchObject({
      condition: 'conflict',
      text: 'Ben took it.',
    })
  })

  test('R2: least busy: the one with fewer chats, then the one who is idle longest', async () => {
    const [anna, ben] = await Promise.all([onDuty('anna', SALES), onDuty('ben', SALES)])
    const first = await waiting('First', 'sales')
    const busy = await Promise.race([
      anna.offer(first.id).then(() => anna),
      ben.offer(first.id).then(() => ben),
    ])
    const free = busy === anna ? ben : anna
    await busy.accept(await busy.offer(first.id))
    const second = await waiting('Second', 'sales')
    await free.accept(await free.offer(second.id))
    await nothingRings(busy, busy.connection.stanzas.mark())
    await first.depart()
    await first.ended()
    await second.depart()
    await second.ended()
    const third = await waiting('Third', 'sales')
    expect((await busy.offer(third.id)).caseId).toBe(third.id)
  })
})

describe('offers', () => {
  test('R3: a rejected offer goes to the next, and not back to who rejected it', async () => {
    const [anna, ben] = await Promise.all([onDuty('anna', SALES), onDuty('ben', SALES)])
    const mia = await waiting('Mia', 'sales')
    const first = await Promise.race([anna.offer(mia.id).then(() => anna), ben.offer(mia.id).then(() => ben)])
    const second = first === anna ? ben : anna
    await first.reject(await first.offer(mia.id))
    await second.accept(await second.offer(mia.id))
    await mia.invited()
  })

  test('R3: an offer that nobody answers is taken back in time and goes on', async () => {
    const [anna, ben] = await Promise.all([onDuty('anna', SALES), onDuty('ben', SALES)])
    const mia = await waiting('Mia', 'sales')
    const first = await Promise.race([anna.offer(mia.id).then(() => anna), ben.offer(mia.id).then(() => ben)])
    const second = first === anna ? ben : anna
    expect((await first.offer(mia.id)).timeout).toBeLessThanOrEqual(15)
    expect((await first.revoked(mia.id)).why).toBe('expired')
    await second.offer(mia.id)
  })

  test('R3: what is gone, or was never offered, cannot be accepted', async () => {
    const anna = await onDuty('anna')
    const mia = await waiting('Mia')
    const offer = await anna.offer(mia.id)
    await mia.depart()
    expect((await anna.revoked(mia.id)).why).toBe('visitor-gone')
    await expect(anna.accept(offer)).rejects.toMatchObject({ condition: 'item-not-found' })
    await expect(anna.accept({ ...offer, caseId: 'never' })).rejects.toMatchObject({
      condition: 'item-not-found',
    })
  })
})

describe('seats', () => {
  test('R4: never more than the seats, counted over all workgroups; what is freed is filled in order', async () => {
    const anna = await onDuty('anna')
    await anna.onDuty(SALES)
    const first = await waiting('First')
    await anna.accept(await anna.offer(first.id))
    const second = await waiting('Second', 'sales')
    await anna.accept(await anna.offer(second.id))
    const third = await waiting('Third')
    await third.place(({ position }) => position === 0)
    await nothingRings(anna, anna.connection.stanzas.mark())
    await second.depart()
    await anna.offer(third.id)
  })

  test("R4: the operator's own max-chats lowers the seats", async () => {
    const anna = await onDuty('anna', SUPPORT, { maxChats: 1 })
    const first = await waiting('First')
    await anna.accept(await anna.offer(first.id))
    const second = await waiting('Second')
    await second.place(({ position }) => position === 0)
    await nothingRings(anna, anna.connection.stanzas.mark())
    await anna.onDuty(SUPPORT, { maxChats: 2 })
    await anna.offer(second.id)
  })
})

describe('the queue', () => {
  test('Q1: first come first served; each sees the own place, operators see who and what', async () => {
    const anna = await onDuty('anna', SUPPORT, { maxChats: 1 })
    const first = await waiting('First')
    await anna.accept(await anna.offer(first.id))
    const second = await waiting('Second')
    const third = await waiting('Third')
    await third.place(({ position }) => position === 1)
    const queue = await anna.queue(SUPPORT, (rows) => rows.length === 2)
    expect(queue.map(({ name, position }) => ({ name, position }))).toEqual([
      { name: 'Second', position: 0 },
      { name: 'Third', position: 1 },
    ])
    await second.depart()
    await third.place(({ position }) => position === 0)
    await first.depart()
    await anna.offer(third.id)
  })

  test('Q2: an away visitor keeps the place and is skipped until ready again', async () => {
    const anna = await onDuty('anna', SUPPORT, { maxChats: 1 })
    const first = await waiting('First')
    await anna.accept(await anna.offer(first.id))
    const second = await waiting('Second')
    const third = await waiting('Third')
    await second.appear('away', 'back in 5')
    await anna.queue(SUPPORT, (rows) => rows.some((row) => row.stanza.toString().includes('back in 5')))
    await first.depart()
    await anna.offer(third.id)
    await third.depart()
    const since = anna.connection.stanzas.mark()
    await second.appear('away', `\u202eback in ${'x'.repeat(20_000)}`)
    const told = await anna.queue(
      SUPPORT,
      ([row]) => row?.stanza.getChild('case', NS.parlor)?.attrs.status?.includes('xxx') ?? false,
      { since },
    )
    expect(told[0]?.stanza.getChild('case', NS.parlor)?.attrs.status).toMatch(/^back in x{480,492}…?$/)
    await second.appear()
    await anna.offer(second.id)
  })

  test('R6: an operator takes a waiting request by hand, out of order', async () => {
    const anna = await onDuty('anna', SUPPORT, { maxChats: 1 })
    const first = await waiting('First')
    await anna.reject(await anna.offer(first.id))
    const second = await waiting('Second')
    await anna.offer(second.id)
    expect((await anna.take(SUPPORT, first.id)).status).toBe('completed')
    await first.invited()
  })

  test('Q3: what a waiting visitor writes to the workgroup reaches nobody, and is politely said so; operators are out of reach', async () => {
    const anna = await onDuty('anna')
    const mia = await waiting('Mia')
    const { el } = await import('../support/people/index.ts')
    await mia.connection.send(el('message', { to: SUPPORT, type: 'chat' }, el('body', {}, 'let me in')))
    await mia.connection.stanzas.until(
      (one) => one.is('message') && (one.getChildText('body') ?? '').includes('You are in the queue'),
      'the polite answer',
    )
    for (const to of ['anna@localhost', anna.jid, `${SUPPORT}/anna@localhost`]) {
      await mia.connection.send(el('message', { to, type: 'chat', id: to }, el('body', {}, 'let me in')))
      await mia.connection.stanzas.until(
        (one) => one.is('message') && one.attrs.type === 'error' && one.attrs.id === to,
        `a refusal from ${to}`,
      )
      const ping = el('ping', { xmlns: 'urn:xmpp:ping' })
      await expect(mia.connection.get(to, ping)).rejects.toMatchObject({ condition: 'service-unavailable' })
    }
    await anna.agents(SUPPORT)
    const { items } = anna.connection.stanzas
    expect(items.filter((one) => /let me in|urn:xmpp:ping/.test(String(one))).map(String)).toEqual([])
  })

  test('Q4: the last operator goes: the request is not forgotten but waits, and ends with a reason that is told', async () => {
    const anna = await onDuty('anna')
    const mia = await waiting('Mia')
    await anna.offer(mia.id)
    await anna.offDuty(SUPPORT)
    await mia.place()
    const ben = await onDuty('ben')
    await ben.offer(mia.id)
    await mia.depart()
    expect(await mia.ended()).toBe('visitor-left')
  })
})
