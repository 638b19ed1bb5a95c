import { beforeEach, expect, test } from 'vitest'
import { Clients } from './clients.ts'

const DESK = 'anna@localhost/desk'
const PSI = 'anna@localhost/psi'
const ANNA = 'anna@localhost'
const BEN = 'ben@localhost/gajim'

let clients: Clients
beforeEach(() => {
  clients = new Clients()
})

test('what a client says of itself is news once, and gone when it goes offline', () => {
  expect(clients.becomesAgent(DESK)).toBe(true)
  expect(clients.becomesAgent(DESK)).toBe(false)
  clients.speaks(DESK, 'fastpath')
  clients.shares(DESK)
  clients.wantsColleagues(DESK)
  expect(clients.agentsOf(ANNA)).toEqual([DESK])
  expect(clients.dialectOf(DESK)).toBe('fastpath')
  clients.gone(DESK)
  expect(clients.agents()).toEqual([])
  expect(clients.sharingOf(ANNA)).toEqual([])
  expect(clients.curious()).toEqual([])
  expect(clients.dialectOf(DESK)).toBe('standard')
  expect(clients.becomesAgent(DESK)).toBe(true)
})

test('one resource of a person is not another, and nobody else', () => {
  clients.becomesAgent(DESK)
  clients.becomesGajim(PSI)
  clients.becomesGajim(BEN)
  expect(clients.isAgent(PSI)).toBe(false)
  expect(clients.gajimsOf(ANNA)).toEqual([PSI])
  clients.gone(PSI)
  expect(clients.isAgent(DESK)).toBe(true)
  expect([clients.isGajim(PSI), clients.isGajim(BEN)]).toEqual([false, true])
  expect([...clients.of('ben@localhost')]).toEqual([BEN])
})

test('R8: a client that is set aside counts as gone; what it was comes back with it, but the agent status it says anew', () => {
  clients.becomesAgent(DESK)
  clients.speaks(DESK, 'fastpath')
  clients.shares(DESK)
  clients.wantsColleagues(DESK)
  clients.becomesGajim(DESK)
  const restore = clients.setAside(DESK)
  expect([...clients.of(ANNA)]).toEqual([])
  restore()
  expect(clients.isAgent(DESK)).toBe(false)
  expect(clients.dialectOf(DESK)).toBe('fastpath')
  expect(clients.sharingOf(ANNA)).toEqual([DESK])
  expect([clients.isCurious(DESK), clients.isGajim(DESK)]).toEqual([true, true])
})

test('A2: the invitation goes to the client that answered, one for each person of the chat', () => {
  expect(clients.clientOf('c1', ANNA)).toBe(ANNA)
  clients.answered('c1', DESK)
  clients.answered('c1', BEN)
  clients.answered('c1', PSI)
  expect(clients.clientOf('c1', ANNA)).toBe(PSI)
  expect(clients.clientOf('c1', 'ben@localhost')).toBe(BEN)
  clients.forget('c1')
  expect(clients.clientOf('c1', ANNA)).toBe(ANNA)
})

test('a new link: everybody introduces themselves again, and who was dismissed is known', () => {
  clients.becomesAgent(DESK)
  clients.dismissed(ANNA)
  clients.answered('c1', DESK)
  clients.reset()
  expect(clients.agents()).toEqual([])
  expect(clients.clientOf('c1', ANNA)).toBe(DESK)
  expect([clients.engaged(ANNA), clients.engaged(ANNA)]).toEqual([true, false])
})
