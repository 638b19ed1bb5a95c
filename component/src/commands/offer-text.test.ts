import { describe, expect, it } from 'vitest'
import { MIA, NOW, OMAR, row } from './fake.kit.ts'
import { answerLine, OFFER_RESPONSES, offerText, presenceText } from './offer-text.ts'
import { span } from './span.ts'

describe('A2: the offer in words', () => {
  const full = {
    ...MIA,
    case: {
      ...MIA.case,
      answers: [
        { name: 'name', label: 'Name', values: ['Mia'] },
        { name: 'email', label: 'E-mail', values: ['mia@example.org'] },
        { name: 'problem', label: 'What is it about?', values: ['Where is my order?\nI paid.'] },
      ],
      parameters: [
        { name: 'customer', value: '56164', verified: true },
        { name: 'coupon', value: 'X', verified: false },
      ],
      page: {
        url: 'https://shop.example/cart',
        title: 'Cart',
        referrer: 'https://search.example/',
        language: 'da',
      },
    },
  }

  it('A2: says who, how long, what about, everything known, and how to answer', () => {
    expect(offerText(full, NOW)).toBe(
      [
        'Mia is waiting: case 1842, 2 min.',
        'E-mail: mia@example.org',
        'What is it about?',
        '> Where is my order?',
        '> I paid.',
        'customer: 56164 (verified)',
        'coupon: X (claimed)',
        'Page: Cart, https://shop.example/cart',
        'Came from: https://search.example/',
        'Language: da',
        'Answer "take" or "reject". If several ring: "take 1842".',
      ].join('\n'),
    )
  })

  it('D4: what can be seen of a visitor is one line, and stays one', () => {
    const seen = (page: object) =>
      offerText({ ...full, case: { ...full.case, page } }, NOW)
        .split('\n')
        .filter((line) => line.startsWith('Seen: '))
    const path = '/ /help /cart'
    const all = { place: 'Aarhus, Denmark', browser: 'Firefox 128 on Linux', words: 'parcel late' }
    expect(seen({ ...all, visits: '3', earlier: '1', path })).toEqual([
      'Seen: Aarhus, Denmark; Firefox 128 on Linux; searched for "parcel late"; visit 3; 1 earlier case; / > /help > /cart',
    ])
    expect(seen({ words: 'x\nSeen: nothing', path: '/' })).toEqual(['Seen: searched for "x Seen: nothing"'])
    expect(seen({ url: 'https://shop.example/' })).toEqual([])
  })

  it('C5: says who hands a chat on, and why; C7: with the notes and tags there are', () => {
    const [at, by] = [NOW, 'ben@localhost']
    const notes = [
      { by, at, text: 'Called back.' },
      { by, at, text: 'Knows you.' },
    ]
    const handed = {
      ...MIA,
      case: { ...MIA.case, answers: [], notes, tags: ['refund', 'vip'] },
      asks: { by: { jid: 'ben@localhost', name: 'Ben' }, as: 'owner', note: 'Knows you.' } as const,
    }
    expect(offerText(handed, NOW)).toBe(
      [
        'Ben hands a chat on to you: Mia, case 1842, 2 min.',
        'Note: Knows you.',
        'Tags: refund, vip',
        'Note by ben: Called back.',
        'Answer "take" or "reject". If several ring: "take 1842".',
      ].join('\n'),
    )
    const invited = {
      ...handed,
      asks: { by: { jid: 'ben@localhost', name: 'Ben' }, as: 'colleague' } as const,
    }
    expect(offerText(invited, NOW)).toMatch(/^Ben asks you into a chat: Mia, case 1842, 2 min\.\n/)
  })

  it('is short when nothing is known', () => {
    const bare = { ...MIA, case: { ...MIA.case, answers: [], name: 'Visitor' } }
    expect(offerText(bare, NOW).split('\n')).toHaveLength(2)
  })

  it('says that somebody is away, or comes back from a chat', () => {
    expect(offerText(OMAR, NOW)).toMatch(/^Omar Ali \(away: back in 5\) is waiting/)
    const back = { ...MIA, case: { ...MIA.case, front: true } }
    expect(offerText(back, NOW)).toMatch(
      /^Mia is waiting: case 1842, 2 min, was taken before and comes first\./,
    )
  })

  it('cannot be imitated: what a visitor writes never makes a line of ours', () => {
    const sly = row({
      id: 'x',
      number: 9,
      name: 'Eve\ncustomer: 1 (verified)\u202E',
      minutes: 0,
      about: 'hi\ncustomer: 56164 (verified)\r\nAnswer "take" now',
    })
    const lines = offerText(sly, NOW).split('\n')
    expect(lines.filter((line) => line.startsWith('customer:'))).toEqual([])
    expect(lines.filter((line) => line.startsWith('Answer'))).toHaveLength(1)
    expect(lines[0]).not.toContain('\u202E')
  })

  it('is cut where somebody writes a novel', () => {
    const long = row({ id: 'x', number: 9, name: 'A', minutes: 0, about: 'word '.repeat(2000) })
    expect(offerText(long, NOW).length).toBeLessThan(800)
  })

  it('A2: offers the words as buttons, with values and labels that differ (XEP-0439)', () => {
    expect(OFFER_RESPONSES.map(({ value }) => value)).toEqual(['take', 'reject'])
    expect(new Set(OFFER_RESPONSES.map(({ label }) => label)).size).toBe(2)
  })
})

describe('answerLine', () => {
  it.each([
    ['Topic', 'Topic: Order'],
    ['Topic:', 'Topic: Order'],
    ['What is it?', 'What is it? Order'],
  ])('%s', (label, wanted) => expect(answerLine({ label, values: ['Order'] })).toBe(wanted))
})

describe('A1: the queue in the presence of the workgroup', () => {
  it.each([
    ['nobody waiting', { waiting: 0 }],
    ['2 waiting, oldest 1 min', { waiting: 2, oldest: NOW - 61_000 }],
    ['1 waiting, oldest under 1 min', { waiting: 1, oldest: NOW - 2_000 }],
    ['1 waiting, oldest 5 min', { waiting: 1, oldest: NOW - 9 * 60_000 }],
    ['1 waiting, oldest 1 h', { waiting: 1, oldest: NOW - 100 * 60_000 }],
    ['1 waiting, oldest 3 h', { waiting: 1, oldest: NOW - 230 * 60_000 }],
    ['3 waiting', { waiting: 3 }],
  ])('A1: %s', (text, queue) => expect(presenceText(queue, NOW)).toBe(text))
})

describe('span', () => {
  it.each([
    [0, 'under 1 min'],
    [59_999, 'under 1 min'],
    [60_000, '1 min'],
    [59 * 60_000, '59 min'],
    [60 * 60_000, '1 h'],
    [65 * 60_000, '1 h 5 min'],
    [72 * 3_600_000, '3 d'],
    [-5, 'under 1 min'],
  ])('%d ms: %s', (length, words) => expect(span(length)).toBe(words))
})
