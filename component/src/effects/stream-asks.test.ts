import { Element } from 'ltx'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Asks } from './stream-asks.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function asking(asks: Asks, room: string) {
  let id = ''
  const outcome = asks
    .ask(
      new Element('iq', { type: 'set', from: 'support@desk/Desk', to: room }),
      15_000,
      (iq) => {
        id = iq.attrs.id
      },
      () => 'answered',
    )
    .then(
      (answered) => answered,
      (error: { condition: string }) => error.condition,
    )
  const answer = () =>
    asks.settle(new Element('iq', { type: 'result', id, from: room, to: 'support@desk/Desk' }))
  return { outcome, answer }
}

test('what is asked behind many others has time from when they are answered', async () => {
  const asks = new Asks()
  const [first, second, third] = ['a@rooms', 'b@rooms', 'c@rooms'].map((room) => asking(asks, room))
  await vi.advanceTimersByTimeAsync(14_000)
  first?.answer()
  await vi.advanceTimersByTimeAsync(14_000)
  second?.answer()
  await vi.advanceTimersByTimeAsync(14_000)
  third?.answer()
  expect(await Promise.all([first?.outcome, second?.outcome, third?.outcome])).toEqual(
    Array(3).fill('answered'),
  )
})

test('who is overtaken, or asked last of all, is late after the usual time', async () => {
  const asks = new Asks()
  const [silent, quick, last] = ['a@rooms', 'b@rooms', 'c@rooms'].map((room) => asking(asks, room))
  await vi.advanceTimersByTimeAsync(14_000)
  quick?.answer()
  await vi.advanceTimersByTimeAsync(1_001)
  expect(await silent?.outcome).toBe('remote-server-timeout')
  expect(asks.size).toBe(1)
  await vi.advanceTimersByTimeAsync(14_000)
  expect(await last?.outcome).toBe('remote-server-timeout')
})
