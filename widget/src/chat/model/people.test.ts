/** Whom the visitor talks with: the operator, whoever comes beside them, and whoever takes over. */
import { expect, test } from 'vitest'
import { initial, step } from './step.ts'
import type { Happening, Notice, Said, State } from './types.ts'

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
