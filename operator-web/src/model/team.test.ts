import { expect, test } from 'vitest'
import { newAlarms } from './alarms.ts'
import { emptyDesk, reduce } from './desk.ts'
import type { Fact } from './facts.ts'
import { isMentioned } from './talks.ts'

const ROOM = 'team@rooms.localhost'
const found: Fact = { is: 'team-found', room: ROOM, name: 'Support team', nick: 'Anna' }
const said = (body: string, by = 'Ben', id = body): Fact => ({
  is: 'talk-said',
  said: { with: ROOM, mine: by === 'Anna', by, body, id },
})
const after = (...facts: Fact[]) => facts.reduce((desk, fact, at) => reduce(desk, fact, at + 1), emptyDesk)

test.each([
  ['@Anna, please', true],
  ['anna?', true],
  ['Ask @all', true],
  ['the @team knows', true],
  ['Annabel is here', false],
  ['joanna', false],
  ['all of them', false],
])('D3: "%s" means Anna: %s', (body, means) => expect(isMentioned('Anna', body)).toBe(means))

test('D3: what is said in the room of the team counts, once, and is told to whom it means', () => {
  const before = after(found, said('Lunch at noon'))
  expect(before.talks.get(ROOM)).toMatchObject({ team: { name: 'Support team', nick: 'Anna' }, unread: 1 })
  expect(newAlarms(after(found), before)).toEqual([])
  const meant = reduce(before, said('Anna, are you there?'), 9)
  expect(newAlarms(before, meant)).toEqual([
    { is: 'message', key: ROOM, name: 'Ben', text: 'Anna, are you there?' },
  ])
  expect(reduce(meant, said('Anna, are you there?'), 10).talks.get(ROOM)?.unread).toBe(2)
  expect(reduce(meant, said('I am', 'Anna'), 11).talks.get(ROOM)?.lines.at(-1)).toMatchObject({ mine: true })
})
