import { expect, test } from 'vitest'
import { initial, step } from './step.ts'
import { catchUp, empty, seenTo, take, unread } from './thread.ts'
import type { Amend, Said, State } from './types.ts'

const said = (id: string, who: 'me' | 'other', text: string, more: Partial<Said> = {}): Said => ({
  ...{ id, who, name: who === 'me' ? 'Mia' : 'Anna', stanzaId: `s-${id}`, text, at: 1, ...more },
})
const amend = (id: string, text: string, amend: Amend, more: Partial<Said> = {}): Said =>
  said(id, 'other', text, { amend, ...more })
const begun = catchUp(empty, [said('a', 'me', 'hello'), said('b', 'other', 'good moring')])

test('C9: an author corrects their own words, again and again; nobody else does', () => {
  const once = take(begun, amend('c', 'good morning', { is: 'correct', id: 'b' }))
  const twice = take(once, amend('d', 'good evening', { is: 'correct', id: 'b' }))
  expect(twice.entries.map(({ text, edited }) => [text, edited])).toEqual([
    ['hello', undefined],
    ['good evening', true],
  ])
  // What is no correction is what its author has said: it stands in the record, so it stands here.
  const spoilt = take(begun, amend('c', 'spoilt', { is: 'correct', id: 'a' })).entries
  expect(spoilt.slice(0, 2)).toEqual(begun.entries)
  expect(spoilt.slice(2).map(({ text, name }) => [text, name])).toEqual([['spoilt', 'Anna']])
  expect(take(begun, amend('c', '', { is: 'retract', id: 's-a' })).entries).toEqual(begun.entries)
})

test('C9: what was taken back is gone, also for a correction that comes after it', () => {
  const gone = take(begun, amend('c', '', { is: 'retract', id: 's-b' }))
  const after = take(gone, amend('d', 'once more', { is: 'correct', id: 'b' }))
  expect(after.entries[1]).toMatchObject({ text: '', retracted: true })
})

test('C9: out of the archive it reads as it did live, and counts as no new message', () => {
  const live = take(begun, amend('c', 'good morning', { is: 'correct', id: 'b' }))
  const all = [said('a', 'me', 'hello'), said('b', 'other', 'good moring')]
  const read = catchUp(empty, [...all, amend('c', 'good morning', { is: 'correct', id: 'b' })])
  expect(read.entries).toEqual(live.entries)
  expect(unread(read)).toBe(1)
})

test('C11: the reactions of each person replace those they had', () => {
  const react = (id: string, ...emojis: string[]) => amend(id, '', { is: 'react', id: 's-a', emojis })
  const liked = take(begun, react('c', '👍', '🎉'))
  expect(liked.entries[0]?.reactions).toEqual({ Anna: ['👍', '🎉'] })
  expect(take(liked, react('d')).entries[0]?.reactions).toEqual({ Anna: [] })
})

test('C11: what the other side has seen never becomes less', () => {
  const seen = seenTo(begun, 's-b')
  expect(seenTo(seen, 's-a').seen).toBe('s-b')
  expect(seenTo(begun, 'unknown').seen).toBeUndefined()
})

test('C11: the other side hears what was read when it is before the visitor, and not of own words', () => {
  const room = { jid: 'r', nick: 'Mia', with: 'Anna' }
  const chat: State = {
    ...{ ...initial, phase: 'chatting', line: 'up', case: 'c', token: 't', room, seen: true },
    thread: { ...empty, live: true },
  }
  const did = (state: State, ...all: Said[]) =>
    all.reduce((was, one) => step(was.state, { is: 'said', said: one }), { state, deeds: [] } as ReturnType<
      typeof step
    >)
  const told = ({ deeds }: ReturnType<typeof step>) => deeds.filter((deed) => deed.do === 'displayed')
  expect(told(did(chat, said('a', 'me', 'hello')))).toEqual([])
  expect(told(did(chat, said('b', 'other', 'hi')))).toEqual([{ do: 'displayed', room, id: 's-b' }])
  const away = did({ ...chat, seen: false }, said('b', 'other', 'hi'))
  expect(told(away)).toEqual([])
  expect(told(step(away.state, { is: 'seen', seen: true }))).toEqual([{ do: 'displayed', room, id: 's-b' }])
})
