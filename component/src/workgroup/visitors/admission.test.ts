import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'
import { signTicket, type Ticket } from '../../protocol/ticket.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
})
afterEach(() => kit.close())

const VISITOR = 'q1@visitors.localhost/web'

const ticket = (given: Partial<Ticket> = {}, key = kit.office.ticketKey): string =>
  signTicket(
    {
      ...{ jti: 'once', exp: kit.office.clock.now() + 60_000, site: 'demo', workgroup: SUPPORT },
      ...{ parameters: [{ name: 'customer', value: '7', verified: true }], ...given },
    },
    key,
  )

/** The answer to a request of this visitor. */
async function ask(content: string, from = VISITOR): Promise<string> {
  const id = `i${kit.sent.length}`
  await kit.hear(
    `<iq type='set' id='${id}' from='${from}' to='${SUPPORT}'><join-queue xmlns='http://jabber.org/protocol/workgroup'>${content}</join-queue></iq>`,
  )
  for (let turn = 0; turn < 1_000; turn++) {
    const answer = kit.sent.find((one) => one.attrs.id === id && one.is('iq'))
    if (answer) return answer.toString()
    await kit.settled()
  }
  throw new Error('no answer')
}
const withTicket = (text: string) => `<ticket xmlns='urn:parlor:1'>${text}</ticket>`

test('B6: an anonymous visitor needs a ticket: signed by us, for this workgroup, in time, and once', async () => {
  expect(await ask('')).toContain('not-authorized')
  expect(await ask(withTicket('nonsense'))).toContain('not-authorized')
  expect(await ask(withTicket(ticket({}, 'another key')))).toContain('not-authorized')
  expect(await ask(withTicket(ticket({ workgroup: 'sales@support.localhost' })))).toContain(
    'another workgroup',
  )
  expect(await ask(withTicket(ticket({ exp: kit.office.clock.now() - 1 })))).toContain('expired')
  expect(await ask(withTicket(ticket()))).toContain('<case')
  expect(await ask(withTicket(ticket()), 'q2@visitors.localhost/web')).toContain('used before')
  expect(kit.support.actor.state.cases.size).toBe(1)
})

test('V6: what the site has signed is verified, what came beside it is claimed', async () => {
  await ask(
    `${withTicket(ticket())}<metadata xmlns='http://jivesoftware.com/protocol/workgroup'><value name='order'>12</value></metadata>`,
  )
  const [id = ''] = kit.support.actor.state.cases.keys()
  expect(kit.support.cases.details(id)?.parameters).toEqual([
    { name: 'customer', value: '7', verified: true },
    { name: 'order', value: '12', verified: false },
  ])
})

test('V4: nobody there, and the workgroup refuses: said at once, and the ticket is still good', async () => {
  await kit.hear(`<presence type='unavailable' from='${ANNA}' to='${SUPPORT}'/>`)
  const refused = await ask(withTicket(ticket()))
  expect(refused).toContain('nobody-on-duty')
  await kit.onDuty(ANNA)
  expect(await ask(withTicket(ticket()))).toContain('<case')
})

test('Q1: one request for each visitor; an operator is not offered to themselves', async () => {
  expect(await ask(withTicket(ticket()))).toContain('<case')
  expect(await ask(withTicket(ticket({ jti: 'twice' })))).toContain('conflict')
  expect(await ask('', 'anna@localhost/desk')).toContain('not-authorized')
})

test('C2: whoever brings the token of their case has it again, and the old session hears that it has lost it', async () => {
  const joined = await ask(withTicket(ticket()))
  const token = /token="([^"]+)"/.exec(joined)?.[1] ?? ''
  expect(token.length).toBeGreaterThan(40)
  const back = await ask(`<resume xmlns='urn:parlor:1' token='${token}'/>`, 'q9@visitors.localhost/web')
  expect(back).toContain('<case')
  const [record] = [...kit.support.actor.state.cases.values()]
  expect(record?.visitor.jid).toBe('q9@visitors.localhost/web')
  expect(kit.said('superseded').some((text) => text.includes(VISITOR))).toBe(true)
  expect(await ask(`<resume xmlns='urn:parlor:1' token='guessed'/>`, 'q8@visitors.localhost/web')).toContain(
    'item-not-found',
  )
})

const from = (address: string, jti: string): string => withTicket(ticket({ address, jti, parameters: [] }))
const visitor = (name: string) => `${name}@visitors.localhost/web`
const says = async (words: string): Promise<string> => {
  const before = kit.sent.length
  await kit.hear(`<message type='chat' from='${ANNA}' to='${SUPPORT}'><body>${words}</body></message>`)
  await kit.settled()
  return kit.sent
    .slice(before)
    .map((one) => one.getChildText('body') ?? '')
    .join('\n')
}

test('B7: who is blocked reads it in a sentence, others of the same workgroup do not, and it can be lifted', async () => {
  expect(await ask(from('203.0.113.9', 'a'), visitor('q1'))).toContain('<case')
  const [one] = kit.support.actor.state.cases.values()
  const number = kit.support.cases.details(one?.id ?? '')?.number
  expect(await says(`block ${number} for 2 h`)).toContain('Blocked:')
  const refused = await ask(from('203.0.113.9', 'b'), visitor('q2'))
  expect(refused).toContain('We do not take requests from you until')
  expect(refused).toContain('<blocked xmlns="urn:parlor:1"')
  expect(await ask(from('203.0.113.10', 'c'), visitor('q3'))).toContain('<case')
  expect(await says('blocked')).toContain('1: ')
  expect(await says('unblock 1')).toContain('They may ask again.')
  expect(await ask(from('203.0.113.9', 'd'), visitor('q4'))).toContain('<case')
})

test('B7: a network is blocked until the time is over', async () => {
  await says('block 2001:db8::/32 for 1 h')
  expect(await ask(from('2001:db8:1:2::/64', 'a'), visitor('q1'))).toContain('We do not take')
  expect(await ask(from('2001:db9:1:2::/64', 'b'), visitor('q2'))).toContain('<case')
})

test('B7: one network does not fill the queue, and whoever left makes room', async () => {
  const { limits } = kit.office.config.http
  kit.office.config = {
    ...kit.office.config,
    http: { ...kit.office.config.http, limits: { ...limits, openRequests: 2 } },
  }
  expect(await ask(from('203.0.113.9', 'a'), visitor('q1'))).toContain('<case')
  expect(await ask(from('203.0.113.9', 'b'), visitor('q2'))).toContain('<case')
  const third = await ask(from('203.0.113.9', 'c'), visitor('q3'))
  expect(third).toContain('resource-constraint')
  expect(third).toContain('too-many-here')
  // A refusal takes no place; somebody else's is their own.
  expect(await ask(from('203.0.113.10', 'd'), visitor('q4'))).toContain('<case')
  const open = ['203.0.113.9', '203.0.113.10'].map((one) => kit.office.cache.addresses.open(one))
  expect(open).toEqual([2, 1])
})
