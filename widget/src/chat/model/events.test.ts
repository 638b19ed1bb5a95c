import { expect, test } from 'vitest'
import { eventsBetween } from './events.ts'
import { initial } from './step.ts'
import type { Entry, State } from './types.ts'

const entry = (id: string, who: Entry['who']): Entry => ({ who, name: '', id, text: 'secret', at: 0 })
const room = { jid: 'r@rooms', nick: 'Mia', with: 'Anna' }
const live = (...entries: Entry[]) => ({ ...initial.thread, entries, live: true })
const form: State = { ...initial, phase: 'form' }
const waiting: State = { ...form, phase: 'waiting', token: 't' }
const chatting: State = { ...waiting, phase: 'chatting', room, thread: live() }
const names = (before: State, now: State) => eventsBetween(before, now).map(({ event }) => event)

test('V8: a request, its acceptance, each message and the end are told once', () => {
  expect(names(form, waiting)).toEqual(['queued'])
  expect(names(waiting, waiting)).toEqual([])
  expect(names(waiting, chatting)).toEqual(['accepted'])
  // Called by an operator: both at once.
  expect(names(form, chatting)).toEqual(['queued', 'accepted'])
  const said: State = { ...chatting, thread: live(entry('1', 'me'), entry('2', 'desk'), entry('3', 'other')) }
  expect(eventsBetween(chatting, said)).toEqual([
    { event: 'message', detail: { from: 'visitor' } },
    { event: 'message', detail: { from: 'operator' } },
  ])
  const ended: State = { ...said, phase: 'ended', ended: 'operator-closed' }
  expect(eventsBetween(said, ended)).toEqual([{ event: 'ended', detail: { reason: 'operator-closed' } }])
  expect(JSON.stringify(eventsBetween(chatting, said))).not.toContain('secret')
})

test('V8: what a page takes up again is not counted a second time', () => {
  expect(names(initial, { ...initial, token: 't', phase: 'connecting' })).toEqual([])
  expect(names({ ...form, phase: 'elsewhere' }, waiting)).toEqual([])
  const back: State = { ...chatting, thread: { ...initial.thread, live: false } }
  expect(names(back, { ...chatting, thread: live(entry('1', 'me')) })).toEqual([])
  expect(names({ ...back, phase: 'connecting', room: undefined } as unknown as State, chatting)).toEqual([])
})

test('V8, C8: a rating is told once, and not again by a page that shows what the tab has kept', () => {
  const over: State = { ...chatting, phase: 'ended', ended: 'idle', bye: { token: 't' } }
  const rated: State = { ...over, bye: { token: 't', rated: 4 } }
  expect(eventsBetween(over, rated)).toEqual([{ event: 'rated', detail: { rating: 4 } }])
  expect(eventsBetween(rated, { ...rated })).toEqual([])
  expect(eventsBetween(initial, rated)).toEqual([])
})
