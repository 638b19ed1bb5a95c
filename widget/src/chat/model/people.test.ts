/** Whom the visitor talks with: the operator, whoever comes beside them, and whoever takes over. */
import { expect, test } from 'vitest'
import type { Notice } from '../../../../component/protocol/names.js'
import { initial, step } from './step.ts'
import { isMet } from './talk.ts'
import type { Happening, Said, State } from './types.ts'

const room = { jid: 'r@rooms.localhost', nick: 'Mia', with: 'Anna' }
const chatting: State = {
  ...initial,
  phase: 'chatting',
  line: 'up',
  case: 'c',
  token: 't',
  room,
  people: { Anna: 'available' },
  thread: { ...initial.thread, live: true },
}
const play = (...happenings: Happening[]): State =>
  happenings.reduce((state, happening) => step(state, happening).state, chatting)

const notice = (what: Notice, about: string): Said => ({
  who: 'desk',
  name: 'Desk',
  id: what,
  stanzaId: `${what}-${about}`,
  text: '',
  at: 1,
  notice: what,
  about,
})
const told = (what: Notice, about: string): Happening => ({ is: 'said', said: notice(what, about) })
const comes = (name: string): Happening => ({ is: 'other', name, here: true, show: 'available' })
const goes = (name: string): Happening => ({ is: 'other', name, here: false, show: 'available' })

test('a colleague who joins is there beside the operator, and gone when they leave', () => {
  const both = play(comes('Ben'), told('colleague-joined', 'Ben'))
  expect(both).toMatchObject({ room: { with: 'Anna' }, guests: ['Ben'] })
  expect(Object.keys(both.people)).toEqual(['Anna', 'Ben'])
  const one = step(step(both, goes('Ben')).state, told('colleague-left', 'Ben')).state
  expect(one).toMatchObject({ room: { with: 'Anna' }, guests: [], people: { Anna: 'available' } })
})

test('a chat that is handed on follows the new operator', () => {
  expect(play(comes('Ben'), told('transferred', 'Ben'), goes('Anna')).room?.with).toBe('Ben')
  expect(play(comes('Ben'), told('colleague-joined', 'Ben'), told('transferred', 'Ben')).guests).toEqual([])
})

test('while the operator is gone a guest does not become one, but somebody new does', () => {
  const lost = play(comes('Ben'), told('colleague-joined', 'Ben'), goes('Anna'))
  expect(lost.room?.with).toBe('Anna')
  expect(step(lost, comes('Carol')).state.room?.with).toBe('Carol')
})

test('after a reload the archive tells who is a guest', () => {
  const empty: State = {
    ...chatting,
    guests: [],
    thread: initial.thread,
    people: { Anna: 'away', Ben: 'chat' },
  }
  const said = [notice('colleague-joined', 'Ben')]
  expect(step(empty, { is: 'history', said }).state).toMatchObject({
    guests: ['Ben'],
    room: { with: 'Anna' },
  })
})

test('who is writing is known by name', () => {
  const typing = (name: string, on: boolean): Happening => ({ is: 'typing', name, on })
  expect(play(typing('Anna', true)).typing).toBe('Anna')
  expect(play(typing('Anna', true), typing('Ben', false)).typing).toBe('Anna')
  expect(play(typing('Anna', true), typing('Anna', false)).typing).toBe('')
})

test('a lost connection forgets who is there until the room tells again', () => {
  expect(play({ is: 'down' }).people).toEqual({})
})

test('nobody is talked to before somebody has come in; then they are, also while the line is lost', () => {
  const alone: State = { ...chatting, people: {} }
  const then = (state: State, happening: Happening) => step(state, happening).state
  expect(isMet(alone)).toBe(false)
  const unnamed: State = { ...alone, room: { ...room, with: '' } }
  expect(isMet(unnamed)).toBe(false)
  expect(then(unnamed, comes('Ben'))).toMatchObject({ room: { with: 'Ben' }, met: 'Ben' })
  const met = then(alone, comes('Anna'))
  expect([met, then(met, goes('Anna')), then(met, { is: 'down' })].map(isMet)).toEqual([true, true, true])
  // Somebody else is on the way now.
  const next = then(then(met, goes('Anna')), { is: 'invited', case: 'c', room: { ...room, with: 'Ben' } })
  expect([next, then(next, comes('Ben'))].map(isMet)).toEqual([false, true])
})

test('after a reload it is known from the archive who was there', () => {
  const said: Said = { who: 'other', name: 'Anna', id: '1', stanzaId: 's1', text: 'hello', at: 1 }
  const back: State = { ...chatting, people: {}, thread: initial.thread }
  expect(isMet(step(back, { is: 'history', said: [said] }).state)).toBe(true)
})
