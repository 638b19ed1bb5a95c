/** From the wish to talk to both invitations. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Way } from './chats.ts'

/** Until the code of either side is compiled. */
const WARM_UP = 40
const TIMES = 15
/** What follows from the chat before (the queue is told to operators 200 ms later) is not measured. */
const QUIET_MS = 250

/** Milliseconds, one chat after the other. */
export async function opening(way: Way): Promise<number[]> {
  const took: number[] = []
  for (let index = 0; index < WARM_UP + TIMES; index += 1) {
    const warm = index >= WARM_UP
    const chat = await way.open(warm ? () => pause(QUIET_MS) : undefined)
    if (warm) took.push(chat.took)
    await chat.end()
  }
  return took
}
