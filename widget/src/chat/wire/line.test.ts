import { $iq } from 'strophe.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Dial, WireEars } from './dial.ts'
import { Line } from './line.ts'

const ENDPOINTS = { domain: 'visitors.localhost', websocket: 'ws://x', bosh: 'http://x' }

/** A network that is switched by hand. */
class Network {
  works = new Set(['ws://x', 'http://x'])
  answers = true
  /** Dials that are not answered at all, as in a tunnel. */
  swallows = false
  readonly dialled: string[] = []
  ears: WireEars | undefined

  readonly dial: Dial = async (service, _domain, ears) => {
    this.dialled.push(service)
    if (this.swallows) await new Promise((_, refused) => setTimeout(refused, 4000))
    if (!this.works.has(service)) throw new Error('refused')
    this.ears = ears
    return {
      send: () => undefined,
      ask: () =>
        this.answers
          ? Promise.resolve($iq({ type: 'result' }).tree())
          : new Promise((resolve) => setTimeout(() => resolve(undefined), 4000)),
      close: () => undefined,
    }
  }
}

let network: Network
let told: string[]
let line: Line

beforeEach(() => {
  vi.useFakeTimers()
  network = new Network()
  told = []
})
afterEach(() => {
  line.close()
  vi.useRealTimers()
})

function open(): Line {
  line = new Line(
    ENDPOINTS,
    {
      up: () => told.push('up'),
      down: () => told.push('down'),
      stanza: () => undefined,
      ping: () => $iq({ type: 'get' }),
      pong: () => told.push('pong'),
    },
    network.dial,
  )
  return line
}

test('WebSocket first, BOSH when that fails, and BOSH first from then on', async () => {
  network.works.delete('ws://x')
  open()
  await vi.advanceTimersByTimeAsync(0)
  expect(network.dialled).toEqual(['ws://x', 'http://x'])
  expect(told).toEqual(['up'])
  network.ears?.closed()
  await vi.advanceTimersByTimeAsync(1000)
  expect(network.dialled).toEqual(['ws://x', 'http://x', 'http://x'])
})

test('a lost line is dialled again with growing pauses, and at once when the network is back', async () => {
  open()
  await vi.advanceTimersByTimeAsync(0)
  network.works.clear()
  network.ears?.closed()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told.filter((what) => what === 'down').length).toBeGreaterThanOrEqual(15)
  expect(told.filter((what) => what === 'down').length).toBeLessThanOrEqual(30)
  network.works.add('ws://x')
  line.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(told.at(-1)).toBe('up')
})

test('C2: a server that was away for four seconds is found again a second later', async () => {
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  open()
  await vi.advanceTimersByTimeAsync(0)
  network.works.clear()
  network.ears?.closed()
  await vi.advanceTimersByTimeAsync(4000)
  network.works.add('ws://x')
  await vi.advanceTimersByTimeAsync(1100)
  expect(told.at(-1)).toBe('up')
  chance.mockRestore()
})

test('P9: a dead line that says nothing is noticed within ten seconds of a sent stanza', async () => {
  open()
  await vi.advanceTimersByTimeAsync(0)
  network.answers = false
  line.send($iq({ type: 'get' }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toContain('down')
})

test('P9: a dead line is noticed within ten seconds also when nothing is sent', async () => {
  open()
  await vi.advanceTimersByTimeAsync(0)
  network.answers = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toContain('down')
})

test('a silent line is asked, and stays when it answers', async () => {
  open()
  await vi.advanceTimersByTimeAsync(7_000)
  expect(told).toEqual(['up', 'pong'])
})

test('R8: a line on which the workgroup asks every few seconds is not asked too, and a dead one is noticed within ten', async () => {
  open()
  for (let asked = 0; asked < 6; asked += 1) {
    await vi.advanceTimersByTimeAsync(5_000)
    network.ears?.asked()
  }
  expect(told).toEqual(['up'])
  network.answers = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toContain('down')
})

test.each([75, 165])(
  'C2: %i s without a network, and back within 5 s of it though nobody says so',
  async (seconds) => {
    open()
    await vi.advanceTimersByTimeAsync(0)
    for (const swallows of [false, true]) {
      network.swallows = swallows
      network.works.clear()
      network.ears?.closed()
      await vi.advanceTimersByTimeAsync(seconds * 1000)
      told = []
      network.works.add('ws://x')
      network.works.add('http://x')
      network.swallows = false
      await vi.advanceTimersByTimeAsync(5000)
      expect(told).toContain('up')
    }
  },
)

test('C2: whoever does not want to wait is dialled for at once, also while a dial hangs', async () => {
  open()
  await vi.advanceTimersByTimeAsync(0)
  network.swallows = true
  network.ears?.closed()
  await vi.advanceTimersByTimeAsync(2500)
  network.swallows = false
  told = []
  line.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toEqual(['up'])
  await vi.advanceTimersByTimeAsync(4000)
  expect(told.filter((what) => what !== 'pong')).toEqual(['up'])
})

test('a chat in which nobody says anything costs four pings a minute, after the first minute', async () => {
  open()
  await vi.advanceTimersByTimeAsync(90_000)
  told = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual(['pong', 'pong', 'pong', 'pong'])
  // Whoever says something wants to know at once.
  network.answers = false
  line.send($iq({ type: 'get' }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toContain('down')
})

test('after close nothing is dialled', async () => {
  open()
  line.close()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(told).toEqual([])
})
