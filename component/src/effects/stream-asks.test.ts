import { Element } from 'ltx'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { collect } from './collect.kit.ts'
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

test('several that are told together are done when the last is, or fail with the first that does', async () => {
  const asks = new Asks()
  const rooms = ['a@rooms', 'b@rooms', 'c@rooms']
  const ids: string[] = []
  const tell = () =>
    asks.tell(
      rooms.map((room) => new Element('iq', { type: 'set', from: 'support@desk/Desk', to: room })),
      15_000,
      (iq) => void ids.push(iq.attrs.id),
    )
  const answer = (index: number, type: 'result' | 'error', from = rooms[index % 3] ?? '') =>
    asks.settle(new Element('iq', { type, id: ids[index] ?? '', from, to: 'support@desk/Desk' }))
  const done = vi.fn()
  const all = tell().then(done)
  expect(answer(2, 'result')).toBe(true)
  expect(answer(0, 'result', 'b@rooms')).toBe(false)
  expect(answer(0, 'result')).toBe(true)
  await Promise.resolve()
  expect(done).not.toHaveBeenCalled()
  expect(answer(1, 'result')).toBe(true)
  await all
  expect(done).toHaveBeenCalled()

  const failing = expect(tell()).rejects.toMatchObject({ condition: 'undefined-condition' })
  answer(4, 'error')
  await failing
  expect(answer(3, 'result') && answer(5, 'result')).toBe(true)
  expect(asks.size).toBe(0)
  await asks.tell([], 15_000, () => {})
})

test('an answer to what nobody asked is nobody’s', () => {
  const asks = new Asks()
  let id = ''
  const iq = new Element('iq', { type: 'set', from: 'support@desk/Desk', to: 'a@rooms' })
  void asks.tell([iq], 15_000, ({ attrs }) => {
    id = attrs.id
  })
  const answer = (to: string) =>
    asks.settle(new Element('iq', { type: 'result', id: to, from: 'a@rooms', to: 'support@desk/Desk' }))
  for (const other of ['', '-', '1', id.slice(0, -1), `${id}0`, `${id}x`, `x${id}`])
    expect(answer(other)).toBe(false)
  expect([answer(id), answer(id)]).toEqual([true, false])
})

test('a question is not kept until it is answered', async () => {
  vi.useRealTimers()
  const asks = new Asks()
  const ask = () => {
    const iq = new Element('iq', { type: 'set', from: 'support@desk/Desk', to: 'a@rooms' })
    void asks.ask(
      iq,
      15_000,
      () => {},
      () => {},
    )
    void asks.tell([iq], 15_000, () => {})
    return new WeakRef(iq)
  }
  const kept = ask()
  await collect()
  expect(asks.size).toBe(2)
  expect(kept.deref()).toBeUndefined()
})
