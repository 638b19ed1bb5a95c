/** The flows of XEP-0142 as its examples show them, and what discovery says (A4). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parseCaps, parseInfo, verifyCaps } from '../../component/src/protocol/disco.ts'
import { el, NS, type Operator } from '../support/people/index.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const INFO = 'http://jabber.org/protocol/disco#info'
const FASTPATH = 'http://jivesoftware.com/protocol/workgroup'
const ITEMS = 'http://jabber.org/protocol/disco#items'

async function onDuty(name: 'anna' | 'ben' = 'anna'): Promise<Operator> {
  const operator = await stage.operator(name)
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  return operator
}

test('A4: the service lists its workgroups, and each says what it is', async () => {
  const mia = await stage.visitor()
  const items = (await mia.connection.get('support.localhost', el('query', { xmlns: ITEMS }))).getChild(
    'query',
    ITEMS,
  )
  expect(items?.getChildren('item').map(({ attrs }) => attrs.jid)).toEqual([SUPPORT, SALES])
  for (const jid of ['support.localhost', SUPPORT]) {
    const info = (await mia.connection.get(jid, el('query', { xmlns: INFO }))).getChild('query', INFO)
    expect(info?.getChild('identity')?.attrs).toMatchObject({ category: 'collaboration', type: 'workgroup' })
    const features = info?.getChildren('feature').map(({ attrs }) => attrs.var)
    expect(features).toContain('http://jabber.org/protocol/workgroup')
    expect(features).toContain(INFO)
  }
})

test('A4: the hash in the presence of a workgroup is that of what it answers', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const shown = await ben.connection.stanzas.until(
    (one) => one.is('presence') && one.attrs.from === SUPPORT && parseCaps(one) !== undefined,
    'a presence with capabilities',
  )
  const caps = parseCaps(shown)
  if (!caps) throw new Error('unreachable: it was there a moment ago')
  const answer = await ben.connection.get(
    SUPPORT,
    el('query', { xmlns: INFO, node: `${caps.node}#${caps.ver}` }),
  )
  const info = parseInfo(answer)
  expect(info && verifyCaps(caps, info)).toBe(true)
  await ben.remove(SUPPORT)
})

test('A4: the form is asked for, filled in, and the queue entered; place and departure are told', async () => {
  await onDuty()
  const mia = await stage.visitor()
  const asked = await mia.connection.get(SUPPORT, el('join-queue', { xmlns: NS.workgroup }))
  const form = asked.getChild('join-queue', NS.workgroup)?.getChild('x', 'jabber:x:data')
  expect(form?.getChildren('field').map(({ attrs }) => attrs.var)).toEqual(['name', 'email', 'problem'])
  const { id, number, token } = await mia.join({ name: 'Mia' })
  expect(id).toMatch(/^[a-z0-9]{6,}$/)
  expect(Number(number)).toBeGreaterThan(0)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect((await mia.place()).position).toBe(0)
  const status = await mia.connection.get(SUPPORT, el('queue-status', { xmlns: NS.workgroup }))
  expect(status.getChild('queue-status', NS.workgroup)?.getChildText('position')).toBe('0')
  await mia.depart()
  const told = await mia.connection.stanzas.until(
    (one) => one.is('message') && one.getChild('depart-queue', NS.workgroup) !== undefined,
    'the departure',
  )
  expect(told.getChild('ended', NS.parlor)?.attrs).toMatchObject({ case: id, reason: 'visitor-left' })
})

test('A4: an offer carries timeout, metadata and the case; the invitation is matched to it', async () => {
  const anna = await onDuty()
  const mia = await stage.visitor({ page: 'https://shop.example/cart', params: { customer: '56164' } })
  const { id } = await mia.join({ name: 'Mia', email: 'mia@example.org' })
  const offer = await anna.offer(id)
  expect(offer.timeout).toBeGreaterThan(20)
  const payload = offer.stanza.getChild('offer', NS.workgroup)
  const metadata = payload?.getChild('metadata', FASTPATH)
  expect(metadata?.getChildren('value').map((value) => [value.attrs.name, value.getText()])).toEqual([
    ['name', 'Mia'],
    ['email', 'mia@example.org'],
    ['customer', '56164'],
  ])
  const about = payload?.getChild('case', NS.parlor)
  expect(about?.getChild('page')?.attrs.url).toBe('https://shop.example/cart')
  expect(about?.getChild('parameter')?.attrs).toMatchObject({ name: 'customer', verified: 'false' })
  await anna.accept(offer)
  const [hers, his] = [await mia.invited(), await anna.invited()]
  expect(hers).toMatchObject({ caseId: id, nick: 'Mia', with: 'Anna' })
  expect(his).toMatchObject({ caseId: id, nick: 'Anna', with: 'Mia', room: hers.room })
  expect(his.stanza.getChild('offer', NS.workgroup)?.attrs.jid).toBe(mia.jid)
  // Where Smack's AgentSession looks for them.
  expect(his.stanza.getChild('session', FASTPATH)?.attrs.id).toBe(id)
  expect(his.stanza.getChild('metadata', FASTPATH)?.toString()).toBe(metadata?.toString())
  expect(hers.stanza.getChild('session', FASTPATH)).toBeUndefined()
})

test('A4: colleagues are listed on request, and their status follows', async () => {
  const anna = await onDuty()
  expect((await anna.agents(SUPPORT)).sort()).toEqual(['ben@localhost', 'carol@localhost'])
  await anna.colleague(SUPPORT, 'ben@localhost', 'offline')
  const ben = await onDuty('ben')
  await ben.onDuty(SUPPORT, { maxChats: 3 })
  const since = anna.connection.stanzas.mark()
  await anna.colleague(SUPPORT, 'ben@localhost', 'available')
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await ben.accept(await ben.offer(id))
  const seen = await anna.connection.stanzas.until(
    (one) =>
      one.attrs.from === `${SUPPORT}/ben@localhost` &&
      one.getChild('agent-status', NS.workgroup)?.getChildText('current-chats') === '1',
    'Ben to have a chat',
    { since },
  )
  expect(seen.getChild('agent-status', NS.workgroup)?.getChildText('max-chats')).toBe('3')
})

test('A4: an operator with two clients: the offer rings at both, and where it is not accepted it is revoked', async () => {
  const [one, other] = [await onDuty(), await onDuty()]
  const mia = await stage.visitor()
  const { id } = await mia.join()
  const [offer] = await Promise.all([one.offer(id), other.offer(id)])
  await one.accept(offer)
  expect((await other.revoked(id)).why).toBe('taken')
  await one.invited()
  expect(other.connection.stanzas.items.some((stanza) => stanza.getChild('x', NS.conference))).toBe(false)
})

test('A4: a client that comes while something rings is rung too', async () => {
  const one = await onDuty()
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await one.offer(id)
  const other = await onDuty()
  await other.accept(await other.offer(id))
  await mia.enterWhenInvited()
})
