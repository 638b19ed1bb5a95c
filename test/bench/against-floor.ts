/** What is measured by hand and by Parlor in turns, so that a slow minute of the machine counts for both. */
import type { TestProsody } from '../support/prosody.ts'
import { ByParlor } from './by-parlor.ts'
import { ByHand, type Way } from './chats.ts'
import { messages } from './messages.ts'
import { opening } from './opening.ts'
import { type Figure, quarter } from './table.ts'

type Start = (server: TestProsody) => Promise<Way>

const inSteps: Start = (server) => ByHand.start(server, { how: 'steps', ring: false })
const inABurst: Start = (server) => ByHand.start(server, { how: 'burst', ring: false })
const afterRing: Start = (server) => ByHand.start(server, { how: 'steps', ring: true })
const byParlor: Start = (server) => ByParlor.start(server)

const ROUNDS = 6

async function inTurns<T>(server: TestProsody, ways: readonly Start[], measure: (way: Way) => Promise<T>) {
  const results: T[][] = ways.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, start] of ways.entries()) {
      const way = await start(server)
      results[index]?.push(await measure(way))
      await way.stop()
    }
  }
  return results
}

export async function openings(server: TestProsody): Promise<Figure[]> {
  const results = await inTurns(server, [inSteps, afterRing, inABurst, byParlor], opening)
  const [steps = 0, ring = 0, burst = 0, value = 0] = results.map((rounds) => quarter(rounds.flat()))
  const common = { value, unit: 'ms' }
  return [
    {
      what: 'join-queue to both invitations, against the room by hand',
      floor: steps,
      ...common,
      atMost: 1.3,
    },
    { what: '... against offer, accept and the room by hand', floor: ring, ...common },
    { what: '... against the room in one burst, nobody asked', floor: burst, ...common },
  ]
}

export async function flows(server: TestProsody): Promise<Figure[]> {
  const [hand = [], parlor = []] = await inTurns(server, [inSteps, byParlor], messages)
  const latency = (rounds: typeof hand) => quarter(rounds.flatMap((flow) => flow.latency))
  const rate = (rounds: typeof hand) => Math.max(...rounds.map((flow) => flow.rate))
  return [
    { what: 'a message in a room', floor: latency(hand), value: latency(parlor), unit: 'ms', atMost: 1.2 },
    { what: 'messages through ten rooms', floor: rate(hand), value: rate(parlor), unit: '/s', atLeast: 0.8 },
  ]
}
