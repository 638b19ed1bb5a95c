import { describe, expect, test } from 'vitest'
import { isRinging, newAlarms, titleOf } from './alarms.ts'
import { emptyDesk, reduce } from './desk.ts'
import type { Fact } from './facts.ts'
import { defaultPrefs, readPrefs } from './prefs.ts'
import {
  ago,
  duration,
  heardWords,
  isOwnTeaser,
  isStranger,
  nextWords,
  shownCase,
  teaser,
  unoffered,
  unreadTotal,
  waitOf,
} from './select.ts'
import type { CaseData, Desk } from './types.ts'

const person = (id: string, name: string): CaseData => ({ id, name, answers: [], parameters: [] })
const SUPPORT = 'support@s'
const room = (id: string) => `${id}@rooms`

/** The desk after these facts, one a second. */
function desk(...facts: readonly Fact[]): Desk {
  return facts.reduce((before, fact, second) => reduce(before, fact, second * 1000), emptyDesk)
}

const online: readonly Fact[] = [
  { is: 'signing-in', jid: 'anna@localhost' },
  { is: 'online', jid: 'anna@localhost', resumed: false },
  { is: 'workgroups-found', workgroups: [{ jid: SUPPORT, name: 'Support' }] },
]
const offered = (id: string, name: string): Fact => ({
  is: 'offered',
  workgroup: SUPPORT,
  visitor: `${id}@v/w`,
  case: person(id, name),
  ringFor: 30_000,
})
const invited = (id: string, name: string): Fact => ({
  is: 'invited',
  room: room(id),
  workgroup: SUPPORT,
  case: person(id, name),
  nick: 'Anna',
  with: name,
})
const request = (id: string, name: string) => ({
  case: person(id, name),
  workgroup: SUPPORT,
  visitor: `${id}@v/w`,
  joinedAt: 0,
  show: 'available' as const,
  ringing: true,
  position: 0,
  priority: 0,
})
const said = (id: string, nick: string, body: string): Fact => ({
  is: 'said',
  said: { room: room(id), nick, body, id: body, stanzaId: `s-${body}` },
})

describe('which chat is in front', () => {
  test('the first one comes by itself; a second only when it was asked for', () => {
    expect(desk(...online, invited('a', 'Mia')).open).toBe(room('a'))
    expect(desk(...online, invited('a', 'Mia'), invited('b', 'Jon')).open).toBe(room('a'))
    const asked = desk(...online, invited('a', 'Mia'), offered('b', 'Jon'), { is: 'answering', case: 'b' })
    expect(reduce(asked, invited('b', 'Jon'), 0).open).toBe(room('b'))
  })

  test('putting one away opens its neighbour, the last one leaves the screen empty', () => {
    const two = [...online, invited('a', 'Mia'), invited('b', 'Jon')]
    expect(desk(...two, { is: 'dismissed', room: room('a') }).open).toBe(room('b'))
    expect(desk(...online, invited('a', 'Mia'), { is: 'dismissed', room: room('a') }).open).toBeUndefined()
  })

  test('a chat that is not there cannot be opened', () => {
    expect(desk(...online, { is: 'opened', room: 'none@rooms' }).open).toBeUndefined()
  })
})

describe('a case', () => {
  test('keeps what the offer knew when the invitation knows less', () => {
    const rich: CaseData = {
      ...person('a', 'Mia'),
      parameters: [{ name: 'customer', value: '1', verified: true }],
    }
    const after = desk(...online, { ...offered('a', 'Mia'), case: rich } as Fact, invited('a', 'Mia'))
    expect(after.chats.get(room('a'))?.case.parameters).toHaveLength(1)
  })

  test('is shown while it rings, and gives way to a chat or a look into the queue', () => {
    expect(shownCase(desk(...online, offered('a', 'Mia')))?.name).toBe('Mia')
    const talking = desk(...online, invited('b', 'Jon'), offered('a', 'Mia'))
    expect(shownCase(talking)?.name).toBe('Jon')
    expect(shownCase(reduce(talking, { is: 'previewed', case: 'a' }, 0))?.name).toBe('Mia')
  })
})

describe('the case of a link', () => {
  const waiting: Fact = { is: 'queue-details', workgroup: SUPPORT, requests: [request('a', 'Mia')] }
  test('D8: is shown as soon as it is known to wait, or to ring', () => {
    for (const known of [waiting, offered('a', 'Mia')]) {
      const before = desk(...online, { is: 'wanted', case: 'a' })
      expect(before).not.toHaveProperty('preview')
      const after = reduce(before, known, 0)
      expect(after).toMatchObject({ preview: 'a' })
      expect(after).not.toHaveProperty('wanted')
    }
  })

  test('D8: waits for its own, and gives way to what the operator looks at meanwhile', () => {
    expect(desk(...online, { is: 'wanted', case: 'b' }, waiting)).toMatchObject({ wanted: 'b' })
    const looks: readonly Fact[] = [{ is: 'wanted', case: 'a' }, { is: 'previewed' }]
    expect(desk(...online, ...looks, waiting)).not.toHaveProperty('preview')
  })
})

describe('a chat', () => {
  test('that was ended opens again when we are invited again', () => {
    const over = desk(...online, invited('a', 'Mia'), { is: 'ended', case: 'a', reason: 'operator-left' })
    expect(over.chats.get(room('a'))?.state).toBe('ended')
    const again = reduce(over, invited('a', 'Mia'), 0).chats.get(room('a'))
    expect(again).toMatchObject({ state: 'entering' })
    expect(again?.ended).toBeUndefined()
  })

  test('learns the reason of its end late, but never forgets it', () => {
    const out: Fact = {
      is: 'occupant',
      room: room('a'),
      nick: 'Anna',
      here: false,
      self: true,
      codes: ['110', '321'],
      destroyed: false,
    }
    const end: Fact = { is: 'ended', case: 'a', reason: 'visitor-left' }
    for (const facts of [
      [out, end],
      [end, out],
    ]) {
      const chat = desk(...online, invited('a', 'Mia'), ...facts).chats.get(room('a'))
      expect(chat?.ended).toBe('visitor-left')
      expect(chat?.lines).toHaveLength(1)
    }
  })

  test('a message without an archive id is told as not saved; a copy with one mends that', () => {
    const bare: Fact = { is: 'said', said: { room: room('a'), nick: 'Mia', body: 'x', id: 'x' } }
    const delivery = (state: Desk) => {
      const line = state.chats.get(room('a'))?.lines.at(-1)
      return line?.is === 'said' ? line.delivery : undefined
    }
    const once = desk(...online, invited('a', 'Mia'), bare)
    expect(delivery(once)).toBe('unsaved')
    expect(delivery(reduce(once, said('a', 'Mia', 'x'), 0))).toBe('sent')
  })

  describe('C5: that was handed on', () => {
    const transferred = (key: string, who: string): Fact => ({
      is: 'notice',
      room: room('a'),
      notice: { what: 'transferred', key, who },
    })
    const came = [...online, invited('a', 'Mia'), transferred('1', 'Anna')]
    const accepted: Fact = {
      is: 'news',
      workgroup: SUPPORT,
      what: 'transfer-accepted',
      case: 'a',
      who: 'ben@localhost',
    }
    const goes = transferred('2', 'Ben Berg')
    const enters: Fact = {
      is: 'occupant',
      room: room('a'),
      nick: 'Ben Berg',
      here: true,
      self: false,
      codes: [],
      destroyed: false,
    }

    test.each([
      ['before the news', [goes, accepted]],
      ['after the news', [accepted, goes]],
    ])('C5: has one line of it, when the room speaks %s', (_, facts) => {
      const chat = desk(...came, ...facts, enters).chats.get(room('a'))
      expect(chat).toMatchObject({ state: 'ended', ended: 'handed-over', endedBy: 'Ben', colleagues: [] })
      const words = chat?.lines.map((line) => line.is === 'system' && `${line.what} ${line.who}`)
      expect(words).toEqual(['transferred Anna', 'ended:handed-over Ben'])
    })
  })

  test('its teaser is the draft, else the last words, else the problem', () => {
    const chat = desk(...online, invited('a', 'Mia'), said('a', 'Anna', 'Hi')).chats.get(room('a'))
    if (!chat) throw new Error('no chat')
    expect(teaser(chat, ' wait ')).toBe('Draft: wait')
    expect([isOwnTeaser(chat, undefined), teaser(chat, undefined)]).toEqual([true, 'Hi'])
    expect(teaser({ ...chat, lines: [], case: { ...chat.case, problem: 'Order' } }, '')).toBe('Order')
  })
})

test('what is said twice within its time is one sentence, and says how often', () => {
  const told = (text: string): Fact => ({ is: 'told', text, tone: 'plain' })
  const { words } = desk(...online, told('Copied.'), told('Saved.'), told('Copied.'))
  expect(words.map(({ id, text, times }) => [id, text, times])).toEqual([
    [2, 'Saved.', undefined],
    [3, 'Copied.', 2],
  ])
})

describe('D2: alarms', () => {
  test('a new request, a message elsewhere and an end by the other side call; what is in front does not', () => {
    const before = desk(...online, invited('a', 'Mia'), invited('b', 'Jon'))
    const alarms = (fact: Fact) =>
      newAlarms(before, reduce(before, fact, 0)).map((alarm) => `${alarm.is} ${alarm.name}`)
    expect(alarms(offered('c', 'Ida'))).toEqual(['request Ida'])
    expect(alarms(said('b', 'Jon', 'hello'))).toEqual(['message Jon'])
    expect(alarms(said('a', 'Mia', 'hello'))).toEqual([])
    expect(alarms(said('b', 'Anna', 'mine'))).toEqual([])
    expect(alarms({ is: 'ended', case: 'b', reason: 'visitor-left' })).toEqual(['ended Jon'])
    expect(alarms({ is: 'ended', case: 'b', reason: 'operator-closed' })).toEqual([])
  })

  test('a request rings until it is answered; the title flashes for it, then for unread messages', () => {
    const rings = desk(...online, offered('a', 'Mia'))
    expect(isRinging(rings)).toBe(true)
    expect([titleOf(rings, true), titleOf(rings, false)]).toEqual(['● Mia is waiting', 'Parlor desk'])
    expect(isRinging(reduce(rings, { is: 'answering', case: 'a' }, 0))).toBe(false)
    const unread = desk(
      ...online,
      invited('a', 'Mia'),
      { is: 'looking', looking: false, atTalks: false },
      said('a', 'Mia', 'x'),
    )
    expect([titleOf(unread, true), titleOf(unread, false)]).toEqual(['(1) New message', '(1) Parlor desk'])
    expect(unreadTotal(reduce(unread, { is: 'looking', looking: true, atTalks: true }, 0))).toBe(0)
  })
})

describe('the queue', () => {
  test('what comes next is what rings, then what opens, then what can be picked', () => {
    const waiting: Fact = { is: 'queue-details', workgroup: SUPPORT, requests: [request('a', 'Mia')] }
    const rings = desk(...online, waiting, offered('a', 'Mia'))
    expect(nextWords(desk(...online))).toBe('All quiet')
    expect(nextWords(desk(...online, waiting))).toBe('Pick the next one from the queue')
    const away: Fact = { ...waiting, requests: [{ ...request('a', 'Mia'), show: 'away' }] }
    expect(nextWords(desk(...online, away))).toBe('Who waits is away for a moment')
    expect(nextWords(rings)).toBe('Mia is waiting for you')
    expect(nextWords(reduce(rings, { is: 'answering', case: 'a' }, 0))).toBe('Opening the chat ...')
    const asked = (as: 'owner' | 'colleague') =>
      nextWords(desk(...online, { ...offered('a', 'Mia'), asks: { by: 'ben@localhost', as } } as Fact))
    expect(asked('owner')).toBe('Ben hands you the chat with Mia')
    expect(asked('colleague')).toBe('Ben asks you into the chat with Mia')
  })

  test('what rings is read out in sentences, with the keys that answer it', () => {
    const heard = (more: Partial<CaseData>, asks?: object) =>
      heardWords(
        desk(...online, { ...offered('a', 'Mia'), case: { ...person('a', 'Mia'), ...more }, asks } as Fact),
      )
    const keys = 'Press Alt Enter to take, Alt Backspace to pass.'
    expect(heardWords(desk(...online))).toBe('')
    expect(heard({})).toBe(`Mia is waiting for you. ${keys}`)
    expect(heard({ problem: 'I cannot log in' })).toBe(`Mia is waiting for you: I cannot log in. ${keys}`)
    expect(heard({ problem: 'It is late.' })).toBe(`Mia is waiting for you: It is late. ${keys}`)
    expect(heard({}, { by: 'ben@localhost', as: 'owner', note: 'Please' })).toBe(
      `Ben hands you the chat with Mia: Please. ${keys}`,
    )
    expect(heard({}, { by: 'ben@localhost', as: 'colleague' })).toBe(
      'Ben asks you into the chat with Mia. Press Alt Enter to join, Alt Backspace to pass.',
    )
  })

  test('shows what rings here only once, as a card', () => {
    const state = desk(
      ...online,
      { is: 'queue-details', workgroup: SUPPORT, requests: [request('a', 'Mia')] },
      offered('a', 'Mia'),
    )
    expect(unoffered(state.queue, state.offers)).toEqual([])
    expect(
      desk(...online, { is: 'queue-details', workgroup: SUPPORT, requests: [request('a', 'Mia')] }).queue,
    ).toHaveLength(1)
  })

  test('is emptied when the workgroup refuses us, and we are told when all do', () => {
    const refused = desk(...online, { is: 'duty-refused', workgroup: SUPPORT, condition: 'not-authorized' })
    expect(isStranger(refused)).toBe(true)
    expect(isStranger(desk(...online))).toBe(false)
  })
})

test('times are short, tabular and never negative', () => {
  expect([-5_000, 40_000, 725_000, 3_723_000].map(duration)).toEqual(['0:00', '0:40', '12:05', '1:02:03'])
  expect([59_000, 240_000, 7_200_000].map(ago)).toEqual(['now', '4 m', '2 h'])
  expect([59_000, 60_000, 180_000].map((ms) => waitOf(ms, [60_000, 180_000]))).toEqual([
    'calm',
    'late',
    'overdue',
  ])
})

test('settings of any age and kind are read without harm', () => {
  expect(readPrefs(null)).toEqual(defaultPrefs)
  expect(readPrefs('{broken')).toEqual(defaultPrefs)
  expect(readPrefs('null')).toEqual(defaultPrefs)
  expect(readPrefs('{"theme":"dark","volume":"loud","other":1}')).toEqual({ ...defaultPrefs, theme: 'dark' })
})
