import { describe, expect, it } from 'vitest'
import { actionCalled } from '../actions.ts'
import { fake, MIA, NOW } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answered, say } from './chats.kit.ts'

const EVE = { jid: 'v3', name: 'Eve', page: 'https://shop.example/cart', title: 'Cart', since: NOW - 60_000 }
const EVA = { jid: 'v1842', name: 'Eva', since: NOW }

const anna = (has: Parameters<typeof shelf>[0] = {}, cases = [MIA], supervisor = false) => {
  const { records, written } = shelf(has)
  return { context: fake(cases, { records, supervisor }), written }
}

describe('R7: contact', () => {
  it('R7: invites somebody who is on the site', async () => {
    const { context, written } = anna({ visitors: [EVE, EVA] })
    expect(await say(context, 'contact eve')).toBe(
      'Invited: Eve. The chat opens when they say yes; you are told if they do not.',
    )
    await say(context, 'contact 3')
    await say(context, 'contact V3')
    expect(written).toEqual([
      ['contact', 'v3'],
      ['contact', 'v3'],
      ['contact', 'v3'],
    ])
  })
  it('D4: with a sentence that they read on the page', async () => {
    const { context, written } = anna({ visitors: [EVE] })
    await say(context, 'contact v3: May I help? Delivery: two days.')
    expect(written).toEqual([['contact', 'v3', 'May I help? Delivery: two days.']])
  })
  it('R7: invites somebody with an account', async () => {
    const { context, written } = anna()
    expect(await say(context, 'contact mia@example.org')).toMatch(/opens for you at once/)
    expect(written).toEqual([['contact', 'mia@example.org']])
  })
  it('R7: takes who waits already', async () => {
    const { context, written } = anna({ visitors: [EVE] })
    expect(await say(context, 'contact mia')).toMatch(/^Taken: Mia/)
    expect(context.asked).toEqual([{ type: 'take', case: '7k3q9x', operator: 'anna@localhost' }])
    expect(written).toEqual([])
  })
  it('R7: asks when a number is that of a case, too', async () => {
    const { context, written } = anna({ visitors: [EVA] })
    const answer = await answered(context, 'contact 1842')
    expect(answer?.responses.map(({ value }) => value)).toEqual(['contact #1842', 'contact v1842'])
    expect([written, context.asked]).toEqual([[], []])
  })
  it('R7: who has been asked, or has a chat, is not among those to ask', async () => {
    const visitors = [
      { ...EVE, invitedBy: 'Ben' },
      { ...EVA, busy: true },
    ]
    expect(await say(anna({ visitors }, []).context, 'contact')).toBe(
      'Nobody is on the site or in the queue.',
    )
  })
  it('D4: shows who is on the site', async () => {
    const visitors = [
      { ...EVE, invitedBy: 'Ben', language: 'da', referrer: 'https://a.example/' },
      { ...EVA, busy: true },
      { ...EVE, jid: 'v4', suggested: true },
    ]
    const { context } = anna({ visitors })
    expect(await say(context, 'visitors')).toBe(
      '3 on the site:\nv3: Eve, Cart, 1 min, invited by Ben\nv1842: Eva, under 1 min, has a chat\nv4: Eve, Cart, 1 min, invited by rule\nInvite with "contact v3".',
    )
    const outcome = await actionCalled('visitors')?.run(context, {})
    expect(outcome && 'table' in outcome && outcome.table?.rows).toMatchObject([
      { visitor: 'v3', page: EVE.page, title: 'Cart', language: 'da', invited: 'Ben', busy: 'false' },
      { visitor: 'v1842', page: '', invited: '', suggested: 'false', busy: 'true' },
      { visitor: 'v4', invited: '', suggested: 'true' },
    ])
    expect(await say(anna().context, 'visitors')).toBe('Nobody is on the site.')
  })
  it('D4: what can be seen of them stands in the list', async () => {
    const background = { place: 'Aarhus', browser: 'Firefox 128 on Linux', path: ['/', '/cart'], earlier: 2 }
    const { context } = anna({ visitors: [{ ...EVE, background }] })
    expect(await say(context, 'visitors')).toMatch(/v3: Eve, Cart, Aarhus, 1 min/)
    const outcome = await actionCalled('visitors')?.run(context, {})
    expect(outcome && 'table' in outcome && outcome.table?.rows).toMatchObject([
      {
        place: 'Aarhus',
        browser: 'Firefox 128 on Linux',
        path: '/ /cart',
        earlier: '2',
        visits: '',
        words: '',
      },
    ])
  })
  it('R7: asks whom', async () => {
    const answer = await answered(anna({ visitors: [EVE] }).context, 'contact')
    expect(answer?.responses).toEqual([
      { label: 'Mia, case 1842, waiting', value: 'contact #1842' },
      { label: 'Eve, Cart, 1 min', value: 'contact v3' },
    ])
    expect((await answered(anna({ visitors: [EVE, EVA] }).context, 'contact ev'))?.text).toMatch(/^Which one/)
  })
  it.each(['contact nobody', 'Contact me at home tomorrow', 'contact @', 'contact'])(
    'refuses "%s"',
    async (words) => {
      const { context, written } = anna({}, [])
      expect(await say(context, words)).toMatch(/^(There is no visitor|Nobody is on the site)/)
      expect([written, context.asked]).toEqual([[], []])
    },
  )
  it('R7: says why not', async () => {
    expect(await say(anna({ visitors: [EVE], fault: 'no-free-seat' }).context, 'contact eve')).toMatch(
      /as many chats/,
    )
  })
})

describe('A3: notices', () => {
  it('A3: shows what the start page says', async () => {
    const { context } = anna({ notices: [{ id: 3, text: 'Payment is slow.' }] })
    expect(await say(context, 'notices')).toBe('3: Payment is slow.')
    expect(await say(anna().context, 'notices')).toBe('The start page says nothing.')
  })
  it.each([
    ['notices add: Payment is slow.', ['notice', 'Payment is slow.'], 'The start page says it now.'],
    ['notices add Payment is slow.', ['notice', 'Payment is slow.'], 'The start page says it now.'],
    ['notices add for 2 h: Slow.', ['notice', 'Slow.', NOW + 7_200_000], 'The start page says it now.'],
    ['notices add until 11:30: Slow.', ['notice', 'Slow.', NOW + 1_800_000], 'The start page says it now.'],
    [
      'notices add Open until 9:30: come.',
      ['notice', 'Open until 9:30: come.'],
      'The start page says it now.',
    ],
    ['notices remove 3', ['remove notice', 3], 'Removed.'],
  ])('A3: "%s" is for supervisors', async (words, wanted, text) => {
    const operator = anna()
    expect(await say(operator.context, words)).toBe('This is for supervisors.')
    expect(operator.written).toEqual([])
    const supervisor = anna({}, [], true)
    expect(await say(supervisor.context, words)).toBe(text)
    expect(supervisor.written).toEqual([wanted])
  })
  it.each(['notices add', 'notices remove', 'notices remove all', 'notices shout it'])(
    'refuses "%s"',
    async (words) => {
      const { context, written } = anna({}, [], true)
      expect(await say(context, words)).toMatch(/^(Write:|What to do must be)/)
      expect(written).toEqual([])
    },
  )
  it('says that there is no such notice', async () => {
    expect(await say(anna({ fault: 'not-found' }, [], true).context, 'notices remove 9')).toBe(
      'There is no notice 9.',
    )
  })
})

describe('A3: search', () => {
  const found = [
    {
      id: 'p1',
      number: 1700,
      name: 'Old',
      endedAt: NOW - 7_200_000,
      operator: 'Ben',
      line: 'the refund\ncame',
    },
  ]
  it('A3: finds ended cases', async () => {
    expect(await say(anna({ found }).context, 'search refund')).toBe(
      'Old, case 1700, Ben, 2 h ago: the refund came',
    )
    expect(await say(anna({ found }).context, '/find refund')).toMatch(/^Old/)
  })
  it('says that there are none', async () => {
    expect(await say(anna().context, 'search zebra')).toBe('Nothing was found for "zebra".')
  })
  it('asks for what', async () => {
    expect(await say(anna().context, 'search')).toBe('What are you looking for? Write: search words')
  })
})
