import { expect, test } from 'vitest'
import { Occupants } from './occupants.ts'

const anna = { side: 'operator', jid: 'anna@localhost', clients: ['anna@localhost/web'] } as const
const both = { ...anna, clients: ['anna@localhost/web', 'anna@localhost/psi'] } as const
const clients = (occupants: Occupants) => [...occupants.clients()].sort()

function rooms() {
  const occupants = new Occupants()
  occupants.expect('one')
  occupants.expect('two')
  return occupants
}

test('a client sits in rooms from its first to its last one', () => {
  const occupants = rooms()
  occupants.entered('one', 'Anna', anna)
  occupants.entered('two', 'Anna', anna)
  expect([...occupants.roomsOf('anna@localhost/web')]).toEqual(['one', 'two'])
  occupants.left('one', 'Anna', 1)
  expect(clients(occupants)).toEqual(['anna@localhost/web'])
  expect([...occupants.roomsOf('anna@localhost/web')]).toEqual(['two'])
  occupants.left('two', 'Anna', 2)
  expect(clients(occupants)).toEqual([])
  expect(occupants.isInRoom('anna@localhost/web')).toBe(false)
})

test('who is shown again, with other clients or the same, is counted once', () => {
  const occupants = rooms()
  for (const person of [anna, anna, both]) occupants.entered('one', 'Anna', person)
  expect(clients(occupants)).toEqual(['anna@localhost/psi', 'anna@localhost/web'])
  occupants.entered('one', 'Anna', anna)
  expect(clients(occupants)).toEqual(['anna@localhost/web'])
  occupants.left('one', 'Anna')
  expect(clients(occupants)).toEqual([])
})

test('a room that is forgotten, or entered anew, has nobody in it', () => {
  const occupants = rooms()
  occupants.entered('one', 'Anna', anna)
  occupants.entered('two', 'Anna', both)
  occupants.forget('two')
  expect(clients(occupants)).toEqual(['anna@localhost/web'])
  occupants.expect('one')
  expect(clients(occupants)).toEqual([])
  occupants.entered('one', 'Anna', anna)
  occupants.reset()
  expect(clients(occupants)).toEqual([])
})

test('R8: the visitor sits there with a client too, who is in an unknown room with none', () => {
  const occupants = rooms()
  const mia = {
    side: 'visitor',
    jid: 'mia@visitors.localhost',
    clients: ['mia@visitors.localhost/w'],
  } as const
  occupants.entered('one', 'Mia', mia)
  occupants.entered('three', 'Anna', anna)
  expect(clients(occupants)).toEqual(['mia@visitors.localhost/w'])
  expect(occupants.isVisitor('mia@visitors.localhost/w')).toBe(true)
  occupants.fallsSilent('mia@visitors.localhost/w', 1)
  expect(occupants.isIn('one', 'visitor')).toBe(false)
  occupants.isBack('mia@visitors.localhost/w')
  expect(occupants.isIn('one', 'visitor')).toBe(true)
  occupants.left('one', 'Mia', 2)
  expect(occupants.isVisitor('mia@visitors.localhost/w')).toBe(false)
})

test('when somebody spoke last in a room of theirs is known', () => {
  const occupants = rooms()
  occupants.entered('one', 'Anna', anna)
  occupants.entered('two', 'Anna', anna)
  expect(occupants.stirredAt('anna@localhost/web')).toBe(0)
  occupants.stirs('two', 7)
  occupants.stirs('one', 5)
  expect(occupants.stirredAt('anna@localhost/web')).toBe(7)
})
