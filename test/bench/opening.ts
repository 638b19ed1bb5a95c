/** From the wish to talk to both invitations. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Way } from './chats.ts'

/** Until the code of either side is compiled: a component that has run for a morning has seen more chats than these. */
const WARM_UP = 300
const TIMES = 15
/** What follows from the chat before (the queue is told to operators 200 ms later) is not measured. */
const QUIET_MS = 250

/** Milliseconds, one chat after the other. */
export async function opening(way: Way): Promise<number[]> {
  const took: number[] = []
  for (let index = 0; index < WARM_UP + TIMES; index += 1) {
    const warm = index >= WARM_UP
    const chat = await way.open(warm ? { ready: () => pause(QUIET_MS) } : { thinks: 0 })
    if (warm) took.push(chat.took)
    await chat.end()
  }
  return took
}
