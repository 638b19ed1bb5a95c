/** Messages through a chat's room: how long one takes, and how many go through. */
import type { Occupant } from '../support/people/index.ts'
import { enterBoth, type Opened, type Way } from './chats.ts'

const LATENCY_TIMES = 100
const ROOMS = 10
const MESSAGES_A_ROOM = 200

export interface Flow {
  /** Milliseconds from saying to being heard by the other person, each. */
  readonly latency: readonly number[]
  /** Messages a second, through all rooms together. */
  readonly rate: number
}

export async function messages(way: Way): Promise<Flow> {
  const chats: Opened[] = []
  const pairs: { visitor: Occupant; operator: Occupant }[] = []
  for (let index = 0; index < ROOMS; index += 1) {
    const chat = await way.open()
    chats.push(chat)
    pairs.push(await enterBoth(way, chat))
  }
  const first = pairs[0]
  const latency = first ? await latencies(first.visitor, first.operator) : []
  const start = performance.now()
  await Promise.all(pairs.flatMap(({ visitor, operator }) => [pour(visitor), pour(operator)]))
  const seconds = (performance.now() - start) / 1000
  for (const chat of chats) await chat.end()
  return { latency, rate: (ROOMS * MESSAGES_A_ROOM) / seconds }
}

async function latencies(from: Occupant, to: Occupant): Promise<number[]> {
  const took: number[] = []
  for (let index = 0; index < LATENCY_TIMES; index += 1) {
    const text = `latency ${index}`
    const start = performance.now()
    const heard = to.lines.until((line) => line.body === text, text, { since: to.lines.mark() })
    const sent = from.say(text)
    await heard
    took.push(performance.now() - start)
    await sent
  }
  return took
}

/**
 * Half of the room's messages, one after the other. Twenty people who do that keep the server busy all the time; more at
 * once would fill the operator's socket, and Prosody lets a full one wait for as long as the others have something.
 */
async function pour(occupant: Occupant): Promise<void> {
  for (let count = 0; count < MESSAGES_A_ROOM / 2; count += 1) {
    await occupant.say('How long does delivery to Denmark take?')
  }
}
