/** What is measured by hand and by Parlor in turns, so that a slow minute of the machine counts for both. */
import type { TestProsody } from '../support/prosody.ts'
import { ByParlor } from './by-parlor.ts'
import { ByHand, type Way } from './chats.ts'
import { messages } from './messages.ts'
import { opening } from './opening.ts'
import { type Figure, quarter } from './table.ts'

type Start = (server: TestProsody) => Promise<Way>

const inSteps: Start = (server) => ByHand.start(server, { how: 'steps' })
/** The same chat with the same protocol: offered, accepted, and then the room in steps. */
const asked: Start = (server) => ByHand.start(server, { how: 'steps', asks: { thinks: 30 } })
const inABurst: Start = (server) => ByHand.start(server, { how: 'burst' })
/** A blink, in which the room that was made ahead gets its name and the visitor their membership. */
const byParlor: Start = (server) => ByParlor.start(server, { thinks: 30 })
const byParlorAtOnce: Start = (server) => ByParlor.start(server, { thinks: 0 })

const ROUNDS = 3

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
  const results = await inTurns(server, [inSteps, asked, inABurst, byParlor, byParlorAtOnce], opening)
  const [steps = 0, whole = 0, burst = 0, value = 0, atOnce = 0] = results.map((rounds) =>
    quarter(rounds.flat()),
  )
  const unit = 'ms'
  return [
    {
      what: 'join-queue to both invitations, against the room by hand',
      floor: steps,
      value,
      unit,
      atMost: 1.3,
    },
    { what: '... against offer, acceptance and room by hand', floor: whole, value, unit, atMost: 1 },
    { what: '... against the room in one burst of stanzas', floor: burst, value, unit },
    { what: '... accepted in the same instant', floor: steps, value: atOnce, unit },
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
