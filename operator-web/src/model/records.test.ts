import { describe, expect, test } from 'vitest'
import { emptyDesk, reduce } from './desk.ts'
import type { Fact } from './facts.ts'
import { cannedFor, filled } from './records.ts'
import { isGroup, teaser } from './select.ts'
import type { Chat, Desk } from './types.ts'
import { systemWords, whereWords } from './words.ts'

const SUPPORT = 'support@s'
const ROOM = 'r@rooms'
const invited = (as?: 'colleague' | 'silent'): Fact => ({
  is: 'invited',
  room: ROOM,
  workgroup: SUPPORT,
  case: { id: 'c1', number: '1842', name: 'Mia', answers: [], parameters: [] },
  nick: 'Anna',
  with: 'Mia',
  ...(as && { as }),
})
const occupant = (nick: string, here = true): Fact => ({
  is: 'occupant',
  room: ROOM,
  nick,
  here,
  self: nick === 'Anna',
  codes: [],
  destroyed: false,
})
const desk = (...facts: readonly Fact[]): Desk =>
  facts.reduce((before, fact, second) => reduce(before, fact, second * 1000), emptyDesk)
const chat = (...facts: readonly Fact[]): Chat => {
  const found = desk(...facts).chats.get(ROOM)
  if (!found) throw new Error('no chat')
  return found
}

describe('C7: canned replies', () => {
  test('C7: are looked for by what follows the slash, names first', () => {
    const canned = [
      { name: 'bye', text: 'Goodbye, hello again!', shared: true },
      { name: 'hello', text: 'Hello {visitor}', shared: false },
    ]
    const with2 = desk({ is: 'canned-found', workgroup: SUPPORT, canned })
    const names = (text: string) => cannedFor(with2, SUPPORT, text)?.map(({ name }) => name)
    expect(names('/')).toEqual(['bye', 'hello'])
    expect(names('/hel')).toEqual(['hello', 'bye'])
    expect(names('/zzz')).toEqual([])
    expect(names('and/or')).toBeUndefined()
    expect(names('/two\nlines')).toBeUndefined()
  })

  test('C7: variables are filled in; an unknown one stays', () => {
    expect(filled('Hi {visitor}, {operator} of {workgroup}, {case}, {x}', chat(invited()), 'Support')).toBe(
      'Hi Mia, Anna of Support, 1842, {x}',
    )
    const nicknamed = chat({ ...invited(), with: 'Mia (visitor)' } as Fact)
    expect(filled('Hi {visitor}', nicknamed, 'Support')).toBe('Hi Mia')
  })
})

describe('C4: more than two in the room', () => {
  test('C4: a colleague is not the visitor', () => {
    const both = chat(invited(), occupant('Mia'), occupant('Ben'))
    expect(both).toMatchObject({ visitorHere: true, colleagues: ['Ben'] })
    expect(isGroup(both)).toBe(true)
    expect(chat(invited(), occupant('Mia'), occupant('Ben'), occupant('Ben', false)).visitorHere).toBe(true)
    expect(isGroup(chat(invited(), occupant('Mia'), occupant('Desk')))).toBe(false)
  })

  test('C4: a guest who is invited again without a role has become the owner', () => {
    expect(chat(invited('silent')).as).toBe('silent')
    expect(chat(invited('silent'), invited()).as).toBeUndefined()
  })

  test('C4: comings and goings have names', () => {
    const notice = { what: 'colleague-joined', key: 'n1', who: 'Ben' } as const
    const line = chat(invited(), { is: 'notice', room: ROOM, notice }).lines.at(-1)
    expect(line?.is === 'system' && systemWords(line.what, 'Mia', line.who)).toBe('Ben joined the chat')
  })
})

test('C8: what the visitor said of a chat when it was over stands with it', () => {
  const ended: Fact = { is: 'ended', room: ROOM, reason: 'operator-closed' }
  const rated = { is: 'rated', case: 'c1', rating: 5, comment: 'Quick' } as const
  expect(chat(invited(), ended, rated)).toMatchObject({
    state: 'ended',
    rated: { rating: 5, comment: 'Quick' },
  })
})

test('Q6: on hold a chat takes no seat, as the room says, as the case says after a reload, and no longer when it goes on', () => {
  const put = { is: 'notice', room: ROOM, notice: { what: 'on-hold', key: 'n1', who: 'Anna' } } as const
  const on = { is: 'notice', room: ROOM, notice: { what: 'off-hold', key: 'n2', who: 'Anna' } } as const
  expect(chat(invited(), put).hold).toBe(true)
  expect(chat(invited(), put, on).hold).toBeUndefined()
  expect(chat({ ...invited(), hold: true } as Fact).hold).toBe(true)
  expect(chat(invited(), put, { is: 'ended', room: ROOM, reason: 'idle' }).hold).toBeUndefined()
})

test('C5: after a transfer the room shuts us out; the chat is over, and says who has it', () => {
  const out: Fact = { ...occupant('Anna', false), codes: ['321'] } as Fact
  const news = {
    is: 'news',
    workgroup: SUPPORT,
    case: 'c1',
    what: 'transfer-accepted',
    who: 'ben@s',
  } as const
  for (const facts of [
    [out, news],
    [news, out],
  ])
    expect(chat(invited(), ...facts)).toMatchObject({ state: 'ended', ended: 'handed-over', endedBy: 'Ben' })
})

test.each([
  ['transfer-accepted', undefined, 'handed on to Ben'],
  ['transfer-accepted', 'Ben', 'handed on to Ben'],
  ['transfer-accepted', 'Sales', 'handed on to Ben (Sales)'],
  ['taken-over', 'Sales', 'taken over by Ben'],
] as const)('C5: after %s, offered to %s, it does not say that it ended: %s', (what, who, words) => {
  const news = { is: 'news', workgroup: SUPPORT, case: 'c1', what, who: 'ben@s' } as const
  const sales: Fact = { is: 'workgroups-found', workgroups: [{ jid: 'sales@x', name: 'Sales' }] }
  const asked: Fact = { is: 'transferring', room: ROOM, ...(who && { who }) }
  const gone = chat(sales, invited(), asked, news)
  expect(whereWords(gone)).toBe(words)
  expect(teaser(gone, undefined)).toBe(words.replace(/^./, (first) => first.toUpperCase()))
})

test.each([
  ['registration-required', 'ended', 'went on without you'],
  ['gone', 'ended', 'ended'],
  ['service-unavailable', 'failed', 'ended'],
] as const)('R8: a room that says %s when we come back: %s, %s', (condition, state, words) => {
  const back = chat(invited(), { is: 'room-refused', room: ROOM, condition })
  expect(back.state).toBe(state)
  expect(whereWords(back)).toBe(words)
})

test('an end is an end', () => {
  const over = chat(invited(), { is: 'ended', case: 'c1', reason: 'visitor-left' })
  expect(whereWords(over)).toBe('ended')
})

test('C7: notes and tags reach the queue and the chat', () => {
  const noted: Fact = { is: 'case-noted', case: 'c1', tags: ['vip'] }
  expect(chat(invited(), noted).case.tags).toEqual(['vip'])
  expect(chat(invited(), noted).case.notes).toBeUndefined()
})

describe('C5: where a chat is going', () => {
  const whole = {
    id: 'c1',
    number: '1842',
    name: 'Mia',
    answers: [],
    parameters: [],
    notes: [],
    tags: ['vip'],
  }
  const told = (transferring?: string): Fact => ({
    ...{ is: 'case-told', workgroup: SUPPORT, case: whole },
    ...(transferring && { transferring }),
  })

  test('C5: a desk that was reloaded knows it from the invitation', () => {
    expect(chat({ ...invited(), transferring: 'Ben' } as Fact).transferring).toBe('Ben')
    expect(chat({ ...invited(), transferring: 'Ben' } as Fact, invited()).transferring).toBe('Ben')
    expect(
      chat({ ...invited(), transferring: 'Ben' } as Fact, { ...invited(), case: whole } as Fact).transferring,
    ).toBe(undefined)
  })

  test('C7: what a colleague changes is shown, and what the visitor said stays', () => {
    const said = { id: 'c1', number: '1842', name: 'Mia', parameters: [] }
    const first = {
      ...invited(),
      case: { ...said, answers: [{ name: 'a', label: 'A', value: '1' }] },
    } as Fact
    expect(chat(first, told('the queue'))).toMatchObject({
      transferring: 'the queue',
      case: { tags: ['vip'], answers: [{ name: 'a' }] },
    })
    expect(chat(first, told('the queue'), told()).transferring).toBeUndefined()
  })
})
